"""Handing evidence in, and withdrawing it. What evidence says and what the obligation shows change together."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.policies import may_mark
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.library.services import take_in
from nhipcau.organisations.policies import Person, roles_of

NOTHING_SHOWN = _("Say what was done, or give a link or a file. Nothing was saved yet.")
MARKED_OTHERWISE = _(
    "This is signed as “nothing to report” or paused. Take that back first; then hand in what was done. Nothing was saved."
)
NOT_YET = _(
    "The day on which it was done lies in the future. Nothing was saved yet: give today or an earlier day."
)
ALREADY_WITHDRAWN = _("This evidence was withdrawn already. Nothing was changed.")
WHY = _("Say why: the reason stays in the history. Nothing was changed yet.")


def mark_met(
    *,
    user: Person,
    obligation: Obligation,
    now: dt.datetime,
    note: str = "",
    link: str = "",
    file: File[bytes] | BinaryIO | None = None,
    file_name: str = "",
    pieces: int | None = None,
    done_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> Evidence:
    """Hand in evidence; the obligation is met once its pieces reach the quota (`pieces` is by default all that is missing).

    `key` names the form that was filled in: sent twice, it is handed in once. Raises PermissionDenied or Refused; a file that is
    refused leaves nothing behind. Call it outside a transaction (see `library.services.take_in`).
    """
    today = day_of(now)
    person = _doer(user, obligation, today)
    key = key or uuid.uuid4()
    earlier = Evidence.objects.filter(obligation=obligation, key=key).first()
    if earlier is not None:
        return earlier
    note, link = note.strip(), link.strip()
    _refuse_bad_input(note, link, has_file=file is not None, done_on=done_on, today=today)
    obligation.refresh_from_db()
    _refuse_if_marked(obligation)
    stored = _keep_file(person, obligation, file, file_name, now) if file is not None else None
    with transaction.atomic():
        locked = Obligation.objects.select_for_update().get(pk=obligation.pk)
        _refuse_if_marked(locked)
        evidence, new = Evidence.objects.get_or_create(
            obligation=locked,
            key=key,
            defaults={
                "note": note, "link": link, "file": stored, "pieces": pieces or max(1, locked.missing),
                "done_on": done_on or today, "handed_in_by": person, "handed_in_at": now,
            },
        )  # fmt: skip
        if new:
            _follow_evidence(locked)
            record(
                action="delivery.mark_met",
                user=person,
                target=locked,
                data={"evidence": evidence.pk, "pieces": evidence.pieces, "met": locked.met_on is not None},
                now=now,
            )
    obligation.refresh_from_db()
    return evidence


def withdraw_evidence(*, user: Person, evidence: Evidence, reason: str, now: dt.datetime) -> None:
    """Take evidence back, with a reason; it stays readable in the history. Twice is once: the second is refused."""
    person = _doer(user, evidence.obligation, day_of(now))
    if not reason.strip():
        raise Refused(WHY, code="no-reason")
    with transaction.atomic():
        obligation = Obligation.objects.select_for_update().get(pk=evidence.obligation_id)
        changed = Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=now, withdrawn_by=person, withdrawn_because=reason.strip()
        )
        if not changed:
            raise Refused(ALREADY_WITHDRAWN, code="withdrawn")
        _follow_evidence(obligation)
        record(
            action="delivery.withdraw",
            user=person,
            target=obligation,
            data={"evidence": evidence.pk, "reason": reason.strip(), "met": obligation.met_on is not None},
            now=now,
        )
    evidence.refresh_from_db()


def _doer(user: Person, obligation: Obligation, today: dt.date) -> User:
    if not isinstance(user, User) or not may_mark(user, obligation, on=today):
        raise PermissionDenied
    return user


def _refuse_bad_input(
    note: str, link: str, *, has_file: bool, done_on: dt.date | None, today: dt.date
) -> None:
    if not (note or link or has_file):
        raise Refused(NOTHING_SHOWN, code="nothing-shown")
    if done_on is not None and done_on > today:
        raise Refused(NOT_YET, code="not-yet")
    if link:
        try:
            Evidence._meta.get_field("link").clean(link, None)
        except ValidationError as error:
            raise Refused(error.messages[0], code="link") from error


def _refuse_if_marked(obligation: Obligation) -> None:
    if obligation.excused_on or obligation.paused_on:
        raise Refused(MARKED_OTHERWISE, code="marked")


def _keep_file(
    person: User, obligation: Obligation, file: File[bytes] | BinaryIO, name: str, now: dt.datetime
) -> StoredFile:
    # Who keeps the plan may mark for a unit outside his own tree; the file then lies with the plan's unit.
    covered = roles_of(person, on=day_of(now)).cover(obligation.unit)
    unit = obligation.unit if covered else obligation.plan.unit
    return take_in(user=person, unit=unit, name=name, purpose=Purpose.EVIDENCE, now=now, file=file)


def _follow_evidence(obligation: Obligation) -> None:
    """Count live evidence; met on the day that brought the last missing piece."""
    total, met_on = 0, None
    live = Evidence.objects.filter(obligation=obligation, withdrawn_at__isnull=True).order_by("done_on", "pk")
    for pieces, done_on in live.values_list("pieces", "done_on"):
        total += pieces
        if met_on is None and total >= obligation.quota_min:
            met_on = done_on
    obligation.pieces, obligation.met_on = total, met_on
    obligation.save(update_fields=["pieces", "met_on"])
