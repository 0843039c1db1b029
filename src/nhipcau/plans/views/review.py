"""Reviewing a reading: the source beside the result, saved task by task."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Outdated, Refused
from nhipcau.kernel.printable import printable
from nhipcau.kernel.screens import Screen
from nhipcau.organisations.models import UnitKind
from nhipcau.organisations.selectors import kind_choices
from nhipcau.plans.forms import HeaderForm, TaskForm, TypedUnit, units_from
from nhipcau.plans.models import DraftTask, DraftUnit, Intake, IntakeState, Match, UnitRole
from nhipcau.plans.policies import may_adopt, may_enter_units
from nhipcau.plans.selectors.plans import adopted_already
from nhipcau.plans.selectors.register import Choice, choices
from nhipcau.plans.selectors.review import Review, ShownTask, open_intakes, review_of, shown_task, source_of
from nhipcau.plans.selectors.wording import in_words
from nhipcau.plans.services import (
    TaskChanges,
    accept_unit,
    add_task,
    enter_and_decide,
    keep_name_only,
    merge_with_next,
    reset_task,
    save_header,
    save_task,
    set_dropped,
    split_task,
)
from nhipcau.plans.views.handing_in import OfIntake, mark_as_fragment

HEADER_NAMES = ("title", "type", "number", "symbol", "issuer", "issued_on", "period_from", "period_to")
TASK_NAMES = ("text", "kind", "time_text", "quantity_count", "quantity_of", "languages", "is_shared")


class ReviewScreen(OfIntake, Screen):
    """The whole draft."""

    template_name = "plans/review.html"
    page_title = _("Review of a reading")
    header_icon = "doc-full"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list of plans."""
        return [(reverse("plans:index"), _("Plans"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A draft that is not there yet, or no more, has another page."""
        if self.intake.state != IntakeState.REVIEW:
            return redirect("plans:intake", self.intake.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Source, tasks, findings, counters; the task named in the address is open."""
        review = review_of(self.intake)
        only_look = self.request.GET.get("loc") == "can-xem"
        opened = number_in(self.request.GET.get("viec", "")) or 0
        shown = [task for task in review.tasks if not only_look or task.reasons or task.row.pk == opened]
        source = source_of(self.intake.lines, [(task.row.pk, task.row.spans) for task in review.kept])
        may_change = self.may_change()
        names = [[choice.name, choice.note] for choice in choices(on=self.on)] if may_change else []
        return super().get_context_data(
            intake=self.intake, review=review, counters=review.counters, shown=shown, source=source, only_look=only_look,
            opened=opened, may_change=may_change, may_enter=may_enter_units(self.request.user, self.intake, on=self.on),
            may_adopt=may_adopt(self.request.user, self.intake, on=self.on), form=next((form_of(task.row) for task in shown if task.row.pk == opened), None),
            header=HeaderForm(initial={name: getattr(self.intake, name) for name in HEADER_NAMES}),
            unit_kinds=kind_choices(), unit_names=names, same=adopted_already(self.request.user, self.intake, on=self.on),
            twin=self._twin(), **kwargs,
        )  # fmt: skip

    def _twin(self) -> Intake | None:
        """Another draft of the same file."""
        if self.intake.file is None:
            return None
        drafts = open_intakes(self.request.user, on=self.on).exclude(pk=self.intake.pk)
        return drafts.filter(file__sha256=self.intake.file.sha256).first()


class SaveHeader(OfIntake, View):
    """Saves number, date, title and period."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """422 with what is wrong, 409 where somebody else saved first, else the form as saved."""
        form, status, error = HeaderForm(request.POST), 200, ""
        version = _number(request.POST, "version")
        if form.is_valid():
            try:
                save_header(
                    user=request.user,
                    intake=self.intake,
                    version=version,
                    fields=form.cleaned_data,
                    now=clock.now(),
                )
                if not _is_fetch(request):
                    return redirect("plans:review", pk)
            except (Outdated, Refused) as refused:
                status, error = 409, str(refused)
        else:
            status = 422
        self.intake.refresh_from_db()
        context = {"intake": self.intake, "header": form, "error": error, "may_change": True}
        return _answer(request, "plans/includes/header_form.html", context, status)


class AddTask(OfIntake, View):
    """Adds an empty task."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """At the end, or after a task."""
        after = DraftTask.objects.filter(intake=self.intake, pk=_number(request.POST, "after")).first()
        row = add_task(user=request.user, intake=self.intake, after=after, now=clock.now())
        return _go(request, row)


class DraftView(View):
    """One task of a draft: its open form (GET), and everything that can be done with it (POST)."""

    @cached_property
    def row(self) -> DraftTask:
        """The task, not found where the plan may not be seen."""
        row = get_object_or_404(DraftTask.objects.select_related("intake__unit"), pk=self.kwargs["pk"])
        seen = OfIntake()
        seen.request, seen.kwargs = self.request, {"pk": row.intake_id}
        row.intake = seen.intake
        self.may_change = seen.may_change()
        self.may_enter = may_enter_units(self.request.user, seen.intake, on=clock.today())
        return row

    @cached_property
    def known(self) -> list[Choice]:
        """What printed names may mean."""
        return choices(on=clock.today())

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The task with its form."""
        if not _is_fetch(request):
            return _go(request, self.row)
        return self._show(self.row)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Save what was typed, then do what the button says. Refusals keep what was typed on the page."""
        row, action = self.row, request.POST.get("do", "save")
        form = TaskForm(request.POST, auto_id=f"viec-{row.pk}-%s")
        typed = units_from(request.POST, self.known)
        structural = action in {"drop", "restore", "reset"}
        if not structural and (not form.is_valid() or any(unit.problem for unit in typed)):
            return self._show(row, form=form, typed=typed, status=422)
        try:
            version = _number(request.POST, "version")
            if not structural:
                row = save_task(
                    user=request.user,
                    task=row,
                    version=version,
                    changes=_changes(row, form, typed, action, _remembered(request.POST)),
                    now=clock.now(),
                )
                version = row.version
            changed_rows = self._do(action, row, version)
        except Outdated:
            fresh = DraftTask.objects.get(pk=row.pk)
            fresh.intake = self.row.intake
            return self._show(
                fresh, form=form, typed=typed, conflict=_differences(fresh, form, typed), status=409
            )
        except NhipCauError as refused:
            return self._show(row, form=form, typed=typed, error=str(refused), status=422)
        if changed_rows or not _is_fetch(request):
            return _go(request, row, action)
        row.intake = self.row.intake
        return self._show(row)

    def _do(self, action: str, row: DraftTask, version: int) -> bool:
        """What a button asks for beyond saving; True where other tasks changed with it."""
        user, now = self.request.user, clock.now()
        verb, _sep, of = action.partition(":")
        match verb:
            case "drop" | "restore":
                set_dropped(user=user, task=row, version=version, dropped=verb == "drop", now=now)
            case "reset":
                reset_task(user=user, task=row, version=version, now=now)
            case "split":
                split_task(
                    user=user,
                    task=row,
                    version=version,
                    parts=printable(self.request.POST.get("parts", "")).splitlines(),
                    now=now,
                )
            case "merge":
                merge_with_next(user=user, task=row, version=version, now=now)
            case "add":
                add_task(user=user, intake=row.intake, after=row, now=now)
            case "accept" | "plain" | "create":
                return self._decide(verb, of, row, version)
            case _:
                return False
        return True

    def _decide(self, verb: str, of: str, row: DraftTask, version: int) -> bool:
        named = row.draft_units.filter(pk=number_in(of) or 0).first()
        if named is None:
            raise Http404
        given: dict[str, Any] = {
            "user": self.request.user, "task": row, "version": version, "named": named, "now": clock.now()
        }  # fmt: skip
        if verb == "plain":
            decided = keep_name_only(**given)
        elif verb == "accept":
            decided = accept_unit(**given, remember=named.printed in _remembered(self.request.POST))
        else:
            decided = enter_and_decide(
                **given, kind=self.request.POST.get(f"kind-{named.pk}", UnitKind.OTHER)
            )
        row.refresh_from_db()
        return decided > 1

    def _show(
        self,
        row: DraftTask,
        *,
        form: TaskForm | None = None,
        typed: list[TypedUnit] | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        review = Review(row.intake) if status != 200 else review_of(row.intake)
        context = {
            "task": shown_task(row) if typed is None else ShownTask(row, row.intake, rows_of(row, typed)), "form": form or form_of(row), "intake": row.intake, "is_open": True,
            "may_change": self.may_change, "may_enter": self.may_enter, "unit_kinds": kind_choices(), "counters": review.counters if status == 200 else None,
            **more,
        }  # fmt: skip
        return _answer(self.request, "plans/includes/task_answer.html", context, status)


def form_of(row: DraftTask) -> TaskForm:
    """The form of a task as it is kept."""
    return TaskForm(initial={name: getattr(row, name) for name in TASK_NAMES}, auto_id=f"viec-{row.pk}-%s")


def _changes(
    row: DraftTask, form: TaskForm, typed: list[TypedUnit], action: str, remember: set[str]
) -> TaskChanges:
    data = form.cleaned_data
    fields = {name: data[name] for name in TASK_NAMES} | {"whens": data["whens"]}
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if action in {"check", "uncheck"}:
        changed["is_checked"] = action == "check"
    return TaskChanges(changed, [unit.named() for unit in typed], remember)


def _differences(row: DraftTask, form: TaskForm, typed: list[TypedUnit]) -> list[dict[str, Any]]:
    """Field by field, what is kept now and what this person typed."""
    form.is_valid()
    found = []
    for name in TASK_NAMES:
        theirs, mine = getattr(row, name), form.data.get(name, "")
        if name == "languages":
            theirs, mine = ", ".join(theirs), ", ".join(form.data.getlist(name))  # type: ignore[attr-defined]
        if str(theirs if theirs is not None else "") != str(mine).strip():
            found.append({"label": form.fields[name].label, "theirs": theirs, "mine": mine})
    for role, label in ((UnitRole.LEAD, _("Who leads")), (UnitRole.COOP, _("Who coordinates"))):
        theirs = "; ".join(unit.printed for unit in row.draft_units.all() if unit.role == role)
        mine = "; ".join(unit.printed for unit in typed if unit.role == role)
        if theirs != mine:
            found.append({"label": label, "theirs": theirs, "mine": mine})
    if row.whens != form.whens:
        said = ["; ".join(in_words(when) for when in whens) for whens in (row.whens, form.whens)]
        found.append({"label": _("When"), "theirs": said[0], "mine": said[1]})
    return found


def rows_of(row: DraftTask, typed: list[TypedUnit]) -> list[DraftUnit]:
    """The rows a person sent, to be shown again: kept ones with their meaning, new ones not matched yet."""
    kept = {unit.pk: unit for unit in row.draft_units.select_related("unit", "group", "former")}
    rows = []
    for each in typed:
        unit = kept.get(each.pk) if each.pk is not None else None
        unit = unit or DraftUnit(task=row, role=each.role, match=Match.GENERIC)
        unit.printed = each.printed
        unit.typed = each  # type: ignore[attr-defined]
        rows.append(unit)
    return rows


def _remembered(data: QueryDict) -> set[str]:
    """The printed names that a person said to remember."""
    return {
        " ".join(data.get(f"{key.removesuffix('remember')}printed", "").split())
        for key in data
        if key.endswith("-remember")
    }


def _number(data: QueryDict, name: str) -> int:
    value = number_in(data.get(name, ""))
    if value is None:
        raise Http404
    return value


def _is_fetch(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _go(request: HttpRequest, row: DraftTask, action: str = "") -> HttpResponse:
    """On to the review with this task open: a redirect, or its address for the script."""
    address = f"{reverse('plans:review', args=[row.intake_id])}?viec={row.pk}#viec-{row.pk}"
    if _is_fetch(request):
        return mark_as_fragment(HttpResponse(status=204, headers={"X-Location": address}))
    return redirect(address)


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """A fragment for the script; a whole small page for a browser without it."""
    if _is_fetch(request):
        return mark_as_fragment(render(request, template, context, status=status))
    return TemplateResponse(
        request, "plans/fragment_page.html", {**context, "fragment": template}, status=status
    )
