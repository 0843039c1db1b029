"""Tags of the screens of notices: `{% load notices %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from nhipcau.notices.letters import as_html
from nhipcau.notices.models import Sending, SendingState

register = template.Library()

LOOKS: dict[str, str] = {
    SendingState.WAITING: "upcoming",
    SendingState.SENDING: "upcoming",
    SendingState.HANDED: "upcoming",
    SendingState.SENT: "met",
    SendingState.FAILED: "overdue",
    SendingState.UNKNOWN: "soon",
    SendingState.WITHDRAWN: "excused",
}
CODES: dict[str, str | Promise] = {
    "connection": _("The mail server could not be reached."),
    "password": _("The mail server did not accept the name and password of this installation."),
    "folder": _("The folder for letters could not be written to."),
    "address": _("The address of e-mail is not one that a mail server understands."),
    "worker-died": _("The program stopped at the very moment of handing over."),
    "no-answer": _("The mail server broke off without an answer."),
    "mail": _("The mail server refused the sender's address."),
    "recipient": _("The mail server refused the recipient's address."),
    "data": _("The mail server refused the letter."),
    "content": _("The mail server refused the letter."),
}


@register.inclusion_tag("nhipcau/badge.html")
def sending_badge(sending: Sending | None) -> Mapping[str, Any]:
    """How the letter fared, as colour, shape and word."""
    if sending is None:
        return {"state": "excused", "shape": "–", "word": _("in the application only")}
    look = LOOKS[sending.state]
    shapes = {"overdue": "●", "soon": "▲", "upcoming": "○", "met": "✓", "excused": "–"}
    return {"state": look, "shape": shapes[look], "word": sending.get_state_display()}


@register.filter
def why(sending: Sending | None) -> str:
    """What went wrong, in a sentence; nothing where nothing did."""
    if sending is None or not sending.code:
        return ""
    step, _sep, number = sending.code.partition("-")
    said = CODES.get(sending.code) or CODES.get(step, sending.code)
    return f"{said} ({number})" if number.isdecimal() else str(said)


@register.filter
def in_paragraphs(text: str) -> SafeString:
    """The text of a notice with its links."""
    return as_html(text)


@register.filter
def label_in(name: str, labels: Mapping[str, str]) -> str:
    """The label of a kind; its name where no room knows it any more."""
    return str(labels.get(name, name))
