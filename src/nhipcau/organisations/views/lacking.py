"""Who has nobody: units without a leader, an officer or a spokesperson on a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.screens import Screen
from nhipcau.kernel.spreadsheets import Column, as_attachment, workbook_of
from nhipcau.organisations.forms import LackingForm
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import keepers, may_see_register, roles_of
from nhipcau.organisations.selectors import (
    ASKED,
    count_lacking,
    kind_labels,
    lacking,
    units_asked,
    units_seen_by,
    with_places,
)

PER_PAGE = 50
COLUMNS = (
    Column(_("Unit code"), 16),
    Column(_("Unit"), 48),
    Column(_("Kind"), 24),
    *(Column(role.label, 32) for role in ASKED),
)


class LackingScreen(Screen):
    """The units, with what each has, and a way to invite somebody right there."""

    template_name = "organisations/lacking.html"
    page_title = _("Who has nobody")
    header_icon = "group"

    def allowed(self) -> bool:
        """Everybody with a role, for the units whose work he sees."""
        return may_see_register(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register."""
        return [(reverse("units:index"), _("Units"))]

    @cached_property
    def form(self) -> LackingForm:
        """What was asked for."""
        above = units_seen_by(self.request.user, on=self.on).filter(numchild__gt=0).order_by("path")
        return LackingForm(self.request.GET or None, above=above)

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """The filter; what is not understood is left out."""
        given = self.form.cleaned_data if self.form.is_valid() else getattr(self.form, "cleaned_data", {})
        role = given.get("thieu") or ASKED[1].value
        return {**given, "thieu": role, "ngay": given.get("ngay") or self.on}

    def asked(self) -> QuerySet[Unit]:
        """Units of the filter, whether they have people or not."""
        given = self.wanted
        return units_asked(
            self.request.user,
            on=self.on,
            day=given["ngay"],
            kind=given.get("loai") or "",
            below=given.get("duoi"),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the same as a spreadsheet."""
        if request.GET.get("dang") == "xlsx":
            return self.as_sheet()
        return super().get(request, *args, **kwargs)

    def as_sheet(self) -> HttpResponse:
        """All units of the filter, not one page."""
        day, role = self.wanted["ngay"], self.wanted["thieu"]
        units, labels = lacking(self.asked(), role, day=day), kind_labels()
        rows = (
            [
                each.unit.code,
                each.unit.name,
                labels.get(each.unit.kind, each.unit.kind),
                *map(_named, _held(each.places)),
            ]
            for each in with_places(units, day=day)
        )
        above = [gettext("Who has nobody on %(day)s") % {"day": f"{day:%d/%m/%Y}"}]
        book = workbook_of(str(self.page_title), COLUMNS, rows, above=above)
        return as_attachment(book, f"chua-co-nguoi-{day:%Y-%m-%d}.xlsx")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page, and how many lack what."""
        day, role = self.wanted["ngay"], self.wanted["thieu"]
        asked = self.asked()
        total, counts = count_lacking(asked, day=day)
        page = Paginator(lacking(asked, role, day=day), PER_PAGE).get_page(self.request.GET.get("p"))
        listed, labels = with_places(page.object_list, day=day), kind_labels()
        shown = [(each, labels.get(each.unit.kind, each.unit.kind)) for each in listed]
        roles = roles_of(self.request.user, on=self.on)
        kept = {each.unit.pk for each in listed if roles.cover(each.unit, keepers())}
        figures = [(each, counts[each.value], total - counts[each.value]) for each in ASKED]
        return super().get_context_data(
            page=page,
            shown=shown,
            filters=self.form,
            day=day,
            role=role,
            total=total,
            figures=figures,
            kept=kept,
            **kwargs,
        )


def _held(places: Iterable[tuple[Any, list[RoleHolding]]]) -> Iterable[list[RoleHolding]]:
    return (held for _role, held in places)


def _named(held: list[RoleHolding]) -> str:
    return "; ".join(f"{row.user} ({gettext('deputy')})" if row.is_deputy else str(row.user) for row in held)
