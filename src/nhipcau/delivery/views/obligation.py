"""One obligation, and its evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors, services
from nhipcau.delivery.forms import ObligationEvidenceForm
from nhipcau.delivery.policies import DOERS, may_decide, may_mark, may_pause
from nhipcau.delivery.selectors import handing
from nhipcau.delivery.views.frame import DeliveryScreen, OneObligation
from nhipcau.delivery.views.handing_in import SentByScript
from nhipcau.kernel import clock
from nhipcau.library.selectors import as_download
from nhipcau.organisations.policies import roles_of


class ObligationScreen(OneObligation, SentByScript):
    """What is owed, why, its evidence and its history; and the form that hands evidence in."""

    template_name = "delivery/obligation.html"
    page_title = _("Obligation")
    form_class = ObligationEvidenceForm

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the obligation."""
        return DeliveryScreen.crumbs(self)

    def form_arguments(self) -> dict[str, Any]:
        """The form asks for pieces where the obligation has a quota."""
        return {"obligation": self.obligation, "today": self.on}

    def save(self, form: ObligationEvidenceForm) -> str:
        """Hand in."""
        duty = services.Duty(self.obligation, form.cleaned_data.get("pieces"))
        services.hand_in(user=self.request.user, duties=[duty], given=form.given(), now=clock.now())
        if self.obligation.met_on:
            messages.success(self.request, gettext("Handed in. This is marked as met."))
        else:
            messages.success(
                self.request,
                gettext("Handed in. Still missing: %(missing)s.") % {"missing": self.obligation.missing},
            )
        return self.own_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The obligation with all that belongs to it."""
        obligation, user = self.obligation, self.request.user
        marked = obligation.excused_on or obligation.paused_on or obligation.cancelled_on
        task = obligation.task
        evidence = list(selectors.evidence_of(obligation))
        return super().get_context_data(
            obligation=obligation,
            task=task,
            state=obligation.state(self.on),
            evidence=evidence,
            handed_in=" ".join(
                str(use.evidence.key) for use in evidence if use.evidence.handed_in_by_id == user.pk
            ),
            history=list(selectors.history_of(obligation)[:50]),
            times=list(selectors.times_of(obligation)),
            task_units=list(task.task_units.select_related("unit")),
            may_mark=may_mark(user, obligation, on=self.on),
            may_pause=may_pause(user, obligation, on=self.on),
            marked=marked,
            asked=handing.extensions_of(obligation),
            together=[share.unit for share in obligation.shares.all()],
            may_join=may_decide(user, obligation, on=self.on) and handing.owed_apart(task) > 1,
            own=roles_of(user, on=self.on).cover(obligation.unit, DOERS),
            **kwargs,
        )


def evidence_download(request: HttpRequest, kept: int) -> FileResponse:
    """A file of evidence; not found where this person may not see what it was handed in for."""
    stored = selectors.evidence_file(request.user, kept, on=clock.today())
    if stored is None:
        raise Http404
    return as_download(stored)
