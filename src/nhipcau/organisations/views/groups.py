"""Screens of group names (which units "các sở, ban, ngành" stands for) and of the kinds an office adds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms import GroupForm, KindForm
from nhipcau.organisations.models import OwnKind, UnitGroup, UnitKind
from nhipcau.organisations.policies import may_import_units, may_keep_kinds
from nhipcau.organisations.selectors import (
    GroupMembers,
    group_sizes,
    group_token,
    kind_labels,
    names_on,
    register_of_units,
)
from nhipcau.organisations.views.units import PER_PAGE, UnitsScreen


class GroupsScreen(UnitsScreen):
    """All group names with how many units each stands for today."""

    template_name = "organisations/groups.html"
    page_title = _("Group names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Groups and whether this person keeps them."""
        labels = kind_labels()
        rows = [
            {"group": group, "size": size, "kinds": [labels.get(kind, kind) for kind in group.kinds]}
            for group, size in group_sizes(on=self.on)
        ]
        return super().get_context_data(
            rows=rows,
            may_keep=may_import_units(self.request.user, on=self.on),
            may_keep_kinds=may_keep_kinds(self.request.user, on=self.on),
            **kwargs,
        )


class GroupUnitsScreen(UnitsScreen):
    """The units a group name stands for today, each with the reason."""

    template_name = "organisations/group.html"

    @cached_property
    def group(self) -> UnitGroup:
        """The group in the address."""
        return get_object_or_404(UnitGroup.objects.select_related("below"), pk=self.kwargs["pk"])

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register and the list of group names."""
        return [*super().crumbs(), (reverse("units:groups"), _("Group names"))]

    def get_page_title(self) -> str:
        """The group's name."""
        return self.group.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of its units."""
        members = GroupMembers(on=self.on).of_group(self.group.pk)
        page = Paginator(members, PER_PAGE).get_page(self.request.GET.get("p"))
        keys = [member.pk for member in page]
        labels, names = kind_labels(), names_on(keys, on=self.on)
        rows = [
            {
                "pk": member.pk,
                "name": names[member.pk].name,
                "kind": labels.get(member.kind),
                "named": member.is_named,
            }
            for member in page
        ]
        return super().get_context_data(
            group=self.group,
            page=page,
            rows=rows,
            kinds=[labels.get(kind, kind) for kind in self.group.kinds],
            left_out=self.group.left_out.order_by("path"),
            may_keep=may_import_units(self.request.user, on=self.on),
            **kwargs,
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
        units = register_of_units(self.request.user, on=self.on)
        if self.group is None:
            return {"units": units}
        initial = {
            "name": self.group.name,
            "other_names": "\n".join(self.group.other_names),
            "kinds": self.group.kinds,
            "members": self.group.members.order_by("path"),
            "left_out": self.group.left_out.order_by("path"),
            "below": self.group.below,
            "seen": group_token(self.group),
        }
        return {"units": units, "named": self.group.name, "initial": initial}

    def save(self, form: Any) -> str:
        """Save, then show the units it stands for."""
        group = services.save_group(user=self.request.user, now=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The group name was saved."))
        return reverse("units:group", args=[group.pk])


class KindsScreen(UnitsScreen, FormScreen):
    """The kinds of units with how many units are of each; administrators add kinds."""

    template_name = "organisations/kinds.html"
    page_title = _("Kinds of units")
    form_class = KindForm
    submit_label = _("Add the kind")

    def allowed(self) -> bool:
        """Everybody with a role reads them; administrators of a root add some."""
        if self.request.method == "POST":
            return may_keep_kinds(self.request.user, on=self.on)
        return super().allowed()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Kinds of the system and own ones."""
        counts = dict(
            register_of_units(self.request.user, on=self.on)
            .order_by()
            .values_list("kind")
            .annotate(n=Count("pk"))
        )
        own = [{"kind": kind, "count": counts.get(kind.key, 0)} for kind in OwnKind.objects.all()]
        known = [{"label": kind.label, "count": counts.get(kind.value, 0)} for kind in UnitKind]
        return super().get_context_data(
            own=own, known=known, may_keep=may_keep_kinds(self.request.user, on=self.on), **kwargs
        )

    def save(self, form: Any) -> str:
        """Add it to the list."""
        services.save_kind(user=self.request.user, label=form.cleaned_data["label"], now=clock.now())
        messages.success(self.request, _("The kind was added."))
        return reverse("units:kinds")


class RemoveKind(View):
    """Takes an own kind away."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Where nothing uses it; then shows the list."""
        if not may_keep_kinds(request.user, on=clock.today()):
            raise PermissionDenied
        try:
            services.remove_kind(user=request.user, kind=get_object_or_404(OwnKind, pk=pk), now=clock.now())
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The kind was removed."))
        return redirect("units:kinds")
