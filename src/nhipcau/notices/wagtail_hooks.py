"""Notices in the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from nhipcau.notices import urls
from nhipcau.notices.kinds import all_kinds
from nhipcau.notices.models import Notice
from nhipcau.notices.policies import may_keep_notices
from nhipcau.notices.selectors import unread_count


@hooks.register("register_admin_urls")
def notices_urls() -> list[URLPattern | URLResolver]:
    """Addresses of the room's screens."""
    return [path("thong-bao/", include((urls, "notices")))]


class InboxItem(MenuItem):
    """One's own notices, with the number of unread ones."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The number stands in the label, so that it is read out as well."""
        count = unread_count(request.user) if request.user.is_authenticated else 0
        label = f"{self.label} ({localize(count)})" if count else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


@hooks.register("register_admin_menu_item")
def inbox_item() -> MenuItem:
    """For everybody."""
    return InboxItem(_("Notices"), reverse("notices:index"), name="notices", icon_name="mail", order=100)


class OutboxItem(MenuItem):
    """What went out, for those who keep it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Administrators."""
        return may_keep_notices(request.user)


@hooks.register("register_admin_menu_item")
def outbox_item() -> MenuItem:
    """Beside the log."""
    return OutboxItem(
        _("Sent notices"), reverse("notices:outbox"), name="outbox", icon_name="mail", order=890
    )


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls a notice."""
    if kind != "notices.notice":
        return {}
    rows = Notice.objects.filter(pk__in=keys).values_list("pk", "subject")
    return {pk: (subject, reverse("notices:out", args=[pk])) for pk, subject in rows}


@hooks.register("words_in_log")
def words_in_log() -> Mapping[str, Mapping[str, str | Promise]]:
    """The kinds of notices."""
    return {"kind": {name: kind.label for name, kind in all_kinds().items()}}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of notices."""
    actions.register_action("notices.reword", _("Word a notice"), _("Wording of a notice changed"))
    actions.register_action(
        "notices.default_again", _("Word a notice as delivered"), _("Wording of a notice set back")
    )
    actions.register_action(
        "notices.send_again", _("Send a letter again"), _("Letter ordered to be sent again")
    )
