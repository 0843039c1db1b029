"""Asking for reports, and looking after a round."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.fields import name_what_is_missing
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.models import ReportingDate
from nhipcau.reporting.forms.cycles import CycleForm, DueDayForm, SendersForm, initial_of
from nhipcau.reporting.models import COUNTED
from nhipcau.reporting.policies import DECIDERS, may_open_cycle, may_open_some_cycle
from nhipcau.reporting.selectors.cycles import (
    Proposal,
    ad_hoc_proposal,
    press_proposal,
    proposal_for,
    receiver_of,
)
from nhipcau.reporting.selectors.forms import offered_forms
from nhipcau.reporting.services.cycles import (
    add_senders,
    close_cycle,
    move_due_day,
    open_cycle,
    reopen_cycle,
)
from nhipcau.reporting.views.rounds import RoundScreen


class OpenCycleScreen(FormScreen):
    """Proposed from a plan's date (`moc` in the address), from the press decree (`loai=bao-chi`), or from today."""

    template_name = "reporting/cycle_new.html"
    page_title = gettext_lazy("Ask for reports")
    header_icon = "form"
    form_class = CycleForm
    submit_label = gettext_lazy("Ask the units")

    def allowed(self) -> bool:
        """Leaders of units and who keeps units; the service asks for the unit that receives."""
        return may_open_some_cycle(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list."""
        return [(reverse("reporting:index"), _("Reports"))]

    @cached_property
    def date(self) -> ReportingDate | None:
        """The reporting date of a plan that this person may ask reports for."""
        pk = number_in(self.request.GET.get("moc", ""))
        if pk is None:
            return None
        found = ReportingDate.objects.select_related("plan__unit").filter(pk=pk).first()
        if found is None or not may_open_cycle(
            self.request.user, receiver_of(found, on=self.on), found.plan, on=self.on
        ):
            raise Http404
        return found

    @cached_property
    def keeper(self) -> Unit | None:
        """The unit that this person answers for, highest in the tree."""
        held = [
            each.unit_id for each in roles_of(self.request.user, on=self.on).held if each.role in DECIDERS
        ]
        return Unit.objects.filter(pk__in=held).order_by("depth", "pk").first()

    @cached_property
    def proposal(self) -> Proposal:
        """What the form starts with."""
        if self.date is not None:
            return proposal_for(self.date, on=self.on)
        if self.request.GET.get("loai") == "bao-chi":
            return press_proposal(self.keeper, on=self.on)
        return ad_hoc_proposal(self.keeper, on=self.on)

    @property
    def authority(self) -> Unit | None:
        """Who receives what the coordinating unit makes of the reports: the owner of the plan, else the top of the register."""
        plan, keeper = (self.date.plan if self.date else None), self.keeper
        if plan is None and (keeper is None or keeper.depth == 1):
            return None
        top = plan.unit if plan is not None else keeper.get_root() if keeper is not None else None
        return top if top is not None and may_open_cycle(self.request.user, top, plan, on=self.on) else None

    def form_arguments(self) -> dict[str, Any]:
        """The forms on offer and the proposal."""
        return {
            "offered": offered_forms(self.request.user, on=self.on), "authority": self.authority, "initial": initial_of(self.proposal),
        }  # fmt: skip

    def save(self, form: CycleForm) -> str:
        """Ask; a round that is there already is shown."""
        now = clock.now()
        plan = self.date.plan if self.date else None
        wanted = form.wanted(plan=plan, date=self.date, on=self.on)
        cycle = open_cycle(user=self.request.user, wanted=wanted, key=form.cleaned_data["key"], now=now)
        if cycle.opened_at == now:
            count = cycle.reports.count()
            told = ngettext("%(n)s unit was asked and told.", "%(n)s units were asked and told.", count)
            messages.success(self.request, told % {"n": count})
        else:
            messages.info(self.request, _("These reports were asked for before; here is the round."))
        return reverse("reporting:matrix", args=[cycle.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan beside the form."""
        plan = self.date.plan if self.date else None
        return super().get_context_data(plan=plan, date=self.date, authority=self.authority, **kwargs)


class KeepCycleScreen(RoundScreen):
    """A round's day, its units, closed or open."""

    template_name = "reporting/cycle_keep.html"
    page_title = gettext_lazy("Keep the round")
    header_icon = "cog"

    def allowed(self) -> bool:
        """Who keeps the round."""
        return super().allowed() and self.keeps

    def refused_address(self) -> str:
        """Back here."""
        return self.request.path

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; back to the screen."""
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "cycle": self.cycle, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        match sent.get("do", ""):
            case "day":
                day = DueDayForm(sent)
                if not day.is_valid():
                    return self._again(day_form=day)
                move_due_day(**said, due_on=day.cleaned_data["due_on"])
                messages.success(
                    request, _("The day was moved, and the units that have not handed in were told.")
                )
            case "senders":
                units = SendersForm(sent)
                if not units.is_valid():
                    return self._again(senders_form=units)
                count = add_senders(**said, units=units.cleaned_data["senders"])
                told = ngettext("%(n)s unit was added and told.", "%(n)s units were added and told.", count)
                messages.success(request, told % {"n": count})
            case "close":
                close_cycle(**said)
                messages.success(request, _("The round is closed."))
            case "reopen":
                reopen_cycle(**said)
                messages.success(request, _("The round takes reports again."))
        return redirect(request.path)

    def _again(self, **forms: Any) -> HttpResponseBase:
        for form in forms.values():
            name_what_is_missing(form)
        return self.render_to_response(self.get_context_data(**forms), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round with its levels above and below."""
        cycle = self.cycle
        kwargs.setdefault("day_form", DueDayForm(initial={"due_on": cycle.due_on}))
        kwargs.setdefault("senders_form", SendersForm())
        return super().get_context_data(
            asked=cycle.reports.count(), handed_in=cycle.reports.filter(state__in=COUNTED).count(),
            below=list(cycle.fed_by.select_related("keeper")), **kwargs,
        )  # fmt: skip
