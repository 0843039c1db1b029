"""The settlement of a unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from nhipcau.budget import sheet
from nhipcau.budget.documents import DOCX, file_name, settlement_docx
from nhipcau.budget.forms import money_in
from nhipcau.budget.models import Settlement, SettlementLine, SettlementState
from nhipcau.budget.selectors.estimates import lines_of, settlement_of
from nhipcau.budget.services import settlements as services
from nhipcau.budget.services.following import OPEN
from nhipcau.budget.views.frame import EstimateScreen, OfEstimate
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Refused
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.spreadsheets import as_attachment


class SettlementScreen(EstimateScreen):
    """Allocated, spent, settled, left: line by line."""

    template_name = "budget/settlement.html"
    page_title = gettext_lazy("Settlement")
    tab = "settlement"

    @cached_property
    def settlement(self) -> Settlement | None:
        """The settlement, once it was begun."""
        return settlement_of(self.estimate)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; what was typed stays where it is refused."""
        try:
            self._do(request)
        except NhipCauError as refusal:
            return self.render_to_response(
                self.get_context_data(refusal=str(refusal), typed=request.POST), status=422
            )
        return redirect(request.path)

    def _do(self, request: HttpRequest) -> None:
        sent, do = request.POST, request.POST.get("do", "")
        if do == "open":
            services.open_settlement(user=request.user, estimate_pk=self.estimate.pk, now=clock.now())
            return
        if self.settlement is None:
            raise Http404
        said: dict[str, Any] = {
            "user": request.user, "settlement": self.settlement, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        match do:
            case "save":
                services.save_settlement(**said, settled=self._settled(request))
                messages.success(request, _("The settlement was saved."))
            case "submit":
                services.submit_settlement(**said, settled=self._settled(request))
                messages.success(request, _("The settlement was handed in. Vouchers are closed from now on."))
            case "back":
                services.take_settlement_back(**said)
            case "return":
                services.return_settlement(**said, remark=sent.get("remark", ""))
                messages.success(request, _("The settlement was returned, and the unit was told."))
            case "approve":
                services.approve_settlement(**said)
                messages.success(request, _("The settlement was approved, and the unit was told."))

    def _settled(self, request: HttpRequest) -> dict[int, tuple[int, str]]:
        found = {}
        for each in self._rows():
            typed = request.POST.get(f"settled-{each.line_id}", "").strip()
            amount = money_in(typed) if typed else 0
            if amount is None:
                raise Refused(
                    _("“%(typed)s” is no sum. Write whole đồng, such as 1.250.000. Nothing was saved yet.")
                    % {"typed": typed[:40]},
                    code="amount",
                )
            found[each.line_id] = (amount, request.POST.get(f"note-{each.line_id}", ""))
        return found

    def _rows(self) -> list[SettlementLine]:
        return list(getattr(self.settlement, "shown_lines", ()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines in their order, with what was typed."""
        found, typed = self.settlement, kwargs.get("typed", {})
        by_line = {each.line_id: each for each in self._rows()}
        items = [
            (line, by_line[line.pk], typed.get(f"settled-{line.pk}", grouped(by_line[line.pk].settled)), typed.get(f"note-{line.pk}", by_line[line.pk].note))
            for line in lines_of(self.estimate) if line.pk in by_line
        ]  # fmt: skip
        sums = {
            name: sum(getattr(row, name) for row in by_line.values())
            for name in ("allocated", "spent", "settled")
        }
        is_open, waits = (
            found is not None and found.state in OPEN,
            found is not None and found.state == SettlementState.SUBMITTED,
        )
        return super().get_context_data(
            settlement=found, items=items, sums=sums, left=sums["allocated"] - sums["settled"], editing=is_open and self.writes, may_submit=is_open and self.submits,
            takes_back=waits and self.submits, deciding=waits and self.decides, **kwargs,
        )  # fmt: skip


class SettlementExport(OfEstimate, View):
    """The settlement as a spreadsheet or an official annex."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """A file."""
        found = settlement_of(self.estimate)
        if found is None:
            raise Http404
        rows = list(found.lines.select_related("line__fund").order_by("line__position", "line"))
        name = file_name("quyet-toan", self.estimate, form)
        if form == "docx":
            content = settlement_docx(self.estimate, rows, self.office())
            return as_attachment(content, name, content_type=DOCX)
        if form != "xlsx":
            raise PermissionDenied
        return as_attachment(sheet.settlement_xlsx(self.estimate, rows), name)
