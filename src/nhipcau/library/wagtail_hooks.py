"""The library in the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from nhipcau.library.models import StoredFile


@hooks.register("register_admin_urls")
def library_urls() -> list[Any]:
    """Downloads stand in the shell, behind its sign-in."""
    return [path("tep/", include("nhipcau.library.urls"))]


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls a file: its name, as long as it is kept."""
    if kind != "library.storedfile":
        return {}
    return {
        pk: (name, "")
        for pk, name in StoredFile.objects.filter(pk__in=keys).values_list("pk", "original_name")
        if name
    }


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of files."""
    actions.register_action("library.take_in", _("Take a file in"), _("File taken in"))
    actions.register_action("library.purge", _("Remove a secret file"), _("Secret file removed"))
    actions.register_action(
        "library.damaged", _("Find a file damaged"), _("File found damaged, not given out")
    )
