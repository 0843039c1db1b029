"""Payments of a unit: entered on the phone beside the paper, withdrawn with a reason."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from nhipcau.budget import sheet
from nhipcau.budget.forms import ReasonForm, VoucherForm, money_in
from nhipcau.budget.models import Voucher
from nhipcau.budget.policies import may_write
from nhipcau.budget.selectors.estimates import settlement_of, voucher_seen_by, vouchers_of
from nhipcau.budget.services.locking import SHUT
from nhipcau.budget.services.vouchers import enter_voucher, withdraw_voucher
from nhipcau.budget.views.frame import BudgetScreen, EstimateScreen, OfEstimate
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.fields import name_what_is_missing
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.screens import FormScreen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.library.selectors import as_download


class VouchersScreen(EstimateScreen):
    """The vouchers, and a form for the next one."""

    template_name = "budget/vouchers.html"
    page_title = gettext_lazy("Vouchers")
    tab = "vouchers"

    def form(self, sent: Any = None, files: Any = None) -> VoucherForm:
        """The form; it offers lines with money left."""
        asked = number_in(self.request.GET.get("dong", ""))
        lines = self.estimate.lines.filter(allocated__gt=F("spent")).order_by("position", "pk")
        initial = {"line": asked, "spent_on": self.on, "key": uuid.uuid4()}
        form = VoucherForm(sent, files, lines=lines, initial=initial)
        name_what_is_missing(form)
        return form

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Enter a voucher; what was typed stays where it is refused."""
        form = self.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                done = enter_voucher(
                    user=request.user, line=form.cleaned_data["line"], payment=form.payment(), now=clock.now()
                )
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
            else:
                left = grouped(done.line.remaining)
                messages.success(
                    request, _("The voucher was entered. Left on its line: %(left)s đồng.") % {"left": left}
                )
                return redirect("budget:vouchers", pk)
        elif (sent_before := self._sent_before(request)) is not None:
            return redirect("budget:vouchers", sent_before.line.estimate_id)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _sent_before(self, request: HttpRequest) -> Voucher | None:
        """The same form again, though its line has nothing left by now."""
        try:
            key = uuid.UUID(request.POST.get("key", ""))
        except ValueError:
            return None
        sent = {
            "number": request.POST.get("number", "").strip(),
            "amount": money_in(request.POST.get("amount", "")),
        }
        rows = Voucher.objects.filter(line__estimate=self.estimate, key=key, entered_by_id=request.user.pk)
        return rows.filter(**sent).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Vouchers, what is left, and whether any may be entered."""
        rows = vouchers_of(self.estimate)
        settlement = settlement_of(self.estimate)
        shut = settlement is not None and settlement.state in SHUT
        lines = list(self.estimate.lines.values_list("allocated", "spent"))
        allocated, spent = sum(line[0] for line in lines), sum(line[1] for line in lines)
        enters = self.writes and not shut and allocated > spent
        if enters and "form" not in kwargs:
            kwargs["form"] = self.form()
        return super().get_context_data(
            vouchers=rows,
            shut=shut,
            enters=enters,
            allocated=allocated,
            spent=spent,
            left=allocated - spent,
            **kwargs,
        )


class WithdrawScreen(BudgetScreen, FormScreen):
    """Take a voucher back."""

    template_name = "budget/withdraw.html"
    page_title = gettext_lazy("Withdraw a voucher")
    submit_label = gettext_lazy("Withdraw the voucher")
    form_class = ReasonForm

    @cached_property
    def voucher(self) -> Voucher:
        """The voucher."""
        found = voucher_seen_by(self.request.user, self.kwargs["pk"], on=self.on)
        if found is None:
            raise Http404
        return found

    def allowed(self) -> bool:
        """Whoever writes for the unit."""
        return may_write(self.request.user, self.voucher.line.estimate.unit, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the vouchers."""
        row = self.voucher.line.estimate
        return [*super().crumbs(), (self._back(), row.unit.name)]

    def _back(self) -> str:
        return reverse("budget:vouchers", args=[self.voucher.line.estimate_id])

    def save(self, form: ReasonForm) -> str:
        """Withdraw it."""
        withdraw_voucher(
            user=self.request.user, voucher=self.voucher, reason=form.cleaned_data["reason"], now=clock.now()
        )
        messages.success(self.request, _("The voucher was withdrawn."))
        return self._back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The voucher."""
        return super().get_context_data(voucher=self.voucher, **kwargs)


class VoucherFile(View):
    """The paper of a voucher."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file as it was handed in."""
        found = voucher_seen_by(request.user, pk, on=clock.today())
        if found is None or found.file is None:
            raise Http404
        return as_download(found.file)


class VouchersExport(OfEstimate, View):
    """The vouchers of a unit as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file."""
        rows = [each for each in vouchers_of(self.estimate) if each.is_live]
        return as_attachment(sheet.vouchers_xlsx(rows[::-1]), f"chung-tu-don-vi-{self.estimate.pk}.xlsx")
