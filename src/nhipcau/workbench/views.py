"""The home page."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.policies import may_mark_as
from nhipcau.kernel.screens import Screen
from nhipcau.organisations.policies import Roles, roles_of
from nhipcau.plans.policies import may_upload_anywhere
from nhipcau.workbench.selectors import home_of


class HomeScreen(Screen):
    """What do I have to do now, and how do things stand."""

    template_name = "workbench/home.html"
    header_icon = "home"

    @cached_property
    def roles(self) -> Roles:
        """The roles of this person today."""
        return roles_of(self.request.user, on=self.on)

    def get_page_title(self) -> str | Promise:
        """Named by what stands on it."""
        return _("My work")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This is where they begin."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts of the page that this person has a use for."""
        home = home_of(self.request.user, self.roles, on=self.on)
        rows = [*home.next_own, *home.beside]
        return super().get_context_data(
            home=home,
            markable={row.pk for row in rows if may_mark_as(self.roles, row)},
            may_upload=may_upload_anywhere(self.request.user, on=self.on),
            **kwargs,
        )
