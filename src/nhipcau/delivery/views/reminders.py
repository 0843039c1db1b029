"""Screens of reminders: who was told what, when reminders of a plan go out, and reminding at once."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors
from nhipcau.delivery.forms import RemindForm, RuleForm, ToldForm
from nhipcau.delivery.models import UNMARKED, Obligation, ReminderRule
from nhipcau.delivery.policies import FOLLOWERS, KEEPERS
from nhipcau.delivery.selectors.told import plans_kept, rule_of, told
from nhipcau.delivery.services.reminding_by_hand import MOST_AT_ONCE, remind_now, save_rule
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.delivery.views.lists import filters_of
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.screens import FormScreen
from nhipcau.plans.models import Plan

PER_PAGE = 50
REMINDERS = _("Reminders")
RULES = _("When reminders go out")


class RemindersScreen(DeliveryScreen):
    """Who was reminded of what, and when."""

    template_name = "delivery/reminders.html"
    page_title = REMINDERS

    def allowed(self) -> bool:
        """Those who follow the work of units."""
        return bool(self.roles.names & FOLLOWERS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        plans = selectors.plans_in_sight(self.roles).order_by("-period_from", "-pk")
        choices = [(plan.pk, f"{plan.printed_number} {plan.title}"[:90]) for plan in plans[:200]]
        form = ToldForm(self.request.GET, plans=choices)
        page = Paginator(told(self.roles, form.wanted()), PER_PAGE).get_page(self.request.GET.get("p"))
        keeps = bool(self.roles.names & KEEPERS)
        return super().get_context_data(form=form, page=page, keeps=keeps, **kwargs)


class RulesScreen(DeliveryScreen):
    """The plans whose reminders this person keeps, each with its rule."""

    template_name = "delivery/reminders_rules.html"
    page_title = RULES

    def allowed(self) -> bool:
        """Those who keep plans."""
        return bool(self.roles.names & KEEPERS)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The lists."""
        return [*super().crumbs(), (reverse("delivery:reminders"), REMINDERS)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of plans."""
        page = Paginator(plans_kept(self.roles), PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [(plan, getattr(plan, "reminder_rule", None) or ReminderRule(plan=plan)) for plan in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class RuleScreen(FormScreen, RulesScreen):
    """The rule of one plan."""

    template_name = "delivery/reminders_rule.html"
    page_title = RULES
    form_class = RuleForm

    @cached_property
    def plan(self) -> Plan:
        """The plan in the address; not found where this person does not keep it."""
        plan = plans_kept(self.roles).filter(pk=self.kwargs["pk"]).first()
        if plan is None:
            raise Http404
        return plan

    @cached_property
    def rule(self) -> ReminderRule:
        """Its rule, or the defaults."""
        return rule_of(self.plan)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The lists."""
        return [*super().crumbs(), (reverse("delivery:reminder-rules"), RULES)]

    def form_arguments(self) -> dict[str, Any]:
        """What holds now."""
        rule = self.rule
        return {
            "initial": {
                "is_on": rule.is_on,
                "before": ", ".join(map(str, rule.before)),
                "after": ", ".join(map(str, rule.after)),
                "leader_after": rule.leader_after,
                "coordinator_after": rule.coordinator_after,
                "seen": rule.changed_at.isoformat() if rule.changed_at else "",
            }
        }

    def save(self, form: RuleForm) -> str:
        """Save the rule."""
        given = dict(form.cleaned_data)
        try:
            seen = parse_datetime(given.pop("seen"))
        except ValueError:
            seen = None
        save_rule(user=self.request.user, plan=self.plan, seen=seen, now=clock.now(), **given)
        messages.success(self.request, gettext("Saved. The next round of reminders follows it."))
        return reverse("delivery:reminder-rules")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan and the form."""
        return super().get_context_data(**{**kwargs, "plan": self.plan})


class RemindScreen(FormScreen, DeliveryScreen):
    """Remind at once of one obligation (`viec` in the address) or of all that a list shows (its filters in the address)."""

    template_name = "delivery/reminders_now.html"
    page_title = _("Remind now")
    form_class = RemindForm
    submit_label = _("Remind now")

    def allowed(self) -> bool:
        """Those who keep plans."""
        return bool(self.roles.names & KEEPERS)

    @cached_property
    def chosen(self) -> list[int]:
        """What is still owed of it, and kept by this person."""
        kept = self.roles.units(KEEPERS, prefix="plan__unit__") | self.roles.units(KEEPERS, prefix="unit__")
        rows = Obligation.objects.filter(kept, UNMARKED)
        if "viec" in self.request.GET:
            rows = rows.filter(pk=number_in(self.request.GET["viec"]) or 0)
        else:
            _form, filters = filters_of(self.request, self.roles)
            listed = selectors.obligations(self.roles, filters, on=self.on)
            rows = rows.filter(pk__in=listed.order_by().values("pk"))
        return list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])

    def form_arguments(self) -> dict[str, Any]:
        """A key, so that sending twice reminds once."""
        return {"initial": {"key": uuid.uuid4()}}

    def back(self) -> str:
        """The obligation or the list that this began from."""
        if "viec" in self.request.GET and self.chosen:
            return reverse("delivery:obligation", args=[self.chosen[0]])
        return f"{reverse('delivery:index')}?{self.request.GET.urlencode()}"

    def save(self, form: RemindForm) -> str:
        """Remind."""
        given = form.cleaned_data
        came = remind_now(
            user=self.request.user, obligations=self.chosen, text=given["text"], key=given["key"], now=clock.now()
        )  # fmt: skip
        told_people = ngettext("%(count)s person was told", "%(count)s people were told", came.people)
        said = [told_people % {"count": came.people}]
        if came.left_out:
            left = ngettext(
                "%(count)s obligation was left out: reminded of by hand today already, or nobody answers for it",
                "%(count)s obligations were left out: reminded of by hand today already, or nobody answers for them",
                came.left_out,
            )
            said.append(left % {"count": came.left_out})
        messages.success(self.request, ". ".join(said) + ".")
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How much it is about, before anybody is told."""
        shown = Obligation.objects.filter(pk__in=self.chosen[:20]).select_related("task", "unit")
        return super().get_context_data(
            count=len(self.chosen),
            too_many=len(self.chosen) > MOST_AT_ONCE,
            shown=shown.order_by("due_on", "pk"),
            back=self.back(),
            **kwargs,
        )
