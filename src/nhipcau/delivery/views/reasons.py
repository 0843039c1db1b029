"""Deeds that ask why: nothing to report, pause, withdraw; and taking a mark back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors, services
from nhipcau.delivery.forms import ReasonForm
from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.policies import may_decide, may_mark, may_pause
from nhipcau.delivery.views.frame import OneObligation
from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import FormScreen
from nhipcau.plans.models import UnitRole


class ReasonScreen(OneObligation, FormScreen):
    """One question: why."""

    form_class = ReasonForm
    template_name = "delivery/reason.html"
    explanation: str | Promise = ""
    done_message: str | Promise = ""

    def may(self) -> bool:
        """Whether this person may do it."""
        return may_mark(self.request.user, self.obligation, on=self.on)

    def allowed(self) -> bool:
        """Ask the same policy as the service."""
        return super().allowed() and self.may()

    def do(self, reason: str, now: dt.datetime) -> None:
        """Call the service."""
        raise NotImplementedError

    def save(self, form: ReasonForm) -> str:
        """Do it and say so."""
        self.do(form.cleaned_data["reason"], clock.now())
        messages.success(self.request, str(self.done_message))
        return self.own_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What will happen, before it does."""
        return super().get_context_data(
            obligation=self.obligation, explanation=self.explanation, back=self.own_address(), **kwargs
        )


class ExcuseScreen(ReasonScreen):
    """Sign that there is nothing to report."""

    page_title = _("Nothing to report")
    submit_label = _("Sign “nothing to report”")
    explanation = _(
        "You sign for your unit that there was nothing to do this time. It is told apart from “not handed in”, and can be taken back."
    )
    done_message = _("Signed: nothing to report.")

    def do(self, reason: str, now: dt.datetime) -> None:
        """Excuse."""
        services.excuse(user=self.request.user, obligation=self.obligation, reason=reason, now=now)


class PauseScreen(ReasonScreen):
    """Stop the clock."""

    page_title = _("Pause")
    submit_label = _("Pause")
    explanation = _(
        "The unit is not asked for this any more, and it does not become overdue, until somebody takes the pause back."
    )
    done_message = _("Paused.")

    def may(self) -> bool:
        """Only who keeps the plan."""
        return may_pause(self.request.user, self.obligation, on=self.on)

    def do(self, reason: str, now: dt.datetime) -> None:
        """Pause."""
        services.pause(user=self.request.user, obligation=self.obligation, reason=reason, now=now)


class WithdrawScreen(ReasonScreen):
    """Take evidence back."""

    page_title = _("Withdraw evidence")
    submit_label = _("Withdraw")
    explanation = _(
        "The evidence stays readable in the history but no longer counts. If it is needed to reach what was asked for, the work is owed again."
    )
    done_message = _("Withdrawn. What was handed in stays in the history.")

    @cached_property
    def evidence(self) -> Evidence:
        """The evidence in the address."""
        evidence = Evidence.objects.filter(pk=self.kwargs["evidence"]).first()
        if evidence is None:
            raise Http404
        return evidence

    @cached_property
    def obligation(self) -> Obligation:
        """What it was handed in for: the first that this person may see."""
        for use in self.evidence.uses.all():
            found = selectors.seen_obligation(self.request.user, use.obligation_id, on=self.on)
            if found is not None:
                return found
        raise Http404

    def do(self, reason: str, now: dt.datetime) -> None:
        """Withdraw."""
        services.withdraw_evidence(user=self.request.user, evidence=self.evidence, reason=reason, now=now)


class ReopenScreen(OneObligation):
    """Take "nothing to report" or a pause back: a button, no page of its own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Reopen and go back."""
        try:
            services.reopen(user=request.user, obligation=self.obligation, now=clock.now())
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("Reopened: it is asked for again."))
        return redirect(self.own_address())


class OweTogetherScreen(OneObligation):
    """Say that the leads of the task owe one quota together: what will change, and the button."""

    template_name = "delivery/owe_together.html"
    page_title = _("Owed by its leads together")

    def allowed(self) -> bool:
        """Only who keeps the plan."""
        return super().allowed() and may_decide(self.request.user, self.obligation, on=self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who leads the task."""
        leads = [
            named.unit
            for named in self.obligation.task.task_units.select_related("unit").order_by("position", "pk")
            if named.role == UnitRole.LEAD and named.unit is not None
        ]
        return super().get_context_data(
            obligation=self.obligation, leads=leads, back=self.own_address(), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Join what they owe; the first lead's obligation is the one that stays."""
        services.owe_together(user=request.user, task=self.obligation.task, now=clock.now())
        messages.success(request, gettext("From now on the leads of this task owe it together."))
        return redirect(f"{reverse('delivery:index')}?scope=all&state=all&task={self.obligation.task_id}")
