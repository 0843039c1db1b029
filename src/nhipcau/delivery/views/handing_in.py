"""Handing in for several duties at once, and signing for several that there is nothing to report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import services
from nhipcau.delivery.forms import EvidenceForm, ReasonForm
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.policies import DOERS, KEEPERS
from nhipcau.delivery.selectors import handing
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError, Refused
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations.models import Unit

FEW_UNITS = 400


class SentByScript(FormScreen):
    """A form whose script sends it, so that what was typed and chosen stays on the page when the connection drops."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same as without the script, told in JSON: where to go, or what to correct."""
        if request.headers.get("X-Requested-With") != "fetch":
            return super().post(request, *args, **kwargs)
        form = self.form()
        if form.is_valid():
            try:
                return JsonResponse({"address": self.save(form)})
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
        errors = [
            {"field": form[name].id_for_label if name in form.fields else "", "text": text}
            for name, texts in form.errors.items()
            for text in texts
        ]
        return JsonResponse({"errors": errors}, status=422)


class Several(DeliveryScreen):
    """What screens about several duties share: `viec` in the address or the form names those that are chosen."""

    def allowed(self) -> bool:
        """Whoever may mark something somewhere."""
        return self.roles.everywhere or bool(self.roles.names & (DOERS | KEEPERS))

    @cached_property
    def chosen(self) -> list[Obligation]:
        """The duties that are ticked, as far as this person may mark them."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        keys = [number_in(key) for key in sent.getlist("viec")]
        return handing.chosen_duties(self.roles, [key for key in keys if key is not None])

    @cached_property
    def unit(self) -> Unit | None:
        """The unit whose work it is: the one asked for, else that of the chosen duties, else the own one."""
        asked = number_in(self.request.GET.get("don-vi", ""))
        units = handing.units_to_mark_for(self.roles)
        if asked is not None and (found := units.filter(pk=asked).first()) is not None:
            return found
        if self.chosen:
            return self.chosen[0].unit
        return handing.own_units(self.roles).first()

    def refused_address(self) -> str:
        """Back to the list."""
        return reverse("delivery:index")


class HandInScreen(Several, SentByScript):
    """One note, link, figure and files for as many duties as they show."""

    template_name = "delivery/hand_in.html"
    page_title = _("Hand in evidence")
    submit_label = _("Hand in")
    form_class = EvidenceForm

    def form_arguments(self) -> dict[str, Any]:
        """The day of this request."""
        return {"today": self.on}

    def pieces(self) -> dict[int, int | None]:
        """How many pieces were typed beside each chosen duty."""
        sent = self.request.POST
        return {row.pk: number_in(sent.get(f"pieces-{row.pk}", "").strip()) or None for row in self.chosen}

    def _refuse_unread_pieces(self) -> None:
        """Nobody's "2 bài" is silently taken for all that is missing."""
        for row in self.chosen:
            typed = self.request.POST.get(f"pieces-{row.pk}", "").strip()
            if typed and not number_in(typed):
                raise Refused(
                    gettext("“%(typed)s” is no number of pieces. Write digits only; nothing was saved yet.")
                    % {"typed": typed[:40]},
                    code="pieces",
                )

    def save(self, form: EvidenceForm) -> str:
        """Hand in for all that is ticked."""
        self._refuse_unread_pieces()
        pieces = self.pieces()
        duties = [services.Duty(row, pieces[row.pk]) for row in self.chosen]
        evidence = services.hand_in(
            user=self.request.user, duties=duties, given=form.given(), now=clock.now()
        )
        count = len(duties)
        met = sum(row.met_on is not None for row in self.chosen)
        said = ngettext("Handed in for %(count)s duty.", "Handed in for %(count)s duties.", count) % {
            "count": count
        }
        if met < count:
            said += " " + gettext("Met: %(met)s; of the others something is still missing.") % {"met": met}
        if evidence.on_behalf:
            said += " " + gettext("The history says that you did it for %(unit)s.") % {
                "unit": evidence.unit.name
            }
        messages.success(self.request, said)
        if count == 1:
            return reverse("delivery:obligation", args=[duties[0].obligation.pk])
        return reverse("delivery:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The duties of one unit, with those that are chosen."""
        text = self.request.GET.get("tim", "").strip()[:200]
        duties = handing.open_duties(self.roles, self.unit, text=text) if self.unit else []
        there = {row.pk for row in duties}
        ticked = {row.pk for row in self.chosen}
        extra = [row for row in self.chosen if row.pk not in there]
        typed = self.pieces() if self.request.method == "POST" else {}
        units = list(handing.units_to_mark_for(self.roles)[: FEW_UNITS + 1])
        own = self.unit is not None and self.roles.cover(self.unit, DOERS)
        return super().get_context_data(
            unit=self.unit,
            units=units if 1 < len(units) <= FEW_UNITS else [],
            duties=[
                (row, row.pk in ticked, typed.get(row.pk) or max(1, row.missing)) for row in [*extra, *duties]
            ],
            search=text,
            cut=len(duties) >= handing.MOST_DUTIES,
            on_behalf=not own,
            handed_in=" ".join(handing.sent_keys(self.request.user)),
            **kwargs,
        )


class ExcuseSeveralScreen(Several, FormScreen):
    """Sign for several duties that there is nothing to report."""

    template_name = "delivery/excuse_several.html"
    page_title = _("Nothing to report")
    submit_label = _("Sign “nothing to report”")
    form_class = ReasonForm

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the list."""
        return super().crumbs()

    def save(self, form: ReasonForm) -> str:
        """Sign for all of them."""
        count = services.excuse_several(
            user=self.request.user,
            obligations=self.chosen,
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        )
        messages.success(
            self.request,
            ngettext("Signed for %(count)s duty: nothing to report.", "Signed for %(count)s duties: nothing to report.", count)
            % {"count": count},
        )  # fmt: skip
        return reverse("delivery:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is signed for, by whom and in what position."""
        return super().get_context_data(
            rows=handing.still_owed(self.chosen, on=self.on), chosen=self.chosen, signer=self.request.user, back=reverse("delivery:index"), **kwargs,
        )  # fmt: skip
