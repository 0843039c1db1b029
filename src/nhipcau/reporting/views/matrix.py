"""Screens of who reported: the matrix of a round, units by rounds, senders of a high round, and reminding."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations.policies import roles_of
from nhipcau.reporting import sheet
from nhipcau.reporting.models import CycleLevel, Report, ReportCycle
from nhipcau.reporting.selectors.drift import changes_since
from nhipcau.reporting.selectors.matrix import (
    LOOKS,
    OWED,
    Entry,
    Standing,
    Tally,
    entries_of,
    has_branches,
    lines_of,
    narrowed,
    tally_of,
    top_sections,
)
from nhipcau.reporting.selectors.rounds import MOST_CYCLES, branches, cycles_in_sight, overview
from nhipcau.reporting.services.reminding import LONGEST_TEXT, remind_units
from nhipcau.reporting.views.rounds import LONGEST_SEARCH, OfRound, RoundScreen

PER_PAGE = 50
STATES: tuple[tuple[str, str | Promise], ...] = (
    *((each.value, each.label) for each in Standing),
    ("owed", _("Everything still owed")),
    ("sent", _("Waits for a decision")),
)


def counters_of(tally: Tally, current: str = "") -> list[dict[str, Any]]:
    """One counter a word: with its look, and whether the list shows only these."""
    return [
        {"word": word, "look": LOOKS[word], "count": tally.counts[word], "current": word == current}
        for word in Standing
        if tally.counts[word] or word == current
    ]


class OfMatrix(OfRound):
    """What the screen and the spreadsheet share."""

    @cached_property
    def entries(self) -> list[Entry]:
        """All reports in sight."""
        return entries_of(self.roles, self.cycle, on=self.day)

    @property
    def state(self) -> str:
        """The state that is asked for."""
        asked = self.request.GET.get("state", "")
        return asked if asked in dict(STATES) else ""

    @cached_property
    def shown(self) -> list[Entry]:
        """Those that match."""
        return narrowed(self.entries, text=self.searched, state=self.state)


class MatrixScreen(OfMatrix, RoundScreen):
    """One round, unit by unit: state, how complete, when handed in."""

    template_name = "reporting/matrix.html"
    header_icon = "table"

    def get_page_title(self) -> str:
        """The title of the round."""
        return self.cycle.title

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of reports."""
        return super().crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of units, and the figures of all."""
        tally = tally_of(self.entries)
        page = Paginator(self.shown, PER_PAGE).get_page(self.request.GET.get("p"))
        lines = lines_of(self.cycle, list(page.object_list), on=self.on)
        for line in lines:
            line.report.cycle = self.cycle
        return super().get_context_data(
            tally=tally,
            counters=counters_of(tally, self.state),
            page=page,
            lines=lines,
            changes={pk: len(each) for pk, each in changes_since(line.report for line in lines).items()},
            sections=top_sections(self.cycle),
            states=STATES,
            state=self.state,
            searched=self.searched,
            owed=OWED,
            owed_count=sum(1 for entry in self.shown if entry.standing in OWED),
            has_branches=has_branches(self.cycle),
            gathered=Report.objects.filter(gathers=self.cycle).select_related("unit").first(),
            **kwargs,
        )


class MatrixExport(OfMatrix, View):
    """All units of the matrix as it is filtered, as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file; not found where the round is not in sight."""
        lines = lines_of(self.cycle, self.shown, on=self.day)
        content = sheet.matrix_as_workbook(self.cycle, lines, top_sections(self.cycle))
        return as_attachment(content, f"bao-cao-{self.cycle.pk}-{self.day:%Y-%m-%d}.xlsx")


class RemindForm(forms.Form):
    """What to say."""

    text = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands above the list of the reports, in the message and in the history."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class RemindScreen(OfMatrix, FormScreen, RoundScreen):
    """Remind at once of the reports ticked (`r` in the address), or of all that the list shows (its filters in the address)."""

    template_name = "reporting/remind.html"
    page_title = _("Remind now")
    form_class = RemindForm
    submit_label = _("Remind now")

    def allowed(self) -> bool:
        """Who keeps the round."""
        return super().allowed() and self.keeps

    @cached_property
    def chosen(self) -> list[Entry]:
        """What of it is still owed."""
        ticked = {number_in(each) for each in self.request.GET.getlist("r")}
        rows = [entry for entry in self.entries if entry.pk in ticked] if ticked else self.shown
        return [entry for entry in rows if entry.standing in OWED]

    def form_arguments(self) -> dict[str, Any]:
        """A key, so that sending twice reminds once."""
        return {"initial": {"key": uuid.uuid4()}}

    def save(self, form: RemindForm) -> str:
        """Remind."""
        count = remind_units(
            user=self.request.user,
            cycle=self.cycle,
            reports=[entry.pk for entry in self.chosen],
            text=form.cleaned_data["text"],
            key=form.cleaned_data["key"],
            now=clock.now(),
        )
        told = ngettext("Reminded of %(count)s report.", "Reminded of %(count)s reports.", count)
        messages.success(self.request, told % {"count": count})
        return self.own_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Of what."""
        return super().get_context_data(
            **{"count": len(self.chosen), "shown": self.chosen[:10], "back": self.own_address(), **kwargs}
        )


class OfOverview:
    """Units by rounds: what the screen and the spreadsheet share."""

    request: HttpRequest

    @cached_property
    def day(self) -> Any:
        """Today."""
        return clock.today()

    @cached_property
    def every(self) -> list[ReportCycle]:
        """All rounds in sight."""
        return cycles_in_sight(roles_of(self.request.user, on=self.day))

    @cached_property
    def cycles(self) -> list[ReportCycle]:
        """Those of the step, the plan and the receiver in the address, the newest of them, oldest first."""
        plan, keeper = (number_in(self.request.GET.get(name, "")) for name in ("plan", "keeper"))
        chosen = [
            cycle
            for cycle in self.every
            if cycle.level == self.level
            and (plan is None or cycle.plan_id == plan)
            and (keeper is None or cycle.keeper_id == keeper)
        ]
        return chosen[:MOST_CYCLES][::-1]

    @property
    def level(self) -> str:
        """The step on the way up; that of the units where none is asked for."""
        asked = self.request.GET.get("level", "")
        return asked if asked in CycleLevel.values else CycleLevel.UNITS.value

    @property
    def state(self) -> str:
        """The state that is asked for."""
        asked = self.request.GET.get("state", "")
        return asked if asked in Standing.values else ""

    @cached_property
    def found(self) -> tuple[list[Any], list[Tally]]:
        """The rows and the tally of each round."""
        return overview(
            roles_of(self.request.user, on=self.day), self.cycles, on=self.day,
            text=self.request.GET.get("q", "").strip()[:LONGEST_SEARCH], state=self.state,
        )  # fmt: skip


class OverviewScreen(OfOverview, Screen):
    """How units reported from round to round."""

    template_name = "reporting/overview.html"
    page_title = _("Units and rounds of reports")
    header_icon = "table"

    def allowed(self) -> bool:
        """Everybody with a role; rows are narrowed to what each may see."""
        return bool(roles_of(self.request.user, on=self.on))

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of reports."""
        return [(reverse("reporting:index"), _("Reports"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of units."""
        rows, tallies = self.found
        return super().get_context_data(
            page=Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p")),
            columns=list(zip(self.cycles, tallies, strict=True)),
            titles=[cycle.title for cycle in self.cycles],
            plans=list({each.plan_id: each.plan for each in self.every if each.plan}.values()),
            keepers=list({each.keeper_id: each.keeper for each in self.every}.values()),
            plan=number_in(self.request.GET.get("plan", "")),
            keeper=number_in(self.request.GET.get("keeper", "")),
            levels=CycleLevel.choices,
            level=self.level,
            states=Standing.choices,
            state=self.state,
            searched=self.request.GET.get("q", ""),
            **kwargs,
        )


class OverviewExport(OfOverview, View):
    """All units of the overview as it is filtered, as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file; refused to people without a role."""
        if not roles_of(request.user, on=self.day):
            raise PermissionDenied
        rows, tallies = self.found
        content = sheet.overview_as_workbook(self.cycles, rows, tallies)
        return as_attachment(content, f"ky-bao-cao-{self.day:%Y-%m-%d}.xlsx")


class OfBranches(OfRound):
    """Senders of a high round with all that reports to them."""

    @cached_property
    def found(self) -> list[Any]:
        """A row a sender."""
        return branches(self.roles, self.cycle, on=self.day)


class BranchesScreen(OfBranches, RoundScreen):
    """A ministry's view: provinces with their units."""

    template_name = "reporting/branches.html"
    page_title = _("Senders and the units below them")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All senders: there are few."""
        whole = Tally()
        for each in self.found:
            whole.counts.update(each.below.counts)
            whole.timely += each.below.timely
        return super().get_context_data(branches=self.found, whole=whole, words=Standing, **kwargs)


class BranchesExport(OfBranches, View):
    """The same as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file."""
        content = sheet.branches_as_workbook(self.cycle, self.found)
        return as_attachment(content, f"noi-gui-{self.cycle.pk}-{self.day:%Y-%m-%d}.xlsx")
