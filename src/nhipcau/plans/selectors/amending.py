"""What an amendment does with the version in force: which plan it amends, and the tasks of both side by side."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.plans.models import Amendment, Intake, Plan, PlanVersion, Task, TaskVerdict
from nhipcau.plans.policies import KEEPERS
from nhipcau.plans.selectors.comparison import Compared, Decided, compare, side_of_draft, sides_of_version
from nhipcau.plans.selectors.plans import plans_seen_by
from nhipcau.plans.selectors.review import Review, review_of

AMENDS = re.compile(r"\b(?:sua doi|bo sung|dieu chinh|thay the|bai bo)\b")
HEAD = 40  # lines in which a document says what it amends


@dataclass(frozen=True, slots=True)
class Recognised:
    """A plan that a document seems to amend, and why."""

    plan: Plan
    reason: str | Promise


def amendable_plans(user: Person, *, on: dt.date, unit: Unit | None = None) -> QuerySet[Plan]:
    """Plans of which this person may hand in a new version; those of one unit."""
    plans = Plan.objects.filter(roles_of(user, on=on).units(KEEPERS, prefix="unit__")).select_related("unit")
    if unit is not None:
        plans = plans.filter(unit=unit)
    return plans.order_by("-period_from", "-pk")


def amendment_of(intake: Intake) -> Amendment | None:
    """The amendment that an intake was declared to be."""
    return Amendment.objects.select_related("plan__unit", "base").filter(intake=intake).first()


def recognised(user: Person, intake: Intake, *, on: dt.date) -> Recognised | None:
    """The plan that a draft seems to amend: it says so and cites it, or has its unit, period and title under another number."""
    plans = list(plans_seen_by(user, on=on).filter(unit=intake.unit)[:200])
    says_so = AMENDS.search(fold(" ".join([intake.title, *(line["t"] for line in intake.lines[:HEAD])])))
    if says_so:
        cited = cited_plans(intake.reading.get("citations", ()), plans)
        if cited:
            return Recognised(cited[0], _("it says that it amends or replaces this plan"))
    if not intake.title or intake.period_from is None:
        return None
    title = _topic(intake.title)
    for plan in plans:
        same_period = (plan.period_from, plan.period_to) == (intake.period_from, intake.period_to)
        if same_period and title == _topic(plan.title):
            return Recognised(plan, _("it has the same unit, period and subject as this plan"))
    return None


def cited_plans(citations: Sequence[Mapping[str, Any]], plans: Sequence[Plan]) -> list[Plan]:
    """The plans that the citations of a document name: number and symbol agree, and the date where both have one. In order of citation."""
    by_number: dict[str, list[Plan]] = {}
    for plan in plans:
        if plan.number:
            by_number.setdefault(_number(plan.printed_number), []).append(plan)
    found = []
    for citation in citations:
        for plan in by_number.get(_number(str(citation.get("number") or "")), []):
            date = citation.get("date")
            if not date or plan.issued_on is None or plan.issued_on.isoformat() == date:
                found.append(plan)
    return list(dict.fromkeys(found))


def _number(printed: str) -> str:
    """A printed number for comparing: no blanks, no leading zeros, plain letters."""
    return fold(printed.replace("Đ", "D")).replace(" ", "").lstrip("0")


def _topic(title: str) -> str:
    """A title without the words that only say "amended"."""
    return " ".join(AMENDS.sub(" ", fold(title)).replace("ke hoach", " ").split())


def compared_with_base(amendment: Amendment, review: Review | None = None) -> Compared:
    """The draft of an amendment against the version in force: a fixed number of queries."""
    review = review or review_of(amendment.intake)
    decided = [
        Decided(each.task_id, each.draft_id, each.verdict)
        for each in TaskVerdict.objects.filter(amendment=amendment)
    ]
    drafts = [side_of_draft(task) for task in review.kept]
    return compare(sides_of_version(amendment.base, amendment.plan), drafts, decided)


def compared_versions(before: PlanVersion, now: PlanVersion) -> Compared:
    """Two adopted versions: of one plan by the stems of their tasks, of two plans (two years) by likeness."""
    given: dict[int, int] | None = None
    if before.plan_id == now.plan_id:
        stems = dict(Task.objects.filter(version=before).values_list("stem", "pk"))
        later = Task.objects.filter(version=now).values_list("pk", "stem")
        given = {pk: stems[stem] for pk, stem in later if stem in stems}
    return compare(sides_of_version(before, before.plan), sides_of_version(now, now.plan), given=given)
