"""Many reports as one: figures by the rule of their indicator, texts by section with the units that wrote them.

Only reports that were handed in count (`COUNTED`). One that says "nothing to report" counts as zero, whatever was filled in before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import BigIntegerField, Count, DecimalField, F, Min, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Cast, Coalesce, Round

from nhipcau.kernel.folding import fold
from nhipcau.organisations.selectors import names_on
from nhipcau.reporting.models import (
    COUNTED,
    FormSection,
    Gathering,
    Indicator,
    Report,
    ReportCycle,
    ReportFigure,
    ReportText,
)

CENT = Decimal("0.01")
ZERO = Decimal(0)
ONE = Value(Decimal(1), output_field=DecimalField(max_digits=20, decimal_places=2))
# Rules that look at rows; the others are added up by the database.
BY_ROW = frozenset({Gathering.LAST, Gathering.DISTINCT})


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an indicator comes to. `given` reports gave a figure, `estimated` of them an estimate to the end of the period.

    Where some gave an estimate, `estimate` takes the actual figure of the others, so that it is never less than what is known.
    """

    value: Decimal | None = None
    of: Decimal | None = None
    estimate: Decimal | None = None
    entries: tuple[str, ...] = ()
    given: int = 0
    estimated: int = 0


@dataclass(slots=True)
class _Sums:
    """What the database added up for one indicator of one cycle, in hundredths."""

    value: int | None
    shared: int | None
    of: int | None
    answers: int | None
    estimate: int | None
    given: int
    estimated: int
    known: int = 0
    """How many gave a figure or an estimate."""


def gathered_figures(cycles: Collection[int], *, code: str = "") -> dict[int, dict[str, Gathered]]:
    """For each of these cycles the figures by code, or that of one: seven queries, however many cycles, units and indicators."""
    indicators = {(cycle, row.pk): row for cycle, row in _indicators(cycles) if not code or row.code == code}
    nothing = dict(_counted(cycles).filter(is_nothing=True).values_list("cycle_id").annotate(Count("pk")))
    asked = list({row.pk: row for row in indicators.values()}.values())
    sums = _sums(cycles, asked)
    listed = _latest(cycles, asked) | _distinct(cycles, asked)
    found: dict[int, dict[str, Gathered]] = {cycle: {} for cycle in cycles}
    for (cycle, pk), indicator in indicators.items():
        zeros = nothing.get(cycle, 0)
        if indicator.gathering in BY_ROW:
            found[cycle][indicator.code] = listed.get((cycle, pk), Gathered())
        else:
            found[cycle][indicator.code] = _added_up(indicator.gathering, sums.get((cycle, pk)), zeros)
    return found


def _indicators(cycles: Collection[int]) -> list[tuple[int, Indicator]]:
    """The indicators of each cycle's form, in the order of the form."""
    versions = dict(ReportCycle.objects.filter(pk__in=cycles).order_by().values_list("pk", "form_version_id"))
    of: dict[int, list[Indicator]] = defaultdict(list)
    for row in Indicator.objects.filter(form_version__in=set(versions.values())).order_by("position"):
        of[row.form_version_id].append(row)
    return [(cycle, row) for cycle, version in versions.items() for row in of[version]]


def _counted(cycles: Collection[int]) -> QuerySet[Report]:
    return Report.objects.filter(cycle__in=cycles, state__in=COUNTED).order_by()


def _figures(cycles: Collection[int]) -> QuerySet[ReportFigure]:
    return ReportFigure.objects.filter(
        report__cycle__in=cycles, report__state__in=COUNTED, report__is_nothing=False
    ).order_by()


def _hundredths(value: str | Combinable) -> Expression:
    """As a whole number: SQLite adds decimals up as floating numbers, and 0.1 + 0.2 is not 0.3 there."""
    return Cast(Round((F(value) if isinstance(value, str) else value) * 100), BigIntegerField())


def _sums(cycles: Collection[int], indicators: Iterable[Indicator]) -> dict[tuple[int, int], _Sums]:
    """Two questions, each for what its rules need: expressions over every figure are what takes time."""
    plain = [row.pk for row in indicators if row.gathering in {Gathering.SUM, Gathering.AVERAGE}]
    pairs = [row.pk for row in indicators if row.gathering in {Gathering.SHARE, Gathering.COUNT_YES}]
    groups = _figures(cycles).values_list("report__cycle_id", "indicator_id")
    found = {}
    if plain:
        rows = groups.filter(indicator__in=plain).annotate(
            total=Sum(_hundredths("value")),
            expected=Sum(_hundredths(Coalesce("estimate", "value"))),
            given=Count("value"),
            estimated=Count("estimate"),
            known=Count(Coalesce("estimate", "value")),
        )
        for cycle, indicator, total, expected, given, estimated, known in rows:
            found[cycle, indicator] = _Sums(total, None, None, None, expected, given, estimated, known)
    if pairs:
        answered = groups.filter(indicator__in=pairs).annotate(
            total=Sum(_hundredths("value")),
            shared=Sum(_hundredths("value"), filter=Q(of__isnull=False)),
            whole=Sum(_hundredths("of"), filter=Q(value__isnull=False)),
            answers=Sum(_hundredths(Coalesce("of", ONE)), filter=Q(value__isnull=False)),
            given=Count("value"),
        )
        for cycle, indicator, total, shared, whole, answers, given in answered:
            found[cycle, indicator] = _Sums(total, shared, whole, answers, None, given, 0)
    return found


def _added_up(rule: str, sums: _Sums | None, nothing: int) -> Gathered:
    if sums is None:
        sums = _Sums(None, None, None, None, None, 0, 0)
    given = sums.given + nothing
    if not given and not sums.estimated:
        return Gathered()
    value, estimate = _whole(sums.value, given), _whole(sums.estimate if sums.estimated else None, 0)
    if rule == Gathering.SHARE:
        return Gathered(_whole(sums.shared, given), _whole(sums.of, given), None, (), given)
    if rule == Gathering.COUNT_YES:
        # Of units 1 or 0 each; of those who gathered already, so many out of so many.
        answers = (_whole(sums.answers, 0) or ZERO) + nothing
        return Gathered(value, answers, None, (), given)
    if rule == Gathering.AVERAGE:
        value, estimate = _mean(value, given), _mean(estimate, sums.known + nothing)
    return Gathered(value, None, estimate, (), given, sums.estimated)


def _whole(hundredths: int | None, given: int) -> Decimal | None:
    """A sum in its own unit; zero where reports count but none gave a number, None where none counts."""
    if hundredths is None:
        return ZERO if given else None
    return Decimal(hundredths) / 100


def _mean(total: Decimal | None, count: int) -> Decimal | None:
    return None if total is None else (total / count).quantize(CENT, rounding=ROUND_HALF_UP)


def _latest(cycles: Collection[int], indicators: Iterable[Indicator]) -> dict[tuple[int, int], Gathered]:
    """The figure handed in last; of several at the same moment the last of the register."""
    asked = [row.pk for row in indicators if row.gathering == Gathering.LAST]
    if not asked:
        return {}
    rows = _figures(cycles).filter(indicator__in=asked, value__isnull=False)
    ordered = rows.order_by("report__sent_at", "report__unit__path")
    found: dict[tuple[int, int], Gathered] = {}
    for cycle, indicator, value, estimate in ordered.values_list(
        "report__cycle_id", "indicator_id", "value", "estimate"
    ):
        before = found.get((cycle, indicator), Gathered())
        estimated = before.estimated + (estimate is not None)
        found[cycle, indicator] = Gathered(value, None, estimate, (), before.given + 1, estimated)
    return found


def _distinct(cycles: Collection[int], indicators: Iterable[Indicator]) -> dict[tuple[int, int], Gathered]:
    """The entries of all reports, each once; lists that are the same are counted by the database."""
    asked = [row.pk for row in indicators if row.gathering == Gathering.DISTINCT]
    if not asked:
        return {}
    groups = (
        _figures(cycles)
        .filter(indicator__in=asked)
        .values_list("report__cycle_id", "indicator_id", "entries")
    )
    told: dict[tuple[int, int], list[tuple[Sequence[str], int]]] = defaultdict(list)
    for cycle, indicator, entries, count, _first in groups.annotate(
        count=Count("pk"), first=Min("report_id")
    ).order_by("first"):
        if entries:
            told[cycle, indicator].append((entries, count))
    found = {}
    for key, lists in told.items():
        entries = distinct_entries(entry for own, _count in lists for entry in own)
        found[key] = Gathered(Decimal(len(entries)), None, None, entries, sum(count for _own, count in lists))
    return found


def distinct_entries(entries: Iterable[str]) -> tuple[str, ...]:
    """Each entry once, whatever its case, blanks and marks; as it was first written, in the order of the alphabet of its fold."""
    first: dict[str, str] = {}
    for entry in dict.fromkeys(
        map(str, entries)
    ):  # most units write the same words: folding takes longer than looking
        tidy = " ".join(entry.split())
        if tidy:
            first.setdefault(fold(tidy), tidy)
    return tuple(first[key] for key in sorted(first))


_LINK = re.compile(r" ?\(https?://[^\s)]+\)")


@dataclass(slots=True)
class Part:
    """What one unit, or several in the same words, wrote in a section."""

    text: str
    units: list[str] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)


def parts_of(report: Report, *, on: dt.date) -> dict[int, list[Part]]:
    """By section of the consolidated report: what counted units wrote, in the order of the register, the same words once.

    Units bear their names of the day. Where the cycle below uses another version of the form, sections meet by level and title.
    """
    if report.gathers_id is None:
        return {}
    return parts_in(report.gathers_id, _sections_below(report), on=on)


def parts_in(cycle: int, sections: Mapping[int, int], *, on: dt.date) -> dict[int, list[Part]]:
    """The same for a cycle; `sections` says under which key each section of its form is wanted. Three queries.

    Links in brackets stay with the unit's own report, where its evidence opens: here they would part what is alike.
    """
    rows = (
        ReportText.objects.filter(
            report__cycle=cycle,
            report__state__in=COUNTED,
            report__is_nothing=False,
            section__in=list(sections),
        )
        .exclude(text="")
        .order_by("report__unit__path")
        .values_list("section_id", "report_id", "report__unit_id", "text")
    )
    told = list(rows)
    names = names_on({unit for _section, _report, unit, _text in told}, on=on)
    found: dict[int, dict[str, Part]] = defaultdict(dict)
    for section, pk, unit, written in told:
        text = _LINK.sub("", written)
        if not (key := fold(" ".join(text.split()))):
            continue
        part = found[sections[section]].setdefault(key, Part(text.strip()))
        part.units.append(names[unit].name)
        part.reports.append(pk)
    return {section: list(parts.values()) for section, parts in found.items()}


def _sections_below(report: Report) -> dict[int, int]:
    """Section of the gathered cycle's form → section of the report's own form."""
    versions = dict(
        ReportCycle.objects.filter(pk__in=[report.cycle_id, report.gathers_id]).values_list(
            "pk", "form_version_id"
        )
    )
    upper, lower = versions[report.cycle_id], versions[report.gathers_id or 0]
    rows = list(FormSection.objects.filter(form_version__in={upper, lower}).order_by("position"))
    if upper == lower:
        return {row.pk: row.pk for row in rows}
    by_title: dict[tuple[int, str], int] = {}
    for row in rows:
        if row.form_version_id == upper:
            by_title.setdefault((row.level, fold(row.title)), row.pk)
    return {
        row.pk: by_title[row.level, fold(row.title)]
        for row in rows
        if row.form_version_id == lower and (row.level, fold(row.title)) in by_title
    }


def merged(parts: Iterable[Part], *, is_relay: bool = False) -> str:
    """One text of many: each part opens with its units; one of several lines stands below them.

    Where one unit alone reports (a step of the way up), its text is passed on as it is.
    """
    if is_relay:
        return "\n".join(part.text for part in parts)
    lines = []
    for part in parts:
        units = ", ".join(part.units)
        lines.append(
            f"{units}:\n{part.text}" if "\n" in part.text else f"{units}: {part.text.lstrip('-–+ ')}"
        )
    return "\n".join(lines)


def came_since(text: str, proposed: str) -> list[str]:
    """Lines of what was gathered last that the edited text does not have: what came in since, or was left out on purpose."""
    kept = {fold(line) for line in text.splitlines()}
    return [line for line in proposed.splitlines() if line.strip() and fold(line) not in kept]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit adds to a figure. `counts` False: not handed in, so the unit is named and nothing is added."""

    report: Report
    value: Decimal | None = None
    of: Decimal | None = None
    estimate: Decimal | None = None
    entries: tuple[str, ...] = ()
    note: str = ""
    figure: int | None = None
    is_edited: bool = False
    counts: bool = True


def contributions(cycle: ReportCycle, indicator: Indicator) -> list[Contribution]:
    """Unit by unit in the order of the register what the figure is made of, and who is missing: two queries."""
    reports = Report.objects.filter(cycle=cycle).select_related("unit").order_by("unit__path")
    rows = ReportFigure.objects.filter(report__cycle=cycle, indicator=indicator)
    figures = {row.report_id: row for row in rows}
    return [_contribution(report, figures.get(report.pk)) for report in reports]


def _contribution(report: Report, figure: ReportFigure | None) -> Contribution:
    if report.state not in COUNTED:
        return Contribution(report, counts=False)
    if report.is_nothing:
        return Contribution(report, value=ZERO)
    if figure is None:
        return Contribution(report)
    return Contribution(
        report, figure.value, figure.of, figure.estimate, tuple(figure.entries), figure.note, figure.pk, figure.is_edited
    )  # fmt: skip


def told_by_unit(cycles: Collection[int], code: str) -> Mapping[tuple[int, int], Decimal | None]:
    """The figure of one code by (cycle, unit), zero where there was nothing to report, for comparing: two queries."""
    rows = _figures(cycles).filter(indicator__code=code)
    nothing = _counted(cycles).filter(is_nothing=True).values_list("cycle_id", "unit_id")
    return dict.fromkeys(nothing, ZERO) | {
        (cycle, unit): value
        for cycle, unit, value in rows.values_list("report__cycle_id", "report__unit_id", "value")
    }
