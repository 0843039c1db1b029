"""One report as people read it: its sections with texts, figures and sources, what is missing, what happened to it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.numbers import grouped
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.reporting.models import (
    Deed,
    FormSection,
    Indicator,
    IndicatorType,
    Report,
    ReportDeed,
    ReportFigure,
    ReportFile,
    ReportText,
)
from nhipcau.reporting.policies import visible_reports


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a report from being handed in: where (the anchor of the row on the screen) and what."""

    anchor: str
    label: str
    told: str | Promise


@dataclass(slots=True)
class ShownFigure:
    """An indicator with its answer; `figure` is None until the report was begun."""

    indicator: Indicator
    figure: ReportFigure | None
    problems: list[Problem] = field(default_factory=list)
    source_count: int = 0
    gathered: bool = False

    @property
    def type(self) -> str:
        """How it is answered here."""
        return answered_as(self.indicator, gathered=self.gathered)

    @property
    def is_answered(self) -> bool:
        """Whether somebody or something gave an answer."""
        return is_answered(self.type, self.figure)

    @property
    def is_quiet(self) -> bool:
        """Whether it is not asked for and says nothing but nought."""
        row = self.figure
        if self.indicator.is_required or self.problems or row is None:
            return False
        return not any((row.value, row.of, row.estimate, row.entries, row.note, row.remark))

    @property
    def differs(self) -> bool:
        """Whether what was counted is another figure than the one that stands there."""
        figure = self.figure
        if figure is None or not figure.is_edited or figure.counted is None:
            return False
        return figure.counted != figure.value or figure.counted_of != figure.of


@dataclass(slots=True)
class ShownSection:
    """A section: its number as printed and its place as people cite it ("II.3"), text, figures and files, and whether it is complete."""

    section: FormSection
    number: str
    place: str
    text: ReportText | None
    figures: list[ShownFigure] = field(default_factory=list)
    files: list[ReportFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether nothing here keeps the report from being handed in."""
        return not self.problems and not any(each.problems for each in self.figures)

    @property
    def is_heading(self) -> bool:
        """Whether there is nothing to answer here."""
        return not self.section.has_text and not self.figures

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is told here and nothing is asked for: the screen folds it away."""
        told = self.text is not None and bool(self.text.text.strip() or self.text.remark)
        return not (self.is_heading or self.section.is_required or told or self.files) and all(
            each.is_quiet for each in self.figures
        )

    @property
    def is_begun(self) -> bool:
        """Whether anything stands here."""
        return bool(self.text and self.text.text.strip()) or any(each.is_answered for each in self.figures)


@dataclass(slots=True)
class ShownReport:
    """A report with everything its screen shows."""

    report: Report
    sections: list[ShownSection]
    files: list[ReportFile]

    @property
    def problems(self) -> list[Problem]:
        """All that is missing, from the top; nothing where there is nothing to report."""
        if self.report.is_nothing:
            return []
        found: list[Problem] = []
        for section in self.sections:
            found += section.problems
            for each in section.figures:
                found += each.problems
        return found

    @property
    def parts(self) -> list[ShownSection]:
        """The sections in which there is something to answer."""
        return [section for section in self.sections if not section.is_heading]

    @property
    def complete_count(self) -> int:
        """How many of them are complete."""
        return sum(section.is_complete for section in self.parts)


def report_seen_by(user: Person, pk: int, *, on: dt.date) -> Report | None:
    """The report, if it is there and this person may read it."""
    rows = Report.objects.filter(visible_reports(roles_of(user, on=on)), pk=pk)
    return rows.select_related(
        "unit", "cycle__keeper", "cycle__plan", "cycle__form_version__form", "gathers", "sent_by", "decided_by", "submitted_by"
    ).first()  # fmt: skip


def shown(report: Report) -> ShownReport:
    """Everything of one report: six queries."""
    version = report.cycle.form_version_id
    indicators = Indicator.objects.filter(form_version=version).order_by("position")
    figures = {
        row.indicator_id: row
        for row in ReportFigure.objects.filter(report=report).annotate(source_count=Count("sources"))
    }
    texts = {row.section_id: row for row in ReportText.objects.filter(report=report)}
    files = list(ReportFile.objects.filter(report=report).select_related("file", "added_by"))
    by_section: dict[int, list[ShownFigure]] = defaultdict(list)
    for each in indicators:
        row = figures.get(each.pk)
        count = getattr(row, "source_count", 0)
        by_section[each.section_id].append(
            ShownFigure(each, row, source_count=count, gathered=report.gathers_id is not None)
        )
    sections = list(FormSection.objects.filter(form_version=version).order_by("position"))
    numbers = numbered(sections)
    places = placed(sections, numbers)
    shown_ones = [
        ShownSection(
            section, numbers[section.pk], places[section.pk], texts.get(section.pk), by_section[section.pk],
            [row for row in files if row.section_id == section.pk],
        )
        for section in sections
    ]  # fmt: skip
    for one in shown_ones:
        one.problems = problems_of_text(one.section, one.text, one.place)
    by_code = {each.indicator.code: each for each in _all_figures(shown_ones)}
    for figure in by_code.values():
        figure.problems = problems_of_figure(figure, by_code)
    return ShownReport(report, shown_ones, [row for row in files if row.section_id is None])


def problems_of(report: Report) -> list[Problem]:
    """What keeps the report from being handed in."""
    return shown(report).problems


def problems_of_text(section: FormSection, text: ReportText | None, number: str) -> list[Problem]:
    """A required section without a word."""
    if not section.has_text or not section.is_required or (text is not None and text.text.strip()):
        return []
    return [Problem(f"muc-{section.pk}", f"{number} {section.title}", _("Nothing is written here yet."))]


def problems_of_figure(each: ShownFigure, by_code: Mapping[str, ShownFigure]) -> list[Problem]:
    """A required figure that is missing, one out of bounds, a part that is more than its whole."""
    indicator, figure = each.indicator, each.figure
    anchor, label = f"chi-tieu-{indicator.pk}", f"{indicator.code} {indicator.label}"
    found: list[str | Promise] = []
    if not each.is_answered:
        if indicator.is_required:
            found.append(_("This figure is missing."))
        if figure is not None and each.type == IndicatorType.SHARE and _half(figure):
            found.append(_("Give both numbers: how many, and out of how many."))
        return [Problem(anchor, label, told) for told in found]
    assert figure is not None  # noqa: S101 - answered
    if indicator.type not in {IndicatorType.LIST, IndicatorType.YES_NO}:
        found += _bounds(indicator, figure)
    whole = by_code.get(indicator.not_above) if indicator.not_above else None
    limit = whole.figure.value if whole is not None and whole.figure is not None else None
    if limit is not None and figure.value is not None and figure.value > limit:
        found.append(_("This is more than %(code)s.") % {"code": indicator.not_above})
    if figure.estimate is not None and figure.value is not None and figure.estimate < figure.value:
        found.append(
            _("What is expected to the end of the period is less than what was done by the cut-off.")
        )
    return [Problem(anchor, label, told) for told in found]


def answered_as(indicator: Indicator, *, gathered: bool) -> str:
    """The type of an answer: what one unit says with yes or no is, of many units, how many said yes out of how many."""
    return IndicatorType.SHARE if gathered and indicator.type == IndicatorType.YES_NO else indicator.type


def is_answered(kind: str, figure: ReportFigure | None) -> bool:
    """Whether a figure has its answer: both numbers of a share, an entry of a list."""
    if figure is None:
        return False
    if kind == IndicatorType.LIST:
        return bool(figure.entries)
    if kind == IndicatorType.SHARE:
        return figure.value is not None and figure.of is not None
    return figure.value is not None


def numbered(sections: Sequence[FormSection]) -> dict[int, str]:
    """The number of each section as documents print it: "II.", "3.", "b)"."""
    counters, numbers = [0, 0, 0], {}
    for section in sections:
        level = section.level - 1
        counters[level] += 1
        counters[level + 1 :] = [0] * (2 - level)
        at = counters[level]
        numbers[section.pk] = (f"{_roman(at)}.", f"{at}.", f"{_LETTERS[(at - 1) % len(_LETTERS)]})")[level]
    return numbers


def placed(sections: Sequence[FormSection], numbers: Mapping[int, str]) -> dict[int, str]:
    """The place of each section as people cite it: "II.3.b"."""
    path: list[str] = ["", "", ""]
    places = {}
    for section in sections:
        path[section.level - 1 :] = [numbers[section.pk].rstrip(".)")] + [""] * (3 - section.level)
        places[section.pk] = ".".join(filter(None, path))
    return places


def owes_reason(report: Report) -> bool:
    """Whether nobody has said yet why it comes after its day: it was never handed in, and was submitted without a reason."""
    if report.first_sent_on is not None:
        return False
    submitted = ReportDeed.objects.filter(report=report, deed=Deed.SUBMITTED).order_by("-at", "-pk").first()
    return submitted is None or not submitted.reason


def deeds_of(report: Report) -> list[ReportDeed]:
    """The course of a report, the latest step first."""
    return list(ReportDeed.objects.filter(report=report).select_related("by").order_by("-at", "-pk"))


_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            text, value = text + letters, value - worth
    return text


def _half(figure: ReportFigure) -> bool:
    return (figure.value is None) != (figure.of is None)


def _bounds(indicator: Indicator, figure: ReportFigure) -> Iterable[str | Promise]:
    value = figure.value
    if value is None:
        return
    if indicator.minimum is not None and value < indicator.minimum:
        yield _("This is less than %(least)s.") % {"least": grouped(indicator.minimum)}
    if indicator.maximum is not None and value > indicator.maximum:
        yield _("This is more than %(most)s.") % {"most": grouped(indicator.maximum)}


def _all_figures(sections: Iterable[ShownSection]) -> Iterable[ShownFigure]:
    for section in sections:
        yield from section.figures
