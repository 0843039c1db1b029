"""The shell: brand, menu and style of Wagtail's admin for every room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

# Wagtail's own entries that only people with the matching permission meet.
_NEEDS = {
    "explorer": "wagtailcore.add_page",
    "images": "wagtailimages.add_image",
    "documents": "wagtaildocs.add_document",
    "snippets": "",
    "help": "",
}


@hooks.register("insert_global_admin_css")
def own_style() -> SafeString:
    """The style sheet every screen shares."""
    return format_html('<link rel="stylesheet" href="{}">', static("nhipcau/nhipcau.css"))


@hooks.register("construct_main_menu")
def only_what_is_needed(request: HttpRequest, menu_items: list[Any]) -> None:
    """Officers see the work; Wagtail's machinery is for those who have a permission to use it."""
    menu_items[:] = [item for item in menu_items if _is_needed(request, item.name)]


def _is_needed(request: HttpRequest, name: str) -> bool:
    permission = _NEEDS.get(name)
    return permission is None or (permission != "" and request.user.has_perm(permission))
