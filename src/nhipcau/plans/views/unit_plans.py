"""Detailed plans of units: who has handed in, and one plan as its unit writes it and its keeper reads it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Outdated
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.spreadsheets import Column, Value, as_attachment, workbook_of
from nhipcau.organisations.models import Unit
from nhipcau.plans.forms import DueDayForm, ItemForm
from nhipcau.plans.models import UnitPlan, UnitPlanItem
from nhipcau.plans.policies import may_keep_plan, may_submit_unit_plan, may_write_unit_plan
from nhipcau.plans.selectors.unit_plans import Completeness, Turn, completeness_of, is_open, unit_plan_seen_by
from nhipcau.plans.services.unit_plan_notices import remind_units
from nhipcau.plans.services.unit_plans import (
    accept_unit_plan,
    add_item,
    move_item,
    open_unit_plan,
    remove_item,
    return_unit_plan,
    save_item,
    save_purpose,
    set_due_day,
    submit_unit_plan,
    take_unit_plan_back,
)
from nhipcau.plans.sheet import DOCX, docx_of, rows_of
from nhipcau.plans.views.plan import OfPlan


class UnitPlansScreen(OfPlan, Screen):
    """Completeness at a glance."""

    template_name = "plans/unit_plans.html"
    page_title = gettext_lazy("Detailed plans of units")
    header_icon = "form"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the plan."""
        label = self.plan.printed_number or self.plan.title
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[self.plan.pk]), label)]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Begin a plan, set the day, remind."""
        sent, now = request.POST, clock.now()
        match sent.get("do", ""):
            case "open":
                unit = Unit.objects.filter(pk=number_in(sent.get("unit", "")) or 0).first()
                if unit is None:
                    raise Http404
                return redirect(
                    "plans:unit_plan",
                    open_unit_plan(user=request.user, plan=self.plan, unit=unit, now=now).pk,
                )
            case "day":
                form = DueDayForm(sent)
                if not form.is_valid():
                    return self.render_to_response(self.get_context_data(day_form=form), status=422)
                set_due_day(
                    user=request.user,
                    plan=self.plan,
                    due_on=form.cleaned_data["due_on"],
                    version=form.cleaned_data["version"],
                    now=now,
                )
                messages.success(request, _("The day was saved."))
            case "remind":
                units = {number for text in sent.getlist("unit") if (number := number_in(text)) is not None}
                count = remind_units(user=request.user, plan=self.plan, units=units, now=now)
                told = ngettext("%(n)s unit was reminded.", "%(n)s units were reminded.", count)
                messages.success(request, told % {"n": count})
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The units in the state asked for."""
        found = self.found
        state = self.request.GET.get("loc", "")
        rows = [
            (each, each.unit_plan is None and self._may_write(each.unit.pk)) for each in found.narrowed(state)
        ]
        kwargs.setdefault(
            "day_form",
            DueDayForm(
                initial={
                    "due_on": found.call.due_on if found.call else None,
                    "version": found.call.version if found.call else 0,
                }
            ),
        )
        missing = len(found.narrowed("missing"))
        chips = [
            ("", _("All"), len(found.units)),
            ("missing", _("Missing"), missing),
            ("late", _("Late"), found.counts["late"]),
        ]
        chips += [(turn.value, str(turn.label), found.counts[turn]) for turn in Turn if found.counts[turn]]
        return super().get_context_data(
            plan=self.plan, found=found, rows=rows, wanted=state, may_keep=may_keep_plan(self.request.user, self.plan, on=self.on), missing=missing,
            chips=[{"value": value, "label": label, "count": count, "here": value == state} for value, label, count in chips], **kwargs,
        )  # fmt: skip

    @cached_property
    def found(self) -> Completeness:
        """All units this person may see here, read once."""
        return completeness_of(self.request.user, self.plan, on=self.on)

    @cached_property
    def _units(self) -> dict[int, Unit]:
        return Unit.objects.in_bulk([each.unit.pk for each in self.found.units])

    def _may_write(self, unit: int) -> bool:
        return may_write_unit_plan(self.request.user, self._units[unit], on=self.on)


class OfUnitPlan:
    """What views of one detailed plan share: not found where it may not be read."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def row(self) -> UnitPlan:
        """The detailed plan."""
        found = unit_plan_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found


class UnitPlanScreen(OfUnitPlan, Screen):
    """Written row by row; every row saves by itself."""

    template_name = "plans/unit_plan.html"
    page_title = gettext_lazy("Detailed plan")
    header_icon = "form"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list of detailed plans."""
        plan = self.row.plan
        label = plan.printed_number or plan.title
        return [
            (reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[plan.pk]), label),
            (reverse("plans:unit_plans", args=[plan.pk]), _("Detailed plans of units")),
        ]  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; back to the plan."""
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "unit_plan": self.row, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        item = number_in(sent.get("item", "")) or 0
        anchor = ""
        match sent.get("do", ""):
            case "purpose":
                save_purpose(**said, purpose=sent.get("purpose", "").strip()[:5000])
            case "add":
                anchor = f"#dong-{add_item(**said).pk}"
            case "remove":
                remove_item(**said, item=item)
            case "up" | "down" as way:
                move_item(**said, item=item, up=way == "up")
                anchor = f"#dong-{item}"
            case "submit":
                submit_unit_plan(**said)
                messages.success(request, _("The plan was handed in."))
            case "back":
                take_unit_plan_back(**said)
            case "return":
                remarks = {
                    number: str(text) for key, text in sent.items()
                    if key.startswith("remark-") and (number := number_in(key.removeprefix("remark-"))) is not None
                }  # fmt: skip
                return_unit_plan(**said, remark=sent.get("remark", "")[:5000], remarks=remarks)
                messages.success(request, _("The plan was returned, and the unit was told."))
            case "accept":
                accept_unit_plan(**said)
                messages.success(request, _("The plan was accepted, and the unit was told."))
        return redirect(f"{request.path}{anchor}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, and what this person may do."""
        row, user = self.row, self.request.user
        writes = row.is_writable and may_write_unit_plan(user, row.unit, on=self.on)
        submits = may_submit_unit_plan(user, row.unit, on=self.on)
        return super().get_context_data(
            row=row, plan=row.plan, items=list(row.items.order_by("position", "pk")), writes=writes, submits=submits and row.is_writable,
            takes_back=submits and is_open(row), decides=is_open(row) and may_keep_plan(user, row.plan, on=self.on), **kwargs,
        )  # fmt: skip


class SaveItem(OfUnitPlan, View):
    """Save one row: JSON for the script, the page again without one."""

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
        """200 with the new version, 409 where somebody else saved it, 422 where something is wrong."""
        found = UnitPlanItem.objects.filter(unit_plan=self.row, pk=item).first()
        if found is None:
            raise Http404
        by_script = request.headers.get("X-Requested-With") == "fetch"
        back = redirect(f"{reverse('plans:unit_plan', args=[pk])}#dong-{item}")
        form = ItemForm(request.POST)
        if not form.is_valid():
            told = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return self._told(told, 422, back, by_script)
        version = number_in(request.POST.get("version", "")) or 0
        try:
            saved = save_item(
                user=request.user, item=found, version=version, fields=form.cleaned_data, now=clock.now()
            )
        except Outdated as changed:
            return self._told(str(changed), 409, back, by_script)
        except NhipCauError as refusal:
            return self._told(str(refusal), 422, back, by_script)
        if not by_script:
            return back
        self.row.refresh_from_db(fields=["version"])
        return JsonResponse({"version": saved.version, "plan": self.row.version})

    def _told(self, told: str, status: int, back: HttpResponse, by_script: bool) -> HttpResponse:
        if by_script:
            return JsonResponse({"told": told}, status=status)
        messages.error(self.request, told)
        return back


class UnitPlanExport(OfUnitPlan, View):
    """The plan as a spreadsheet or an official-looking document."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """A file."""
        name = f"ke-hoach-chi-tiet-{self.row.pk}.{form}"
        if form == "docx":
            return as_attachment(docx_of(self.row, on=clock.today()), name, content_type=DOCX)
        if form != "xlsx":
            raise PermissionDenied
        headings, rows = rows_of(self.row)
        columns = [
            Column(heading, width)
            for heading, width in zip(headings, (6, 60, 30, 34, 24, 30, 16, 24), strict=True)
        ]
        above = (self.row.unit.name, f"{self.row.plan.printed_number} {self.row.plan.title}".strip(), "")
        values: list[list[Value]] = [list(each) for each in rows]
        return as_attachment(workbook_of(str(_("Detailed plan")), columns, values, above=above), name)
