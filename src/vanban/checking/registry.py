"""All rules, and the one way to run them.

To add a rule: write its class in the module of its subject, name it in that module's `RULES`, and add a line to
`docs/mechanisms/checks.md`. Its examples are tried by the tests without further work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib import import_module

from vanban.catalog.days_off import day_off_on
from vanban.checking import (
    citations,
    dates,
    letterhead,
    money,
    numbering,
    signature,
    standing,
    tasks,
    wording,
)
from vanban.checking.rule import AnyRule, Calendar, Case, Rule
from vanban.model import Document, Finding, Severity, SourceDocument

RULES: tuple[Rule, ...] = tuple(
    rule()
    for module in (letterhead, signature, citations, standing, dates, tasks, money, numbering, wording)
    for rule in module.RULES
)
_BY_ID: Mapping[str, AnyRule] = {rule.id: rule for rule in RULES}
_LAYOUT = "vanban.checking.layout"
"""Rules on how a file is set; loaded only where such a file is looked at."""
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def rule_of(id_: str) -> AnyRule:
    """The rule that made a finding."""
    found: AnyRule = _BY_ID.get(id_) or import_module(_LAYOUT).BY_ID[id_]
    return found


def check(
    source: SourceDocument,
    document: Document,
    *,
    known_units: Collection[str] | None = None,
    calendar: Calendar = day_off_on,
) -> tuple[Finding, ...]:
    """Every finding: errors first, then in order of the document.

    `known_units` are all names of the caller's register of units, aliases among them; without it the rule on unknown
    units is silent. `calendar` tells why offices are closed on a day; the default knows the statutory holidays.
    """
    case = Case(source, document, None if known_units is None else frozenset(known_units), calendar)
    found = [finding for rule in RULES for finding in rule.find(case)]
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then in order of the document."""
    return tuple(sorted(findings, key=lambda f: (_WEIGHT[f.severity], f.spans[0].start if f.spans else -1)))
