"""Writing a report: its figures, texts and files, and that there is nothing to report. Every row is guarded by its own version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.library.models import Purpose
from nhipcau.library.services import take_in
from nhipcau.organisations.policies import Person
from nhipcau.reporting.models import (
    Filling,
    FormSection,
    Gathering,
    Indicator,
    IndicatorType,
    Report,
    ReportFigure,
    ReportFile,
    ReportState,
    ReportText,
)
from nhipcau.reporting.policies import account_of, may_write_report
from nhipcau.reporting.selectors.report import answered_as
from nhipcau.reporting.services.filling import MOST_ENTRIES, fill

LONGEST_TEXT = 100_000
LONGEST_ENTRY = 1000
LONGEST_NOTE = 1000
MOST_FILES = 50
BEYOND = Decimal(10) ** 17
COUNTING = frozenset({Filling.PIECES, Filling.FIGURES, Filling.TASKS, Filling.DUTIES})
NOT_WRITABLE = _(
    "This report was submitted or handed in and is closed for writing. What you typed was not saved."
)
CLOSED = _("The round is closed: no report is taken any more. What you typed was not saved.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says to an indicator; the fields that its type does not have stay empty."""

    value: Decimal | None = None
    of: Decimal | None = None
    estimate: Decimal | None = None
    entries: tuple[str, ...] = ()
    note: str = ""


def save_figure(
    *, user: Person, figure: ReportFigure, version: int, answer: Answer, now: dt.datetime
) -> ReportFigure:
    """Save the answer to an indicator. Outdated where somebody saved it since `version`: nothing is overwritten then."""
    with _writing(user, figure.report_id, now) as (report, told):
        row = ReportFigure.objects.select_related("indicator").filter(report=report, pk=figure.pk).first()
        if row is None or row.version != version:
            raise Outdated
        is_gathered = report.gathers_id is not None
        kind = answered_as(row.indicator, gathered=is_gathered)
        has_estimates = report.cycle.has_estimates and row.indicator.takes_estimate
        is_whole = counts_whole(row.indicator, gathered=is_gathered)
        answer = _checked(kind, answer, has_estimates=has_estimates, is_whole=is_whole)
        told |= {"indicator": row.indicator.code, "before": _said(row), "after": _said(answer)}
        row.is_edited = _is_own(row, answer, gathered=is_gathered)
        row.value, row.of, row.estimate = answer.value, answer.of, answer.estimate
        row.entries, row.note = list(answer.entries), answer.note
        row.version += 1
        row.save(update_fields=["value", "of", "estimate", "entries", "note", "is_edited", "version"])
    return row


def save_text(*, user: Person, text: ReportText, version: int, words: str, now: dt.datetime) -> ReportText:
    """Save the text of a section. Outdated where somebody saved it since `version`."""
    words = words.replace("\r\n", "\n").strip("\n")
    if not is_printable(words):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")
    if len(words) > LONGEST_TEXT:
        raise Refused(
            _("The text is too long for one section. It was not saved: attach the rest as a file."),
            code="too-long",
        )
    with _writing(user, text.report_id, now) as (report, told):
        row = ReportText.objects.select_related("section").filter(report=report, pk=text.pk).first()
        if row is None or row.version != version:
            raise Outdated
        told |= {"section": row.section.title[:200], "length": len(words)}
        row.text, row.is_edited = words, words != row.proposed
        row.version += 1
        row.save(update_fields=["text", "is_edited", "version"])
    return row


def take_counted(*, user: Person, figure: ReportFigure, version: int, now: dt.datetime) -> ReportFigure:
    """Let a figure follow what is counted again, in place of what somebody entered."""
    with _writing(user, figure.report_id, now) as (report, told):
        row = ReportFigure.objects.select_related("indicator").filter(report=report, pk=figure.pk).first()
        if row is None or row.version != version:
            raise Outdated
        told |= {"indicator": row.indicator.code, "before": _said(row), "counted": True}
        row.is_edited, row.note = False, ""
        row.version += 1
        row.save(update_fields=["is_edited", "note", "version"])
        fill(report, now=now)
    row.refresh_from_db()
    return row


def take_proposed(*, user: Person, text: ReportText, version: int, now: dt.datetime) -> ReportText:
    """Put the proposed text in place of what somebody wrote."""
    with _writing(user, text.report_id, now) as (report, told):
        row = ReportText.objects.select_related("section").filter(report=report, pk=text.pk).first()
        if row is None or row.version != version:
            raise Outdated
        told |= {"section": row.section.title[:200], "proposed": True, "before": row.text[:2000]}
        row.text, row.is_edited = row.proposed, False
        row.version += 1
        row.save(update_fields=["text", "is_edited", "version"])
    return row


def say_nothing(*, user: Person, report: Report, version: int, because: str, now: dt.datetime) -> Report:
    """Say, with a reason, that the unit has nothing to report; what is written stays and is not asked for."""
    because = because.strip()[:1000]
    if not is_printable(because):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")
    if not because:
        raise Refused(_("Say why there is nothing to report. Nothing was saved yet."), code="no-reason")
    return _nothing(user, report, version, because, now)


def take_nothing_back(*, user: Person, report: Report, version: int, now: dt.datetime) -> Report:
    """Report after all."""
    return _nothing(user, report, version, "", now)


def attach_file(
    *, user: Person, report: Report, section: FormSection | None, name: str, file: File[bytes] | BinaryIO, now: dt.datetime
) -> ReportFile:  # fmt: skip
    """Attach a file to a report or to a section of it; the same file again is attached once. Call it outside a transaction."""
    found = Report.objects.select_related("unit", "cycle").get(pk=report.pk)
    _refuse_unless_writable(user, found, now)
    if ReportFile.objects.filter(report=found).count() >= MOST_FILES:
        raise Refused(
            _("The report has too many files already. Nothing was attached: put several into one document."),
            code="too-many",
        )
    stored = take_in(user=user, unit=found.unit, name=name, purpose=Purpose.REPORT, now=now, file=file)
    with _writing(user, report.pk, now) as (row, told):
        told |= {"attached": stored.pk}
        twin = ReportFile.objects.filter(report=row, file__sha256=stored.sha256).first()
        if twin is not None:
            return twin
        return ReportFile.objects.create(
            report=row, section=section, file=stored, added_by_id=account_of(user), added_at=now
        )


def detach_file(*, user: Person, report: Report, attached: int, now: dt.datetime) -> None:
    """Take a file out of the report; the file itself and the log stay."""
    with _writing(user, report.pk, now) as (row, told):
        found = ReportFile.objects.filter(report=row, pk=attached).first()
        if found is None:
            raise Outdated
        told |= {"detached": found.file_id}
        found.delete()


@contextmanager
def _writing(user: Person, pk: int, now: dt.datetime) -> Iterator[tuple[Report, dict[str, object]]]:
    """A change of content: the report's row is locked, so that it cannot be handed in meanwhile; one entry in the log."""
    with transaction.atomic():
        rows = Report.objects.select_for_update(of=("self",)).select_related("unit", "cycle")
        report = rows.get(pk=pk)
        _refuse_unless_writable(user, report, now)
        told: dict[str, object] = {}
        yield report, told
        record(action="reporting.edit_report", user=user, target=report, data=told, now=now)


def _refuse_unless_writable(user: Person, report: Report, now: dt.datetime) -> None:
    if not may_write_report(user, report, on=day_of(now)):
        raise PermissionDenied
    if not report.is_writable or report.state == ReportState.AWAITED:
        raise Refused(NOT_WRITABLE, code="not-writable")
    if report.cycle.closed_at is not None:
        raise Refused(CLOSED, code="closed")


def _nothing(user: Person, report: Report, version: int, because: str, now: dt.datetime) -> Report:
    with _writing(user, report.pk, now) as (row, told):
        if row.version != version:
            raise Outdated
        told |= {"nothing": bool(because), "reason": because}
        row.is_nothing, row.nothing_because = bool(because), because
        row.version += 1
        row.save(update_fields=["is_nothing", "nothing_because", "version"])
    return row


def counts_whole(indicator: Indicator, *, gathered: bool) -> bool:
    """Whether a figure counts things, of which there are no parts; the mean of many units may have a fraction."""
    if gathered and indicator.gathering == Gathering.AVERAGE:
        return False
    return indicator.type == IndicatorType.NUMBER and indicator.filling in COUNTING


def _checked(kind: str, answer: Answer, *, has_estimates: bool, is_whole: bool) -> Answer:
    """The answer with what its type does not have left out; refused where it cannot be kept."""
    entries = tuple(dict.fromkeys(entry.strip() for entry in answer.entries if entry.strip()))
    note = answer.note.strip()
    if not all(map(is_printable, (*entries, note))):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")
    if len(entries) > MOST_ENTRIES or any(len(entry) > LONGEST_ENTRY for entry in entries):
        raise Refused(
            _("The list is too long. It was not saved: shorten it, or attach it as a file."), code="too-long"
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(_("The note is too long. It was not saved."), code="too-long")
    if kind == IndicatorType.LIST:
        return Answer(value=Decimal(len(entries)) if entries else None, entries=entries, note=note)
    estimate = answer.estimate if has_estimates else None
    numbers = (answer.value, answer.of if kind == IndicatorType.SHARE else None, estimate)
    given = [each for each in numbers if each is not None]
    _refuse_bad_numbers(kind, given)
    if is_whole and any(each != each.to_integral_value() for each in given):
        raise Refused(
            _("This is a count: give a whole number. It was not saved; what you typed is still there."),
            code="fraction",
        )
    if kind == IndicatorType.YES_NO:
        return Answer(value=answer.value, note=note)
    if numbers[0] is not None and numbers[1] is not None and numbers[0] > numbers[1]:
        raise Refused(
            _("The part is more than the whole. It was not saved: look at both numbers."), code="share"
        )
    return Answer(*numbers, note=note)


def _refuse_bad_numbers(kind: str, numbers: list[Decimal]) -> None:
    for each in numbers:
        if not each.is_finite() or abs(each) >= BEYOND:
            raise Refused(_("The number is too large. It was not saved."), code="too-large")
        if kind == IndicatorType.MONEY and each != each.to_integral_value():
            raise Refused(_("Money is given in whole đồng. It was not saved."), code="fraction")
        if each != each.quantize(Decimal("0.01")):
            raise Refused(_("At most two digits after the comma. It was not saved."), code="fraction")
        if kind == IndicatorType.YES_NO and each not in {0, 1}:
            raise Refused(_("Answer yes or no. It was not saved."), code="yes-no")


def _is_own(row: ReportFigure, answer: Answer, *, gathered: bool) -> bool:
    """Whether the answer is the unit's own rather than what was counted. Expectations are counted only where reports are gathered."""
    if row.indicator.type == IndicatorType.LIST:
        return row.is_edited or list(answer.entries) != list(row.entries)
    if (answer.value, answer.of) != (row.counted, row.counted_of):
        return True
    return gathered and (row.is_edited or answer.estimate != row.estimate)


def _said(answer: Answer | ReportFigure) -> dict[str, object]:
    numbers = {name: getattr(answer, name) for name in ("value", "of", "estimate")}
    said: dict[str, object] = {name: str(value) for name, value in numbers.items() if value is not None}
    if answer.entries:
        said["entries"] = len(answer.entries)
    return said
