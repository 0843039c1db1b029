"""How screens speak of what is owed: `{% load delivery %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from nhipcau.delivery.models import LOOKS, OWED, Obligation, State
from nhipcau.kernel.working_days import working_days_between
from nhipcau.plans.models import TaskUnit, UnitRole

register = template.Library()


SHAPES = {"overdue": "●", "soon": "▲", "upcoming": "○", "met": "✓", "excused": "–"}


@register.inclusion_tag("nhipcau/badge.html")
def state_badge(state: str) -> Mapping[str, Any]:
    """A state as colour, shape and word."""
    known = State(state)
    look = LOOKS[known]
    return {"state": look, "shape": SHAPES[look], "word": known.label}


@register.simple_tag
def state_mark(obligation: Obligation, on: dt.date) -> Mapping[str, Any]:
    """The same in parts, for places too small for a badge: `look`, `shape`, `word`."""
    state = obligation.state(on)
    return {"look": LOOKS[state], "shape": SHAPES[LOOKS[state]], "word": state.label}


@register.filter
def state_on(obligation: Obligation, on: dt.date) -> State:
    """The state on that day: `{{ obligation|state_on:on }}`."""
    return obligation.state(on)


@register.filter
def time_left(obligation: Obligation, on: dt.date) -> str:
    """ "3 working days left", "2 working days over"; nothing where it is not owed any more."""
    if obligation.state(on) not in OWED:
        return ""
    return words_for(obligation.due_on, on)


@register.simple_tag(name="due_left")
def words_for(due: dt.date, on: dt.date) -> str:
    """How far away a due day is, in working days."""
    if due == on:
        return gettext("due today")
    days = working_days_between(on, due)
    if days > 0:
        return ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": days}
    if days < 0:
        return ngettext("%(days)s working day over", "%(days)s working days over", -days) % {"days": -days}
    return gettext("no working day left") if due > on else gettext("just over")


@register.simple_tag
def occasion(obligation: Obligation) -> str:
    """Which of several times it is, with its period: "time 5 of 6 (01/09 – 31/10)"."""
    return gettext("time %(ordinal)s of %(ordinals)s (%(first)s – %(last)s)") % {
        "ordinal": obligation.ordinal,
        "ordinals": obligation.ordinals,
        "first": f"{obligation.period_from:%d/%m}",
        "last": f"{obligation.period_to:%d/%m}",
    }


@register.simple_tag
def pieces(obligation: Obligation) -> str:
    """How many of how many pieces: "1 of 3–5"."""
    least, most = obligation.quota_min, obligation.quota_max
    asked = str(least) if least == most else f"{least}–{most}"
    return gettext("%(done)s of %(asked)s handed in") % {"done": obligation.pieces, "asked": asked}


@register.simple_tag
def coordinating(task_units: Iterable[TaskUnit]) -> list[str]:
    """The names of the units beside the leading one."""
    return [
        each.unit.name if each.unit else each.printed for each in task_units if each.role == UnitRole.COOP
    ]


@register.simple_tag(takes_context=True)
def sort_address(context: RequestContext, current: str, column: str) -> str:
    """The address of the same list in the order of a column; the other way round where it is in that order already."""
    query: QueryDict = context["request"].GET.copy()
    query["sort"] = f"-{column}" if current == column else column
    query.pop("p", None)
    return f"?{query.urlencode()}"


@register.simple_tag
def sort_mark(current: str, column: str) -> str:
    """An arrow beside the column that orders the list."""
    if current.removeprefix("-") != column:
        return ""
    return format_html(
        ' <span aria-hidden="true">{}</span><span class="w-sr-only">({})</span>',
        "↓" if current.startswith("-") else "↑",
        gettext("descending") if current.startswith("-") else gettext("ascending"),
    )


@register.simple_tag
def columns_or_usual(columns: Sequence[str] | None) -> Sequence[str]:
    """The columns that were chosen; those of every list where none were."""
    return columns or ("unit", "due")


@register.simple_tag
def week_of(obligation: Obligation, on: dt.date) -> str:
    """The line above the rows of a week: "This week, 16/03 – 22/03"."""
    monday = obligation.due_on - dt.timedelta(days=obligation.due_on.weekday())
    this = on - dt.timedelta(days=on.weekday())
    sunday = dt.date.fromordinal(min(monday.toordinal() + 6, dt.date.max.toordinal()))
    days = f"{monday:%d/%m} – {sunday:%d/%m/%Y}"
    away = (monday - this).days // 7
    if away == 0:
        return gettext("This week, %(days)s") % {"days": days}
    if away == 1:
        return gettext("Next week, %(days)s") % {"days": days}
    if away == -1:
        return gettext("Last week, %(days)s") % {"days": days}
    return gettext("Week %(days)s") % {"days": days}


@register.filter
def unlocalized(number: int) -> str:
    """A number without separators, for attributes."""
    return str(number)
