"""Drafting next year's plan: begin it, decide row by row, take the document, hand it in."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Outdated
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.plans.forms import NextBasisForm, NextTaskForm
from nhipcau.plans.models import BasisVerdict, Carry, NextPlan, NextPlanBasis, NextPlanTask, Plan, TaskWhy
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.selectors.next_year import desk_of, new_superiors, next_plan_seen_by, next_plans_of
from nhipcau.plans.services.next_year import (
    add_next_task,
    decide_group,
    hand_in_next_plan,
    name_next_superior,
    open_next_plan,
    reopen_next_plan,
    save_next_basis,
    save_next_task,
)
from nhipcau.plans.services.next_year_document import docx_of_next
from nhipcau.plans.sheet import DOCX
from nhipcau.plans.views.plan import OfPlan

A_PAGE = 50


class NextYearScreen(OfPlan, Screen):
    """What was begun from a plan, and the beginning of the next draft."""

    template_name = "plans/next_year.html"
    page_title = gettext_lazy("Draft next year's plan")
    header_icon = "edit"

    def allowed(self) -> bool:
        """Who keeps the plan."""
        return may_keep_plan(self.request.user, self.plan, on=self.on)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the plan."""
        return _crumbs(self.plan)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Begin, or go on with what was begun."""
        year = number_in(request.POST.get("year", ""))
        draft = open_next_plan(user=request.user, plan=self.plan, year=year, now=clock.now())
        return redirect("plans:next_plan", draft.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The drafts, and the years to choose from."""
        first = self.plan.period_to.year + 1
        return super().get_context_data(
            plan=self.plan, drafts=list(next_plans_of(self.plan)), years=range(first, first + 5), **kwargs
        )


def _crumbs(plan: Plan) -> list[tuple[str, Any]]:
    label = plan.printed_number or plan.title
    return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[plan.pk]), label)]


class OfNextPlan:
    """What views of one draft share: not found where the user does not keep its plan."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def draft(self) -> NextPlan:
        """The draft."""
        found = next_plan_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found


class NextPlanScreen(OfNextPlan, Screen):
    """What is asked first, then all tasks, then the legal bases."""

    template_name = "plans/next_plan.html"
    page_title = gettext_lazy("Next year's plan")
    header_icon = "edit"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the drafts of the plan."""
        plan = self.draft.plan
        return [*_crumbs(plan), (reverse("plans:next_year", args=[plan.pk]), _("Draft next year's plan"))]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; back to the draft, or to the file on its way."""
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "draft": self.draft, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        match sent.get("do", ""):
            case "group":
                self._decide_group(said)
            case "superior":
                self._name_superior(said)
            case "add":
                return self._add(said)
            case "reopen":
                reopen_next_plan(**said)
                messages.success(request, _("The draft is open again."))
            case "hand-in":
                return self._hand_in(said)
        return redirect(request.get_full_path())

    def _decide_group(self, said: dict[str, Any]) -> None:
        why, decision = self.request.POST.get("why", ""), self.request.POST.get("decision", "")
        if why not in TaskWhy.values or decision not in (Carry.CARRY, Carry.DROP):
            raise Http404
        count = decide_group(**said, why=why, decision=decision)
        told = ngettext("%(n)s task was decided.", "%(n)s tasks were decided.", count)
        messages.success(self.request, told % {"n": count})

    def _name_superior(self, said: dict[str, Any]) -> None:
        chosen = number_in(self.request.POST.get("superior", ""))
        offered = {plan.pk: plan for plan in self._superiors}
        if chosen is not None and chosen not in offered:
            raise Http404
        name_next_superior(**said, superior=offered.get(chosen) if chosen is not None else None)
        messages.success(self.request, _("The superior's new plan was taken into account."))

    def _add(self, said: dict[str, Any]) -> HttpResponseBase:
        form = NextTaskForm(self.request.POST)
        try:
            key = uuid.UUID(self.request.POST.get("key", ""))
        except ValueError as error:
            raise Http404 from error
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(add_form=form), status=422)
        section = tuple(part for part in self.request.POST.get("section", "").split("/") if part)
        fields = {name: form.cleaned_data[name] for name in ("text", "lead", "coop", "time")}
        said.pop("version")
        row = add_next_task(**said, key=key, section=section, fields=fields)
        messages.success(self.request, _("The task was added."))
        return redirect(f"{self._address_of(row)}#viec-{row.pk}")

    def _address_of(self, row: NextPlanTask) -> str:
        """The page of the list that shows a row."""
        settled = [task.row.pk for task in desk_of(self.draft).settled]
        page = settled.index(row.pk) // A_PAGE + 1 if row.pk in settled else 1
        return self.request.path + (f"?p={page}" if page > 1 else "")

    def _hand_in(self, said: dict[str, Any]) -> HttpResponseBase:
        done = hand_in_next_plan(**said)
        vietnamese = (get_language() or "vi").startswith("vi")
        for note in done.unsaid:
            messages.warning(self.request, note.vi if vietnamese else note.en)
        messages.success(self.request, _("The draft was handed in as a plan. It is read now, then reviewed and adopted like any other."))  # fmt: skip
        return redirect("plans:intake", done.intake.pk)

    @cached_property
    def _superiors(self) -> list[Plan]:
        return new_superiors(self.request.user, self.draft.plan, self.draft.year, on=self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The desk."""
        desk = desk_of(self.draft)
        page = Paginator(desk.settled, A_PAGE).get_page(self.request.GET.get("p"))
        kwargs.setdefault("add_form", NextTaskForm())
        return super().get_context_data(
            draft=self.draft, plan=self.draft.plan, desk=desk, page_obj=page, writes=self.draft.is_open, carries=Carry.choices,
            verdicts=BasisVerdict.choices, superiors=self._superiors, key=uuid.uuid4(), **kwargs,
        )  # fmt: skip


class SaveNextRow(OfNextPlan, View):
    """Save one row, of a task or of a basis: JSON for the script, the page again without one."""

    model: type[NextPlanTask | NextPlanBasis] = NextPlanTask

    def post(self, request: HttpRequest, pk: int, row: int) -> HttpResponseBase:
        """200 with the new version, 409 where somebody else saved it, 422 where something is wrong."""
        by_script = request.headers.get("X-Requested-With") == "fetch"
        anchor = "viec" if self.model is NextPlanTask else "can-cu"
        back = redirect(f"{reverse('plans:next_plan', args=[pk])}#{anchor}-{row}")
        form: Form = NextTaskForm(request.POST) if self.model is NextPlanTask else NextBasisForm(request.POST)
        if not form.is_valid():
            told = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return self._told(told, 422, back, by_script)
        version = number_in(request.POST.get("version", "")) or 0
        try:
            saved = self._save(row, version, form.cleaned_data)
        except Outdated as changed:
            return self._told(str(changed), 409, back, by_script)
        except NhipCauError as refusal:
            return self._told(str(refusal), 422, back, by_script)
        if not by_script:
            return back
        self.draft.refresh_from_db(fields=["version"])
        return JsonResponse({"version": saved.version, "plan": self.draft.version})

    def _save(self, pk: int, version: int, fields: dict[str, str]) -> NextPlanTask | NextPlanBasis:
        said: dict[str, Any] = {
            "user": self.request.user,
            "version": version,
            "fields": fields,
            "now": clock.now(),
        }
        if self.model is NextPlanTask:
            task = self.draft.tasks.filter(pk=pk).first()
            if task is None:
                raise Http404
            return save_next_task(row=task, **said)
        basis = self.draft.bases.filter(pk=pk).first()
        if basis is None:
            raise Http404
        return save_next_basis(row=basis, **said)

    def _told(self, told: str, status: int, back: HttpResponse, by_script: bool) -> HttpResponse:
        if by_script:
            return JsonResponse({"told": told}, status=status)
        messages.error(self.request, told)
        return back


class NextPlanExport(OfNextPlan, View):
    """The draft as a Word file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file, or the draft again with the reason why there is none."""
        try:
            data = docx_of_next(self.draft, on=clock.today())
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
            return redirect("plans:next_plan", pk)
        return as_attachment(data, f"du-thao-ke-hoach-{self.draft.year}.docx", content_type=DOCX)
