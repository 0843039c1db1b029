"""More time: asking for one obligation, and the list on which its keeper decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import services
from nhipcau.delivery.forms import ExtensionForm
from nhipcau.delivery.models import Extension, ExtensionState
from nhipcau.delivery.policies import KEEPERS, may_mark
from nhipcau.delivery.selectors import handing
from nhipcau.delivery.views.frame import DeliveryScreen, OneObligation
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.fields import day_in
from nhipcau.kernel.screens import FormScreen
from nhipcau.kernel.working_days import working_day_after

A_PAGE = 50
USUAL_DAYS = 5  # a week of office days is what most ask for


class AskExtensionScreen(OneObligation, FormScreen):
    """Ask for a later day."""

    template_name = "delivery/extension.html"
    page_title = _("Ask for more time")
    submit_label = _("Ask for more time")
    form_class = ExtensionForm

    def allowed(self) -> bool:
        """Ask the same policy as the service."""
        return super().allowed() and may_mark(self.request.user, self.obligation, on=self.on)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """No form while one request waits: back to where it stands."""
        if self.obligation.extensions.filter(state=ExtensionState.ASKED).exists():
            messages.info(request, gettext("More time was asked for already. It waits for its answer below."))
            return redirect(self.own_address())
        return super().get(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """A working day is proposed."""
        day = working_day_after(max(self.obligation.due_on, self.on), USUAL_DAYS)
        return {"initial": {"wanted_on": day}}

    def save(self, form: ExtensionForm) -> str:
        """Ask."""
        services.ask_extension(
            user=self.request.user, obligation=self.obligation, now=clock.now(), **form.cleaned_data
        )
        messages.success(self.request, gettext("Sent. Until it is decided, the day stays as it is."))
        return self.own_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The obligation beside the form."""
        return super().get_context_data(obligation=self.obligation, back=self.own_address(), **kwargs)


class TakeExtensionBack(OneObligation):
    """Ask no longer: a button, no page of its own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the open request back."""
        standing = self.obligation.extensions.filter(state=ExtensionState.ASKED).first()
        if standing is None:
            raise Http404
        services.take_extension_back(user=request.user, extension=standing, now=clock.now())
        messages.success(request, gettext("Taken back: the day stays as it was."))
        return redirect(self.own_address())


class ExtensionsScreen(DeliveryScreen):
    """Requests for more time: who keeps the plan decides here, one by one or several at once."""

    template_name = "delivery/extensions.html"
    page_title = _("Requests for more time")

    @cached_property
    def look(self) -> str:
        """Open ones, or those that are decided."""
        return "decided" if self.request.GET.get("xem") == "da-xong" else ExtensionState.ASKED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of requests; those this person decides come with fields."""
        page = Paginator(handing.extensions_seen(self.roles, state=self.look), A_PAGE).get_page(
            self.request.GET.get("p")
        )
        rows = [
            (
                each,
                each.state == ExtensionState.ASKED and self.roles.cover(each.obligation.plan.unit, KEEPERS),
            )
            for each in page.object_list
        ]
        return super().get_context_data(
            page=page, rows=rows, look=self.look, decides=any(mine for _each, mine in rows), **kwargs
        )

    def refused_address(self) -> str:
        """Back to the list."""
        return reverse("delivery:extensions")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """`do` is "grant" or "refuse" for what is ticked, or "grant:7", "refuse:7" for one."""
        verb, _sep, one = request.POST.get("do", "").partition(":")
        keys = [number_in(one)] if one else [number_in(key) for key in request.POST.getlist("xin")]
        rows = list(
            handing.extensions_seen(self.roles).filter(pk__in=[key for key in keys if key is not None])
        )
        if not rows:
            raise Refused(_("Tick the requests first. Nothing was changed."), code="nothing-chosen")
        if verb == "grant":
            said = self._grant(rows, bool(one))
        elif verb == "refuse":
            said = self._refuse(rows, bool(one))
        else:
            raise Http404
        messages.success(request, said)
        return redirect("delivery:extensions")

    def _grant(self, rows: list[Extension], alone: bool) -> str:
        user, now = self.request.user, clock.now()
        if alone:
            day, answer = self._day(rows[0]), self.request.POST.get(f"answer-{rows[0].pk}", "")
            services.grant_extension(user=user, extension=rows[0], granted_on=day, answer=answer, now=now)
        else:
            services.grant_several(user=user, extensions=rows, now=now)
        return ngettext("%(count)s request granted.", "%(count)s requests granted.", len(rows)) % {
            "count": len(rows)
        }

    def _refuse(self, rows: list[Extension], alone: bool) -> str:
        user, now, sent = self.request.user, clock.now(), self.request.POST
        answer = sent.get(f"answer-{rows[0].pk}" if alone else "answer", "")
        services.refuse_several(user=user, extensions=rows, answer=answer, now=now)
        return ngettext("%(count)s request refused.", "%(count)s requests refused.", len(rows)) % {
            "count": len(rows)
        }

    def _day(self, row: Extension) -> dt.date | None:
        typed = self.request.POST.get(f"granted-{row.pk}", "").strip()
        day = day_in(typed) if typed else row.wanted_on
        if day is None:
            raise Refused(_("Write the day like this: 15/07/2026."), code="day")
        return day
