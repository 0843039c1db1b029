"""The versions of a plan, and the same work in all of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from nhipcau.plans.models import Plan, PlanVersion, Task, TaskChange


def versions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """All versions, the latest first, with how many tasks each has and changed. The caller has asked a policy for the plan."""
    versions: QuerySet[PlanVersion] = PlanVersion.objects.filter(plan=plan)
    counted = versions.annotate(
        task_count=Count("tasks"),
        new_count=Count("tasks", filter=Q(tasks__change=TaskChange.NEW)),
        changed_count=Count("tasks", filter=Q(tasks__change=TaskChange.CHANGED)),
        kept_count=Count("tasks", filter=Q(tasks__change=TaskChange.KEPT)),
    )
    return (
        counted.select_related("adopted_by", "file", "intake")
        .defer("reading", "intake__lines", "intake__reading")
        .order_by("-ordinal")
    )


def same_work(tasks: Iterable[int]) -> dict[int, int]:
    """Every task, of whatever version, that is the same work as one of `tasks`: its key → the key asked for. Two queries."""
    stems = dict(Task.objects.filter(pk__in=list(tasks)).values_list("stem", "pk"))
    found = Task.objects.filter(stem__in=list(stems)).values_list("pk", "stem")
    return {pk: stems[stem] for pk, stem in found}
