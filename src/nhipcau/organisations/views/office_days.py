"""Screens of the office calendar: the days off of a year, and what officers amend."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms import OfficeDaysForm
from nhipcau.organisations.models import OfficeDay
from nhipcau.organisations.policies import may_keep_calendar, may_see_register
from nhipcau.organisations.selectors import calendar_of

YEARS = range(2011, 2051)  # the years for which holidays come with the system


class CalendarScreen(FormScreen):
    """The days off and worked weekends of a year; below, for those who may, what to amend."""

    template_name = "organisations/calendar.html"
    page_title = _("Office calendar")
    header_icon = "calendar-alt"
    form_class = OfficeDaysForm
    submit_label = _("Enter these days")

    def allowed(self) -> bool:
        """Everybody with a role reads it; those who keep a root amend it."""
        if self.request.method == "POST":
            return may_keep_calendar(self.request.user, on=self.on)
        return may_see_register(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register."""
        return [(reverse("units:index"), _("Units"))]

    @property
    def year(self) -> int:
        """The year in the address; this one where it is none."""
        asked = number_in(self.request.GET.get("nam", ""))
        return asked if asked is not None and asked in YEARS else self.on.year

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The year, and whether this person amends it."""
        year = self.year
        days = calendar_of(self.request.user, year, on=self.on)
        return super().get_context_data(
            year=year,
            years=[each for each in range(year - 2, year + 3) if each in YEARS],
            days=days,
            off=sum(not each.is_worked and each.day.weekday() < 5 for each in days),
            amended=sum(each.amended is not None for each in days),
            may_amend=may_keep_calendar(self.request.user, on=self.on),
            **kwargs,
        )

    def save(self, form: Any) -> str:
        """Enter the days, then show the year of the first."""
        given = form.cleaned_data
        fresh = services.amend_office_days(
            user=self.request.user, days=given["days"], legal_basis=given["legal_basis"], now=clock.now()
        )
        said = ngettext("%(count)s day was entered.", "%(count)s days were entered.", len(fresh))
        messages.success(self.request, said % {"count": len(fresh)})
        return f"{reverse('units:calendar')}?nam={given['days'][0].day.year}"


class TakeOut(View):
    """Takes an amendment back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Then shows the year again."""
        if not may_keep_calendar(request.user, on=clock.today()):
            raise PermissionDenied
        row = get_object_or_404(OfficeDay, pk=pk)
        services.take_out_office_day(user=request.user, office_day=row, now=clock.now())
        messages.success(
            request, _("The day was taken out; the calendar that comes with the system holds again.")
        )
        return redirect(f"{reverse('units:calendar')}?nam={row.day.year}")
