"""The log, for auditors and administrators."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.policies import may_read_log
from nhipcau.audit.selectors import (
    LogFilter,
    LogLine,
    actions_in_log,
    head,
    in_words,
    log_count,
    log_lines,
    verify,
)
from nhipcau.kernel.fields import DayField
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.spreadsheets import Column, as_attachment, workbook_of

PER_PAGE = 50
EARLIEST = dt.date(1900, 1, 1)
MOST_EXPORTED = 50_000
MOST_VERIFIED = 50_000


class FilterForm(forms.Form):
    """What to look for in the log."""

    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    about = forms.CharField(label=_("About"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("What"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("everything")), *actions_in_log()]  # type: ignore[attr-defined]

    def wanted(self) -> LogFilter:
        """The filter; what cannot be understood is left out and shown as an error."""
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        since, until = said.get("since"), said.get("until")
        return LogFilter(
            who=said.get("who", ""),
            about=said.get("about", ""),
            action=said.get("action", ""),
            since=_moment(since, dt.time.min) if since else None,
            until=_moment(until, dt.time.max) if until else None,
        )


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    """The first days of the calendar have no moment in every zone; nothing was logged before `EARLIEST`."""
    return timezone.make_aware(dt.datetime.combine(max(day, EARLIEST), time))


class LogScreen(Screen):
    """All entries, newest first, with their place in the chain."""

    template_name = "audit/log.html"
    page_title = _("Log")
    header_icon = "history"

    def allowed(self) -> bool:
        """Auditors and administrators."""
        return may_read_log(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or what is seen of it as a spreadsheet."""
        if request.GET.get("export") == "xlsx":
            return exported(log_lines(request.user, FilterForm(request.GET).wanted(), most=MOST_EXPORTED))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Compare the log with its chain, here and now."""
        verdict = verify() if head().length <= MOST_VERIFIED else None
        return self.render_to_response(self.get_context_data(verdict=verdict, too_long=verdict is None))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the log."""
        form = FilterForm(self.request.GET or None)
        wanted = form.wanted() if form.is_bound else LogFilter()
        page = Paginator(range(log_count(self.request.user, wanted)), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        lines = log_lines(self.request.user, wanted, start=(page.number - 1) * PER_PAGE, most=PER_PAGE)
        return super().get_context_data(
            form=form, page=page, lines=lines, shown=in_words(lines), head=head(), **kwargs
        )


COLUMNS = (
    Column(_("When"), 20),
    Column(_("Who"), 24),
    Column(_("What"), 30),
    Column(_("Kind"), 18),
    Column(_("About"), 50),
    Column(_("Details"), 50),
    Column(_("Link in the chain"), 12),
    Column("SHA-256", 68),
)


def exported(lines: list[LogLine]) -> HttpResponse:
    """The lines as .xlsx, in the words of the screen."""
    rows = (
        (
            timezone.localtime(shown.line.entry.timestamp).strftime("%d/%m/%Y %H:%M:%S"),
            str(shown.line.entry.user_display_name),
            str(shown.line.entry.message),
            str(shown.line.entry.object_verbose_name) if shown.line.entry.content_type_id else "",
            shown.about,
            shown.in_words,
            shown.line.position,
            shown.line.digest,
        )
        for shown in in_words(lines)
    )
    return as_attachment(workbook_of(gettext("Log"), COLUMNS, rows), "nhat-ky.xlsx")
