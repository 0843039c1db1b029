"""Saving a report row by row: JSON for the script, the page again without one. Two people at once: 409 that shows both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Outdated
from nhipcau.kernel.numbers import grouped
from nhipcau.library.selectors import as_download
from nhipcau.reporting.forms.answers import AnswerForm, FileForm
from nhipcau.reporting.models import FormSection, ReportFigure, ReportFile, ReportText
from nhipcau.reporting.selectors.report import report_seen_by, shown
from nhipcau.reporting.services.answering import (
    attach_file,
    save_figure,
    save_text,
    take_counted,
    take_proposed,
)
from nhipcau.reporting.views.report import OfReport

Values = dict[str, str]


class SaveRow(OfReport, View):
    """What saving a figure and saving a text share."""

    anchor = ""

    def current(self) -> tuple[int, Values]:
        """The version and the values that are saved."""
        raise NotImplementedError

    def answer(self, save: Callable[[], Any]) -> HttpResponseBase:
        """200 with the new version, 409 where somebody else saved it, 422 where something is wrong."""
        try:
            save()
        except Outdated as changed:
            return self.conflict(str(changed))
        except NhipCauError as refusal:
            return self.told(str(refusal), 422)
        if not self.by_script:
            return redirect(self.back)
        version, values = self.current()
        return JsonResponse({"version": version, "values": values, "progress": progress_of(self)})

    @property
    def by_script(self) -> bool:
        """Whether the page's script asks."""
        return self.request.headers.get("X-Requested-With") == "fetch"

    @property
    def back(self) -> str:
        """The row on the report."""
        return f"{reverse('reporting:report', args=[self.report.pk])}#{self.anchor}"

    def told(self, told: str, status: int) -> HttpResponseBase:
        """What is wrong, where it was asked."""
        if self.by_script:
            return JsonResponse({"told": told}, status=status)
        messages.error(self.request, told)
        return redirect(self.back)

    def conflict(self, told: str) -> HttpResponseBase:
        """Both values, so that the person can choose; nothing was overwritten."""
        version, values = self.current()
        if self.by_script:
            return JsonResponse({"told": told, "version": version, "theirs": values}, status=409)
        skipped = {"csrfmiddlewaretoken", "version", "do"}
        mine = {name: str(text) for name, text in self.request.POST.items() if name not in skipped}
        context = {
            "mine": mine,
            "theirs": values,
            "version": version,
            "back": self.back,
            "report": self.report,
        }
        return render(self.request, "reporting/conflict.html", context, status=409)


class SaveFigure(SaveRow):
    """One indicator."""

    def post(self, request: HttpRequest, pk: int, figure: int) -> HttpResponseBase:
        """Save the answer, or go back to what was counted."""
        found = self._figure()
        self.anchor = f"chi-tieu-{found.indicator_id}"
        said: dict[str, Any] = {
            "user": request.user, "figure": found, "version": number_in(request.POST.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        if request.POST.get("do") == "counted":
            return self.answer(lambda: take_counted(**said))
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.told(_errors(form), 422)
        return self.answer(lambda: save_figure(**said, answer=form.answer()))

    def current(self) -> tuple[int, Values]:
        """As the fields show it."""
        row = self._figure()
        return row.version, shown_values(row)

    def _figure(self) -> ReportFigure:
        rows = ReportFigure.objects.select_related("indicator").filter(report=self.report)
        found = rows.filter(pk=self.kwargs["figure"]).first()
        if found is None:
            raise Http404
        return found


class SaveText(SaveRow):
    """The text of one section."""

    def post(self, request: HttpRequest, pk: int, text: int) -> HttpResponseBase:
        """Save the text, or take what is proposed."""
        found = self._text()
        self.anchor = f"muc-{found.section_id}"
        said: dict[str, Any] = {
            "user": request.user, "text": found, "version": number_in(request.POST.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        if request.POST.get("do") == "proposed":
            return self.answer(lambda: take_proposed(**said))
        return self.answer(lambda: save_text(**said, words=request.POST.get("text", "")))

    def current(self) -> tuple[int, Values]:
        """The text that is saved."""
        row = self._text()
        return row.version, {"text": row.text}

    def _text(self) -> ReportText:
        found = ReportText.objects.filter(report=self.report, pk=self.kwargs["text"]).first()
        if found is None:
            raise Http404
        return found


class AttachFile(OfReport, View):
    """A file for the report, or for a section of it."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Back to the report; a refusal is told there."""
        form = FileForm(request.POST, request.FILES)
        section = FormSection.objects.filter(
            form_version=self.report.cycle.form_version_id, pk=number_in(request.POST.get("section", "")) or 0
        ).first()
        if not form.is_valid():
            messages.error(request, _errors(form))
        else:
            file = form.cleaned_data["file"]
            try:
                attach_file(
                    user=request.user,
                    report=self.report,
                    section=section,
                    name=file.name,
                    file=file,
                    now=clock.now(),
                )
                messages.success(request, _("The file was attached."))
            except NhipCauError as refusal:
                messages.error(request, str(refusal))
        return redirect(f"{reverse('reporting:report', args=[pk])}#tep")


def file_download(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a report; not found where the report may not be read."""
    found = ReportFile.objects.select_related("file").filter(pk=pk).first()
    if found is None or report_seen_by(request.user, found.report_id, on=clock.today()) is None:
        raise Http404
    return as_download(found.file)


def shown_values(row: ReportFigure) -> Values:
    """A figure as its fields show it."""
    values = {name: getattr(row, name) for name in ("value", "of", "estimate")}
    return {
        **{name: "" if value is None else grouped(value) for name, value in values.items()},
        "entries": "\n".join(row.entries),
        "note": row.note,
    }


def progress_of(of: OfReport) -> dict[str, Any]:
    """How far the report is, and what is still missing where."""
    told = shown(of.report)
    return {
        "complete": told.complete_count,
        "parts": len(told.parts),
        "missing": [
            {"anchor": each.anchor, "label": each.label, "told": str(each.told)} for each in told.problems
        ],
        "counter": _("%(complete)s of %(parts)s parts complete")
        % {"complete": told.complete_count, "parts": len(told.parts)},
    }


def _errors(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
