"""Set the demonstration's plans as Word documents in the layout of Nghị định 30/2020/NĐ-CP.

Usage: python scripts/demonstration_document.py    (reads and writes src/nhipcau/workbench/demonstration/)
"""

from __future__ import annotations

import sys
from pathlib import Path

import vanban

FOLDER = Path(__file__).resolve().parent.parent / "src/nhipcau/workbench/demonstration"
PLANS = ("ke-hoach-tinh-2026", "ke-hoach-xa-2026")


def set_plan(text: str) -> bytes:
    """The Word file of a plan in plain text."""
    return vanban.write_docx(vanban.official_document(vanban.read_bytes(text.encode(), "plan.txt")))


def main() -> int:
    """Write a .docx beside each text."""
    for name in PLANS:
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        (FOLDER / f"{name}.docx").write_bytes(set_plan(text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
