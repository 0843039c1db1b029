"""Reading plans: the list, one plan as table, calendar and timeline, one task."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import month_in, number_in, year_in
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.working_days import is_working_day
from nhipcau.library.selectors import as_download
from nhipcau.organisations.selectors import occasions
from nhipcau.plans.models import Plan, PlanVersion, ScheduleKind, Task, TaskKind
from nhipcau.plans.policies import may_keep_plan, may_upload_anywhere
from nhipcau.plans.selectors.naming import units_then
from nhipcau.plans.selectors.plans import (
    ShownTask,
    TaskFilter,
    context_of,
    entries_of,
    latest_version,
    members_of,
    plan_list,
    plan_seen_by,
    plan_years,
    shown,
    task_seen_by,
    tasks_of,
    units_in,
)
from nhipcau.plans.selectors.review import open_intakes, put_aside, source_of
from nhipcau.plans.selectors.standing import Standing, looks_at, standings
from nhipcau.plans.selectors.versions import versions_of
from nhipcau.plans.views.handing_in import OfIntake
from nhipcau.plans.views.timeline import bars, share

A_PAGE = 50
Marks = Mapping[int, Mapping[dt.date, Standing]]


class PlanIndex(Screen):
    """All plans, and those on their way in."""

    template_name = "plans/index.html"
    page_title = _("Plans")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filters from the address."""
        user, search, year = (
            self.request.user,
            self.request.GET.get("tim", "").strip(),
            self.request.GET.get("nam", ""),
        )
        plans = plan_list(user, on=self.on, search=search, year=year_in(year))
        page = Paginator(plans, A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page_obj=page, search=search, year=year, years=plan_years(user, on=self.on),
            intakes=list(open_intakes(user, on=self.on)[:20]), may_upload=may_upload_anywhere(user, on=self.on),
            aside=list(put_aside(user, on=self.on)[:50]), **kwargs,
        )  # fmt: skip


class OfPlan:
    """What screens of one plan share: not found where the user may not read it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def plan(self) -> Plan:
        """The plan."""
        found = plan_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found

    @cached_property
    def version(self) -> PlanVersion:
        """Its version in force, or the earlier one that the address asks for."""
        asked = number_in(self.request.GET.get("phien-ban", ""))
        found = versions_of(self.plan).filter(ordinal=asked).first() if asked else None
        return found or latest_version(self.plan)

    @cached_property
    def wanted(self) -> TaskFilter:
        """The filter in the address."""
        asked = self.request.GET
        return TaskFilter(
            unit=number_in(asked.get("don-vi", "")), role=asked.get("vai", ""), kind=asked.get("loai", ""),
            schedule=asked.get("lich", ""), text=asked.get("tim", "").strip()[:200], sort=asked.get("xep", ""),
            state=asked.get("trang-thai", ""),
        )  # fmt: skip

    def matching(self) -> QuerySet[Task]:
        """The tasks that match the filter."""
        user, state = self.request.user, self.wanted.state
        in_state = standings().in_state(user, self.plan.pk, state, on=clock.today()) if state else None
        return tasks_of(self.version, self.wanted, in_state)

    def all_tasks(self) -> list[ShownTask]:
        """Every task that matches the filter."""
        return shown(self.plan, list(self.matching()))


class PlanScreen(OfPlan, Screen):
    """One plan; `xem` in the address says how."""

    template_name = "plans/plan.html"
    page_title = _("Plan")
    header_icon = "doc-full"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list of plans."""
        return [(reverse("plans:index"), _("Plans"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter, and the view asked for."""
        self.plan  # noqa: B018  not found before anything else is read
        look = self.request.GET.get("xem", "")
        views = {"lich": self._calendar, "truc": self._timeline}
        return super().get_context_data(
            plan=self.plan, version=self.version, wanted=self.wanted, look=look if look in views else "",
            units=units_in(self.version, on=self.on), owner=units_then(self.plan, [self.plan.unit_id], on=self.on)[self.plan.unit_id], kinds=TaskKind.choices, states=standings().choices(), looks=looks_at(self.request.user, self.plan.pk, on=self.on),
            keeping=standings().keeping(self.request.user, self.plan, on=self.on), schedules=ScheduleKind.choices,
            reporting_dates=list(self.plan.reporting_dates.all()), may_keep=may_keep_plan(self.request.user, self.plan, on=self.on),
            total=Task.objects.filter(version=self.version).count(), **views.get(look, self._table)(), **kwargs,
        )  # fmt: skip

    def _table(self) -> dict[str, Any]:
        page = Paginator(self.matching(), A_PAGE).get_page(self.request.GET.get("p"))
        rows = list(page.object_list)
        return {
            "page_obj": page,
            "tasks": shown(self.plan, rows),
            "standings": standings().of(self.request.user, [row.pk for row in rows], on=self.on),
            "found": page.paginator.count,
        }

    def _calendar(self) -> dict[str, Any]:
        tasks = self.all_tasks()
        month = self._month()
        weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
        first, last = weeks[0][0], weeks[-1][-1]
        marks = self._marks(tasks, first, last)
        # What the plan says falls due, and what was moved to another day since.
        due = {(entry.day, entry.task.row.pk) for entry in entries_of(tasks, first, last)}
        due |= {(day, pk) for pk, days in marks.items() for day in days}
        shown_tasks = {task.row.pk: task for task in tasks}
        by_day: dict[dt.date, list[Any]] = {}
        for day, pk in sorted(due, key=lambda each: (each[0], shown_tasks[each[1]].row.position)):
            entry = {"task": shown_tasks[pk], "standing": marks.get(pk, {}).get(day)}
            by_day.setdefault(day, []).append(entry)
        named = occasions(first, last)
        days: list[list[dict[str, Any]]] = [
            [
                {
                    "day": day, "entries": by_day.get(day, []), "here": day.month == month.month, "today": day == self.on,
                    "off": not is_working_day(day), "occasion": named.get(day, ""),
                }
                for day in week
            ]
            for week in weeks
        ]  # fmt: skip
        return {
            "weeks": days, "month": month, "before": _shift(month, -1), "after": _shift(month, 1), "found": len(tasks),
            "due_count": sum(len(day["entries"]) for week in days for day in week if day["here"]),
            "months": [dt.date(year, number, 1) for year, number in _months(self.plan)],
        }  # fmt: skip

    def _marks(self, tasks: list[ShownTask], first: dt.date, last: dt.date) -> Marks:
        pks = [task.row.pk for task in tasks]
        return standings().by_day(self.request.user, pks, on=self.on, first=first, last=last)

    def _month(self) -> dt.date:
        """The month asked for; else today's, or the plan's first if today lies outside."""
        inside = self.plan.period_from <= self.on <= self.plan.period_to
        return month_in(self.request.GET.get("thang", "")) or (
            self.on if inside else self.plan.period_from
        ).replace(day=1)

    def _timeline(self) -> dict[str, Any]:
        tasks = self.all_tasks()
        first, last = self.plan.period_from, self.plan.period_to
        marks = self._marks(tasks, first, last)
        months = [
            {
                "day": dt.date(year, month, 1),
                "left": share(dt.date(year, month, 1), first, last),
                "is_year": month == 1,
            }
            for year, month in _months(self.plan)
        ]
        return {
            "rows": [bars(task, first, last, marks.get(task.row.pk, {})) for task in tasks], "months": months, "found": len(tasks),
            "today_at": share(self.on, first, last) if first <= self.on <= last else None,
        }  # fmt: skip


def _shift(month: dt.date, by: int) -> dt.date:
    index = month.year * 12 + month.month - 1 + by
    return dt.date(index // 12, index % 12 + 1, 1)


def _months(plan: Plan) -> list[tuple[int, int]]:
    first, last = plan.period_from, plan.period_to
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    month = first.replace(day=1)
    return [((day := _shift(month, offset)).year, day.month) for offset in range(min(count, 120))]


class TaskScreen(Screen):
    """One task: what the plan says, who, when, and the sentence it comes from."""

    template_name = "plans/task.html"
    page_title = pgettext_lazy("plan", "Task")
    header_icon = "task"

    @cached_property
    def row(self) -> Task:
        """The task, not found where its plan may not be read."""
        found = task_seen_by(self.request.user, self.kwargs["pk"], on=self.on)
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below its plan."""
        plan = self.row.plan
        label = plan.printed_number or plan.title
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[plan.pk]), label)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The task with everything that hangs on it."""
        row = self.row
        members = members_of(row)
        named = {each.unit_id for rows in members.values() for each in rows if each.unit_id}
        neighbours = Task.objects.filter(version=row.version_id)
        return super().get_context_data(
            plan=row.plan, task=shown(row.plan, [row])[0], leads=members["lead"], coops=members["coop"],
            called=units_then(row.plan, named, on=self.on),
            source=source_of(context_of(row), [(row.pk, row.spans)]),
            standing=standings().of(self.request.user, [row.pk], on=self.on).get(row.pk),
            before=neighbours.filter(position__lt=row.position).order_by("-position").first(),
            after=neighbours.filter(position__gt=row.position).order_by("position").first(), **kwargs,
        )  # fmt: skip


class PlanOriginal(OfPlan, View):
    """The original file of a plan, for everybody who may read the plan."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file."""
        return as_download(self.version.file)


class IntakeOriginal(OfIntake, View):
    """The original file of a plan on its way in."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file."""
        if self.intake.file is None:
            raise Http404
        return as_download(self.intake.file)
