"""What is seen of a plan, as a spreadsheet, JSON or calendar."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.printable import printable
from nhipcau.kernel.spreadsheets import CONTENT_TYPE, Column, Value, as_attachment, workbook_of
from nhipcau.plans.models import Plan
from nhipcau.plans.selectors.plans import ShownTask, ShownUnit
from nhipcau.plans.selectors.standing import Standing, standings
from nhipcau.plans.views.plan import OfPlan

WIDTHS = (6, 12, 60, 16, 8, 8, 12, 12, 16, 34, 34, 26, 40, 10, 14, 14)
TYPES = {
    "xlsx": CONTENT_TYPE, "json": "application/json", "ics": "text/calendar; charset=utf-8",
}  # fmt: skip


class PlanExport(OfPlan, View):
    """The tasks that match the filter in the address."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """A file in the form asked for."""
        if form not in TYPES:
            raise Http404
        name = "-".join(filter(None, ("ke-hoach", self.plan.number, str(self.plan.period_from.year))))
        safe = "".join(mark if mark.isascii() and (mark.isalnum() or mark == "-") else "_" for mark in name)
        return as_attachment(self.content(form), f"{safe}.{form}", content_type=TYPES[form])

    def content(self, form: str) -> bytes:
        """What the file holds."""
        tasks, on = self.all_tasks(), clock.today()
        if form == "xlsx":
            found = standings().of(self.request.user, [task.row.pk for task in tasks], on=on)
            return spreadsheet(self.plan, tasks, found, on=on)
        return as_json(self.plan, tasks) if form == "json" else calendar_of(self.plan, tasks)


def spreadsheet(
    plan: Plan, tasks: Sequence[ShownTask], found: Mapping[int, Standing], *, on: dt.date
) -> bytes:
    """One row a task, with its state on the day as far as the asker may see it."""
    headings = (
        pgettext("row", "No."), _("Label"), pgettext("plan", "Task"), _("State"), _("Done"), _("Asked for"), _("Next due day"), _("Last due day"),
        _("Kind"), _("Leads"), _("Coordinates"), _("When"), _("Due days"),
        _("Quantity"), _("of what"), _("Languages"),
    )  # fmt: skip
    columns = [Column(heading, width) for heading, width in zip(headings, WIDTHS, strict=True)]
    rows = (_cells(number, task, found.get(task.row.pk), on) for number, task in enumerate(tasks, start=1))
    number = " · ".join(filter(None, (plan.printed_number, plan.unit.name)))
    return workbook_of(pgettext("plan", "Tasks"), columns, rows, above=(plan.title, number, ""))


def _cells(number: int, task: ShownTask, standing: Standing | None, on: dt.date) -> list[Value]:
    row = task.row
    days = [due.due_on for due in task.dues]
    state: list[Value] = (
        [str(standing.word), standing.done, standing.asked] if standing else [None, None, None]
    )
    ahead = next((day for day in days if day >= on), None)
    return [
        number, row.label, row.text, *state, ahead, days[-1] if days else None, row.get_kind_display(), _names(task.leads), _names(task.coops),
        "; ".join(task.times) or row.time_text, ", ".join(f"{due.due_on:%d/%m/%Y}" for due in task.dues),
        row.quantity_count, row.quantity_of, ", ".join(row.languages),
    ]  # fmt: skip


def as_json(plan: Plan, tasks: Sequence[ShownTask]) -> bytes:
    """The plan and its tasks; schedules as the reading contract writes them."""
    data: dict[str, Any] = {
        "number": plan.number, "symbol": plan.symbol, "type": plan.type, "title": plan.title, "issuer": plan.issuer,
        "unit": plan.unit.code, "date": plan.issued_on.isoformat() if plan.issued_on else None,
        "period": {"from": plan.period_from.isoformat(), "to": plan.period_to.isoformat()},
        "tasks": [
            {
                "path": task.row.path, "text": task.row.text, "context": task.row.context or None, "kind": task.row.kind,
                "lead": [unit.printed for unit in task.leads], "coop": [unit.printed for unit in task.coops],
                "time": task.row.time_text or None, "when": [schedule.as_when() for schedule in task.schedules],
                "quantity": {"count": task.row.quantity_count, "of": task.row.quantity_of} if task.row.quantity_of else None,
                "languages": task.row.languages, "due": [due.due_on.isoformat() for due in task.dues],
            }
            for task in tasks
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def calendar_of(plan: Plan, tasks: Sequence[ShownTask]) -> bytes:
    """Every due day as an all-day event."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Nhip Cau//vi//")
    book.add("version", "2.0")
    book.add("x-wr-calname", printable(plan.title)[:200])
    stamp = clock.now()
    for task in tasks:
        for number, due in enumerate(task.dues, start=1):
            event = icalendar.Event()
            event.add("uid", f"task-{task.row.pk}-{number}-{due.due_on:%Y%m%d}@nhipcau")
            event.add("dtstamp", stamp)
            event.add("dtstart", due.due_on)
            event.add("summary", printable(f"{task.row.label} {task.row.text}").strip()[:200])
            event.add("description", printable("\n".join(filter(None, (task.row.text, _names(task.leads))))))
            event.add("transp", "TRANSPARENT")
            book.add_component(event)
    return bytes(book.to_ical())


def _names(units: Sequence[ShownUnit]) -> str:
    return "; ".join(unit.printed for unit in units)
