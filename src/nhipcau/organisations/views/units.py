"""Screens of the register of units."""

from __future__ import annotations

import base64
import zlib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.organisations import services
from nhipcau.organisations.forms import ChangeForm, ImportForm, RenameForm, UnitForm
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
    people_of,
    successors_of,
    tree,
    units_seen_by,
    units_without_officer,
)

PER_PAGE = 100
SHEET = "units-sheet"
SAMPLE = (
    "mã,tên,tên viết tắt,mã cấp trên,loại,từ ngày,đến ngày,tên khác,tiếp nối\r\n"
    "T,Ủy ban nhân dân tỉnh,UBND tỉnh,,tỉnh,01/07/2025,,,\r\n"
    "T-NGV,Sở Ngoại vụ,SNgV,T,sở,01/07/2025,,Sở Ngoại vụ tỉnh; SNV đối ngoại,\r\n"
    "T-X1,Ủy ban nhân dân xã Ven Sông,UBND xã Ven Sông,T,xã,01/07/2025,,,\r\n"
)


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
    """The tree as an indented list with a search."""

    template_name = "organisations/register.html"
    page_title = _("Units")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the register."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the tree."""
        search, closed = self.request.GET.get("q", "").strip(), self.request.GET.get("closed") == "1"
        units = tree(self.request.user, on=self.on, search=search, closed=closed)
        page = Paginator(units, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            search=search,
            closed=closed,
            may_add=may_keep_some_unit(self.request.user, on=self.on),
            may_import=may_import_units(self.request.user, on=self.on),
            missing=units_without_officer(self.request.user, on=self.on).count(),
            **kwargs,
        )


class WithoutOfficerScreen(UnitsScreen):
    """Units nobody would answer for."""

    template_name = "organisations/without_officer.html"
    page_title = _("Units without a focal officer")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The units, of those the person sees."""
        units = units_without_officer(self.request.user, on=self.on)
        page = Paginator(units, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, **kwargs)


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
    """A unit: names over time, people, place in the tree."""

    template_name = "organisations/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the register knows of it that this person may read."""
        user, unit = self.request.user, self.unit
        return super().get_context_data(
            unit=unit,
            above=unit.get_ancestors(),
            below=unit.get_children(),
            names=unit.names.all(),
            aliases=unit.aliases.all(),
            groups=unit.groups.all(),
            follows=unit.follows.select_related("predecessor"),
            followed_by=unit.followed_by.select_related("successor"),
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
        units = units_seen_by(self.request.user, on=self.on, roles=keepers()).order_by("path")
        return {"units": units, "initial": {"above": self.request.GET.get("above")}}

    def save(self, form: Any) -> str:
        """Create it, then show it."""
        unit = services.create_unit(user=self.request.user, now=clock.now(), **form.cleaned_data)
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


class ChangeScreen(KeepUnit):
    """Place in the tree, other names, end and successors."""

    form_class = ChangeForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Change the entry")

    def form_arguments(self) -> dict[str, Any]:
        """What the entry says now."""
        unit = self.unit
        return {
            "unit": unit,
            "units": units_seen_by(self.request.user, on=self.on, roles=keepers()).order_by("path"),
            "initial": {
                "above": unit.get_parent(),
                "aliases": "\n".join(alias.alias for alias in unit.aliases.all()),
                "last_day": unit.valid_to,
                "successors": [row.successor_id for row in unit.followed_by.all()],
            },
        }

    def save(self, form: Any) -> str:
        """Save what was said; place and other names only where they were changed here."""
        unit, said = self.unit, form.cleaned_data
        services.change_unit(
            user=self.request.user,
            unit=unit,
            above=said["above"] if "above" in form.changed_data else None,
            aliases=said["aliases"] if "aliases" in form.changed_data else None,
            last_day=said["last_day"],
            successors=list(said["successors"]),
            now=clock.now(),
        )
        messages.success(self.request, _("The entry was saved."))
        return reverse("units:unit", args=[unit.pk])


class ImportScreen(UnitsScreen, FormScreen):
    """Bring units in from a spreadsheet: look first, then do it."""

    template_name = "organisations/import.html"
    page_title = _("Import units")
    form_class = ImportForm
    submit_label = _("Show what would change")

    def allowed(self) -> bool:
        """Those who keep the whole register."""
        return may_import_units(self.request.user, on=self.on)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Two steps: a file is compared and kept; a confirmation imports what was kept."""
        if "confirm" in request.POST:
            kept = request.session.pop(SHEET, None)
            if kept is None:
                messages.error(
                    request, _("The sheet is no longer here; choose it again. Nothing was imported.")
                )
                return redirect("units:import")
            data = zlib.decompress(base64.b64decode(kept["data"]))
            done = services.import_units(user=request.user, data=data, name=kept["name"], now=clock.now())
            said = gettext("Imported: %(new)s new, %(changed)s changed, %(same)s unchanged.")
            messages.success(request, said % {"new": done.new, "changed": done.changed, "same": done.same})
            return redirect("units:index")
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> str:
        """Compare, keep the sheet for the second step."""
        sheet = form.cleaned_data["sheet"]
        data = sheet.read(services.MOST_BYTES + 1)
        services.preview_import(user=self.request.user, data=data, name=sheet.name, now=clock.now())
        packed = base64.b64encode(zlib.compress(data)).decode()
        self.request.session[SHEET] = {"name": sheet.name[:200], "data": packed}
        return reverse("units:import")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comparison of the sheet that was kept, if any."""
        context = super().get_context_data(**kwargs)
        kept = self.request.session.get(SHEET)
        if kept and self.request.method == "GET":
            data = zlib.decompress(base64.b64decode(kept["data"]))
            context["preview"] = services.preview_import(
                user=self.request.user, data=data, name=kept["name"], now=clock.now()
            )
            context["sheet_name"] = kept["name"]
        return context


def sample_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet to fill in, with a byte order mark so that Excel reads the Vietnamese."""
    response = HttpResponse("\ufeff" + SAMPLE, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="don-vi-mau.csv"'
    return response
