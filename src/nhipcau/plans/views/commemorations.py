"""Anniversaries: what comes soon, a month, the whole list, and the same for a calendar program."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import icalendar
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import month_in, number_in
from nhipcau.kernel.errors import Outdated
from nhipcau.kernel.printable import printable
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.forms import AnniversaryForm
from nhipcau.plans.models import Anniversary
from nhipcau.plans.selectors.commemorations import (
    SOON_DAYS,
    anniversaries,
    between,
    coming,
    may_keep_anniversaries,
    with_sources,
)
from nhipcau.plans.services.commemorations import Day, remove_anniversary, save_anniversary


class AnniversariesScreen(Screen):
    """The next thirty days, a month of the calendar, and the year's list."""

    template_name = "plans/anniversaries.html"
    page_title = gettext_lazy("Anniversaries")
    header_icon = "date"

    def allowed(self) -> bool:
        """Everybody who holds a role."""
        return bool(roles_of(self.request.user, on=self.on))

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list of plans."""
        return [(reverse("plans:index"), _("Plans"))]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Remove one."""
        row = Anniversary.objects.filter(pk=number_in(request.POST.get("remove", "")) or 0).first()
        if row is None:
            raise Http404
        version = number_in(request.POST.get("version", "")) or 0
        try:
            remove_anniversary(user=request.user, row=row, version=version, now=clock.now())
            messages.success(request, _("The anniversary was removed from the list."))
        except Outdated:
            messages.error(
                request,
                _(
                    "Somebody corrected this anniversary meanwhile. It was not removed: look at it again below."
                ),
            )
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All three; the filter stands in the address."""
        asked, user = self.request.GET, self.request.user
        search, round_only = asked.get("tim", "").strip(), asked.get("chan") == "1"
        month = month_in(asked.get("thang", "")) or self.on.replace(day=1)
        weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
        in_month = between(anniversaries(), weeks[0][0], weeks[-1][-1])
        year = between(anniversaries(search), dt.date(month.year, 1, 1), dt.date(month.year, 12, 31))
        listed = with_sources([each for each in year if each.is_round or not round_only], user, on=self.on)
        days = [
            [{"day": day, "here": day.month == month.month, "today": day == self.on, "found": [each for each in in_month if each.day == day]} for day in week]
            for week in weeks
        ]  # fmt: skip
        return super().get_context_data(
            soon=coming(on=self.on), soon_days=SOON_DAYS, weeks=days, month=month, before=_shift(month, -1), after=_shift(month, 1), listed=listed,
            search=search, round_only=round_only, may_keep=may_keep_anniversaries(user, on=self.on), **kwargs,
        )  # fmt: skip


def _shift(month: dt.date, by: int) -> dt.date:
    index = month.year * 12 + month.month - 1 + by
    return dt.date(index // 12, index % 12 + 1, 1)


class AnniversaryScreen(FormScreen):
    """Enter or correct one."""

    form_class = AnniversaryForm
    header_icon = "date"

    @cached_property
    def row(self) -> Anniversary | None:
        """The one to correct."""
        if "pk" not in self.kwargs:
            return None
        found = anniversaries().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def page_title(self) -> str:  # type: ignore[override]
        """By what is done."""
        return _("Correct an anniversary") if self.row else _("Enter an anniversary")

    def allowed(self) -> bool:
        """Who keeps the calendar."""
        return may_keep_anniversaries(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list."""
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:anniversaries"), _("Anniversaries"))]

    def form_arguments(self) -> dict[str, Any]:
        """What is there."""
        if self.row is None:
            return {}
        names = ("name", "day", "month", "is_lunar", "since", "version")
        return {"initial": {name: getattr(self.row, name) for name in names}}

    def save(self, form: Any) -> str:
        """Into the list."""
        data = form.cleaned_data
        wanted = Day(data["name"], data["day"], data["month"], data["is_lunar"], data["since"])
        save_anniversary(
            user=self.request.user, wanted=wanted, row=self.row, version=data["version"] or 0, now=clock.now()
        )
        messages.success(self.request, _("The anniversary was saved."))
        return reverse("plans:anniversaries")


class AnniversariesCalendar(View):
    """This year and the next, for a calendar program."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An .ics file."""
        on = clock.today()
        if not roles_of(request.user, on=on):
            raise Http404
        book = icalendar.Calendar()
        book.add("prodid", "-//Nhip Cau//vi//")
        book.add("version", "2.0")
        book.add("x-wr-calname", str(_("Anniversaries")))
        stamp = clock.now()
        for each in between(anniversaries(), dt.date(on.year, 1, 1), dt.date(on.year + 1, 12, 31)):
            event = icalendar.Event()
            event.add("uid", f"anniversary-{each.row.pk}-{each.day:%Y%m%d}@nhipcau")
            event.add("dtstamp", stamp)
            event.add("dtstart", each.day)
            told = ngettext("%(n)s year", "%(n)s years", each.years) % {"n": each.years} if each.years else ""
            event.add("summary", printable(f"{each.row.name} ({told})" if told else each.row.name)[:200])
            event.add("transp", "TRANSPARENT")
            book.add_component(event)
        return as_attachment(
            bytes(book.to_ical()), "ngay-ky-niem.ics", content_type="text/calendar; charset=utf-8"
        )
