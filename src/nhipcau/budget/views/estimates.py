"""A unit's estimate as its people write it: line by line on the page, or through a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from nhipcau.budget import sheet
from nhipcau.budget.documents import DOCX, estimate_docx, file_name
from nhipcau.budget.forms import LineForm, SheetForm, task_choices
from nhipcau.budget.models import EstimateLine, EstimateState
from nhipcau.budget.selectors.estimates import (
    NamedTask,
    codes_offered,
    funds_offered,
    lines_of,
    tasks_named,
    tasks_to_choose,
)
from nhipcau.budget.services import estimates as services
from nhipcau.budget.services.importing import import_lines, preview_lines
from nhipcau.budget.services.rows import Fault
from nhipcau.budget.templatetags.budget import dong, in_words
from nhipcau.budget.views.frame import EstimateScreen, OfEstimate
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Outdated
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.plans.models import Task, TaskKind


class WritingScreen(EstimateScreen):
    """Written line by line; every line saves by itself."""

    template_name = "budget/estimate.html"
    page_title = gettext_lazy("Estimate")

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; back to the estimate."""
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "estimate": self.estimate, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        line, anchor = number_in(sent.get("line", "")) or 0, ""
        match sent.get("do", ""):
            case "explanation":
                try:
                    services.save_explanation(**said, explanation=sent.get("explanation", ""))
                except NhipCauError as refusal:
                    return self._kept_as_typed(str(refusal), sent["explanation"])
            case "add":
                anchor = f"#dong-{services.add_line(**said).pk}"
            case "remove":
                services.remove_line(**said, line=line)
            case "empty":
                count = services.remove_empty_lines(**said)
                messages.success(request, _("Lines without money that were taken out: %(n)s.") % {"n": count})
            case "up" | "down" as way:
                services.move_line(**said, line=line, up=way == "up")
                anchor = f"#dong-{line}"
            case "submit":
                services.submit_estimate(**said)
                messages.success(request, _("The estimate was handed in."))
            case "ask":
                told = services.ask_leader(**said)
                if told:
                    messages.success(
                        request, _("The leader of the unit was told that the estimate is ready.")
                    )
                else:
                    messages.info(request, _("The leader was told before, and nothing changed since."))
            case "back":
                services.take_estimate_back(**said)
        return redirect(f"{request.path}{anchor}")

    def _kept_as_typed(self, refusal: str, explanation: str) -> HttpResponseBase:
        return self.render_to_response(
            self.get_context_data(refusal=refusal, explanation=explanation), status=422
        )

    @cached_property
    def tasks(self) -> list[NamedTask]:
        """Tasks that a line may name."""
        return tasks_to_choose(self.estimate.plan, self.estimate.unit)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines with their sums, and what this person may do."""
        row, lines = self.estimate, lines_of(self.estimate)
        named = tasks_named(row.plan, [line.stem for line in lines])
        writes = row.is_open and self.writes
        shown = [
            (line, task_choices(self.tasks, line, named) if writes else [], named.get(line.stem))
            for line in lines
        ]
        kwargs.setdefault("explanation", row.explanation)
        return super().get_context_data(
            items=shown, editing=writes, may_submit=row.is_open and self.submits, takes_back=row.state == EstimateState.SUBMITTED and self.submits,
            total=sum(line.amount for line in lines), empty=sum(not line.amount for line in lines), unfunded=sum(line.fund_id is None for line in lines), kinds=TaskKind.choices,
            funds=list(funds_offered()) if writes else [], codes=list(codes_offered()) if writes else [], sheet_form=kwargs.pop("sheet_form", None) or SheetForm(initial={"version": row.version}),
            **kwargs,
        )  # fmt: skip


class SaveLine(OfEstimate, View):
    """Save one line: JSON for the script, the page again without one."""

    def post(self, request: HttpRequest, pk: int, line: int) -> HttpResponseBase:
        """200 with the new version and sums, 409 with what somebody else saved, 422 where something is wrong."""
        found = EstimateLine.objects.filter(estimate=self.estimate, pk=line).first()
        if found is None:
            raise Http404
        by_script = request.headers.get("X-Requested-With") == "fetch"
        back = redirect(f"{reverse('budget:estimate', args=[pk])}#dong-{line}")
        stems = dict(
            Task.objects.filter(
                pk__in=[t.pk for t in tasks_to_choose(self.estimate.plan, self.estimate.unit)]
            ).values_list("pk", "stem")
        )
        form = LineForm(request.POST, line=found, stems=stems)
        if not form.is_valid():
            told = [
                f"{form[name].label}: {text}" if name in form.fields else str(text)
                for name, texts in form.errors.items()
                for text in texts
            ]
            return self._told(" ".join(told), 422, back, by_script=by_script)
        version = number_in(request.POST.get("version", "")) or 0
        try:
            saved = services.save_line(
                user=request.user, line=found, version=version, fields=form.fields_of_line(), now=clock.now()
            )
        except Outdated as changed:
            return self._told(f"{changed} {_theirs(line)}".strip(), 409, back, by_script=by_script)
        except NhipCauError as refusal:
            return self._told(str(refusal), 422, back, by_script=by_script)
        if not by_script:
            return back
        self.estimate.refresh_from_db(fields=["version"])
        total = sum(self.estimate.lines.values_list("amount", flat=True))
        sums = {"amount": dong(saved.amount), "total": dong(total), "words": in_words(total)}
        return JsonResponse({"version": saved.version, "estimate": self.estimate.version, **sums})

    def _told(self, told: str, status: int, back: HttpResponse, *, by_script: bool) -> HttpResponse:
        if by_script:
            return JsonResponse({"told": told}, status=status)
        messages.error(self.request, told)
        return back


def _theirs(pk: int) -> str:
    """What stands in the line now, beside what was typed."""
    line = EstimateLine.objects.filter(pk=pk).first()
    if line is None:
        return _("The line was taken out.")
    said = {
        "content": line.content[:80], "quantity": dong(line.quantity), "times": dong(line.times), "norm": dong(line.norm), "amount": dong(line.amount),
    }  # fmt: skip
    return _("It says now: %(content)s – %(quantity)s × %(times)s × %(norm)s = %(amount)s.") % said


class ImportScreen(WritingScreen):
    """Lines out of a spreadsheet; what is wrong is named cell by cell, and nothing is imported then."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """All of it or nothing."""
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(sheet_form=form), status=422)
        file = form.cleaned_data["file"]
        said: dict[str, Any] = {
            "user": request.user, "estimate": self.estimate, "data": file.read(), "name": file.name, "now": clock.now(),
        }  # fmt: skip
        try:
            faults = preview_lines(**said).faults
            if faults:
                return self._faulty(form, faults)
            done = import_lines(**said, version=form.cleaned_data["version"])
        except NhipCauError as refusal:
            form.add_error("file", str(refusal))
            return self.render_to_response(self.get_context_data(sheet_form=form), status=422)
        words = {
            "new": done.counted("new"),
            "changed": done.counted("changed"),
            "same": done.counted("same"),
            "kept": done.kept,
        }
        messages.success(
            request, _("Imported: %(new)s new, %(changed)s changed, %(same)s as before; lines that the sheet leaves out and that stay: %(kept)s.") % words
        )  # fmt: skip
        return redirect("budget:estimate", pk)

    def _faulty(self, form: SheetForm, faults: tuple[Fault, ...]) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(sheet_form=form, faults=faults), status=422)

    def refused_address(self) -> str:
        """Back to the estimate."""
        return reverse("budget:estimate", args=[self.estimate.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the estimate's page."""
        return redirect(self.refused_address())


class EstimateExport(OfEstimate, View):
    """The estimate as a spreadsheet that can be imported again, or as an official annex."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """A file."""
        name = file_name("du-toan", self.estimate, form)
        if form == "docx":
            content = estimate_docx(self.estimate, lines_of(self.estimate), self.office())
            return as_attachment(content, name, content_type=DOCX)
        if form != "xlsx":
            raise PermissionDenied
        return as_attachment(sheet.estimate_xlsx(self.estimate, lines_of(self.estimate)), name)
