"""The days on which units report on a plan: shown to its readers, amended by its keepers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import Screen
from nhipcau.plans.forms import ReportingDateForm
from nhipcau.plans.models import ReportingDate
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.services import (
    add_reporting_date,
    change_reporting_date,
    take_out_reporting_date,
    token_of,
)
from nhipcau.plans.views.plan import OfPlan


class ReportingDatesScreen(OfPlan, Screen):
    """All days of a plan, each with its form, and one for a new day."""

    template_name = "plans/reporting_dates.html"
    page_title = _("Reporting dates")
    header_icon = "date"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the plan."""
        label = self.plan.printed_number or self.plan.title
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[self.plan.pk]), label)]

    def may_change(self) -> bool:
        """Only its keepers."""
        return may_keep_plan(self.request.user, self.plan, on=self.on)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """`do` says which form was sent: "add", "save:7" or "take-out:7"."""
        if not self.may_change():
            raise PermissionDenied
        verb, _sep, key = request.POST.get("do", "").partition(":")
        row = (
            ReportingDate.objects.select_related("plan")
            .filter(plan=self.plan, pk=number_in(key) or 0)
            .first()
        )
        if verb == "take-out":
            if row is not None:
                take_out_reporting_date(user=request.user, reporting_date=row, now=clock.now())
            messages.success(request, gettext("Taken out. What was open for it follows."))
            return redirect("plans:reporting_dates", pk)
        if verb not in {"add", "save"} or (verb == "save" and row is None):
            raise Http404
        form = ReportingDateForm(
            request.POST, prefix=str(row.pk) if row else "new", auto_id=f"{verb}-{key}-%s"
        )
        if form.is_valid():
            try:
                self._save(form, row)
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, gettext("Saved. What was open for it follows."))
                return redirect("plans:reporting_dates", pk)
        return self.render_to_response(self.get_context_data(sent=form, sent_row=row), status=422)

    def _save(self, form: ReportingDateForm, row: ReportingDate | None) -> None:
        given: dict[str, Any] = {"user": self.request.user, "wanted": form.reported(), "now": clock.now()}
        if row is None:
            add_reporting_date(plan=self.plan, **given)
        else:
            change_reporting_date(reporting_date=row, seen=form.cleaned_data["seen"], **given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows with their forms; the one that was sent as it was sent."""
        sent: ReportingDateForm | None = kwargs.pop("sent", None)
        sent_row: ReportingDate | None = kwargs.pop("sent_row", None)
        rows = [
            (row, sent if sent and sent_row and sent_row.pk == row.pk else _form_of(row))
            for row in self.plan.reporting_dates.all()
        ]
        last = rows[-1][0] if rows else None
        begins = last.period_to + dt.timedelta(days=1) if last else self.plan.period_from
        first = {"period_from": min(begins, self.plan.period_to), "period_to": self.plan.period_to}
        new = ReportingDateForm(initial=first, prefix="new", auto_id="add-%s")
        return super().get_context_data(
            plan=self.plan,
            rows=rows,
            may_change=self.may_change(),
            new=sent if sent and not sent_row else new,
            **kwargs,
        )


def _form_of(row: ReportingDate) -> ReportingDateForm:
    names = ("due_on", "period_from", "period_to", "what")
    values = {name: getattr(row, name) for name in names}
    return ReportingDateForm(
        initial={**values, "seen": token_of(row)}, prefix=str(row.pk), auto_id=f"day-{row.pk}-%s"
    )
