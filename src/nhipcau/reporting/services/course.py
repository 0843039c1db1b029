"""The course of a report: begun, submitted to the leader, handed in, accepted or returned, taken back, unlocked.

    awaited → draft → submitted → sent → accepted         draft, returned → sent   (the leader, or a unit without one)
    submitted, sent → draft (taken back)                  sent → returned          (remarks)
    accepted → returned (unlocked)

Every step names the `version` that the person saw, is one transaction, one row of `ReportDeed` and one entry in the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhipcau.accounts.models import Role, User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.organisations.policies import Person
from nhipcau.reporting.models import (
    WRITABLE,
    Deed,
    Report,
    ReportDeed,
    ReportFigure,
    ReportState,
    ReportText,
)
from nhipcau.reporting.policies import account_of, may_decide, may_send, may_unlock, may_write_report
from nhipcau.reporting.selectors.report import owes_reason, problems_of
from nhipcau.reporting.services.course_notices import ACCEPTED, RETURNED, SUBMITTED, UNLOCKED, tell
from nhipcau.reporting.services.filling import fill
from nhipcau.reporting.services.freezing import freeze
from nhipcau.reporting.services.handing_over import meet_duty, owe_again

NOT_HANDED_IN = _("This report does not wait for a decision. Nothing was changed.")
CLOSED = _(
    "The round is closed: no report is taken any more. What you wrote is kept; ask who keeps the round to open it again."
)
LATE = _(
    "The due day has passed: say why it comes late. The reason stays in the history; nothing was handed in yet."
)
LONGEST_REASON = 5000
LONGEST_REMARK = 2000
Policy = Callable[[Person, Report], bool]


def open_report(*, user: Person, report: Report, version: int, now: dt.datetime) -> Report:
    """Begin a report: filled from what the unit did. Begun twice is begun once."""
    with _turning(user, report, None, now, Deed.OPENED, "reporting.open_report", _writes(now)) as turn:
        if turn.row.state != ReportState.AWAITED:
            turn.is_done_before = True
            return turn.row
        _refuse_closed(turn.row)
        if turn.row.version != version:
            raise Outdated
        turn.row.state, turn.row.opened_by_id, turn.row.opened_at = ReportState.DRAFT, account_of(user), now
        fill(turn.row, now=now)
    return turn.row


def refill(*, user: Person, report: Report, version: int, now: dt.datetime) -> Report:
    """Count and propose anew; what people edited stays."""
    with _turning(user, report, version, now, Deed.REFILLED, "reporting.fill_report", _writes(now)) as turn:
        _refuse_unless(
            turn.row,
            WRITABLE - {ReportState.AWAITED},
            _("This report is not being written. Nothing was counted anew."),
        )
        fill(turn.row, now=now)
    return turn.row


def submit(*, user: Person, report: Report, version: int, now: dt.datetime, reason: str = "") -> Report:
    """Submit a finished report to the unit's leader, after the due day with the reason for it. Refused while something is missing."""
    reason = reason.strip()[:LONGEST_REASON]
    _refuse_unprintable(reason)
    with _turning(
        user, report, version, now, Deed.SUBMITTED, "reporting.submit_report", _writes(now)
    ) as turn:
        row = turn.row
        _refuse_closed(row)
        _refuse_unless(
            row,
            WRITABLE - {ReportState.AWAITED},
            _("This report is not being written. Nothing was submitted."),
        )
        _refuse_unfinished(row)
        row.state, row.submitted_by_id, row.submitted_at = ReportState.SUBMITTED, account_of(user), now
        turn.is_late = _is_late(row, now)
        turn.reason = reason if turn.is_late else ""
        leader = [Role.UNIT_LEADER]
        tell(SUBMITTED, [row], mark=str(row.version), now=now, on=day_of(now), roles=leader)
    return row


def send(*, user: Person, report: Report, version: int, now: dt.datetime, reason: str = "") -> Report:
    """Hand a report in to the level above: its leader approves, whether it was submitted before or is still being written.

    Late is allowed and marked; what first comes after its day says why, here or where it was submitted.
    """
    reason = reason.strip()[:LONGEST_REASON]
    _refuse_unprintable(reason)

    def allowed(person: Person, row: Report) -> bool:
        return may_send(person, row, on=day_of(now))

    with _turning(user, report, version, now, Deed.SENT, "reporting.send_report", allowed) as turn:
        row = turn.row
        _refuse_closed(row)
        sendable = (WRITABLE - {ReportState.AWAITED}) | {ReportState.SUBMITTED}
        _refuse_unless(row, sendable, _("This report was handed in already. Nothing was changed."))
        _refuse_unfinished(row)
        turn.is_late = _is_late(row, now)
        turn.reason = reason if turn.is_late else ""
        if turn.is_late and owes_reason(row) and not reason:
            raise Refused(LATE, code="no-reason")
        row.state, row.sent_by_id, row.sent_at = ReportState.SENT, account_of(user), now
        row.first_sent_on = row.first_sent_on or day_of(now)
        meet_duty(row, user=user, now=now)
    return row


def take_back(*, user: Person, report: Report, version: int, reason: str, now: dt.datetime) -> Report:
    """Go on writing what was submitted (whoever writes it) or handed in (who hands it in), as long as nobody decided."""
    reason = _reason(
        reason, _("Say why it is taken back: the reason stays in the history. Nothing was changed yet.")
    )

    def allowed(person: Person, row: Report) -> bool:
        if row.state == ReportState.SUBMITTED:
            return may_write_report(person, row, on=day_of(now)) or may_send(person, row, on=day_of(now))
        return may_send(person, row, on=day_of(now))

    with _turning(user, report, version, now, Deed.TAKEN_BACK, "reporting.take_report_back", allowed) as turn:
        turn.reason = reason
        row = turn.row
        _refuse_closed(row)
        _refuse_unless(
            row,
            {ReportState.SUBMITTED, ReportState.SENT},
            _("This report cannot be taken back as it stands now. Nothing was changed."),
        )
        if row.state == ReportState.SENT:
            owe_again(row, user=user, reason=reason, now=now)
            row.first_sent_on = None  # what was taken back was not handed in: it is late again after its day
        row.state = ReportState.DRAFT
    return row


def return_report(
    *,
    user: Person,
    report: Report,
    version: int,
    remark: str,
    text_remarks: Mapping[int, str] | None = None,
    figure_remarks: Mapping[int, str] | None = None,
    now: dt.datetime,
) -> Report:
    """Give a report back with a remark on the whole, on texts or on figures (by their keys); at least one."""
    texts, figures = _said(text_remarks), _said(figure_remarks)
    _refuse_unprintable(remark, *texts.values(), *figures.values())
    with _turning(
        user, report, version, now, Deed.RETURNED, "reporting.return_report", _decides(now)
    ) as turn:
        row = turn.row
        _refuse_unless(row, {ReportState.SENT}, NOT_HANDED_IN)
        _refuse_closed(row)
        remark = remark.strip()[:LONGEST_REASON]
        if not remark and not any(texts.values()) and not any(figures.values()):
            raise Refused(
                _("Say what is to be changed, on the whole or at a place. Nothing was returned yet."),
                code="no-remark",
            )
        _write_remarks(row, texts, figures)
        row.state, row.remark, row.decided_by_id, row.decided_at = (
            ReportState.RETURNED,
            remark,
            account_of(user),
            now,
        )
        turn.reason = remark
        tell(RETURNED, [row], mark=str(row.version), now=now, on=day_of(now), remark=remark)
    return row


def accept(*, user: Person, report: Report, version: int, now: dt.datetime) -> Report:
    """Agree to a report (outside the register: say that it was issued) and keep what it says for good."""
    with _turning(
        user, report, version, now, Deed.ACCEPTED, "reporting.accept_report", _decides(now)
    ) as turn:
        row = turn.row
        _refuse_unless(row, {ReportState.SENT}, NOT_HANDED_IN)
        row.state, row.remark, row.decided_by_id, row.decided_at = (
            ReportState.ACCEPTED,
            "",
            account_of(user),
            now,
        )
        row.save()
        _write_remarks(row, {}, {})
        if isinstance(user, User):  # the policy has let nobody else through
            freeze(row, user=user, now=now)
        tell(ACCEPTED, [row], mark=str(row.version), now=now, on=day_of(now))
    return row


def unlock(*, user: Person, report: Report, version: int, reason: str, now: dt.datetime) -> Report:
    """Open an accepted report again for its unit. What was accepted stays kept; the unit hands in anew."""
    reason = _reason(
        reason, _("Say why it is opened again: the reason stays in the history. Nothing was changed yet.")
    )

    def allowed(person: Person, row: Report) -> bool:
        return may_unlock(person, row, on=day_of(now))

    with _turning(user, report, version, now, Deed.UNLOCKED, "reporting.unlock_report", allowed) as turn:
        row = turn.row
        _refuse_unless(row, {ReportState.ACCEPTED}, _("This report is not accepted. Nothing was changed."))
        _refuse_closed(row)
        row.state, row.remark, row.decided_by_id, row.decided_at = (
            ReportState.RETURNED,
            reason,
            account_of(user),
            now,
        )
        turn.reason = reason
        tell(UNLOCKED, [row], mark=str(row.version), now=now, on=day_of(now), remark=reason)
    return row


class _Turn:
    """One step on its way: the locked row and what its deed says."""

    def __init__(self, row: Report) -> None:
        self.row = row
        self.reason = ""
        self.is_late = False
        self.is_done_before = False


@contextmanager
def _turning(
    user: Person,
    report: Report,
    version: int | None,
    now: dt.datetime,
    deed: Deed,
    action: str,
    allowed: Policy,
) -> Iterator[_Turn]:
    """A change of state: one transaction, the policy, the version that was seen, one deed, one entry in the log."""
    with transaction.atomic():
        turn = _Turn(_locked(report.pk))
        if not allowed(user, turn.row):
            raise PermissionDenied
        if version is not None and turn.row.version != version:
            raise Outdated
        yield turn
        if turn.is_done_before:
            return
        row = turn.row
        row.version += 1
        row.save()
        ReportDeed.objects.create(
            report=row, deed=deed, by_id=account_of(user), at=now, is_late=turn.is_late, reason=turn.reason
        )
        told = {"late": turn.is_late, "reason": turn.reason[:500]}
        record(action=action, user=user, target=row, data=told, now=now)


def _locked(pk: int) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("unit", "cycle__keeper")
    return rows.get(pk=pk)


def _writes(now: dt.datetime) -> Policy:
    return lambda person, row: may_write_report(person, row, on=day_of(now))


def _decides(now: dt.datetime) -> Policy:
    return lambda person, row: may_decide(person, row, on=day_of(now))


def _is_late(row: Report, now: dt.datetime) -> bool:
    """What was handed in on time and returned is not late when it comes again."""
    return (row.first_sent_on or day_of(now)) > row.cycle.due_on


def _refuse_unless(row: Report, states: Collection[str], told: Any) -> None:
    if row.state not in states:
        raise Refused(told, code="state")


def _refuse_closed(row: Report) -> None:
    if row.cycle.closed_at is not None:
        raise Refused(CLOSED, code="closed")


def _refuse_unfinished(row: Report) -> None:
    if row.is_nothing:
        return
    found = problems_of(row)
    if found:
        told = ngettext(
            "%(n)s thing is still missing: %(first)s. Nothing was handed in yet.",
            "%(n)s things are still missing, first: %(first)s. Nothing was handed in yet.",
            len(found),
        )
        raise Refused(told % {"n": len(found), "first": found[0].label}, code="unfinished")


def _reason(reason: str, told: Any) -> str:
    reason = reason.strip()[:LONGEST_REASON]
    _refuse_unprintable(reason)
    if not reason:
        raise Refused(told, code="no-reason")
    return reason


def _said(remarks: Mapping[int, str] | None) -> dict[int, str]:
    return {key: text.strip()[:LONGEST_REMARK] for key, text in (remarks or {}).items()}


def _refuse_unprintable(*texts: str) -> None:
    if not all(map(is_printable, texts)):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")


def _write_remarks(row: Report, texts: Mapping[int, str], figures: Mapping[int, str]) -> None:
    """The remarks of this time; those of the time before go. No row rises in version: its answer is the same."""
    _write(list(ReportText.objects.filter(report=row)), texts, ReportText)
    _write(list(ReportFigure.objects.filter(report=row)), figures, ReportFigure)


def _write(rows: list[Any], remarks: Mapping[int, str], model: Any) -> None:
    changed = []
    for row in rows:
        said = remarks.get(row.pk, "")
        if row.remark != said:
            row.remark = said
            changed.append(row)
    model.objects.bulk_update(changed, ["remark"], batch_size=200)
