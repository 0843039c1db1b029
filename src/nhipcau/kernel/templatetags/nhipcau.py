"""Template tags every room's screens may use: `{% load nhipcau %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# State → shape and word. Other words may be given; the colour and the shape stay.
STATES = {
    "overdue": ("●", _("Overdue")),
    "soon": ("▲", _("Due soon")),
    "upcoming": ("○", _("Upcoming")),
    "met": ("✓", _("Met")),
    "excused": ("–", _("Excused")),
}


@register.inclusion_tag("nhipcau/badge.html")
def badge(state: str, word: str = "") -> Mapping[str, Any]:
    """A state as colour, word and shape: `{% badge "overdue" %}`, `{% badge "soon" _("Due this week: 3") %}`."""
    shape, usual = STATES[state]
    return {"state": state, "shape": shape, "word": word or usual}


@register.simple_tag(takes_context=True)
def address_with(context: RequestContext, **changes: Any) -> str:
    """The query string of this page with some values changed (None or "" drops one): filters stay in the address."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return SafeString("?" + query.urlencode())


@register.inclusion_tag("nhipcau/pages.html", takes_context=True)
def pages(context: RequestContext, page: Any) -> Mapping[str, Any]:
    """Links to the other pages of a list: `{% pages page_obj %}`; the page number stands in `p`."""
    return {
        "request": context["request"],
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
    }


@register.simple_tag
def may_reset_by_mail() -> bool:
    """Whether this installation can send e-mail."""
    return bool(settings.EMAIL_HOST)


@register.filter
def unlocalized(number: int) -> str:
    """A number as addresses need it: 1234, not 1.234."""
    return str(number)


@register.filter
def under(values: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key; None where it holds nothing."""
    return values.get(key)
