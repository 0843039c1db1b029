"""Asking for reports: one form for the whole way up."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.fields import AlphabeticalChoice, DayField
from nhipcau.organisations.models import Unit, UnitGroup
from nhipcau.organisations.selectors import GroupMembers
from nhipcau.plans.models import Plan, ReportingDate
from nhipcau.reporting.forms.units import UnitsTyped, UnitTyped
from nhipcau.reporting.models import Cadence, ReportForm
from nhipcau.reporting.selectors.cycles import Proposal
from nhipcau.reporting.services.cycles import Upward, Wanted


class CycleForm(forms.Form):
    """A round: form, period, who reports to whom, by when, and the levels above."""

    form = AlphabeticalChoice(label=_("Report form"), queryset=ReportForm.objects.none(), empty_label=None)
    cadence = forms.ChoiceField(label=_("How often"), choices=Cadence.choices)
    title = forms.CharField(label=_("Title"), max_length=300, widget=forms.Textarea({"rows": 2}))
    period_from = DayField(label=_("Reports on the time from"))
    period_to = DayField(label=_("to"))
    cut_off_on = DayField(
        label=_("Figures are counted up to"),
        help_text=_("Where the period ends later, units state besides what they expect to its end."),
    )
    due_on = DayField(label=_("Units hand in by"))
    keeper = UnitTyped(label=_("Who receives and gathers"))
    senders = UnitsTyped(
        label=_("Units that report"), required=False, help_text=_("One a line; add or take out.")
    )
    group = forms.ModelChoiceField(
        label=_("And every unit of the group"), queryset=UnitGroup.objects.all(), required=False
    )
    authority_due_on = DayField(
        label=_("The authority receives the consolidated report by"),
        required=False,
        help_text=_("Empty: nothing is asked for."),
    )
    outside = forms.CharField(
        label=_("Body outside the register that it goes on to"), max_length=255, required=False
    )
    outside_due_on = DayField(
        label=_("That body receives the report by"),
        required=False,
        help_text=_("Empty: nothing is asked for."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, offered: QuerySet[ReportForm], authority: Unit | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = offered  # type: ignore[attr-defined]
        self.authority = authority
        if authority is None:
            del self.fields["authority_due_on"]

    def wanted(self, *, plan: Plan | None, date: ReportingDate | None, on: dt.date) -> Wanted:
        """As the service takes it; a group is the units it stands for today, without the one that receives."""
        data = self.cleaned_data
        senders = list(data["senders"])
        if data["group"] is not None:
            keys = [member.pk for member in GroupMembers(on=on).of_group(data["group"].pk)]
            senders += list(Unit.objects.filter(pk__in=keys).order_by("path"))
        upward = Upward(
            self.authority, data.get("authority_due_on"), data["outside"].strip(), data["outside_due_on"]
        )
        return Wanted(
            form_version=data["form"].current, cadence=data["cadence"], title=data["title"].strip(), keeper=data["keeper"],
            period_from=data["period_from"], period_to=data["period_to"], cut_off_on=data["cut_off_on"], due_on=data["due_on"],
            senders=senders, plan=plan, reporting_date=date, upward=upward,
        )  # fmt: skip


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """What the form starts with."""
    return {
        "form": proposal.form, "cadence": proposal.cadence, "title": proposal.title, "period_from": proposal.period_from,
        "period_to": proposal.period_to, "cut_off_on": proposal.cut_off_on, "due_on": proposal.due_on, "keeper": proposal.keeper,
        "senders": proposal.senders, "authority_due_on": proposal.authority_due_on, "outside": proposal.ministry if proposal.ministry_due_on else "",
        "outside_due_on": proposal.ministry_due_on, "key": uuid.uuid4(),
    }  # fmt: skip


class DueDayForm(forms.Form):
    """Another day by which reports are handed in."""

    due_on = DayField(label=_("Due day"))


class SendersForm(forms.Form):
    """Further units."""

    senders = UnitsTyped(label=_("Units that report"))
