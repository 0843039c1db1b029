"""Line breaks inside a paragraph: which of them a person reads as a new line.

Authors press Shift+Enter to wrap a title, to stack the lines of a letterhead, or to list items within one
paragraph; some only to fit a word. The first three are lines of their own, the last is a space.
"""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"\s*(?:[-–+*•]\s*\S|[a-zđ]\)\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|\d{1,2}(?:\.\d{1,2})+\s|[IVX]{1,5}[.)-]\s|(?:Điều|Phụ lục)\s+\d|Nơi nhận\s*:)"
)
_ENDS_A_SENTENCE = re.compile(r"[.;:…/]\s*$")
_SMALL_START = re.compile(r"\s*[a-zà-ỹđ,;]")


def opens_item(text: str) -> bool:
    """Whether a line starts with the label of an item ("- ", "a) ", "1. ", "II. ")."""
    return _LABEL.match(text) is not None


def split_breaks(text: str, *, stacked: bool) -> list[str]:
    """The lines of a paragraph whose soft breaks are line feeds.

    `stacked` says that the paragraph is centred or set in capitals or bold: each break is then meant.
    """
    lines: list[list[str]] = []
    for part in text.split("\n"):
        if not part.strip():
            continue
        if lines and not stacked and not _is_new_line(lines[-1][-1], part):
            lines[-1].append(part.strip())
        else:
            lines.append([part])
    return [" ".join(parts) for parts in lines]


def _is_new_line(before: str, after: str) -> bool:
    if opens_item(after) or _is_stacked(before):
        return True
    return bool(_ENDS_A_SENTENCE.search(before)) and not _SMALL_START.match(after)


def _is_stacked(line: str) -> bool:
    """Whether a line is a rule, or words in capitals: the stack of a letterhead or of a signature goes on below it."""
    letters = [sign for sign in line if sign.isalpha()]
    return not letters or (len(line.split()) > 1 and all(sign.isupper() for sign in letters))
