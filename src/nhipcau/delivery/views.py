"""Screens of what is owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery import selectors, services, sheet
from nhipcau.delivery.forms import EvidenceForm, FilterForm, ReasonForm
from nhipcau.delivery.models import OWED, Evidence, Obligation, State
from nhipcau.delivery.policies import does_own_work, may_mark, may_mark_as, may_pause
from nhipcau.delivery.selectors import Counts, Filters, Scope
from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.library.selectors import as_download
from nhipcau.organisations.policies import Roles, roles_of

PER_PAGE = 50
TABS: tuple[tuple[str, str | Promise], ...] = (
    ("owed", _("Still owed")),
    (State.OVERDUE, State.OVERDUE.label),
    (State.DUE_SOON, State.DUE_SOON.label),
    ("ahead", _("Ahead")),
    ("done", _("Done")),
    (State.EXCUSED, State.EXCUSED.label),
    (State.PAUSED, State.PAUSED.label),
    ("all", _("All")),
)


class CountedPaginator(Paginator[Obligation]):
    """A paginator that was told the count: the counts beside the list hold it already."""

    def __init__(self, rows: Any, per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self._count = count

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self._count


class DeliveryScreen(Screen):
    """What the screens of delivery share."""

    header_icon = "tasks"

    @cached_property
    def roles(self) -> Roles:
        """The roles of this person today: one query."""
        return roles_of(self.request.user, on=self.on)

    def allowed(self) -> bool:
        """Everybody with a role; rows are narrowed to what each may see."""
        return bool(self.roles)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list."""
        return [(reverse("delivery:index"), _("Obligations"))]


def filters_of(request: HttpRequest, roles: Roles) -> tuple[FilterForm, Filters]:
    """The filters in the address. Who works for a unit begins with what that unit leads."""
    form = FilterForm(request.GET, roles=roles, scope=Scope.OWN if does_own_work(roles) else Scope.ALL)
    return form, form.filters()


class ObligationsScreen(DeliveryScreen):
    """The list of what is owed."""

    template_name = "delivery/obligations.html"
    page_title = _("Obligations")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows, and how many are in each state."""
        form, filters = filters_of(self.request, self.roles)
        rows = selectors.obligations(self.roles, filters, on=self.on)
        everything = selectors.narrowed(selectors.seen_by(self.roles, filters.scope), filters)
        counts = selectors.counts(everything, on=self.on)
        count = counts[filters.state] if filters.state else counts.total
        page = CountedPaginator(rows, PER_PAGE, count=count).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=form,
            filters=filters,
            page=page,
            counts=counts,
            tabs=_tabs(counts, filters),
            markable=markable(self.roles, page.object_list, on=self.on),
            **kwargs,
        )


def markable(roles: Roles, rows: Iterable[Obligation], *, on: dt.date) -> set[int]:
    """Which of the rows this person can still hand something in for."""
    return {row.pk for row in rows if row.state(on) in OWED and may_mark_as(roles, row)}


def _tabs(counts: Counts, filters: Filters) -> list[dict[str, Any]]:
    current = filters.state or "all"
    return [
        {
            "state": state,
            "label": label,
            "count": counts.total if state == "all" else counts[state],
            "current": state == current,
        }
        for state, label in TABS
    ]


def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a spreadsheet."""
    on = clock.today()
    roles = roles_of(request.user, on=on)
    _form, filters = filters_of(request, roles)
    rows = selectors.obligations(roles, filters, on=on)
    return as_attachment(sheet.as_workbook(rows.iterator(chunk_size=2000), on=on), f"viec-{on:%Y-%m-%d}.xlsx")


class OneObligation(DeliveryScreen):
    """A screen about the obligation in the address; not found where this person may not see it."""

    @cached_property
    def obligation(self) -> Obligation:
        """The obligation."""
        found = selectors.seen_obligation(self.request.user, self.kwargs["pk"], on=self.on)
        if found is None:
            raise Http404
        return found

    def own_address(self) -> str:
        """The page of the obligation."""
        return reverse("delivery:obligation", args=[self.obligation.pk])

    def refused_address(self) -> str:
        """Back to the obligation."""
        return self.own_address()

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list and the obligation."""
        return [*super().crumbs(), (self.own_address(), Truncator(self.obligation.task.text).chars(60))]


class ObligationScreen(OneObligation, FormScreen):
    """What is owed, why, its evidence and its history; and the form that hands evidence in."""

    template_name = "delivery/obligation.html"
    page_title = _("Obligation")
    form_class = EvidenceForm

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the obligation."""
        return DeliveryScreen.crumbs(self)

    def form_arguments(self) -> dict[str, Any]:
        """The form asks for pieces where the obligation has a quota."""
        return {"obligation": self.obligation, "today": self.on}

    def save(self, form: EvidenceForm) -> str:
        """Hand in."""
        given = form.cleaned_data
        file = given["file"] or given["photo"]
        services.mark_met(
            user=self.request.user, obligation=self.obligation, now=clock.now(), note=given["note"], link=given["link"],
            file=file, file_name=file.name if file else "", pieces=given.get("pieces"), done_on=given["done_on"],
            key=given["key"],
        )  # fmt: skip
        if self.obligation.met_on:
            messages.success(self.request, gettext("Handed in. This is marked as met."))
        else:
            messages.success(
                self.request,
                gettext("Handed in. Still missing: %(missing)s.") % {"missing": self.obligation.missing},
            )
        return self.own_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The obligation with all that belongs to it."""
        obligation, user = self.obligation, self.request.user
        marked = obligation.excused_on or obligation.paused_on
        task = obligation.task
        evidence = list(selectors.evidence_of(obligation))
        return super().get_context_data(
            obligation=obligation,
            task=task,
            state=obligation.state(self.on),
            evidence=evidence,
            handed_in=" ".join(str(each.key) for each in evidence if each.handed_in_by_id == user.pk),
            history=list(selectors.history_of(obligation)[:50]),
            times=list(selectors.times_of(obligation)),
            task_units=list(task.task_units.select_related("unit")),
            may_mark=may_mark(user, obligation, on=self.on),
            may_pause=may_pause(user, obligation, on=self.on),
            marked=marked,
            **kwargs,
        )


class ReasonScreen(OneObligation, FormScreen):
    """One question: why."""

    form_class = ReasonForm
    template_name = "delivery/reason.html"
    explanation: str | Promise = ""
    done_message: str | Promise = ""

    def may(self) -> bool:
        """Whether this person may do it."""
        return may_mark(self.request.user, self.obligation, on=self.on)

    def allowed(self) -> bool:
        """Ask the same policy as the service."""
        return super().allowed() and self.may()

    def do(self, reason: str, now: dt.datetime) -> None:
        """Call the service."""
        raise NotImplementedError

    def save(self, form: ReasonForm) -> str:
        """Do it and say so."""
        self.do(form.cleaned_data["reason"], clock.now())
        messages.success(self.request, str(self.done_message))
        return self.own_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What will happen, before it does."""
        return super().get_context_data(
            obligation=self.obligation, explanation=self.explanation, back=self.own_address(), **kwargs
        )


class ExcuseScreen(ReasonScreen):
    """Sign that there is nothing to report."""

    page_title = _("Nothing to report")
    submit_label = _("Sign “nothing to report”")
    explanation = _(
        "You sign for your unit that there was nothing to do this time. It is told apart from “not handed in”, and can be taken back."
    )
    done_message = _("Signed: nothing to report.")

    def do(self, reason: str, now: dt.datetime) -> None:
        """Excuse."""
        services.excuse(user=self.request.user, obligation=self.obligation, reason=reason, now=now)


class PauseScreen(ReasonScreen):
    """Stop the clock."""

    page_title = _("Pause")
    submit_label = _("Pause")
    explanation = _(
        "The unit is not asked for this any more, and it does not become overdue, until somebody takes the pause back."
    )
    done_message = _("Paused.")

    def may(self) -> bool:
        """Only who keeps the plan."""
        return may_pause(self.request.user, self.obligation, on=self.on)

    def do(self, reason: str, now: dt.datetime) -> None:
        """Pause."""
        services.pause(user=self.request.user, obligation=self.obligation, reason=reason, now=now)


class WithdrawScreen(ReasonScreen):
    """Take evidence back."""

    page_title = _("Withdraw evidence")
    submit_label = _("Withdraw")
    explanation = _(
        "The evidence stays readable in the history but no longer counts. If it is needed to reach what was asked for, the work is owed again."
    )
    done_message = _("Withdrawn. What was handed in stays in the history.")

    @cached_property
    def evidence(self) -> Evidence:
        """The evidence in the address."""
        found = Evidence.objects.select_related("obligation__unit", "obligation__plan__unit").filter(
            pk=self.kwargs["evidence"]
        )
        evidence = found.first()
        if evidence is None:
            raise Http404
        return evidence

    @cached_property
    def obligation(self) -> Obligation:
        """What it was handed in for."""
        found = selectors.seen_obligation(self.request.user, self.evidence.obligation_id, on=self.on)
        if found is None:
            raise Http404
        return found

    def do(self, reason: str, now: dt.datetime) -> None:
        """Withdraw."""
        services.withdraw_evidence(user=self.request.user, evidence=self.evidence, reason=reason, now=now)


class ReopenScreen(OneObligation):
    """Take "nothing to report" or a pause back: a button, no page of its own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Reopen and go back."""
        try:
            services.reopen(user=request.user, obligation=self.obligation, now=clock.now())
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("Reopened: it is asked for again."))
        return redirect(self.own_address())


def evidence_download(request: HttpRequest, evidence: int) -> FileResponse:
    """The file of a piece of evidence; not found where this person may not see what it was handed in for."""
    stored = selectors.evidence_file(request.user, evidence, on=clock.today())
    if stored is None:
        raise Http404
    return as_download(stored)
