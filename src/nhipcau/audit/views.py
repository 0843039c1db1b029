"""The log, for auditors and administrators."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from nhipcau.audit.policies import may_read_log
from nhipcau.audit.selectors import LogFilter, LogLine, actions_in_log, head, log_count, log_lines, verify
from nhipcau.kernel.fields import DayField
from nhipcau.kernel.screens import Screen

PER_PAGE = 50
MOST_EXPORTED = 50_000
MOST_VERIFIED = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
            since=timezone.make_aware(dt.datetime.combine(since, dt.time.min)) if since else None,
            until=timezone.make_aware(dt.datetime.combine(until, dt.time.max)) if until else None,
        )


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
        return super().get_context_data(form=form, page=page, lines=lines, head=head(), **kwargs)


def exported(lines: list[LogLine]) -> HttpResponse:
    """The lines as .xlsx; text that a spreadsheet might take for a formula stays text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_now("Log"))
    sheet.append(
        [
            _now("When"),
            _now("Who"),
            _now("What"),
            _now("Kind"),
            _now("About"),
            _now("Details"),
            _now("Link in the chain"),
            "SHA-256",
        ]
    )
    for line in lines:
        entry = line.entry
        cells = [
            timezone.localtime(entry.timestamp).strftime("%d/%m/%Y %H:%M:%S"),
            str(entry.user_display_name),
            str(entry.message),
            str(entry.object_verbose_name) if entry.content_type_id else "",
            entry.label,
            json.dumps(entry.data, ensure_ascii=False) if entry.data else "",
            line.position or "",
            line.digest,
        ]
        sheet.append(
            [f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "@"} else cell for cell in cells]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="nhat-ky.xlsx"'
    return response
