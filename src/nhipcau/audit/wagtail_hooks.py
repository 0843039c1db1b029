"""Where the log meets the shell."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nhipcau.audit.policies import may_read_log
from nhipcau.audit.views import LogScreen

ACTIONS = {
    "sign_in": (_("Sign in"), _("Signed in")),
    "sign_out": (_("Sign out"), _("Signed out")),
    "sign_in_failed": (_("Failed sign-in"), _("Sign-in failed")),
    "change_password": (_("Change password"), _("Password changed")),
    "add_second_factor": (_("Add second factor"), _("Second factor added")),
    "remove_second_factor": (_("Remove second factor"), _("Second factor removed")),
}


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """The words of the log for what happens around signing in."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"accounts.{name}", label, message)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The address of the log."""
    return [path("nhat-ky/", LogScreen.as_view(), name="audit_log")]


class LogItem(MenuItem):
    """The log, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return may_read_log(request.user)


@hooks.register("register_admin_menu_item")
def log_item() -> MenuItem:
    """The log."""
    return LogItem(_("Log"), reverse("audit_log"), name="log", icon_name="history", order=900)
