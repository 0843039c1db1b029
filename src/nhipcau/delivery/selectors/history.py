"""What was done with the obligations of a task, for its history."""

from __future__ import annotations

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, Max, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Obligation, Reminder
from nhipcau.delivery.selectors.listing import seen_by
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.plans.models import Task
from nhipcau.plans.selectors.history import Event


def _part(user: Person, task: Task, on: dt.date, unit: int | None) -> QuerySet[Obligation]:
    rows = seen_by(roles_of(user, on=on)).filter(task__stem=task.stem)
    return (rows.filter(unit=unit) if unit else rows).order_by()


def events_of_task(user: Person, task: Task, on: dt.date, unit: int | None, most: int) -> list[Event]:
    """The log of its obligations, and who was reminded when, as far as the person may see them. Reminders name nobody."""
    part = _part(user, task, on, unit)
    keys = part.annotate(key=Cast("pk", CharField())).values("key")
    kind = ContentType.objects.get_for_model(Obligation)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).select_related("user")
    found = list(entries.order_by("-timestamp", "-pk")[:most])
    rows = Obligation.objects.filter(pk__in=[int(entry.object_id) for entry in found])
    units = dict(rows.values_list("pk", "unit__name"))
    events = [
        Event(
            entry.timestamp, str(entry.user or ""), entry.message, str((entry.data or {}).get("reason", "")),
            units.get(int(entry.object_id), ""), reverse("delivery:obligation", args=[int(entry.object_id)]),
        )
        for entry in found
    ]  # fmt: skip
    return events + _reminded(part, most)


def _reminded(part: QuerySet[Obligation], most: int) -> list[Event]:
    rows = (
        Reminder.objects.filter(obligation__in=part.values("pk"), dropped_at__isnull=True)
        .order_by()
        .values("told_on", "obligation_id", name=F("obligation__unit__name"))
        .annotate(people=Count("person", distinct=True), at=Max("notice__created_at"))
        .order_by("-at")[:most]
    )
    return [
        Event(
            row["at"],
            "",
            ngettext("Reminded %(count)s person", "Reminded %(count)s people", row["people"])
            % {"count": row["people"]},
            unit=row["name"],
            address=reverse("delivery:obligation", args=[row["obligation_id"]]),
        )
        for row in rows
    ]


def units_of_task(user: Person, task: Task, on: dt.date) -> list[tuple[int, str]]:
    """The units whose part of the task the person may see."""
    units = _part(user, task, on, None).values("unit")
    return list(Unit.objects.filter(pk__in=units).order_by("path").values_list("pk", "name"))
