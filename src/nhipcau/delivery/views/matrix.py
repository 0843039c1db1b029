"""The matrix of units and months, on the screen and as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.delivery import sheet
from nhipcau.delivery.models import State
from nhipcau.delivery.selectors import plans_in_sight
from nhipcau.delivery.selectors.matrix import SORTS, Matrix, MatrixFilter, matrix_of, years_of
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in, year_in
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations.models import UnitGroup
from nhipcau.organisations.policies import Roles, roles_of
from nhipcau.organisations.selectors import kind_choices
from nhipcau.plans.models import Plan, TaskKind

PER_PAGE = 50
STATES: tuple[tuple[str, str | Promise], ...] = (
    (State.OVERDUE, State.OVERDUE.label),
    ("near", _("Due within 5 working days")),
    ("ahead", _("Ahead")),
    ("done", _("Done")),
    (State.EXCUSED, State.EXCUSED.label),
    (State.PAUSED, State.PAUSED.label),
)


class OfMatrix:
    """What the screen and the spreadsheet share: the filters in the address."""

    request: HttpRequest

    @cached_property
    def day(self) -> Any:
        """Today."""
        return clock.today()

    @cached_property
    def held(self) -> Roles:
        """The roles of this person today."""
        return roles_of(self.request.user, on=self.day)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan in the address; not found where nothing of it is in sight."""
        key = number_in(self.request.GET.get("plan", ""))
        if key is None:
            return None
        found = plans_in_sight(self.held).select_related("unit").filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def years(self) -> list[int]:
        """The years to choose from."""
        return years_of(self.held, self.plan, on=self.day)

    @cached_property
    def wanted(self) -> MatrixFilter:
        """The filter; what makes no sense is left out."""
        asked = self.request.GET
        usual = min(max(self.day.year, self.years[0]), self.years[-1])
        state, sort, kind = asked.get("state", ""), asked.get("sort", ""), asked.get("kind", "")
        return MatrixFilter(
            year=year_in(asked.get("year", "")) or usual,
            is_only_year=len(self.years) == 1 and self.years[0] == (year_in(asked.get("year", "")) or usual),
            plan=self.plan.pk if self.plan else None,
            kind=kind if kind in TaskKind.values else "",
            group=number_in(asked.get("group", "")),
            unit_kind=asked.get("unit_kind", "")[:32],
            state=state if state in dict(STATES) else "",
            sort=sort if sort in SORTS else SORTS[0],
        )


class MatrixScreen(OfMatrix, DeliveryScreen):
    """How much each unit did of what fell due in each month."""

    template_name = "delivery/matrix.html"
    page_title = _("Matrix of units and months")
    header_icon = "table"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of units, and the totals of all."""
        asked = number_in(self.request.GET.get("p", "")) or 1
        matrix = matrix_of(self.held, self.wanted, on=self.on, page=max(asked, 1), per_page=PER_PAGE)
        month = number_in(self.request.GET.get("month", "")) or self.on.month
        return super().get_context_data(
            matrix=matrix,
            wanted=self.wanted,
            plan=self.plan,
            page=_Pages(matrix, PER_PAGE).get_page(asked),
            month=month if 1 <= month <= 12 else 1,
            years=self.years,
            plans=plans_in_sight(self.held)
            .order_by("-period_from", "-pk")
            .only("pk", "number", "symbol", "title"),
            kinds=TaskKind.choices,
            unit_kinds=kind_choices(),
            groups=UnitGroup.objects.order_by("name").only("pk", "name"),
            states=STATES,
            **kwargs,
        )

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the list and, of one plan, below the plan."""
        if self.plan is None:
            return super().crumbs()
        return [(reverse("plans:plan", args=[self.plan.pk]), self.plan.printed_number or self.plan.title)]


class _Pages(Paginator[int]):
    """Pages of a matrix that was cut already."""

    def __init__(self, matrix: Matrix, per_page: int) -> None:
        super().__init__(range(matrix.units), per_page)


class MatrixExport(OfMatrix, View):
    """All units of the matrix as it is filtered, as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file; empty for people without a role."""
        matrix = matrix_of(self.held, self.wanted, on=self.day)
        above = [self.plan.title] if self.plan else []
        name = f"ma-tran-{self.wanted.year}-{self.day:%Y-%m-%d}.xlsx"
        return as_attachment(sheet.matrix_as_workbook(matrix, above=above), name)
