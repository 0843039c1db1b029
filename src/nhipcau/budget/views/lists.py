"""Sources of funds and budget codes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.budget.forms import CodeForm, FundForm
from nhipcau.budget.models import BudgetCode, FundSource
from nhipcau.budget.policies import may_keep_lists
from nhipcau.budget.services.lists import offer, save_code, save_fund
from nhipcau.budget.views.frame import BudgetScreen
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.fields import name_what_is_missing


class ListsScreen(BudgetScreen):
    """Read by everybody of the room, written by finance and keepers of a root."""

    template_name = "budget/lists.html"
    page_title = gettext_lazy("Sources of funds and budget codes")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Enter, rename, close or offer again."""
        do, pk = request.POST.get("do", ""), number_in(request.POST.get("pk", ""))
        fund = FundSource.objects.filter(pk=pk).first() if pk else None
        code = BudgetCode.objects.filter(pk=pk).first() if pk else None
        form: FundForm | CodeForm
        said: dict[str, Any] = {"user": request.user, "now": clock.now()}
        if do in {"close-fund", "offer-fund", "close-code", "offer-code"}:
            row = fund if do.endswith("fund") else code
            if row is None:
                raise Http404
            offer(row=row, offered=do.startswith("offer"), **said)
            return redirect(request.path)
        form = FundForm(request.POST) if do == "fund" else CodeForm(request.POST)
        name_what_is_missing(form)
        if form.is_valid():
            given = form.cleaned_data
            try:
                if do == "fund":
                    save_fund(fund=fund, name=given["name"], **said)
                else:
                    save_code(
                        code_row=code, kind=given["kind"], code=given["code"], name=given["name"], **said
                    )
                messages.success(request, _("The list was saved."))
                return redirect(request.path)
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
        context = self.get_context_data(**{"fund_form" if do == "fund" else "code_form": form})
        return self.render_to_response(context, status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both lists."""
        kwargs.setdefault("fund_form", FundForm())
        kwargs.setdefault("code_form", CodeForm())
        funds = sorted(
            FundSource.objects.all(), key=lambda fund: (fund.is_closed, dictionary_order(fund.name))
        )
        codes = list(BudgetCode.objects.order_by("is_closed", "kind", "code"))
        return super().get_context_data(
            funds=funds, codes=codes, may_keep=may_keep_lists(self.request.user, on=self.on), **kwargs
        )
