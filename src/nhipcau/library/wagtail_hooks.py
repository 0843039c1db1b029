"""The library in the shell."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_admin_urls")
def library_urls() -> list[Any]:
    """Downloads stand in the shell, behind its sign-in."""
    return [path("tep/", include("nhipcau.library.urls"))]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of files."""
    actions.register_action("library.take_in", _("Take a file in"), _("File taken in"))
    actions.register_action("library.purge", _("Remove a secret file"), _("Secret file removed"))
