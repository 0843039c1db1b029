"""Message catalogues: `.po` files are kept, `.mo` files are made from them where they are older or missing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import polib

FOLDERS = tuple(Path(__file__).resolve().parents[1] / name for name in ("locale", "locale_upstream"))


def compile_catalogues(folders: Iterable[Path] = FOLDERS) -> list[Path]:
    """Compile what changed; returns the files written. A folder that cannot be written to is left as it is."""
    written = []
    for source in sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        if not os.access(source.parent, os.W_OK):
            continue
        fresh = target.with_suffix(f".{os.getpid()}.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)  # readers see the old or the new file, never half of one
        written.append(target)
    return written
