"""Marks other than evidence: nothing to report, paused, and taking either back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import UNMARKED, Obligation
from nhipcau.delivery.policies import may_mark, may_pause
from nhipcau.delivery.services.locking import lock_obligations
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import PlanVersion

WHY = _("Say why: the reason stays in the history. Nothing was changed yet.")
MARKED_ALREADY = _(
    "Somebody marked this already: it is met, excused or paused. Nothing was changed; reload the page to see it."
)
NOT_MARKED = _("This is neither excused nor paused any more. Nothing was changed; reload the page to see it.")


def excuse(*, user: Person, obligation: Obligation, reason: str, now: dt.datetime) -> None:
    """Sign that there is nothing to report for this time."""
    if not may_mark(user, obligation, on=day_of(now)):
        raise PermissionDenied
    _mark(user, obligation, reason, now, field="excused_on", action="delivery.excuse")


def pause(*, user: Person, obligation: Obligation, reason: str, now: dt.datetime) -> None:
    """Stop asking for it until somebody takes the pause back."""
    if not may_pause(user, obligation, on=day_of(now)):
        raise PermissionDenied
    _mark(user, obligation, reason, now, field="paused_on", action="delivery.pause")


def reopen(*, user: Person, obligation: Obligation, now: dt.datetime) -> None:
    """Take "nothing to report" or a pause back; who may set the mark may take it back."""
    allowed = may_pause if obligation.paused_on else may_mark
    if not allowed(user, obligation, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        changed = (
            Obligation.objects.filter(pk=obligation.pk, met_on__isnull=True)
            .exclude(excused_on__isnull=True, paused_on__isnull=True)
            .filter(paused_on__isnull=obligation.paused_on is None)
            .update(
                excused_on=None, paused_on=None, reason="", signed_by=None, signed_at=None, signed_position=""
            )
        )
        if not changed:
            raise Refused(NOT_MARKED, code="not-marked")
        record(
            action="delivery.reopen",
            user=user,
            target=obligation,
            data={"was": "paused" if obligation.paused_on else "excused", "reason": obligation.reason},
            now=now,
        )
    obligation.refresh_from_db()


def excuse_several(*, user: Person, obligations: Sequence[Obligation], reason: str, now: dt.datetime) -> int:
    """Sign for several times at once that there is nothing to report: all of them, or none; returns how many.

    Sent twice it is signed once: what this person signed with the same words already stays as it is.
    """
    with transaction.atomic():
        lock_obligations(each.pk for each in obligations)
        fresh = [each for each in obligations if not _signed_alike(each, user, reason)]
        for obligation in fresh:
            excuse(user=user, obligation=obligation, reason=reason, now=now)
    return len(fresh)


def _signed_alike(obligation: Obligation, user: Person, reason: str) -> bool:
    obligation.refresh_from_db(fields=["excused_on", "reason", "signed_by"])
    same_words = obligation.reason == reason.strip() and obligation.signed_by_id == user.pk
    return obligation.excused_on is not None and same_words


def settle_past(*, version: PlanVersion, user: Person, now: dt.datetime) -> int:
    """Sign for everything that fell due before today that it was done before the plan came into the system.

    Called inside the transaction that adopts; one entry in the log of the plan tells how many.
    """
    if not isinstance(user, User):
        raise PermissionDenied
    with override(settings.LANGUAGE_CODE):  # everybody reads it, whatever the adopter's language
        reason = gettext("Done before the plan came into this system.")
    past = Obligation.objects.filter(UNMARKED, task__version=version, due_on__lt=day_of(now), pieces=0)
    count = Obligation.objects.filter(pk__in=past.values("pk")).update(
        excused_on=day_of(now),
        reason=reason,
        **_signature(user, now),
    )
    if count:
        data = {"version": version.ordinal, "obligations": count}
        record(action="delivery.settle_past", user=user, target=version.plan, data=data, now=now)
    return count


def _signature(user: User, now: dt.datetime) -> dict[str, object]:
    return {"signed_by": user, "signed_at": now, "signed_position": user.position}


def _mark(
    user: Person, obligation: Obligation, reason: str, now: dt.datetime, *, field: str, action: str
) -> None:
    if not isinstance(user, User):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(WHY, code="no-reason")
    with transaction.atomic():
        changed = Obligation.objects.filter(UNMARKED, pk=obligation.pk).update(
            **{field: day_of(now)}, reason=reason.strip(), **_signature(user, now)
        )
        if not changed:
            raise Refused(MARKED_ALREADY, code="marked")
        record(action=action, user=user, target=obligation, data={"reason": reason.strip()}, now=now)
    obligation.refresh_from_db()
