"""Several leads of a task owe one quota together: said after the plan was adopted, by who keeps it."""

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
from nhipcau.delivery.models import EvidenceUse, Extension, ExtensionState, Obligation, ObligationShare
from nhipcau.delivery.services.expansion import leads_of
from nhipcau.delivery.services.handing_in import follow_evidence
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan, Task
from nhipcau.plans.policies import may_keep_plan

ALONE = _("This task is led by one unit alone, so there is nothing to owe together. Nothing was changed.")
TOGETHER_ALREADY = _("The leads of this task owe it together already. Nothing was changed.")


def owe_together(*, user: Person, task: Task, now: dt.datetime) -> int:
    """Make one obligation of those of all leads, for each time; what was handed in for any of them counts for it.

    The first lead's stays; those of the others are cancelled with the reason. Returns how many were cancelled.
    """
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=task.plan_id)
        if not may_keep_plan(user, plan, on=day_of(now)) or not isinstance(user, User):
            raise PermissionDenied
        leads = leads_of([task]).get(task.pk, [])
        if len(leads) < 2:
            raise Refused(ALONE, code="alone")
        rows = list(Obligation.objects.select_for_update().filter(task=task, unit__in=leads).order_by("pk"))
        by_time: dict[tuple[int | None, int], dict[int, Obligation]] = {}
        for row in rows:
            if row.cancelled_on is None:
                by_time.setdefault((row.schedule_id, row.ordinal), {})[row.unit_id] = row
        gone = 0
        for owed in by_time.values():
            in_order = [owed[unit] for unit in leads if unit in owed]
            gone += _join(in_order, leads, user, now)
        if not gone:
            raise Refused(TOGETHER_ALREADY, code="together")
        names = list(Unit.objects.filter(pk__in=leads).values_list("name", flat=True))
        told = {"task": task.label, "units": names, "cancelled": gone}
        record(action="delivery.owe_together", user=user, target=plan, data=told, now=now)
    return gone


def _join(owed: Sequence[Obligation], leads: Sequence[int], user: User, now: dt.datetime) -> int:
    """Let the first of `owed` stand for all of one time; how many are cancelled."""
    kept, others = owed[0], owed[1:]
    if not others:
        return 0
    if (kept.excused_on or kept.paused_on) and any(
        not (each.excused_on or each.paused_on) for each in others
    ):
        kept.excused_on = kept.paused_on = kept.signed_by = kept.signed_at = None
        kept.reason = kept.signed_position = ""
        kept.save()
    there = set(EvidenceUse.objects.filter(obligation=kept).values_list("evidence_id", flat=True))
    EvidenceUse.objects.filter(obligation__in=others).exclude(evidence__in=there).update(obligation=kept)
    Extension.objects.filter(obligation__in=others, state=ExtensionState.ASKED).update(
        state=ExtensionState.TAKEN_BACK, decided_at=now, decided_by=user
    )
    with override(settings.LANGUAGE_CODE):  # everybody reads it, whatever the keeper's language
        reason = gettext("Owed together with the other leading units.")
    Obligation.objects.filter(pk__in=[each.pk for each in others]).update(
        cancelled_on=day_of(now), met_on=None, excused_on=None, paused_on=None, pieces=0,
        reason=reason, signed_by=user, signed_at=now, signed_position=user.position,
    )  # fmt: skip
    named = set(ObligationShare.objects.filter(obligation=kept).values_list("unit_id", flat=True))
    ObligationShare.objects.bulk_create(
        ObligationShare(obligation=kept, unit_id=unit)
        for unit in leads
        if unit != kept.unit_id and unit not in named
    )
    if not (kept.excused_on or kept.paused_on):
        follow_evidence(kept)
    return len(others)
