"""More time: asked for by the unit with a reason, granted or refused by who keeps the plan. The day of the plan stays known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import Extension, ExtensionState, Obligation
from nhipcau.delivery.policies import may_decide, may_mark
from nhipcau.delivery.services.extension_notices import tell_asker, tell_keepers
from nhipcau.delivery.services.locking import lock_obligations
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.organisations.policies import Person

WHY = _("Say why more time is needed. Nothing was sent yet.")
ANSWER = _("Say why it is refused: the unit reads the answer. Nothing was changed yet.")
NOT_LATER = _("The new day has to lie after the day it is due now, %(day)s. Nothing was saved yet.")
IN_THE_PAST = _("The new day has passed already. Nothing was saved yet: give a day to come.")
TOO_FAR = _(
    "The new day lies more than five years after %(day)s, the day it is due now. Nothing was saved yet: look at the year again."
)
FARTHEST = dt.timedelta(days=5 * 366)
CLOSED = _("This is met, signed or cancelled already, so there is nothing to extend. Nothing was changed.")
ASKED_ALREADY = _("More time was asked for already, and that is not decided yet. Nothing was sent twice.")
DECIDED = _("This request was decided or taken back already. Nothing was changed; reload the page to see it.")


def ask_extension(
    *, user: Person, obligation: Obligation, wanted_on: dt.date, reason: str, now: dt.datetime
) -> Extension:
    """Ask for a later day; one open request an obligation. The same request sent twice is one."""
    person = _allowed(user, may_mark(user, obligation, on=day_of(now)))
    if not reason.strip():
        raise Refused(WHY, code="no-reason")
    try:
        with transaction.atomic():
            owed = _locked(obligation)
            _refuse_closed(owed)
            standing = Extension.objects.filter(obligation=owed, state=ExtensionState.ASKED).first()
            if standing is not None:
                if (standing.asked_by_id, standing.wanted_on, standing.reason) == (
                    person.pk,
                    wanted_on,
                    reason.strip(),
                ):
                    return standing
                raise Refused(ASKED_ALREADY, code="asked-already")
            _refuse_bad_day(wanted_on, owed, now)
            asked = Extension.objects.create(
                obligation=owed, due_before=owed.due_on, wanted_on=wanted_on, reason=reason.strip(), asked_by=person, asked_at=now,
            )  # fmt: skip
            tell_keepers(asked, now=now)
            told = {
                "wanted": f"{wanted_on:%d/%m/%Y}",
                "due": f"{owed.due_on:%d/%m/%Y}",
                "reason": asked.reason,
            }
            record(action="delivery.ask_extension", user=person, target=owed, data=told, now=now)
    except IntegrityError as error:  # somebody else of the unit asked at the same moment
        raise Refused(ASKED_ALREADY, code="asked-already") from error
    return asked


def grant_extension(
    *,
    user: Person,
    extension: Extension,
    now: dt.datetime,
    granted_on: dt.date | None = None,
    answer: str = "",
) -> Extension:
    """Give the day asked for, or another one; the day of the plan stays with the obligation."""
    owed = extension.obligation
    person = _allowed(user, may_decide(user, owed, on=day_of(now)))
    _refuse_unprintable(answer)
    day = granted_on or extension.wanted_on
    with transaction.atomic():
        owed = _locked(owed)
        if owed.cancelled_on or owed.excused_on:
            raise Refused(CLOSED, code="closed")
        _refuse_other_than_later(day, owed)
        before = owed.due_on
        decided = _decide(extension, person, now, ExtensionState.GRANTED, answer, granted_on=day)
        owed.original_due_on = owed.original_due_on or owed.due_on
        owed.due_on = day
        owed.save(update_fields=["due_on", "original_due_on"])
        tell_asker(decided, now=now)
        told = {"granted": f"{day:%d/%m/%Y}", "due": f"{before:%d/%m/%Y}"} | (
            {"reason": answer.strip()} if answer.strip() else {}
        )
        record(action="delivery.grant_extension", user=person, target=owed, data=told, now=now)
    extension.refresh_from_db()
    return extension


def refuse_extension(*, user: Person, extension: Extension, answer: str, now: dt.datetime) -> Extension:
    """Let the day stand, with an answer."""
    person = _allowed(user, may_decide(user, extension.obligation, on=day_of(now)))
    if not answer.strip():
        raise Refused(ANSWER, code="no-answer")
    _refuse_unprintable(answer)
    with transaction.atomic():
        owed = _locked(extension.obligation)
        decided = _decide(extension, person, now, ExtensionState.REFUSED, answer)
        tell_asker(decided, now=now)
        told = {"wanted": f"{decided.wanted_on:%d/%m/%Y}", "reason": answer.strip()}
        record(action="delivery.refuse_extension", user=person, target=owed, data=told, now=now)
    extension.refresh_from_db()
    return extension


def take_extension_back(*, user: Person, extension: Extension, now: dt.datetime) -> Extension:
    """Ask no longer: who asked, or somebody else who may ask for the unit."""
    person = _allowed(user, may_mark(user, extension.obligation, on=day_of(now)))
    with transaction.atomic():
        owed = _locked(extension.obligation)
        _decide(extension, person, now, ExtensionState.TAKEN_BACK, "")
        told = {"wanted": f"{extension.wanted_on:%d/%m/%Y}"}
        record(action="delivery.take_extension_back", user=person, target=owed, data=told, now=now)
    extension.refresh_from_db()
    return extension


def grant_several(*, user: Person, extensions: Sequence[Extension], now: dt.datetime) -> int:
    """Give each the day it asked for, all or none; returns how many."""
    with transaction.atomic():
        lock_obligations(each.obligation_id for each in extensions)
        for each in extensions:
            grant_extension(user=user, extension=each, now=now)
    return len(extensions)


def refuse_several(*, user: Person, extensions: Sequence[Extension], answer: str, now: dt.datetime) -> int:
    """Refuse all of them with one answer, or none; returns how many."""
    with transaction.atomic():
        lock_obligations(each.obligation_id for each in extensions)
        for each in extensions:
            refuse_extension(user=user, extension=each, answer=answer, now=now)
    return len(extensions)


def _allowed(user: Person, may: bool) -> User:
    if not may or not isinstance(user, User):
        raise PermissionDenied
    return user


def _refuse_unprintable(text: str) -> None:
    if not is_printable(text):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("unit", "plan__unit", "task")
    return rows.get(pk=obligation.pk)


def _refuse_closed(owed: Obligation) -> None:
    if owed.met_on or owed.excused_on or owed.cancelled_on or owed.paused_on:
        raise Refused(CLOSED, code="closed")


def _refuse_bad_day(day: dt.date, owed: Obligation, now: dt.datetime) -> None:
    _refuse_other_than_later(day, owed)
    if day < day_of(now):
        raise Refused(IN_THE_PAST, code="past")


def _refuse_other_than_later(day: dt.date, owed: Obligation) -> None:
    if day <= owed.due_on:
        raise Refused(NOT_LATER % {"day": f"{owed.due_on:%d/%m/%Y}"}, code="not-later")
    if day - owed.due_on > FARTHEST:
        raise Refused(TOO_FAR % {"day": f"{owed.due_on:%d/%m/%Y}"}, code="too-far")


def _decide(
    extension: Extension, person: User, now: dt.datetime, state: ExtensionState, answer: str, *, granted_on: dt.date | None = None
) -> Extension:  # fmt: skip
    """Only an open request is decided: of two people at once, one is told."""
    changed = Extension.objects.filter(pk=extension.pk, state=ExtensionState.ASKED).update(
        state=state, decided_by=person, decided_at=now, answer=answer.strip(), granted_on=granted_on
    )
    if not changed:
        raise Refused(DECIDED, code="decided")
    return Extension.objects.select_related(
        "asked_by", "obligation__unit", "obligation__task", "obligation__plan__unit"
    ).get(pk=extension.pk)
