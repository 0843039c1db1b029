"""The work of one unit."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.policies import owed_by
from nhipcau.delivery.selectors import Filters
from nhipcau.delivery.selectors.calendar import due_between
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.delivery.views.lists import markable
from nhipcau.kernel.addresses import month_in
from nhipcau.kernel.working_days import is_working_day
from nhipcau.organisations.models import Unit
from nhipcau.organisations.selectors import occasions, people_of, register_of_units

LATE, NEXT = 10, 10


class UnitScreen(DeliveryScreen):
    """Counters, plan by plan, what is late, whom to call, and the month."""

    template_name = "delivery/unit.html"
    page_title = _("Work of the unit")
    header_icon = "group"

    @cached_property
    def unit(self) -> Unit:
        """The unit in the address, also one that has ended."""
        found = register_of_units(self.request.user, on=self.on, closed=True).filter(pk=self.kwargs["pk"])
        unit = found.first()
        if unit is None:
            raise Http404
        return unit

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the unit that this person may see."""
        unit, roles = self.unit, self.roles
        found = selectors.tallies(
            selectors.seen_by(roles).filter(owed_by(unit.pk)), "plan_id", "unit_id", on=self.on
        )
        late = list(selectors.obligations(roles, Filters(unit=unit.pk, state="overdue"), on=self.on)[:LATE])
        near = list(selectors.obligations(roles, Filters(unit=unit.pk, state="near"), on=self.on)[:NEXT])
        return super().get_context_data(
            unit=unit,
            counts=selectors.counts_of(found),
            plans=selectors.progress_of_plans(found),
            late=late,
            near=near,
            markable=markable(roles, [*late, *near], on=self.on),
            people=[each for each in people_of(self.request.user, unit, on=self.on) if each.own],
            **self._month(),
            **kwargs,
        )

    def _month(self) -> dict[str, Any]:
        month = month_in(self.request.GET.get("thang", "")) or self.on.replace(day=1)
        weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
        by_day: dict[dt.date, list[Obligation]] = {}
        last = calendar.monthrange(month.year, month.month)[1]
        for row in due_between(self.roles, self.unit.pk, month, month.replace(day=last)):
            by_day.setdefault(row.due_on, []).append(row)
        named = occasions(weeks[0][0], weeks[-1][-1])
        days = [
            [
                {
                    "day": day, "rows": by_day.get(day, []), "here": day.month == month.month, "today": day == self.on,
                    "off": not is_working_day(day), "occasion": named.get(day, ""),
                }
                for day in week
            ]
            for week in weeks
        ]  # fmt: skip
        before = month - dt.timedelta(days=1)
        after = month + dt.timedelta(days=31)
        return {"weeks": days, "month": month, "before": before, "after": after}
