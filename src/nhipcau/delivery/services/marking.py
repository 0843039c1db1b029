"""Marks other than evidence: nothing to report, paused, and taking either back."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.policies import may_mark, may_pause
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.policies import Person

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
            .update(excused_on=None, paused_on=None, reason="", signed_by=None)
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


def _mark(
    user: Person, obligation: Obligation, reason: str, now: dt.datetime, *, field: str, action: str
) -> None:
    if not isinstance(user, User):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(WHY, code="no-reason")
    with transaction.atomic():
        changed = Obligation.objects.filter(
            pk=obligation.pk, met_on__isnull=True, excused_on__isnull=True, paused_on__isnull=True
        ).update(**{field: day_of(now)}, reason=reason.strip(), signed_by=user)
        if not changed:
            raise Refused(MARKED_ALREADY, code="marked")
        record(action=action, user=user, target=obligation, data={"reason": reason.strip()}, now=now)
    obligation.refresh_from_db()
