"""What is due, for calendar programs: a secret address a person, and the page where it is made."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import icalendar
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nhipcau.delivery.models import LOOKS, CalendarAddress, Obligation
from nhipcau.delivery.selectors.calendar import calendar_address, owed_by_units_of
from nhipcau.delivery.services.calendars import make_calendar_address, switch_calendar_off
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.kernel import clock
from nhipcau.kernel.printable import printable
from nhipcau.organisations.policies import roles_of

# Programs ask every quarter of an hour at most; whoever asks more often gets the answer later.
ASKED_AT_MOST, WITHIN = 30, 600
SHAPES = {"overdue": "● ", "soon": "▲ ", "upcoming": "", "met": "✓ ", "excused": "– "}


class CalendarScreen(DeliveryScreen):
    """The own address: make it, make it anew, switch it off."""

    template_name = "delivery/calendar_address.html"
    page_title = _("In my calendar program")
    header_icon = "calendar"
    http_method_names = ["get", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What the button said."""
        if request.POST.get("do") == "off":
            switch_calendar_off(user=request.user, now=clock.now())
            messages.success(request, gettext("Switched off: the address no longer answers."))
        else:
            make_calendar_address(user=request.user, now=clock.now())
            messages.success(request, gettext("The address is made. An older one no longer answers."))
        return redirect("delivery:calendar")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The address, if there is one."""
        found = CalendarAddress.objects.filter(user=self.request.user.pk or 0).first()
        link = (
            f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('calendar-feed', args=[found.secret])}"
            if found
            else ""
        )
        return super().get_context_data(address=found, link=link, **kwargs)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What the units of the address's person owe, as iCalendar, without a sign-in and without names of persons."""
    if _too_often(secret):
        return HttpResponse(status=429, headers={"Retry-After": str(WITHIN)})
    address = calendar_address(secret)
    if address is None:
        raise Http404
    on = clock.today()
    roles = roles_of(address.user, on=on)
    if not roles:
        raise Http404
    content = calendar_of(owed_by_units_of(roles, on=on), on=on, made_at=address.made_at)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex"}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    headers["Content-Disposition"] = 'inline; filename="nhip-cau.ics"'
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _too_often(secret: str) -> bool:
    # A wrong secret is counted under its own name, and is asked of an index of 32 random bytes: guessing leads nowhere.
    key = f"calendar:{hashlib.sha256(secret.encode()).hexdigest()[:32]}"
    cache.add(key, 0, WITHIN)
    try:
        return bool(cache.incr(key) > ASKED_AT_MOST)
    except ValueError:  # it ended in between
        return False


def calendar_of(rows: Any, *, on: dt.date, made_at: dt.datetime) -> bytes:
    """Each due day as an all-day event with a lasting UID; the bytes change only with what is said."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Nhip Cau//vi//")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", gettext("Nhịp Cầu: what is due"))
    book.add("x-published-ttl", "PT1H")
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    for row in rows:
        book.add_component(_event(row, on, made_at, base))
    return bytes(book.to_ical())


def _event(row: Obligation, on: dt.date, made_at: dt.datetime, base: str) -> icalendar.Event:
    state = row.state(on)
    event = icalendar.Event()
    event.add("uid", f"obligation-{row.pk}@nhipcau")
    event.add("dtstamp", made_at)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + dt.timedelta(days=1))
    event.add("summary", printable(f"{SHAPES[LOOKS[state]]}{row.task.text}")[:200])
    told = [
        str(state.label),
        row.unit.name,
        f"{row.task.label} {row.plan.printed_number}".strip(),
        row.task.text,
    ]
    event.add("description", printable("\n".join(filter(None, told))))
    event.add("url", f"{base}{reverse('delivery:obligation', args=[row.pk])}")
    event.add("transp", "TRANSPARENT")
    return event
