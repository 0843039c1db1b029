"""Naming the superior of a plan, and saying which of its tasks each own task carries out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.library.services import Uploader
from nhipcau.plans.models import LinkState, Plan, Task, TaskLink
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.selectors.cascade import proposals
from nhipcau.plans.selectors.plans import superior_plans


def set_superior(*, user: Uploader, plan: Plan, superior: Plan | None, now: dt.datetime) -> Plan:
    """Name the plan that this one follows, or none. Links to another plan that people confirmed stay; proposals are made anew."""
    with _keeping(user, plan, now, "plans.set_superior", superior=superior.pk if superior else None) as row:
        if (
            superior is not None
            and not superior_plans(user, row.unit, on=day_of(now)).filter(pk=superior.pk).exists()
        ):
            raise Refused(
                _("The plan it should follow is not one of a superior unit. Nothing was changed: choose again."), code="superior"
            )  # fmt: skip
        row.superior = superior
        row.save(update_fields=["superior"])
        write_proposals(row)
    return row


def propose_links(*, user: Uploader, plan: Plan, now: dt.datetime) -> int:
    """Make the proposals anew; what people decided stays. Safe to run any number of times."""
    with _keeping(user, plan, now, "plans.propose_links") as row:
        return write_proposals(row)


def write_proposals(plan: Plan) -> int:
    """Proposals of a plan to its superior, inside the caller's transaction; returns how many wait for a person."""
    waiting = TaskLink.objects.filter(plan=plan, state=LinkState.PROPOSED)
    waiting.delete()
    if plan.superior is None:
        return 0
    decided = set(
        TaskLink.objects.filter(plan=plan, superior=plan.superior).values_list("stem", "superior_stem")
    )
    fresh = [
        TaskLink(
            plan=plan, superior=plan.superior, stem=uuid.UUID(str(pair.left)), superior_stem=uuid.UUID(str(pair.right)), score=pair.score, reasons=list(pair.reasons),
        )
        for pair in proposals(plan, plan.superior)
        if (pair.left, pair.right) not in decided
    ]  # fmt: skip
    TaskLink.objects.bulk_create(fresh)
    return len(fresh)


def decide_link(
    *, user: Uploader, plan: Plan, stem: uuid.UUID, superior_stem: uuid.UUID, state: str, seen: str, now: dt.datetime
) -> TaskLink:  # fmt: skip
    """Confirm or reject that a task carries out a task of the superior, whether it was proposed or found by hand.

    `seen` is the state of the link on the screen, empty where there was none: Outdated where somebody decided since. The same decision
    twice is one.
    """
    with _keeping(
        user, plan, now, "plans.decide_link", state=state, task=str(stem), above=str(superior_stem)
    ) as row:
        if row.superior is None or state not in (LinkState.CONFIRMED, LinkState.REJECTED):
            raise Refused(_("This plan follows no other plan. Nothing was changed."), code="no-superior")
        ends = ((row.pk, stem), (row.superior_id, superior_stem))
        if not all(Task.objects.filter(plan=key, stem=of).exists() for key, of in ends):
            raise Refused(_("One of the two tasks is no longer there. Nothing was changed."), code="no-pair")
        link = TaskLink.objects.filter(
            plan=row, superior=row.superior, stem=stem, superior_stem=superior_stem
        ).first()
        now_there = link.state if link is not None else ""
        if now_there != seen and (now_there != state or link is None):
            raise Outdated
        if link is None:
            link = TaskLink(
                plan=row, superior=row.superior, stem=stem, superior_stem=superior_stem, is_by_hand=True, reasons=[{"code": "by-hand"}],
            )  # fmt: skip
        link.state, link.decided_by_id, link.decided_at = state, user.pk, now
        link.save()
    return link


def forget_link(*, user: Uploader, plan: Plan, link: int, now: dt.datetime) -> None:
    """Take a decision back; the pair may be proposed again. Outdated where it is taken back already."""
    with _keeping(user, plan, now, "plans.forget_link", link=link) as row:
        if not TaskLink.objects.filter(plan=row, pk=link).exclude(state=LinkState.PROPOSED).delete()[0]:
            raise Outdated
        write_proposals(row)


def confirm_above(*, user: Uploader, plan: Plan, threshold: int, now: dt.datetime) -> int:
    """Confirm every proposal whose score reaches the threshold; how many that were."""
    with _keeping(user, plan, now, "plans.confirm_links", threshold=threshold) as row:
        return TaskLink.objects.filter(
            plan=row, superior=row.superior_id, state=LinkState.PROPOSED, score__gte=threshold
        ).update(state=LinkState.CONFIRMED, decided_by_id=user.pk, decided_at=now)


@contextmanager
def _keeping(user: Uploader, plan: Plan, now: dt.datetime, action: str, **data: Any) -> Iterator[Plan]:
    """One transaction, the plan locked, the policy, one entry in the log."""
    with transaction.atomic():
        row = Plan.objects.select_for_update(of=("self",)).select_related("unit", "superior").get(pk=plan.pk)
        if not may_keep_plan(user, row, on=day_of(now)):
            raise PermissionDenied
        yield row
        record(action=action, user=user, target=row, data=data, now=now)
