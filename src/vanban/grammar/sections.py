"""Kinds and titles of headings."""

from __future__ import annotations

import re

from vanban.model.document import SectionKind

_KINDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("purpose", re.compile(r"\b(?:mục đích|yêu cầu)\b")),
    ("budget", re.compile(r"\b(?:kinh phí|nguồn vốn|ngân sách|nguồn lực tài chính)\b")),
    (
        "assignment",
        re.compile(r"\b(?:tổ chức thực hiện|phân công|tổ chức triển khai|trách nhiệm thực hiện)\b"),
    ),
    ("tasks", re.compile(r"\b(?:nội dung|nhiệm vụ|giải pháp)\b")),
)
_FINAL = re.compile(r"[\s:;,]+$|(?<!\.)\.\s*$")


def kind_of_title(title: str) -> SectionKind:
    """What a top-level heading is about; tested in the order of the contract ("PHÂN CÔNG NHIỆM VỤ" assigns)."""
    folded = title.casefold()
    for kind, pattern in _KINDS:
        if pattern.search(folded):
            return kind
    return "other"


def title_of(text: str) -> str:
    """A heading's text without its final mark; an ellipsis stays."""
    title = text.strip()
    while title and not title.endswith(("...", "…")) and (found := _FINAL.search(title)):
        title = title[: found.start()].rstrip()
    return title
