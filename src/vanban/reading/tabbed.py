"""Letterheads and signatures set with tabs instead of a table: two columns in the lines of one text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from vanban.model.source import LineKind
from vanban.reading.draft import Draft
from vanban.text.motto import OPENINGS

_OFFICIAL = re.compile(rf"{OPENINGS}|,\s*ngày[\s.…\d]*tháng|Nơi nhận\s*:.*\t", re.IGNORECASE)
_COLUMNS = re.compile(r"(?P<left>[^\t]*?)[ ]*\t[\t ]*(?P<right>[^\t]*\S)\s*")
_RECIPIENT = re.compile(r"\s*-\s*\S[^\t]*")


def part_columns(drafts: Iterable[Draft]) -> list[Draft]:
    """Read each run of tabbed lines that is a letterhead or a signature column by column."""
    result: list[Draft] = []
    run: list[Draft] = []
    for draft in drafts:
        if _belongs(draft, bool(run)):
            run.append(draft)
            continue
        result.extend(_parted(run))
        run = []
        result.append(draft)
    result.extend(_parted(run))
    return result


def _belongs(draft: Draft, inside: bool) -> bool:
    if draft.kind is not LineKind.BODY:
        return False
    if inside and (not draft.text.strip() or _RECIPIENT.fullmatch(draft.text)):
        return True
    return "\t" in draft.text.rstrip() and _COLUMNS.fullmatch(draft.text) is not None


def _parted(run: list[Draft]) -> list[Draft]:
    if not any(_OFFICIAL.search(draft.text) for draft in run):
        return run
    sides: tuple[list[Draft], list[Draft]] = ([], [])
    for draft in run:
        found = _COLUMNS.fullmatch(draft.text)
        if found is None:
            sides[0].append(draft)
            continue
        for side, text in zip(sides, found.group("left", "right"), strict=True):
            if text.strip():
                side.append(replace(draft, text=text))
    return [*sides[0], *sides[1]]
