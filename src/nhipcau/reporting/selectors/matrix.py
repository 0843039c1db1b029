"""Who reported and who did not: one round unit by unit, units by rounds, and provinces with the units below them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.kernel.folding import fold
from nhipcau.organisations.policies import Roles
from nhipcau.reporting.models import (
    COUNTED,
    FormSection,
    Indicator,
    IndicatorType,
    Report,
    ReportCycle,
    ReportFigure,
    ReportState,
    ReportText,
)
from nhipcau.reporting.policies import visible_cycles, visible_reports


class Standing(TextChoices):
    """One word for each report on a day."""

    ON_TIME = "on-time", pgettext_lazy("report", "On time")
    LATE = "late", pgettext_lazy("report", "Handed in late")
    NOTHING = "nothing", _("Nothing to report")
    RETURNED = "returned", pgettext_lazy("report", "Returned")
    MISSING = "missing", pgettext_lazy("report", "Missing")
    AHEAD = "ahead", pgettext_lazy("report", "Not due yet")


LOOKS = {
    Standing.ON_TIME: "met",
    Standing.LATE: "soon",
    Standing.NOTHING: "excused",
    Standing.RETURNED: "overdue",
    Standing.MISSING: "overdue",
    Standing.AHEAD: "upcoming",
}
HANDED_IN = frozenset({Standing.ON_TIME, Standing.LATE, Standing.NOTHING})
# Whoever is reminded: nothing was handed in, or it came back.
OWED = frozenset({Standing.MISSING, Standing.AHEAD, Standing.RETURNED})


def standing_of(
    state: str, is_nothing: bool, first_sent_on: dt.date | None, due_on: dt.date, *, on: dt.date
) -> Standing:
    """How a report stands: what was handed in once on time stays on time, also where it was returned and sent again."""
    if state in COUNTED:
        if is_nothing:
            return Standing.NOTHING
        return Standing.ON_TIME if first_sent_on and first_sent_on <= due_on else Standing.LATE
    if state == ReportState.RETURNED:
        return Standing.RETURNED
    return Standing.MISSING if on > due_on else Standing.AHEAD


@dataclass(slots=True)
class Tally:
    """How many reports stand how; `timely` of them were first handed in by the day."""

    counts: Counter[str] = field(default_factory=Counter)
    timely: int = 0

    def add(self, standing: Standing, timely: bool, count: int = 1) -> None:
        """Count some more."""
        self.counts[standing] += count
        self.timely += count if timely and standing in HANDED_IN else 0

    @property
    def total(self) -> int:
        """All reports asked for."""
        return self.counts.total()

    @property
    def handed_in(self) -> int:
        """Those that count."""
        return sum(self.counts[each] for each in HANDED_IN)

    @property
    def owed(self) -> int:
        """Those that do not."""
        return self.total - self.handed_in

    @property
    def complete_percent(self) -> int:
        """The share that was handed in; 100 only where all were."""
        return _percent(self.handed_in, self.total)

    @property
    def timely_percent(self) -> int:
        """The share that was handed in by the day."""
        return _percent(self.timely, self.total)


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of a round, without its contents."""

    pk: int
    unit_id: int
    unit: str
    path: str
    state: str
    standing: Standing
    is_timely: bool
    folded: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix: the report, how much of what is asked for is there, and each section in one mark."""

    report: Report
    standing: Standing
    look: str
    percent: int
    cells: tuple[str, ...]


def seen_cycle(roles: Roles, pk: int) -> ReportCycle | None:
    """The round, where any of it is in sight."""
    rows = ReportCycle.objects.select_related("keeper", "plan__unit", "form_version__form", "feeds")
    found: ReportCycle | None = rows.filter(visible_cycles(roles), pk=pk).first() if roles else None
    return found


def entries_of(roles: Roles, cycle: ReportCycle, *, on: dt.date) -> list[Entry]:
    """All reports of a round that are in sight, in the order of the register: one query."""
    rows = Report.objects.filter(visible_reports(roles), cycle=cycle).order_by("unit__path")
    columns = (
        "pk",
        "unit_id",
        "unit__name",
        "unit__path",
        "unit__folded",
        "state",
        "is_nothing",
        "first_sent_on",
    )
    found = []
    for pk, unit, name, path, folded, state, nothing, sent in rows.values_list(*columns):
        standing = standing_of(state, nothing, sent, cycle.due_on, on=on)
        timely = bool(sent and sent <= cycle.due_on)
        found.append(Entry(pk, unit, name, path, state, standing, timely, folded))
    return found


def tally_of(entries: Iterable[Entry]) -> Tally:
    """How many stand how."""
    tally = Tally()
    for entry in entries:
        tally.add(entry.standing, entry.is_timely)
    return tally


def narrowed(entries: Iterable[Entry], *, text: str = "", state: str = "") -> list[Entry]:
    """Those whose unit has every word of `text` and that stand in `state` (a `Standing`, "owed", or "sent": waits for a decision)."""
    words = fold(text).split()
    return [
        entry
        for entry in entries
        if all(word in entry.folded for word in words) and (not state or _stands(entry, state))
    ]


def _stands(entry: Entry, state: str) -> bool:
    if state == "owed":
        return entry.standing in OWED
    if state == "sent":
        return entry.state == ReportState.SENT
    return entry.standing == state


def top_sections(cycle: ReportCycle) -> list[FormSection]:
    """The sections of the first level: the columns of the matrix."""
    return list(FormSection.objects.filter(form_version=cycle.form_version_id, level=1).order_by("position"))


def lines_of(cycle: ReportCycle, entries: Sequence[Entry], *, on: dt.date) -> list[Line]:
    """The rows of one page: six queries, however many."""
    asked = _Asked(cycle)
    keys = [entry.pk for entry in entries]
    reports = Report.objects.select_related("unit", "sent_by").in_bulk(keys)
    there = asked.there(keys)
    lines = []
    for entry in entries:
        report = reports[entry.pk]
        percent, cells = asked.complete(there[entry.pk], is_nothing=report.is_nothing)
        lines.append(Line(report, entry.standing, LOOKS[entry.standing], percent, cells))
    return lines


class _Asked:
    """What the form asks for, section by section of the first level.

    Required texts and figures; where the form requires none, all of them.
    """

    def __init__(self, cycle: ReportCycle) -> None:
        self._top: list[int] = []
        home: dict[int, int] = {}
        texts: list[tuple[int, bool]] = []
        for section in FormSection.objects.filter(form_version=cycle.form_version_id).order_by("position"):
            if section.level == 1 or not self._top:
                self._top.append(section.pk)
            home[section.pk] = self._top[-1]
            if section.has_text:
                texts.append((section.pk, section.is_required))
        figures = list(
            Indicator.objects.filter(form_version=cycle.form_version_id)
            .order_by("position")
            .values_list("pk", "section_id", "is_required", "type")
        )
        strict = any(required for _pk, required in texts) or any(row[2] for row in figures)
        self._texts = {pk: home[pk] for pk, required in texts if required or not strict}
        self._figures = {row[0]: home[row[1]] for row in figures if row[2] or not strict}
        self._lists = [row[0] for row in figures if row[3] == IndicatorType.LIST and row[0] in self._figures]
        self._of = Counter([*self._texts.values(), *self._figures.values()])

    def there(self, reports: Collection[int]) -> Mapping[int, Counter[int]]:
        """For each report how many answers each section of the first level has."""
        found: dict[int, Counter[int]] = {pk: Counter() for pk in reports}
        texts = ReportText.objects.filter(report__in=reports, section__in=list(self._texts)).exclude(text="")
        for report, section in texts.order_by().values_list("report_id", "section_id"):
            found[report][self._texts[section]] += 1
        figures = ReportFigure.objects.filter(report__in=reports).order_by()
        given = figures.filter(indicator__in=list(self._figures), value__isnull=False)
        for report, indicator in given.values_list("report_id", "indicator_id"):
            found[report][self._figures[indicator]] += 1
        lists = figures.filter(indicator__in=self._lists, value__isnull=True)
        for report, indicator, entries in lists.values_list("report_id", "indicator_id", "entries"):
            found[report][self._figures[indicator]] += bool(entries)
        return found

    def complete(self, there: Counter[int], *, is_nothing: bool) -> tuple[int, tuple[str, ...]]:
        """(percent, a mark for each section): "full", "lacking", "empty"; "–" where nothing is asked for or to be reported."""
        if is_nothing:
            return 100, tuple("none" for _section in self._top)
        marks = tuple(_mark(there[section], self._of[section]) for section in self._top)
        return _percent(there.total(), self._of.total()), marks


def _mark(there: int, asked: int) -> str:
    if not asked:
        return "none"
    if there >= asked:
        return "full"
    return "lacking" if there else "empty"


def has_branches(cycle: ReportCycle) -> bool:
    """Whether reports of this round sum up rounds of their own."""
    return Report.objects.filter(Q(cycle=cycle), gathers__isnull=False).exists()
