"""A plan says the same as text, as a Word file with automatic numbers, and as a PDF."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vanban.office import needs_office
from tests.vanban.word_maker import word_file
from vanban.pipeline import read_bytes, to_json
from vanban.reading.converted import convert
from vanban.reading.registry import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD, PLANS, SCORE = SHARED / "reading" / "gold", SHARED / "plans", SHARED / "reading" / "score.py"
NEAR = 0.01

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCORE.exists(), reason="the real documents in ../shared are not here"),
]


def names() -> list[str]:
    return sorted(path.stem for path in GOLD.glob("*.json"))


def scored(folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(SCORE), str(GOLD), "--predictions", str(folder), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def predicted(folder: Path, suffix: str) -> dict[str, float]:
    """Read every plan in one format and score what was read."""
    folder.mkdir()
    for name in names():
        text = (PLANS / f"{name}.txt").read_bytes()
        data = text
        if suffix != "txt":
            data, _ = word_file(read(text, f"{name}.txt"))
        if suffix not in ("txt", "docx"):
            data = convert(data, "docx", suffix)
        found = to_json(read_bytes(data, f"{name}.{suffix}"))
        (folder / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return scored(folder)


@pytest.fixture(scope="module")
def of_text(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return predicted(tmp_path_factory.mktemp("text") / "predictions", "txt")


@pytest.mark.parametrize(
    "suffix",
    [
        "docx",
        *(pytest.param(suffix, marks=[pytest.mark.office, needs_office]) for suffix in ("pdf", "odt")),
    ],
)
def test_a_plan_scores_the_same_in_every_format(
    suffix: str, of_text: dict[str, float], tmp_path: Path
) -> None:
    found = predicted(tmp_path / "predictions", suffix)
    apart = {row: (of_text[row], value) for row, value in found.items() if value < of_text[row] - NEAR}
    assert apart == {}


def test_most_labels_of_the_word_files_are_automatic() -> None:
    made = [word_file(read((PLANS / f"{name}.txt").read_bytes(), name))[1] for name in names()]
    assert min(made) > 20
