"""What became of a superior plan below: by task, by unit, as a matrix, and the quotas that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.folding import fold
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.spreadsheets import Column, Value, as_attachment, workbook_of
from nhipcau.plans.selectors.coverage import coverage_seen_by
from nhipcau.plans.selectors.coverage_rows import Cell, Coverage, TaskRow, UnitRow, Way, in_state
from nhipcau.plans.views.plan import OfPlan

A_PAGE = 50
MARKS = {Cell.TAKEN: "✓", Cell.PROPOSED: "▲", Cell.WRITING: "…", Cell.OPEN: "○", Cell.NO_PLAN: "●"}
LOOKS = {
    Way.FOLLOWS: "met",
    Way.DETAILED: "met",
    Way.OTHER: "soon",
    Way.WRITING: "upcoming",
    Way.NONE: "overdue",
}


class OfCoverage(OfPlan):
    """The coverage of a plan, as the address asks for it."""

    @cached_property
    def coverage(self) -> Coverage:
        """Everything, read once."""
        return coverage_seen_by(self.request.user, self.plan, on=clock.today())

    @property
    def look(self) -> str:
        """By task, by unit, as a matrix, or the quotas."""
        asked = self.request.GET.get("xem", "")
        return asked if asked in ("don-vi", "ma-tran", "chi-tieu") else ""

    def units(self) -> list[UnitRow]:
        """Units that match the filter."""
        asked = self.request.GET
        words = fold(asked.get("tim", "")).split()
        rows = [row for row in self.coverage.units if all(word in fold(row.name) for word in words)]
        task = number_in(asked.get("viec", ""))
        if task is not None:
            rows = [row for row in rows if task in row.cells]
            state = asked.get("loc", "")
            return [row for row in rows if not state or state in (row.cells[task], row.way)]
        return in_state(rows, asked.get("loc", ""))

    def tasks(self) -> list[TaskRow]:
        """Tasks that match the filter."""
        state, words = self.request.GET.get("loc", ""), fold(self.request.GET.get("tim", "")).split()
        rows = [row for row in self.coverage.tasks if all(word in row.row.folded for word in words)]
        if state == "nobody":
            return [row for row in rows if row.nobody]
        return [row for row in rows if not state or row.counts[state]]


class CoverageScreen(OfCoverage, Screen):
    """The view of who keeps the superior plan."""

    template_name = "plans/coverage.html"
    page_title = gettext_lazy("Coverage")
    header_icon = "table"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the plan."""
        label = self.plan.printed_number or self.plan.title
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[self.plan.pk]), label)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One of the views."""
        asked, coverage = self.request.GET, self.coverage
        task = number_in(asked.get("viec", ""))
        one = next((row for row in coverage.tasks if row.row.pk == task), None)
        rows: list[Any] = self.tasks() if not self.look else self.units()
        if self.look == "chi-tieu":
            rows = coverage.short
        page = Paginator(rows, A_PAGE).get_page(asked.get("p"))
        shown = [
            {"row": row, "look": LOOKS[Way(row.way)], "cell": row.cells.get(task or 0, ""), "cells": list(self._cells(row)) if self.look == "ma-tran" else []}
            for row in page.object_list
        ] if self.look in ("don-vi", "ma-tran") else list(page.object_list)  # fmt: skip
        states = (
            [("nobody", _("Taken over by nobody"))]
            if not self.look
            else [(way.value, way.label) for way in Way]
        )
        return super().get_context_data(
            plan=self.plan, coverage=coverage, look=self.look, page_obj=page, rows=shown, one=one, search=asked.get("tim", ""),
            wanted=asked.get("loc", ""), states=[*states, *((cell.value, cell.label) for cell in Cell)], marks=[(MARKS[cell], cell.value, cell.label) for cell in Cell],
            is_narrowed=bool(asked.get("loc") or asked.get("tim")), **kwargs,
        )  # fmt: skip

    def _cells(self, row: UnitRow) -> Iterator[dict[str, Any]]:
        for task in self.coverage.tasks:
            state = row.cells.get(task.row.pk, "")
            yield {
                "task": task.row,
                "state": state,
                "mark": MARKS[Cell(state)] if state else "",
                "label": Cell(state).label if state else "",
            }


class CoverageExport(OfCoverage, View):
    """The same as a spreadsheet, with the filter in the address."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file of the view."""
        makers = {
            "": self._by_task,
            "don-vi": self._by_unit,
            "ma-tran": self._matrix,
            "chi-tieu": self._short,
        }
        if self.look not in makers:
            raise Http404
        title, columns, rows = makers[self.look]()
        above = (f"{self.plan.printed_number} {self.plan.title}".strip(), "")
        return as_attachment(
            workbook_of(title, columns, rows, above=above), f"do-phu-{self.look or 'nhiem-vu'}.xlsx"
        )

    def _by_task(self) -> tuple[str, list[Column], list[list[Value]]]:
        headings = [
            Column(_("Label"), 12),
            Column(pgettext("plan", "Task"), 70),
            Column(_("Units named"), 10),
            *(Column(cell.label, 16) for cell in Cell),
        ]
        rows: list[list[Value]] = [
            [task.row.label, task.row.text, len(task.cells), *(task.counts[cell] for cell in Cell)]
            for task in self.tasks()
        ]
        return _("Coverage"), headings, rows

    def _by_unit(self) -> tuple[str, list[Column], list[list[Value]]]:
        headings = [
            Column(_("Unit"), 50),
            Column(_("Plan"), 30),
            Column(_("Tasks that name it"), 10),
            *(Column(cell.label, 16) for cell in Cell),
        ]
        rows: list[list[Value]] = [
            [unit.name, unit.way_label, len(unit.cells), *(unit.counts[cell] for cell in Cell)]
            for unit in self.units()
        ]
        return _("Coverage"), headings, rows

    def _matrix(self) -> tuple[str, list[Column], list[list[Value]]]:
        headings = [
            Column(_("Unit"), 50),
            *(Column(f"{task.row.label} {task.row.text}"[:120], 18) for task in self.coverage.tasks),
        ]
        rows: list[list[Value]] = [
            [unit.name, *(Cell(state).label if (state := unit.cells.get(task.row.pk, "")) else "" for task in self.coverage.tasks)]
            for unit in self.units()
        ]  # fmt: skip
        return _("Coverage"), headings, rows

    def _short(self) -> tuple[str, list[Column], list[list[Value]]]:
        headings = [
            Column(_("Label"), 12),
            Column(pgettext("plan", "Task"), 70),
            Column(_("Unit"), 40),
            Column(_("What"), 20),
            Column(_("Asked for"), 12),
            Column(_("Planned"), 12),
        ]
        rows: list[list[Value]] = [
            [each.task.label, each.task.text, each.unit.name if each.unit else _("all together"), each.what or _("times"), each.asked, each.found]
            for each in self.coverage.short
        ]  # fmt: skip
        return _("Quotas"), headings, rows
