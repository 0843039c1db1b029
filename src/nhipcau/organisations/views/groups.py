"""Screens of group names: which units "các sở, ban, ngành" stands for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms import GroupForm
from nhipcau.organisations.models import UnitGroup
from nhipcau.organisations.policies import may_import_units
from nhipcau.organisations.selectors import group_sizes, register_of_units
from nhipcau.organisations.views.units import UnitsScreen


class GroupsScreen(UnitsScreen):
    """All group names with how many units each stands for today."""

    template_name = "organisations/groups.html"
    page_title = _("Group names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Groups and whether this person keeps them."""
        return super().get_context_data(
            groups=group_sizes(on=self.on), may_keep=may_import_units(self.request.user, on=self.on), **kwargs
        )


class GroupScreen(UnitsScreen, FormScreen):
    """Say for which units a group name stands; without a number in the address, a new one."""

    form_class = GroupForm

    def allowed(self) -> bool:
        """Those who keep the whole register."""
        return may_import_units(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register and the list of group names."""
        return [*super().crumbs(), (reverse("units:groups"), _("Group names"))]

    @cached_property
    def group(self) -> UnitGroup | None:
        """The group in the address."""
        return get_object_or_404(UnitGroup, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> str:
        """The group's name."""
        return self.group.name if self.group else gettext("Add a group name")

    def form_arguments(self) -> dict[str, Any]:
        """What is known of the group."""
        units = register_of_units(self.request.user, on=self.on).order_by("path")
        if self.group is None:
            return {"units": units}
        initial = {
            "name": self.group.name,
            "other_names": "\n".join(self.group.other_names),
            "kinds": self.group.kinds,
            "members": self.group.members.all(),
        }
        return {"units": units, "named": self.group.name, "initial": initial}

    def save(self, form: Any) -> str:
        """Save, then back to the list."""
        services.save_group(user=self.request.user, now=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The group name was saved."))
        return reverse("units:groups")
