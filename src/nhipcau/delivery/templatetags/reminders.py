"""Tags of reminders: `{% load reminders %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext, ngettext

from nhipcau.accounts.models import Role
from nhipcau.delivery.models import Audience, Obligation, Reminder
from nhipcau.delivery.policies import KEEPERS, keeps
from nhipcau.delivery.selectors.told import reminders_of
from nhipcau.kernel import clock
from nhipcau.organisations.policies import roles_of

register = template.Library()


@register.inclusion_tag("delivery/reminders_told.html", takes_context=True)
def reminders_told(context: RequestContext, obligation: Obligation) -> Mapping[str, Any]:
    """Who was reminded of this obligation, by name for those who may read the people of that unit; for keepers a link to remind now."""
    roles = roles_of(context["request"].user, on=clock.today())
    kept = keeps(roles, obligation)
    owed = not (obligation.met_on or obligation.excused_on or obligation.paused_on or obligation.cancelled_on)
    rows = [(row, kept or roles.cover(row.unit)) for row in reminders_of(obligation)]
    return {"rows": rows, "may_remind": kept and owed, "obligation": obligation}


@register.inclusion_tag("delivery/reminders_links.html", takes_context=True)
def reminder_links(context: RequestContext) -> Mapping[str, Any]:
    """Links above the list of obligations: remind of all that it shows, and who was reminded."""
    names = roles_of(context["request"].user, on=clock.today()).names
    return {"keeps": bool(names & KEEPERS), "query": context["request"].GET.urlencode()}


@register.filter
def step_in_words(row: Reminder) -> str:
    """At which step of the rule somebody was told."""
    if row.step is None:
        return gettext("by hand, by %(person)s") % {"person": row.ordered_by}
    if row.step == 0:
        return gettext("on the due day")
    words = (
        ngettext("%(count)s working day before", "%(count)s working days before", -row.step)
        if row.step < 0
        else ngettext("%(count)s working day after", "%(count)s working days after", row.step)
    )
    return words % {"count": abs(row.step)}


@register.filter
def role_in_words(row: Reminder) -> str:
    """The role in which somebody was told: the office first, then the name."""
    return str(Role(row.role).label)


@register.filter
def audience_in_words(row: Reminder) -> str:
    """Why somebody was told."""
    return str(Audience(row.audience).label)
