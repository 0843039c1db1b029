"""Reading plans: the list, one plan as table, calendar and timeline, one task."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import month_in, number_in, year_in
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.working_days import holidays_of, is_working_day
from nhipcau.library.selectors import as_download
from nhipcau.plans.models import Plan, PlanVersion, ScheduleKind, Task, TaskKind
from nhipcau.plans.policies import may_upload_anywhere
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
from nhipcau.plans.selectors.standing import standings
from nhipcau.plans.views.handing_in import OfIntake

A_PAGE = 50


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
        """Its version in force."""
        return latest_version(self.plan)

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
            units=units_in(self.version), kinds=TaskKind.choices, states=standings().choices(), schedules=ScheduleKind.choices,
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
        by_day: dict[dt.date, list[Any]] = {}
        for entry in entries_of(tasks, weeks[0][0], weeks[-1][-1]):
            by_day.setdefault(entry.day, []).append(entry)
        days: list[list[dict[str, Any]]] = [
            [
                {
                    "day": day, "entries": by_day.get(day, []), "here": day.month == month.month, "today": day == self.on,
                    "off": not is_working_day(day), "holiday": day in holidays_of(day.year),
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

    def _month(self) -> dt.date:
        """The month asked for; else today's, or the plan's first if today lies outside."""
        inside = self.plan.period_from <= self.on <= self.plan.period_to
        return month_in(self.request.GET.get("thang", "")) or (
            self.on if inside else self.plan.period_from
        ).replace(day=1)

    def _timeline(self) -> dict[str, Any]:
        tasks = self.all_tasks()
        first, last = self.plan.period_from, self.plan.period_to
        months = [
            {
                "day": dt.date(year, month, 1),
                "left": _share(dt.date(year, month, 1), first, last),
                "is_year": month == 1,
            }
            for year, month in _months(self.plan)
        ]
        return {
            "rows": [_bars(task, first, last) for task in tasks], "months": months, "found": len(tasks),
            "today_at": _share(self.on, first, last) if first <= self.on <= last else None,
        }  # fmt: skip


def _bars(task: ShownTask, first: dt.date, last: dt.date) -> dict[str, Any]:
    """A task on the line: stretches of time and due days, as percentages of the period. Drawn here: there are a thousand."""
    drawing = []
    for schedule in task.schedules:
        if schedule.kind == ScheduleKind.BY:
            continue
        start, end = (schedule.starts_on or first, schedule.ends_on or last)
        left, right = _share(max(start, first), first, last), _share(min(end, last), first, last)
        top, height = (9, 10) if schedule.kind == ScheduleKind.WITHIN else (12, 4)
        width = max(round(right - left, 2), 0.6)
        drawing.append(
            f'<rect x="{left}%" width="{width}%" y="{top}" height="{height}" rx="2" class="pl-bar pl-bar--{schedule.kind}"/>'
        )
    drawing += [
        f'<circle cx="{_share(due.due_on, first, last)}%" cy="14" r="5" class="pl-mark"><title>{due.due_on:%d/%m/%Y}</title></circle>'
        for due in task.dues
        if first <= due.due_on <= last
    ]
    days = ", ".join(f"{due.due_on:%d/%m}" for due in task.dues) if len(task.dues) > 1 else ""
    # Nothing but numbers, days and the names of kinds stands in the drawing.
    return {"task": task, "drawing": SafeString("".join(drawing)), "days": days}


def _share(day: dt.date, first: dt.date, last: dt.date) -> float:
    return round((day - first).days / max((last - first).days, 1) * 100, 2)


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
        neighbours = Task.objects.filter(version=row.version_id)
        return super().get_context_data(
            plan=row.plan, task=shown(row.plan, [row])[0], leads=members["lead"], coops=members["coop"],
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
