"""The list of what is owed, and the same list as a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors, sheet
from nhipcau.delivery.forms import FilterForm
from nhipcau.delivery.models import OWED, Obligation, State
from nhipcau.delivery.policies import does_own_work, may_mark_as
from nhipcau.delivery.selectors import Counts, Filters, Scope
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.kernel import clock
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations.policies import Roles, roles_of

PER_PAGE = 50
TABS: tuple[tuple[str, str | Promise], ...] = (
    ("owed", _("Still owed")),
    (State.OVERDUE, State.OVERDUE.label),
    (State.DUE_TODAY, State.DUE_TODAY.label),
    (State.DUE_SOON, State.DUE_SOON.label),
    ("ahead", _("Ahead")),
    ("done", _("Done")),
    (State.EXCUSED, State.EXCUSED.label),
    (State.PAUSED, State.PAUSED.label),
    (State.CANCELLED, State.CANCELLED.label),
    ("all", _("All")),
)


# The columns that may be left out or put in; what stands in the address is what is shown and saved.
COLUMNS: tuple[tuple[str, str | Promise], ...] = (
    ("unit", _("Leading unit")),
    ("due", _("Due on")),
    ("plan", _("Plan")),
    ("kind", _("Kind of work")),
    ("time", _("Time as printed")),
    ("period", _("Period")),
    ("pieces", _("Done, asked for")),
)
USUAL = ("unit", "due")


class CountedPaginator(Paginator[Obligation]):
    """A paginator that was told the count: the counts beside the list hold it already."""

    def __init__(self, rows: Any, per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self._count = count

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self._count


def filters_of(request: HttpRequest, roles: Roles) -> tuple[FilterForm, Filters]:
    """The filters in the address. Who works for a unit begins with what that unit leads."""
    form = FilterForm(request.GET, roles=roles, scope=Scope.OWN if does_own_work(roles) else Scope.ALL)
    return form, form.filters()


def columns_of(request: HttpRequest) -> tuple[str, ...]:
    """The columns that the address names; none where it names none."""
    asked = request.GET.getlist("col")
    return tuple(name for name, _label in COLUMNS if name in asked)


class ObligationsScreen(DeliveryScreen):
    """The list of what is owed."""

    template_name = "delivery/obligations.html"
    page_title = _("Obligations")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows, and how many are in each state."""
        form, filters = filters_of(self.request, self.roles)
        rows = selectors.obligations(self.roles, filters, on=self.on)
        everything = selectors.narrowed(selectors.countable(self.roles, filters.scope), filters, on=self.on)
        counts = selectors.counts(everything, on=self.on)
        count = counts[filters.state] if filters.state else counts.total
        page = CountedPaginator(rows, PER_PAGE, count=count).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=form,
            filters=filters,
            page=page,
            counts=counts,
            tabs=_tabs(counts, filters),
            markable=markable(self.roles, page.object_list, on=self.on),
            weekly=filters.sort in {"due", "-due"},
            columns=columns_of(self.request) or USUAL,
            column_choices=COLUMNS,
            **kwargs,
        )


def markable(roles: Roles, rows: Iterable[Obligation], *, on: dt.date) -> set[int]:
    """Which of the rows this person can still hand something in for."""
    return {row.pk for row in rows if row.state(on) in OWED and may_mark_as(roles, row)}


def _tabs(counts: Counts, filters: Filters) -> list[dict[str, Any]]:
    current = filters.state or "all"
    return [
        {
            "state": state,
            "label": label,
            "count": counts.total if state == "all" else counts[state],
            "current": state == current,
        }
        for state, label in TABS
    ]


def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a spreadsheet."""
    on = clock.today()
    roles = roles_of(request.user, on=on)
    _form, filters = filters_of(request, roles)
    rows = selectors.obligations(roles, filters, on=on)
    content = sheet.as_workbook(rows.iterator(chunk_size=2000), on=on, chosen=columns_of(request))
    return as_attachment(content, f"viec-{on:%Y-%m-%d}.xlsx")
