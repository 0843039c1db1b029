"""Delivery in the shell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of obligations."""
    actions.register_action("delivery.expand", _("Set out what is owed"), _("What is owed was set out"))
    actions.register_action("delivery.mark_met", _("Hand in evidence"), _("Evidence handed in"))
    actions.register_action("delivery.withdraw", _("Withdraw evidence"), _("Evidence withdrawn"))
    actions.register_action("delivery.excuse", _("Sign “nothing to report”"), _("Signed: nothing to report"))
    actions.register_action("delivery.pause", _("Pause"), _("Paused"))
    actions.register_action("delivery.reopen", _("Reopen"), _("Reopened"))
