"""Finance reads an estimate line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.budget.forms import money_in
from nhipcau.budget.models import EstimateLine, EstimateState
from nhipcau.budget.selectors.estimates import lines_of, tasks_named
from nhipcau.budget.services import appraising as services
from nhipcau.budget.views.frame import EstimateScreen
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Refused


class AppraisalScreen(EstimateScreen):
    """What was asked for, what is accepted, and why less."""

    template_name = "budget/appraisal.html"
    page_title = gettext_lazy("Appraisal")
    tab = "appraisal"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; what was typed stays where it is refused."""
        try:
            anchor = self._do(request)
        except NhipCauError as refusal:
            return self.render_to_response(
                self.get_context_data(refusal=str(refusal), typed=request.POST), status=422
            )
        return redirect(f"{request.path}{anchor}")

    def _do(self, request: HttpRequest) -> str:
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "estimate": self.estimate, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        match sent.get("do", ""):
            case "line" | "accept":
                return self._line(request)
            case "rest":
                services.accept_rest(**said)
            case "finish":
                services.finish_appraisal(**said)
                messages.success(request, _("The estimate was appraised, and the unit was told."))
            case "return":
                services.return_estimate(**said, remark=sent.get("remark", ""), remarks=_remarks(sent))
                messages.success(request, _("The estimate was returned, and the unit was told."))
            case "reopen":
                services.reopen_appraisal(**said, reason=sent.get("reason", ""))
        return ""

    def _line(self, request: HttpRequest) -> str:
        sent = request.POST
        line = EstimateLine.objects.filter(
            estimate=self.estimate, pk=number_in(sent.get("line", "")) or 0
        ).first()
        if line is None:
            raise Http404
        amount = line.amount if sent["do"] == "accept" else money_in(sent.get("appraised", ""))
        if amount is None:
            raise Refused(_("Write whole đồng, such as 1.250.000. Nothing was saved yet."), code="amount")
        services.appraise_line(
            user=request.user, line=line, version=number_in(sent.get("version", "")) or 0, appraised=amount, reason=sent.get("reason", ""), now=clock.now(),
        )  # fmt: skip
        return f"#dong-{line.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines, sums, and what is open."""
        row, lines = self.estimate, lines_of(self.estimate)
        named = tasks_named(row.plan, [line.stem for line in lines])
        typed = kwargs.setdefault("typed", {})
        return super().get_context_data(
            items=[(line, named.get(line.stem)) for line in lines], remarks=_remarks(typed),
            appraising=row.state == EstimateState.SUBMITTED and self.decides, asked=sum(line.amount for line in lines),
            accepted=sum(line.appraised or 0 for line in lines), waiting=sum(not line.verdict for line in lines),
            reopens=row.state == EstimateState.APPRAISED and self.decides and not any(line.allocated for line in lines), **kwargs,
        )  # fmt: skip


def _remarks(sent: Mapping[str, Any]) -> dict[int, str]:
    """What was typed at lines, by their keys."""
    return {
        number: str(text) for key, text in sent.items()
        if key.startswith("remark-") and (number := number_in(key.removeprefix("remark-"))) is not None
    }  # fmt: skip
