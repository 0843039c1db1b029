"""Screens that make the register of a province from the catalogue: choose it, look at what would be made, make it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

import vanban
from nhipcau.kernel import clock
from nhipcau.kernel.folding import fold
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms.set_up import SetUpForm
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import may_keep_units
from nhipcau.organisations.views.units import UnitsScreen

UNCERTAIN = "unverified"


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """A province to choose."""

    province: vanban.Province
    merged: tuple[vanban.Province, ...]
    communes: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A standing body to tick; `is_there` where the register holds it, `is_uncertain` where a person should check."""

    key: str
    name: str
    short_name: str
    source: str
    is_ticked: bool
    is_there: bool
    is_uncertain: bool
    below: tuple[BodyRow, ...] = ()


class SetUpScreens(UnitsScreen):
    """Who sets up provinces."""

    def allowed(self) -> bool:
        """Administrators of a root; in an empty register, the installation's superuser."""
        return may_keep_units(self.request.user, None, on=self.on)


class ChooseProvinceScreen(SetUpScreens):
    """The provinces of today, with those that went into them."""

    template_name = "organisations/set_up.html"
    page_title = _("Set up my province")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All 34, or those whose name, or a former one, holds the words looked for."""
        search = self.request.GET.get("q", "").strip()[:100]
        there = set(Unit.objects.filter(code__regex="^T[0-9]{2}$").values_list("code", flat=True))
        rows = [
            ProvinceRow(province, merged, len(vanban.communes(province.code)), f"T{province.code}" in there)
            for province in vanban.provinces(max(self.on, vanban.TWO_LEVELS))
            if _is_called((province, *(merged := vanban.merged_into(province))), search)
        ]
        rows.sort(key=lambda row: fold(row.province.name))
        return super().get_context_data(rows=rows, search=search, source=vanban.COMMUNES_SOURCE, **kwargs)


class SetUpProvinceScreen(SetUpScreens, FormScreen):
    """What would be made of one province, as a tree with boxes to tick."""

    template_name = "organisations/set_up_province.html"
    form_class = SetUpForm
    submit_label = _("Make these units")

    @cached_property
    def province(self) -> vanban.Province:
        """The province of the code in the address."""
        province = vanban.province_coded(self.kwargs["code"], self.on)
        if province is None:
            raise Http404
        return province

    def get_page_title(self) -> str:
        """The province."""
        return gettext("Set up %(province)s") % {"province": self.province.title}

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register and the choice of provinces."""
        return [*super().crumbs(), (reverse("units:set_up"), _("Set up my province"))]

    @cached_property
    def outlook(self) -> services.Outlook:
        """Everything the catalogue knows of the province, and what of it is in the register."""
        return services.preview_set_up(
            user=self.request.user,
            province=self.province.code,
            now=clock.now(),
            bodies=[body.key for body in _bodies_of_today()],
        )

    @cached_property
    def keys_there(self) -> frozenset[str]:
        """Keys of the bodies that the register holds."""
        prefix = f"T{self.province.code}-"
        return frozenset(code.removeprefix(prefix) for code in self.outlook.known if code.startswith(prefix))

    def form_arguments(self) -> dict[str, Any]:
        """Every body may be ticked; those usual in such a province are."""
        return {
            "keys": [body.key for body in _bodies_of_today()],
            "initial": {
                "bodies": services.usual_bodies(self.province.code),
                "communes": True,
                "past": True,
            },
        }

    def save(self, form: Any) -> str:
        """Make them, then show the province."""
        done = services.set_up_province(
            user=self.request.user,
            province=self.province.code,
            now=clock.now(),
            bodies={*form.cleaned_data["bodies"], *self.keys_there},
            communes=form.cleaned_data["communes"],
            past=form.cleaned_data["past"],
        )
        if done.total:
            said = ngettext("%(count)s unit was made.", "%(count)s units were made.", done.total)
            messages.success(self.request, said % {"count": localize(done.total)})
        else:
            messages.info(self.request, _("The register holds all of this already; nothing was added."))
        return reverse("units:unit", args=[done.unit.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tree: bodies with boxes, communes by kind, what ended in 2025."""
        context = super().get_context_data(**kwargs)
        units = self.outlook.plan.units
        ticked = set(context["form"]["bodies"].value() or ())
        past = [unit.named(self.on).name for unit in units if unit.group == "past"]
        context.update(
            province=self.province,
            earlier=vanban.earlier_forms(self.province),
            merged=vanban.merged_into(self.province),
            authority=units[0].named(self.on),
            authority_is_there=units[0].code in self.outlook.known,
            bodies=self._tree(ticked),
            communes=self._communes(),
            communes_missing=self.outlook.missing("commune"),
            past=past,
            past_missing=self.outlook.missing("past"),
            source=vanban.COMMUNES_SOURCE,
        )
        return context

    def _communes(self) -> list[tuple[str, list[str]]]:
        """(kind, names) of the communes, the kind with the most first."""
        communes = vanban.communes(self.province.code)
        kinds = Counter(commune.kind_on(self.on) for commune in communes)
        return [
            (kind, sorted((c.name for c in communes if c.kind_on(self.on) == kind), key=fold))
            for kind, _count in kinds.most_common()
        ]

    def _tree(self, ticked: Iterable[str]) -> list[BodyRow]:
        bodies = _bodies_of_today()
        keys = frozenset(body.key for body in bodies)
        usual = frozenset(services.usual_bodies(self.province.code))

        def rows(above: str) -> tuple[BodyRow, ...]:
            return tuple(
                BodyRow(
                    body.key,
                    (named := body.named(self.province)).name,
                    named.short_name,
                    body.source,
                    body.key in ticked,
                    body.key in self.keys_there,
                    body.confidence == UNCERTAIN,
                    rows(body.key),
                )
                for body in bodies
                if (vanban.first_of(body.above, usual) or vanban.first_of(body.above, keys)) == above
            )

        return list(rows(""))


def _bodies_of_today() -> list[vanban.StandingBody]:
    return [body for body in vanban.standing_bodies() if not body.is_past]


def _is_called(forms: Iterable[vanban.Province], search: str) -> bool:
    words = fold(search).split()
    return any(all(word in fold(form.title) for word in words) for form in forms)
