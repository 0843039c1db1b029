"""Screens of the register of units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.fields import day_in
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.kernel.validity import in_force
from nhipcau.organisations import services
from nhipcau.organisations.forms import ChangeForm, UnitForm
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import (
    keepers,
    may_give_some_role,
    may_import_units,
    may_keep_some_unit,
    may_keep_units,
    may_read_people,
    may_see_register,
)
from nhipcau.organisations.selectors import (
    GroupMembers,
    kind_choices,
    level_of,
    names_on,
    people_of,
    successors_of,
    timeline_of,
    tree,
    units_seen_by,
    units_without_officer,
)

PER_PAGE = 100


class UnitsScreen(Screen):
    """What the screens of the register share."""

    header_icon = "group"

    def allowed(self) -> bool:
        """Everybody with a role looks units up."""
        return may_see_register(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register."""
        return [(reverse("units:index"), _("Units"))]


class RegisterScreen(UnitsScreen):
    """The register level by level, on any day; as a list where something is looked for."""

    template_name = "organisations/register.html"
    page_title = _("Units")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the register."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of a level, or of what was found."""
        user, asked = self.request.user, self.request.GET
        search, kind = asked.get("q", "").strip(), asked.get("loai", "")
        closed, day = asked.get("closed") == "1", day_in(asked.get("ngay", "")) or self.on
        level = None
        if search or kind or closed:
            rows: Any = tree(user, on=day, search=search, closed=closed, kind=kind)
        else:
            level = level_of(user, on=day, at=number_in(asked.get("duoi", "")))
            rows = level.units
        page = Paginator(rows, PER_PAGE).get_page(asked.get("p"))
        return super().get_context_data(
            page=page,
            above=self._above(page) if level is None else {},
            level=level,
            kinds=kind_choices(),
            wanted={"search": search, "kind": kind, "closed": closed, "day": day},
            is_today=day == self.on,
            may_add=may_keep_some_unit(user, on=self.on),
            may_import=may_import_units(user, on=self.on),
            may_set_up=may_keep_units(user, None, on=self.on),
            missing=units_without_officer(user, on=self.on).count(),
            **kwargs,
        )

    def _above(self, page: Any) -> dict[str, str]:
        """Path → name of the units directly above those of a page."""
        paths = {unit.path_above for unit in page}
        return dict(Unit.objects.filter(path__in=paths).values_list("path", "name"))


class OneUnit(UnitsScreen):
    """A screen about the unit in the address."""

    @cached_property
    def unit(self) -> Unit:
        """The unit, whether it exists today or ended."""
        unit: Unit = get_object_or_404(Unit.objects.all(), pk=self.kwargs["pk"])
        return unit

    def get_page_title(self) -> str:
        """The unit's name."""
        return self.unit.name


class UnitScreen(OneUnit):
    """A unit: what it is, where it stands, its history, its people."""

    template_name = "organisations/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the register knows of it that this person may read."""
        user, unit = self.request.user, self.unit
        day = day_in(self.request.GET.get("ngay", ""))
        return super().get_context_data(
            unit=unit,
            day=day if day != self.on else None,
            called=names_on([unit.pk], on=day)[unit.pk] if day and day != self.on else None,
            above=unit.get_ancestors(),
            below=unit.get_children().filter(in_force(self.on)),
            timeline=timeline_of(unit),
            aliases=unit.aliases.all(),
            groups=GroupMembers(on=self.on).groups_of(unit.pk),
            carried_on_by=successors_of(unit, on=self.on),
            people=people_of(user, unit, on=self.on),
            may_read_people=may_read_people(user, unit, on=self.on),
            may_keep=may_keep_units(user, unit, on=self.on),
            may_grant=may_give_some_role(user, unit, on=self.on),
            **kwargs,
        )


class CreateScreen(UnitsScreen, FormScreen):
    """Enter a unit."""

    page_title = _("Add a unit")
    form_class = UnitForm
    submit_label = _("Add the unit")

    def allowed(self) -> bool:
        """Those who keep some part of the register."""
        return may_keep_some_unit(self.request.user, on=self.on)

    def form_arguments(self) -> dict[str, Any]:
        """Below which units, and the one the person came from."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers())
        return {"units": units, "initial": {"above": number_in(self.request.GET.get("above", ""))}}

    def save(self, form: Any) -> str:
        """Create it, then show it."""
        unit = services.create_unit(user=self.request.user, now=clock.now(), **form.said())
        messages.success(self.request, _("The unit was added."))
        return reverse("units:unit", args=[unit.pk])


class KeepUnit(OneUnit, FormScreen):
    """A form about one unit, for those who keep it."""

    def allowed(self) -> bool:
        """Those who keep this unit."""
        return may_keep_units(self.request.user, self.unit, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register and the unit."""
        return [*super().crumbs(), (reverse("units:unit", args=[self.unit.pk]), self.unit.name)]


class ChangeScreen(KeepUnit):
    """Kind, other names, contact, end and successors."""

    form_class = ChangeForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Change the entry")

    def form_arguments(self) -> dict[str, Any]:
        """What the entry says now."""
        unit = self.unit
        initial = {name: getattr(unit, name) for name in services.CORRECTED}
        return {
            "unit": unit,
            "units": units_seen_by(self.request.user, on=self.on, roles=keepers()),
            "initial": {
                **initial,
                "aliases": "\n".join(alias.alias for alias in unit.aliases.all()),
                "last_day": unit.valid_to,
                "successors": Unit.objects.filter(follows__predecessor=unit).order_by("path"),
            },
        }

    def save(self, form: Any) -> str:
        """Save what was said; fields only where they were changed here."""
        unit, said = self.unit, form.cleaned_data
        services.change_unit(
            user=self.request.user,
            unit=unit,
            aliases=said["aliases"] if "aliases" in form.changed_data else None,
            corrected={name: said[name] for name in services.CORRECTED if name in form.changed_data},
            last_day=said["last_day"],
            successors=list(said["successors"]),
            now=clock.now(),
        )
        messages.success(self.request, _("The entry was saved."))
        return reverse("units:unit", args=[unit.pk])
