"""The money of plans: the list, one plan as a whole and by unit, task, kind or quarter, and what every figure is made of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from nhipcau.budget import sheet
from nhipcau.budget.forms import FrameForm
from nhipcau.budget.models import BudgetFrame, EstimateState, SettlementState
from nhipcau.budget.policies import may_decide, may_keep_lists, may_look
from nhipcau.budget.selectors.estimates import tasks_named, units_to_begin
from nhipcau.budget.selectors.overview import (
    LATER,
    Narrow,
    Overview,
    figures_of,
    overview_of,
    seen_lines,
    seen_vouchers,
    sums_by_plan,
    waiting_by_plan,
)
from nhipcau.budget.services.estimates import open_estimate
from nhipcau.budget.services.frames import set_frame
from nhipcau.budget.views.frame import BudgetScreen, OfPlan, PlanScreen
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in, year_in
from nhipcau.kernel.screens import FormScreen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import TaskKind
from nhipcau.plans.selectors.plans import plan_list, plan_years

A_PAGE = 50
WAYS = (
    ("don-vi", gettext_lazy("By unit")),
    ("nhiem-vu", gettext_lazy("By task")),
    ("loai", gettext_lazy("By kind of work")),
    ("quy", gettext_lazy("By quarter")),
)


class IndexScreen(BudgetScreen):
    """Plans with their money."""

    template_name = "budget/index.html"
    page_title = gettext_lazy("Money")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filters from the address."""
        user, asked = self.request.user, self.request.GET
        search, year = asked.get("tim", "").strip()[:200], asked.get("nam", "")
        plans = plan_list(user, on=self.on, search=search, year=year_in(year))
        page = Paginator(plans, A_PAGE).get_page(asked.get("p"))
        shown = list(page.object_list)
        frames = {each.plan_id: each for each in BudgetFrame.objects.filter(plan__in=shown)}
        sums = sums_by_plan(user, [plan.pk for plan in shown], on=self.on)
        waiting = waiting_by_plan(user, [plan.pk for plan in shown], on=self.on)
        rows = [(plan, frames.get(plan.pk), sums.get(plan.pk), waiting.get(plan.pk, 0)) for plan in shown]
        return super().get_context_data(
            rows=rows, page_obj=page, search=search, year=year, years=plan_years(user, on=self.on), may_keep_lists=may_keep_lists(user, on=self.on), **kwargs,
        )  # fmt: skip


class OverviewScreen(PlanScreen):
    """One plan; `theo` in the address says by what."""

    template_name = "budget/plan.html"
    page_title = gettext_lazy("Money of the plan")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the list."""
        return super().crumbs()[:-1]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Begin a unit's estimate."""
        unit = Unit.objects.filter(pk=number_in(request.POST.get("unit", "")) or 0).first()
        if unit is None:
            raise Http404
        row = open_estimate(user=request.user, plan=self.plan, unit=unit, now=clock.now())
        return redirect("budget:estimate", row.pk)

    @cached_property
    def found(self) -> Overview:
        """The figures in sight."""
        return overview_of(self.request.user, self.plan, self.request.GET.get("theo", ""), on=self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures, groups, and where each leads."""
        found, user = self.found, self.request.user
        addresses = {group.key: self._address(found.way, group.key) for group in found.groups}
        estimates = {
            str(group.key): reverse("budget:estimate", args=[group.estimate])
            for group in found.groups
            if group.estimate
        }
        decides = may_decide(user, self.plan, on=self.on)
        ways = [{"value": value, "label": label, "here": value == found.way} for value, label in WAYS]
        return super().get_context_data(
            plan=self.plan, found=found, ways=ways, heading=dict(WAYS)[found.way], addresses=addresses, estimates=estimates, all_lines=reverse("budget:lines", args=[self.plan.pk]),
            all_payments=reverse("budget:payments", args=[self.plan.pk]), begin=units_to_begin(user, self.plan, on=self.on), decides=decides, waiting=self._waiting() if decides else [], **kwargs,
        )  # fmt: skip

    def _waiting(self) -> list[tuple[str, str, str]]:
        """What waits for finance: estimates, then settlements."""
        rows = [
            (reverse("budget:appraisal", args=[each.pk]), _("Estimate"), each.unit.name)
            for each in self.found.estimates
            if each.state == EstimateState.SUBMITTED
        ]
        return rows + [
            (reverse("budget:settlement", args=[each.pk]), _("Settlement"), each.unit.name)
            for each in self.found.estimates
            if hasattr(each, "settlement") and each.settlement.state == SettlementState.SUBMITTED
        ]

    def _address(self, way: str, key: str) -> str:
        name = "budget:payments" if key == LATER else "budget:lines"
        return f"{reverse(name, args=[self.plan.pk])}?{urlencode({way: key})}"


class OverviewExport(OfPlan, View):
    """The overview as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file."""
        if not may_look(request.user, on=clock.today()):
            raise Http404
        found = overview_of(request.user, self.plan, request.GET.get("theo", ""), on=clock.today())
        return as_attachment(
            sheet.overview_xlsx(found, str(dict(WAYS)[found.way])),
            f"kinh-phi-{self.plan.pk}-{found.way}.xlsx",
        )


class Narrowed(PlanScreen):
    """A list below a figure: what it is narrowed to stands in the address."""

    @cached_property
    def narrow(self) -> Narrow:
        """The filter."""
        asked = self.request.GET
        return Narrow(
            number_in(asked.get("don-vi", "")),
            asked.get("nhiem-vu", ""),
            asked.get("loai", ""),
            asked.get("quy", ""),
        )

    def said(self) -> list[str]:
        """The filter in words."""
        narrow = self.narrow
        words: list[str] = []
        if narrow.unit is not None:
            words += Unit.objects.filter(pk=narrow.unit).values_list("name", flat=True)
        if narrow.task:
            named = tasks_named(
                self.plan,
                [
                    line.stem
                    for line in seen_lines(self.request.user, self.plan, on=self.on).filter(narrow.lines())[
                        :1
                    ]
                ],
            )
            words += [f"{task.label} {task.text}".strip() for task in named.values()] or [
                _("Of no single task")
            ]
        if narrow.kind in TaskKind.values:
            words.append(str(TaskKind(narrow.kind).label))
        if narrow.quarter in {"1", "2", "3", "4"}:
            words.append(
                _("Quarter %(roman)s") % {"roman": ("I", "II", "III", "IV")[int(narrow.quarter) - 1]}
            )
        elif narrow.quarter:
            words.append(
                _("Paid after the plan's period")
                if narrow.quarter == LATER
                else _("Planned for no single quarter")
            )
        return words


class LinesScreen(Narrowed):
    """The lines a figure is made of, and their sums."""

    template_name = "budget/lines.html"
    page_title = gettext_lazy("Lines of estimates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty lines a page."""
        lines = seen_lines(self.request.user, self.plan, on=self.on).filter(self.narrow.planned())
        rows = lines.select_related("estimate__unit").order_by("estimate__unit__path", "position", "pk")
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            plan=self.plan, page_obj=page, lines=list(page.object_list), figures=figures_of(lines), said=self.said(), query=self.request.GET.urlencode(),
            payments=f"{reverse('budget:payments', args=[self.plan.pk])}?{self.request.GET.urlencode()}", **kwargs,
        )  # fmt: skip


class LinesExport(Narrowed):
    """The same lines, all of them, as a spreadsheet."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A file."""
        lines = seen_lines(request.user, self.plan, on=self.on).filter(self.narrow.planned())
        rows = lines.select_related("estimate__unit", "fund", "code").order_by(
            "estimate__unit__path", "position", "pk"
        )
        return as_attachment(sheet.lines_xlsx(self.plan, list(rows)), f"dong-du-toan-{self.plan.pk}.xlsx")


class PaymentsScreen(Narrowed):
    """The payments a figure is made of."""

    template_name = "budget/payments.html"
    page_title = gettext_lazy("Payments")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty payments a page."""
        rows = seen_vouchers(self.request.user, self.plan, self.narrow, on=self.on)
        page = Paginator(
            rows.select_related("line__estimate__unit", "file").order_by("-spent_on", "-pk"), A_PAGE
        ).get_page(self.request.GET.get("p"))
        total = sheet.sum_of(rows)
        return super().get_context_data(
            plan=self.plan, page_obj=page, vouchers=list(page.object_list), total=total, said=self.said(), query=self.request.GET.urlencode(), **kwargs,
        )  # fmt: skip


class PaymentsExport(Narrowed):
    """The same payments, all of them, as a spreadsheet."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A file."""
        rows = seen_vouchers(request.user, self.plan, self.narrow, on=self.on).select_related(
            "line__estimate__unit", "file"
        )
        return as_attachment(
            sheet.vouchers_xlsx(list(rows.order_by("spent_on", "pk"))), f"chung-tu-{self.plan.pk}.xlsx"
        )


class FrameScreen(PlanScreen, FormScreen):
    """How much the plan may cost."""

    template_name = "budget/frame.html"
    page_title = gettext_lazy("Frame of the budget")
    form_class = FrameForm

    def allowed(self) -> bool:
        """Whoever decides on this plan's money."""
        return may_decide(self.request.user, self.plan, on=self.on)

    @cached_property
    def kept(self) -> BudgetFrame | None:
        """The frame so far."""
        return BudgetFrame.objects.filter(plan=self.plan).first()

    def form_arguments(self) -> dict[str, Any]:
        """What it is now."""
        kept = self.kept
        return {"initial": {"amount": kept.amount if kept else None, "version": kept.version if kept else 0}}

    def save(self, form: FrameForm) -> str:
        """Set it."""
        set_frame(user=self.request.user, plan=self.plan, now=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The frame was saved."))
        return reverse("budget:plan", args=[self.plan.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the plan says."""
        return super().get_context_data(kept=self.kept, **kwargs)
