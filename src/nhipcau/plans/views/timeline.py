"""Drawing a task on the time line: stretches of time, and its due days in the colour and shape of their state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from nhipcau.plans.models import ScheduleKind
from nhipcau.plans.selectors.plans import ShownTask
from nhipcau.plans.selectors.standing import Standing

GLYPHS = {"overdue": "●", "soon": "▲", "upcoming": "○", "met": "✓", "excused": "–"}


def bars(task: ShownTask, first: dt.date, last: dt.date, marks: Mapping[dt.date, Standing]) -> dict[str, Any]:
    """A task on the line: stretches of time and due days, as percentages of the period. Drawn here: there are a thousand."""
    drawing = []
    for schedule in task.schedules:
        if schedule.kind == ScheduleKind.BY:
            continue
        start, end = (schedule.starts_on or first, schedule.ends_on or last)
        left, right = share(max(start, first), first, last), share(min(end, last), first, last)
        top, height = (9, 10) if schedule.kind == ScheduleKind.WITHIN else (12, 4)
        width = max(round(right - left, 2), 0.6)
        drawing.append(
            f'<rect x="{left}%" width="{width}%" y="{top}" height="{height}" rx="2" class="pl-bar pl-bar--{schedule.kind}"/>'
        )
    drawing += [
        f'<circle cx="{share(due.due_on, first, last)}%" cy="14" r="5" class="pl-mark"><title>{due.due_on:%d/%m/%Y}</title></circle>'
        for due in task.dues
        if first <= due.due_on <= last and due.due_on not in marks
    ]
    drawing += [
        f'<text x="{share(day, first, last)}%" y="19" class="pl-glyph pl-glyph--{mark.look}">{GLYPHS[mark.look]}'
        f"<title>{day:%d/%m/%Y}: {escape(str(mark.word))}, {mark.done}/{mark.asked}</title></text>"
        for day, mark in sorted(marks.items())
    ]
    late = ", ".join(f"{day:%d/%m}" for day, mark in sorted(marks.items()) if mark.look == "overdue")
    soon = ", ".join(f"{day:%d/%m}" for day, mark in sorted(marks.items()) if mark.look == "soon")
    days = ", ".join(f"{due.due_on:%d/%m}" for due in task.dues) if len(task.dues) > 1 else ""
    # Nothing but numbers, days, words of states and the names of kinds stands in the drawing.
    return {"task": task, "drawing": SafeString("".join(drawing)), "days": days, "late": late, "soon": soon}


def share(day: dt.date, first: dt.date, last: dt.date) -> float:
    """How far along the period a day stands, in percent."""
    return round((day - first).days / max((last - first).days, 1) * 100, 2)
