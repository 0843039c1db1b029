"""Screens of what becomes of a unit: another name, another place, merged, split, dissolved. What will happen is told first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms import DissolveForm, MergeForm, MoveForm, RenameForm, SplitForm
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import keepers, may_keep_some_unit
from nhipcau.organisations.selectors import consequences_of, units_seen_by
from nhipcau.organisations.views.units import KeepUnit, UnitsScreen


class RenameScreen(KeepUnit):
    """A new name from a day on."""

    form_class = RenameForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("New name")

    def form_arguments(self) -> dict[str, Any]:
        """From today, unless said otherwise."""
        return {"initial": {"since": self.on, "name": self.unit.name, "short_name": self.unit.short_name}}

    def save(self, form: Any) -> str:
        """Rename, then show the unit."""
        services.rename_unit(user=self.request.user, unit=self.unit, now=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The new name was saved."))
        return reverse("units:unit", args=[self.unit.pk])


class MoveScreen(KeepUnit):
    """Another place in the tree from a day on."""

    form_class = MoveForm
    submit_label = _("Move the unit")

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Another place")

    def form_arguments(self) -> dict[str, Any]:
        """Where it stands, and from today."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers())
        initial = {"above": self.unit.get_parent(), "since": self.on}
        return {"unit": self.unit, "units": units, "initial": initial}

    def save(self, form: Any) -> str:
        """Move it, then show the unit."""
        services.move_unit(user=self.request.user, unit=self.unit, now=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The new place was saved."))
        return reverse("units:unit", args=[self.unit.pk])


class TellsFirst(FormScreen):
    """Shows what hangs on the units that end; the second button does it."""

    template_name = "organisations/becoming.html"
    submit_label = _("Show what will happen")

    def ending(self, said: dict[str, Any]) -> list[Unit]:
        """The units that would end."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Without the second word: the form again, with what would happen above it."""
        form = self.form()
        if "confirm" not in request.POST and form.is_valid():
            told = consequences_of(self.ending(form.said()), on=self.on)
            return self.render_to_response(
                self.get_context_data(form=form, told=told, said=form.cleaned_data)
            )
        return super().post(request, *args, **kwargs)


class MergeScreen(UnitsScreen, TellsFirst):
    """Several units into one."""

    form_class = MergeForm
    page_title = _("Merge units")

    def allowed(self) -> bool:
        """Those who keep some part of the register."""
        return may_keep_some_unit(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register."""
        return [(reverse("units:index"), _("Units"))]

    def form_arguments(self) -> dict[str, Any]:
        """The unit the person came from."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers())
        start = Unit.objects.filter(pk=number_in(self.request.GET.get("don-vi", "")) or 0)
        first = start.first()
        above = Unit.objects.filter(path=first.path_above).first() if first else None
        initial = {
            "units": list(start),
            "since": self.on,
            "new_above": above,
            "new_kind": first.kind if first else None,
        }
        return {"units": units, "initial": initial}

    def ending(self, said: dict[str, Any]) -> list[Unit]:
        """All but the one that goes on."""
        return [unit for unit in said["units"] if unit != said["into"]]

    def save(self, form: Any) -> str:
        """Merge them, then show the one that goes on."""
        unit = services.merge_units(user=self.request.user, now=clock.now(), **form.said())
        messages.success(self.request, _("The units were merged."))
        return reverse("units:unit", args=[unit.pk])


class SplitScreen(TellsFirst, KeepUnit):
    """One unit into several."""

    form_class = SplitForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Split the unit")

    def form_arguments(self) -> dict[str, Any]:
        """From today, unless said otherwise."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers())
        return {"unit": self.unit, "units": units, "initial": {"since": self.on, "new_kind": self.unit.kind}}

    def ending(self, said: dict[str, Any]) -> list[Unit]:
        """The unit, unless it goes on."""
        return [] if said["continues"] else [self.unit]

    def save(self, form: Any) -> str:
        """Split it, then show the unit with its successors."""
        services.split_unit(user=self.request.user, unit=self.unit, now=clock.now(), **form.said())
        messages.success(self.request, _("The unit was split."))
        return reverse("units:unit", args=[self.unit.pk])


class DissolveScreen(TellsFirst, KeepUnit):
    """A unit that is no more."""

    form_class = DissolveForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Dissolve the unit")

    def form_arguments(self) -> dict[str, Any]:
        """From today, unless said otherwise."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers())
        return {"unit": self.unit, "units": units, "initial": {"since": self.on}}

    def ending(self, said: dict[str, Any]) -> list[Unit]:
        """The unit."""
        return [self.unit]

    def save(self, form: Any) -> str:
        """Dissolve it, then show what is left."""
        services.dissolve_unit(user=self.request.user, unit=self.unit, now=clock.now(), **form.said())
        messages.success(self.request, _("The unit was dissolved."))
        return reverse("units:unit", args=[self.unit.pk])
