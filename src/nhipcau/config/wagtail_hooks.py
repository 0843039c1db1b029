"""The shell: brand, menu and style of Wagtail's admin for every room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

# Wagtail's own entries that only people with the matching permission meet; superusers have every permission.
# Files come in by the library alone (see config/urls.py).
_CLOSED = {"images", "documents"}
_NEEDS = {
    "explorer": "wagtailcore.add_page",
    "snippets": "wagtailadmin.all_of_wagtail",
    "help": "wagtailadmin.all_of_wagtail",
    "reports": "wagtailadmin.all_of_wagtail",
    "settings": "wagtailadmin.all_of_wagtail",
}


@hooks.register("insert_global_admin_css")
def own_style() -> SafeString:
    """The style sheet every screen shares."""
    return format_html('<link rel="stylesheet" href="{}">', static("nhipcau/nhipcau.css"))


@hooks.register("insert_global_admin_js")
def own_script() -> SafeString:
    """The few lines of script every screen shares."""
    return format_html('<script src="{}" defer></script>', static("nhipcau/nhipcau.js"))


@hooks.register("construct_main_menu")
def only_what_is_needed(request: HttpRequest, menu_items: list[Any]) -> None:
    """Officers see the work; Wagtail's machinery is for those who have a permission to use it."""
    menu_items[:] = [
        item for item in menu_items if item.name not in _CLOSED and _is_needed(request, item.name)
    ]


def _is_needed(request: HttpRequest, name: str) -> bool:
    permission = _NEEDS.get(name)
    return permission is None or request.user.has_perm(permission)


@hooks.register("construct_settings_menu")
def accounts_are_kept_elsewhere(request: HttpRequest, menu_items: list[Any]) -> None:
    """People and their roles have screens of their own; groups and workflows are not used."""
    unused = {"users", "groups", "workflows", "workflow-tasks"}
    menu_items[:] = [item for item in menu_items if item.name not in unused]


@hooks.register("register_account_menu_item")
def password_item(request: HttpRequest) -> dict[str, Any]:
    """Changing one's password, on the page of one's own settings."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("At least ten characters."),
    }


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, Any]:
    """Setting up the second factor, on the same page."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Two-step sign-in"),
        "help_text": _(
            "An authenticator application or a passkey protects the account besides the password."
        ),
    }
