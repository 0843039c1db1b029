"""Real plans read, matched with the register of their province as set up today, adopted and expanded, by nobody's hand.

Prints for each plan of ../shared/plans: tasks, the share of printed unit names that the register answers by itself, obligations.
A line says so where the documents are not there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT.parent / "shared" / "plans"
MATCHED = 0.8  # of the names printed in a plan
SECONDS = 10  # from the file to what is owed, without the set-up of the province


def benchmarks() -> Iterator[Figure]:
    """Figures of every plan, each in a database of its own."""
    files = sorted(PLANS.glob("*.txt"))
    if not files:
        print(f"{PLANS.name}: no real plans here, not measured", flush=True)
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            yield from _figures(file, folder)


def _figures(file: Path, folder: str) -> Iterator[Figure]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "NHIPCAU_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
    }
    command = [sys.executable, "-m", "benchmarks.adopting", str(file)]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise RuntimeError(f"{file.name}: {answer.stderr[-2000:]}")
    told = json.loads(answer.stdout.splitlines()[-1])
    name = f"{file.stem} ({told['tasks']} tasks)"
    yield Figure(
        f"{name}: unit names matched by themselves ({told['sure']}/{told['names']}, {told['proposed']} proposed)",
        told["sure"] / told["names"], "share", MATCHED, "above",
    )  # fmt: skip
    yield Figure(f"{name}: obligations of {told['units']} units", told["obligations"], "rows", 1, "above")
    yield Figure(f"{name}: read, adopted and expanded", told["seconds"], "s", SECONDS)
    if os.environ.get("NHIPCAU_BENCH_DETAILS"):
        print("\n".join(f"    {printed}: {match}" for printed, match in told["open"]), flush=True)
