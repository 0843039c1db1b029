"""All rules on layout, and the one way to run them.

To add a rule: write its class in the module of its subject, name it in that module's `RULES`, and add a line to
`docs/mechanisms/writing.md`. Its bad example is tried by the tests without further work.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vanban.checking import layout_letters, layout_page, layout_text
from vanban.checking.layout_parts import LayoutCase
from vanban.checking.layout_rule import LayoutRule
from vanban.checking.layout_word import read_layout
from vanban.checking.rule import Case
from vanban.model import Document, Finding, SourceDocument

LAYOUT_RULES: tuple[LayoutRule, ...] = tuple(
    rule() for module in (layout_page, layout_letters, layout_text) for rule in module.RULES
)
BY_ID: Mapping[str, LayoutRule] = {rule.id: rule for rule in LAYOUT_RULES}
DECREE_IN_FORCE = date(2020, 3, 5)
"""Documents signed before this day followed another circular."""


def layout_case(data: bytes, source: SourceDocument, document: Document) -> LayoutCase:
    """A Word file with what was read from it."""
    return LayoutCase(read_layout(data), Case(source, document))


def check_layout(layout: LayoutCase) -> tuple[Finding, ...]:
    """The findings on how a Word file is set; none for a document older than the decree."""
    case = layout.case
    if case.day is not None and case.day < DECREE_IN_FORCE:
        return ()
    rules = [rule for rule in LAYOUT_RULES if rule.party or layout.rules.sure]
    return tuple(finding for rule in rules for finding in rule.find(layout))
