"""Template tags of the screens of plans: `{% load plans %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from nhipcau.kernel.fields import DayInput
from nhipcau.kernel.templatetags.nhipcau import STATES
from nhipcau.kernel.working_days import working_days_between
from nhipcau.plans.matching import kind_of
from nhipcau.plans.models import DraftTask, DraftUnit, Language, Per, ScheduleKind
from nhipcau.plans.selectors.review import SourceBlock, SourceCell, SourceLine, meaning_in_words
from nhipcau.plans.selectors.standing import Standing

register = template.Library()


@register.filter
def meaning(unit: DraftUnit) -> str:
    """What a printed name means, as a choice is named."""
    return meaning_in_words(unit)


@register.filter
def likely_kind(printed: str) -> str:
    """The kind of unit that a printed name tells."""
    return kind_of(printed)


@register.filter
def of_task(standings: Mapping[int, Standing], task: int) -> Standing | None:
    """Where a task stands, if anybody can tell."""
    return standings.get(task)


@register.simple_tag
def shape(look: str) -> str:
    """The shape that goes with a colour."""
    return str(STATES[look][0])


@register.simple_tag
def source(blocks: Sequence[SourceBlock]) -> SafeString:
    """The source as paragraphs and tables with the words of each task marked. Written here, not in a template: it is long."""
    opens = escape(gettext("Open the task read here"))
    return SafeString("".join(_block(block, opens) for block in blocks))


def _block(block: SourceBlock, opens: str) -> str:
    if block.line is not None:
        return _paragraph(block.line, opens)
    rows = "".join(f"<tr>{''.join(_cell(cell, opens) for cell in row)}</tr>" for row in block.rows)
    return f'<div class="rv-table"><table>{rows}</table></div>'


def _cell(cell: SourceCell, opens: str) -> str:
    spans = "".join(
        f' {name}="{int(count)}"'
        for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
        if count > 1
    )
    return f"<td{spans}>{''.join(_paragraph(line, opens) for line in cell.lines)}</td>"


def _paragraph(line: SourceLine, opens: str) -> str:
    marks = {"b": "is-bold", "i": "is-italic", "c": "is-centred", "g": "has-gap"}
    classes = ["rv-line", *(name for key, name in marks.items() if line.line.get(key))]
    if kind := line.line.get("k"):
        classes.append(f"is-{escape(kind)}")
    tasks = pin = ""
    if line.tasks:
        tasks = f' data-tasks="{" ".join(str(int(task)) for task in line.tasks)}"'
    if line.opens:
        task = int(line.opens)
        pin = (
            f'<a class="rv-pin" href="?viec={task}#viec-{task}" data-open="{task}" aria-label="{opens}"></a>'
        )
    elif line.tasks:
        classes.append("is-with")
    words = "".join(
        f'<span class="rv-mark" data-task="{int(part.task)}">{escape(part.text)}</span>'
        if part.task
        else escape(part.text)
        for part in line.segments
    )
    return f'<p id="dong-{int(line.number)}" class="{" ".join(classes)}"{tasks}>{pin}{words}</p>'


@register.filter
def when_rows(form: Any, task: DraftTask) -> list[dict[str, Any]]:
    """The rows of the schedule editor: what was typed, else what is kept, and one empty row more."""
    whens: list[Mapping[str, Any]] = list(task.whens)
    errors: Mapping[int, str] = {}
    labels = {"date": gettext("Due on"), "from": gettext("From"), "to": gettext("To")}
    if form.is_bound:
        whens, errors = _typed(form.data), form.when_errors
    return [
        {
            "number": number, "when": when, "is_new": not when, "kinds": ScheduleKind.choices, "pers": Per.choices,
            "error": errors.get(number, ""),
            "days": {name: _day_input(task, number, name, label, when.get(name, "")) for name, label in labels.items()},
        }
        for number, when in enumerate([*whens, {}])
    ]  # fmt: skip


def _day_input(task: DraftTask, number: int, name: str, label: str, value: str) -> SafeString:
    """A day of a schedule as officers write it; what was typed wrongly stands as it was typed."""
    try:
        shown: dt.date | str = dt.date.fromisoformat(value)
    except ValueError:
        shown = value
    attrs = {"id": f"viec-{task.pk}-when-{number}-{name}", "aria-label": label}
    return DayInput().render(f"when-{number}-{name}", shown, attrs)


def _typed(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    while (kind := data.get(f"when-{len(rows)}-kind")) is not None:
        number = len(rows)
        names = ("date", "from", "to", "min", "max", "per")
        rows.append({"kind": kind, **{name: data.get(f"when-{number}-{name}", "") for name in names}})
    return rows[:-1] if rows and not rows[-1]["kind"] else rows


@register.filter
def language_names(codes: Sequence[str]) -> str:
    """The names of languages."""
    return ", ".join(str(Language(code).label) if code in Language.values else code for code in codes)


@register.simple_tag
def working_days(day: dt.date, on: dt.date) -> str:
    """How far a day is away, in working days: "in 3 working days", "today"; whether a past day was met is not known here."""
    count = working_days_between(on, day)
    if day == on:
        return gettext("today")
    if day < on:
        return gettext("past")
    return ngettext("in %(n)s working day", "in %(n)s working days", count) % {"n": count}
