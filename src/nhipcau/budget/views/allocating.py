"""Money given and moved: the sheet of a unit's lines, and the history of one line."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from nhipcau.budget import sheet
from nhipcau.budget.forms import DecisionForm, NewLineForm, money_in
from nhipcau.budget.models import Allocation, BudgetFrame, EstimateLine, EstimateState
from nhipcau.budget.selectors.estimates import (
    given_by_line,
    line_seen_by,
    lines_of,
    settlement_of,
    tasks_named,
    tasks_to_choose,
)
from nhipcau.budget.selectors.totals import totals_of
from nhipcau.budget.services.allocating import add_line_in_year, adjust, allocate
from nhipcau.budget.services.locking import SHUT
from nhipcau.budget.views.frame import BudgetScreen, EstimateScreen, OfEstimate
from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.fields import name_what_is_missing
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.plans.models import Task


class AllocationScreen(EstimateScreen):
    """Give by a decision, adjust with a reason; below it every movement so far. `cach=dieu-chinh` in the address adjusts."""

    template_name = "budget/allocation.html"
    page_title = gettext_lazy("Allocation")
    tab = "allocation"

    @cached_property
    def lines(self) -> list[EstimateLine]:
        """The lines of the estimate."""
        return lines_of(self.estimate)

    @property
    def adjusting(self) -> bool:
        """Whether money is moved rather than given: asked for, or nothing is left to give."""
        asked = self.request.GET.get("cach", "")
        return asked == "dieu-chinh" or (asked != "giao" and not any(self._left(line) for line in self.lines))

    @cached_property
    def given(self) -> dict[int, int]:
        """What decisions gave so far."""
        return given_by_line(self.estimate)

    def _left(self, line: EstimateLine) -> int:
        return max(0, (line.appraised or 0) - self.given.get(line.pk, 0))

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give, adjust or add a line; what was typed stays where it is refused."""
        if request.POST.get("do") == "line":
            return self._add_line(request)
        form, adjusting = DecisionForm(request.POST), request.POST.get("do") == "adjust"
        amounts: dict[int, int] = {}
        for line in self.lines:
            typed = request.POST.get(f"dong-{line.pk}", "").strip()
            amount = money_in(typed) if typed else 0
            if amount is None:
                said = {"typed": typed[:40], "content": line.content[:60]}
                form.add_error(
                    None,
                    _("“%(content)s”: “%(typed)s” is no sum. Write whole đồng, such as 1.250.000.") % said,
                )
            else:
                amounts[line.pk] = amount
        if form.is_valid():
            given = form.cleaned_data
            sent: dict[str, Any] = {
                name: given[name] for name in ("decision", "on", "reason", "confirmed", "key", "version")
            }
            sent |= {"user": request.user, "estimate": self.estimate, "now": clock.now()}
            try:
                if adjusting:
                    adjust(changes=amounts, **sent)
                    messages.success(request, _("The allocation was adjusted, and the unit was told."))
                else:
                    allocate(amounts=amounts, **sent)
                    messages.success(request, _("The money was allocated, and the unit was told."))
                return redirect("budget:allocation", pk)
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
        context = self.get_context_data(form=form, typed=request.POST, adjusting=adjusting)
        return self.render_to_response(context, status=422)

    def _new_line_form(self, *sent: Any) -> NewLineForm:
        tasks = tasks_to_choose(self.estimate.plan, self.estimate.unit)
        return NewLineForm(*sent, tasks=tasks, initial={"version": self.estimate.version}, prefix="moi")

    def _add_line(self, request: HttpRequest) -> HttpResponseBase:
        form = self._new_line_form(request.POST)
        name_what_is_missing(form)
        if form.is_valid():
            given = dict(form.cleaned_data)
            stem = (
                Task.objects.filter(pk=given.pop("task"), plan=self.estimate.plan)
                .values_list("stem", flat=True)
                .first()
            )
            version = given.pop("version")
            try:
                add_line_in_year(
                    user=request.user,
                    estimate=self.estimate,
                    version=version,
                    fields={**given, "stem": stem},
                    now=clock.now(),
                )
                messages.success(request, _("The line was added. Give it money by adjusting."))
                return redirect(f"{request.path}?cach=dieu-chinh")
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(line_form=form, adjusting=True), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines with what is proposed, the frame, and the movements."""
        row, typed = self.estimate, kwargs.get("typed", {})
        adjusting = kwargs.pop("adjusting", self.adjusting)
        settlement = settlement_of(row)
        shut = settlement is not None and settlement.state in SHUT
        gives = row.state == EstimateState.APPRAISED and self.decides and not shut
        items = [
            (line, typed.get(f"dong-{line.pk}", "" if adjusting else grouped(self._left(line)) if self._left(line) else ""))
            for line in self.lines
        ]  # fmt: skip
        whole = totals_of(row.plan)
        moves = (
            Allocation.objects.filter(line__estimate=row)
            .select_related("line", "made_by")
            .order_by("-on", "-pk")
        )
        kwargs.setdefault(
            "form", DecisionForm(initial={"on": self.on, "key": uuid.uuid4(), "version": row.version})
        )
        if gives and adjusting:
            kwargs.setdefault("line_form", self._new_line_form())
        return super().get_context_data(
            items=items, adjusting=adjusting, gives=gives, shut=shut, moves=list(moves), frame=BudgetFrame.objects.filter(plan=row.plan).first(), given=whole.allocated,
            appraised=sum(line.appraised or 0 for line in self.lines), allocated=sum(line.allocated for line in self.lines),
            spent=sum(line.spent for line in self.lines), **kwargs,
        )  # fmt: skip


class AllocationExport(OfEstimate, View):
    """Every movement of a unit's money as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file."""
        rows = (
            Allocation.objects.filter(line__estimate=self.estimate)
            .select_related("line", "made_by")
            .order_by("on", "pk")
        )
        return as_attachment(sheet.allocations_xlsx(list(rows)), f"phan-bo-{self.estimate.pk}.xlsx")


class LineScreen(BudgetScreen):
    """What one line's figures are made of: its factors, its allocations, its vouchers."""

    template_name = "budget/line.html"
    page_title = gettext_lazy("Line of an estimate")

    @cached_property
    def line(self) -> EstimateLine:
        """The line."""
        found = line_seen_by(self.request.user, self.kwargs["pk"], on=self.on)
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the estimate."""
        row = self.line.estimate
        label = row.plan.printed_number or row.plan.title
        return [
            *super().crumbs(), (reverse("budget:plan", args=[row.plan_id]), label), (reverse("budget:estimate", args=[row.pk]), row.unit.name),
        ]  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its movements and payments."""
        line = self.line
        moves = line.allocations.select_related("made_by").order_by("on", "pk")
        vouchers = line.vouchers.select_related("file", "entered_by", "withdrawn_by").order_by(
            "spent_on", "pk"
        )
        task = tasks_named(line.estimate.plan, [line.stem]).get(line.stem) if line.stem else None
        return super().get_context_data(
            line=line, row=line.estimate, task=task, moves=list(moves), vouchers=list(vouchers), **kwargs
        )
