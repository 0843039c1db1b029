"""The cells of the matrix, written here: there are six hundred on a page. `{% load matrix %}`."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from nhipcau.delivery.models import DONE, LOOKS, State
from nhipcau.delivery.selectors.matrix import Cell, Matrix, MatrixFilter, Row

register = template.Library()

SHAPES = {"overdue": "●", "soon": "▲", "upcoming": "○", "met": "✓", "excused": "–"}


@register.simple_tag
def matrix_cells(row: Row, matrix: Matrix, wanted: MatrixFilter) -> SafeString:
    """The months of one unit and its total, each opening the list it counts."""
    return _cells(row.cells, row.total, matrix, wanted, {"unit": row.unit_id})


@register.simple_tag
def matrix_totals(matrix: Matrix, wanted: MatrixFilter) -> SafeString:
    """The same for all units."""
    narrowed = {"unit_kind": wanted.unit_kind, "group": wanted.group}
    return _cells(matrix.by_month, matrix.total, matrix, wanted, narrowed)


def _cells(
    cells: list[Cell], total: Cell, matrix: Matrix, wanted: MatrixFilter, more: dict[str, str | int | None]
) -> SafeString:
    asked = {"scope": "all", "state": wanted.state or "all", "plan": wanted.plan, "kind": wanted.kind, **more}
    address = (
        f"{reverse('delivery:index')}?{urlencode({key: value for key, value in asked.items() if value})}"
    )
    words, nothing = _words(get_language() or "")
    written = [
        _cell(cell, f"mx-m{month.month}", f"{address}&{_days(month)}", words, nothing)
        for cell, month in zip(cells, matrix.months, strict=True)
    ]
    whole = f"due_from=01/01/{wanted.year}&due_to=31/12/{wanted.year}"
    written.append(_cell(total, "mx-total", f"{address}&{whole}", words, nothing))
    return SafeString("".join(written))


@lru_cache(maxsize=8)
def _words(language: str) -> tuple[dict[State, str], str]:
    return {state: str(state.label) for state in State}, str(escape(gettext("nothing due")))


@lru_cache(maxsize=100)
def _days(month: dt.date) -> str:
    last = calendar.monthrange(month.year, month.month)[1]
    return f"due_from=01/{month:%m/%Y}&due_to={last}/{month:%m/%Y}"


def _cell(cell: Cell, place: str, address: str, words: dict[State, str], nothing: str) -> str:
    state = cell.state
    if state is None:
        return f'<td class="mx-c {place}"><span aria-hidden="true">·</span><span class="w-sr-only">{nothing}</span></td>'
    look = LOOKS[state]
    count = cell.counts[state] if state not in DONE else cell.done
    told = escape(f"{words[state]}: {_number(count)}")
    heat = f" mx-heat-{cell.heat}" if cell.heat else ""
    figure = f"{_number(cell.done)}/{_number(cell.asked)}" if cell.asked else _number(cell.counts.total)
    return (
        f'<td class="mx-c {place} mx-c--{look}{heat}"><a href="{escape(address)}" title="{told}"><span aria-hidden="true">'
        f'{SHAPES[look]}</span> {figure}<span class="w-sr-only">, {told}</span></a></td>'
    )


def _number(count: int) -> str:
    return str(count) if count < 1000 else str(number_format(count, force_grouping=True))
