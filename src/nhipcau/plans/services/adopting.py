"""A reviewed draft becomes a plan, or the next version of one: once, whole, and for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.library.models import StoredFile
from nhipcau.library.services import Uploader
from nhipcau.plans.models import Amendment, DraftTask, Intake, IntakeState, Plan, PlanVersion, Task
from nhipcau.plans.policies import account_of, may_adopt
from nhipcau.plans.selectors.amending import amendment_of, compared_with_base
from nhipcau.plans.selectors.plans import latest_version, superior_plans
from nhipcau.plans.selectors.register import Members
from nhipcau.plans.services.announcing import announce_adopted, announce_past_done
from nhipcau.plans.services.cascade import write_proposals
from nhipcau.plans.services.commemorations import gather_anniversaries
from nhipcau.plans.services.drafting import HEADER_FIELDS, state_of
from nhipcau.plans.services.reporting_dates import write_reporting_dates
from nhipcau.plans.services.rows import Lineage, complete, write_tasks
from nhipcau.plans.services.unit_plans import write_call


def adopt_plan(
    *, user: Uploader, intake: Intake, now: dt.datetime, superior: Plan | None = None, seen: str = "", past_is_done: bool = False,
) -> PlanVersion:  # fmt: skip
    """Make plan, version, tasks, units and schedules of a draft, in one transaction. Adopting twice is adopting once.

    A draft that was declared an amendment becomes the next version of its plan: the stems of its tasks say what was kept.
    `seen` names the draft the adopter looked at (`state_of`); Outdated where somebody changed it since. With `past_is_done` the
    adopter signs that what fell due before today was done before the plan came into the system.
    """
    with transaction.atomic():
        draft = (
            Intake.objects.select_for_update(of=("self",)).select_related("unit", "file").get(pk=intake.pk)
        )
        if not may_adopt(user, draft, on=day_of(now)) or user.pk is None:
            raise PermissionDenied
        if draft.state == IntakeState.ADOPTED:
            adopted: PlanVersion = PlanVersion.objects.select_related("plan").get(intake=draft)
            return adopted
        if seen and seen != state_of(draft):
            raise Outdated(
                _("Somebody changed this draft since you looked at it. Nothing was adopted: look at the figures again, then adopt.")
            )  # fmt: skip
        tasks = list(draft.draft_tasks.filter(is_dropped=False).prefetch_related("draft_units"))
        original = complete(draft, tasks)
        amendment = amendment_of(draft)
        if superior is not None:
            _refuse_other_superiors(user, draft, superior, now)
        if amendment is None:
            version = _first(user, draft, original, tasks, superior, now)
        else:
            version = _next(user, draft, original, tasks, amendment, superior, now)
        if past_is_done and amendment is None:  # what an amendment finds was followed all the time
            announce_past_done(version, user=user, now=now)
    return version


def _refuse_other_superiors(user: Uploader, draft: Intake, superior: Plan, now: dt.datetime) -> None:
    if not superior_plans(user, draft.unit, on=day_of(now)).filter(pk=superior.pk).exists():
        raise Refused(
            _("The plan it should follow is not one of a superior unit. Nothing was adopted yet: choose again."),
            code="superior",
        )  # fmt: skip


def _first(
    user: Uploader, draft: Intake, original: StoredFile, tasks: Sequence[DraftTask], superior: Plan | None, now: dt.datetime
) -> PlanVersion:  # fmt: skip
    """A plan that was not there before."""
    plan = Plan.objects.create(
        unit=draft.unit, superior=superior, **{name: getattr(draft, name) for name in HEADER_FIELDS}
    )
    version = _version(user, plan, draft, original, 1, now)
    told = write_tasks(version, tasks, Members(draft.unit, on=day_of(now)))
    _close(draft, version)
    told["sha256"] = original.sha256
    record(action="plans.adopt", user=user, target=plan, data=told, now=now)
    return version


def _next(
    user: Uploader, draft: Intake, original: StoredFile, tasks: Sequence[DraftTask], amendment: Amendment, superior: Plan | None, now: dt.datetime
) -> PlanVersion:  # fmt: skip
    """The next version of a plan in force; every task of both sides was decided by a person."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=amendment.plan_id)
    base = latest_version(plan)
    if base.pk != amendment.base_id:
        raise Refused(
            _("Another version of this plan came into force in the meantime. Nothing was adopted: compare with that one first."),
            code="other-base",
        )  # fmt: skip
    compared = compared_with_base(amendment)
    if compared.undecided:
        raise Refused(
            _("It is not yet decided what becomes of every task. Nothing was adopted: decide on the comparison first."),
            code="undecided",
        )  # fmt: skip
    stems = dict(Task.objects.filter(version=base).values_list("pk", "stem"))
    lineage: Lineage = {
        pair.now.key: (stems[pair.before.key] if pair.before else None, pair.verdict)
        for pair in compared.pairs
        if pair.now
    }
    for name in HEADER_FIELDS:
        setattr(plan, name, getattr(draft, name))
    plan.superior = superior or plan.superior
    version = _version(user, plan, draft, original, base.ordinal + 1, now)
    told = write_tasks(version, tasks, Members(draft.unit, on=day_of(now)), lineage)
    _close(draft, version)
    told |= {"sha256": original.sha256, "version": version.ordinal, **compared.counts}
    record(action="plans.amend", user=user, target=plan, data=told, now=now)
    return version


def _version(
    user: Uploader, plan: Plan, draft: Intake, original: StoredFile, ordinal: int, now: dt.datetime
) -> PlanVersion:
    version = PlanVersion.objects.create(
        plan=plan, ordinal=ordinal, intake=draft, file=original, reading=draft.reading, adopted_by_id=account_of(user), adopted_at=now,
    )  # fmt: skip
    plan.current = version
    plan.save()
    return version


def _close(draft: Intake, version: PlanVersion) -> None:
    draft.state = IntakeState.ADOPTED
    draft.save(update_fields=["state"])
    if version.ordinal == 1:  # its keepers amend them afterwards
        write_reporting_dates(version)
    write_proposals(version.plan)
    write_call(version)
    gather_anniversaries(version)
    announce_adopted(version)
