"""Handing in a plan document, and waiting while it is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.screens import Screen
from nhipcau.organisations.models import Unit
from nhipcau.plans.forms import UploadForm
from nhipcau.plans.models import Intake, IntakeState, Plan, Stage
from nhipcau.plans.policies import may_review, may_upload_anywhere
from nhipcau.plans.selectors.amending import amendable_plans
from nhipcau.plans.selectors.register import units_to_plan_for
from nhipcau.plans.selectors.review import in_language, intakes_seen_by
from nhipcau.plans.services import discard_intake, hand_in_plan, retry_reading, take_back_intake


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: an intake, or a refusal. A refused file is named by its order only."""

    order: int
    intake: Intake | None = None
    refusal: str = ""


class UploadScreen(Screen):
    """Drop plan documents in."""

    template_name = "plans/upload.html"
    page_title = _("Hand in a plan")
    header_icon = "upload"

    def allowed(self) -> bool:
        """Those who keep plans for some unit."""
        return may_upload_anywhere(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list of plans."""
        return [(reverse("plans:index"), _("Plans"))]

    def form(self) -> UploadForm:
        """The form with the units this person keeps plans for."""
        units = units_to_plan_for(self.request.user, on=self.on)
        plans = amendable_plans(self.request.user, on=self.on)
        sent = self.request.POST if self.request.method == "POST" else None
        return UploadForm(sent, units=units, plans=plans, initial={"amends": self.request.GET.get("sua", "")})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Take every file; what is refused is told on this page only, never kept in a session."""
        form, files = self.form(), request.FILES.getlist("files")
        if not form.is_valid() or not files:
            missing = _("Choose at least one file.") if not files else ""
            return self.render_to_response(self.get_context_data(form=form, missing=missing), status=422)
        outcomes = [
            self._take(number, form.cleaned_data["unit"], file, form.cleaned_data["amends"])
            for number, file in enumerate(files, start=1)
        ]
        if len(outcomes) == 1 and outcomes[0].intake is not None:
            return redirect("plans:intake", outcomes[0].intake.pk)
        refused = any(outcome.refusal for outcome in outcomes)
        return self.render_to_response(
            self.get_context_data(form=form, outcomes=outcomes), status=422 if refused else 200
        )

    def _take(self, order: int, unit: Unit, file: Any, amends: Plan | None) -> Outcome:
        try:
            intake = hand_in_plan(
                user=self.request.user, unit=unit, name=file.name, file=file, amends=amends, now=clock.now()
            )
        except Refused as refusal:
            return Outcome(order, refusal=str(refusal))
        return Outcome(order, intake)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and what may be handed in."""
        context = super().get_context_data(**kwargs)
        context.setdefault("form", None)
        context["form"] = context["form"] or self.form()
        context["limit"] = settings.NHIPCAU_UPLOAD_LIMIT // 2**20
        return context


class OfIntake:
    """What views on one plan on its way in share: it is not found where the user may not see it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def intake(self) -> Intake:
        """The plan on its way in."""
        found = intakes_seen_by(self.request.user, on=clock.today()).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def may_change(self) -> bool:
        """Whether this person may correct it."""
        return may_review(self.request.user, self.intake, on=clock.today())

    def progress(self) -> dict[str, Any]:
        """How far the reading is, for this person now."""
        return progress_of(self.intake, may_change=self.may_change(), now=clock.now())


def mark_as_fragment(response: HttpResponse) -> HttpResponse:
    """Tell scripts that this is the fragment they asked for, and not a sign-in page that a redirect ended at."""
    response["X-Fragment"] = "plans"
    return response


# So long without a sign of life and without another worker taking over: the queue has given the reading up.
STALLED_AFTER = dt.timedelta(minutes=5)
STEPS = (Stage.OPENING, Stage.READING, Stage.MATCHING)


def progress_of(intake: Intake, *, may_change: bool, now: dt.datetime) -> dict[str, Any]:
    """What the waiting person is told. A reading that nobody goes on with is shown as one that failed: it can be tried again."""
    stalled = (
        intake.state == IntakeState.READING
        and intake.started_at is not None
        and intake.started_at < now - STALLED_AFTER
    )
    done = (
        STEPS.index(Stage(intake.stage))
        if intake.stage in STEPS
        else len(STEPS)
        if intake.stage == Stage.DONE
        else 0
    )
    waiting = intake.state == IntakeState.QUEUED
    return {
        "intake": intake,
        "steps": [
            {"label": step.label, "state": "done" if n < done else "now" if n == done and not waiting else "next"}
            for n, step in enumerate(STEPS)
        ],
        "percent": 5 if waiting else round((done + 0.5) / len(STEPS) * 100),
        "failed": stalled or intake.state == IntakeState.FAILED,
        "waiting": waiting,
        "code": "defect" if stalled else intake.error.get("code", ""),
        "message": in_language(intake.error),
        "advice": in_language(intake.error, "advice"),
        "may_change": may_change,
    }  # fmt: skip


class IntakeScreen(OfIntake, Screen):
    """Waiting for a reading; leads on to the review when it is there."""

    template_name = "plans/intake.html"
    page_title = _("Reading a plan")
    header_icon = "doc-full"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list of plans."""
        return [(reverse("plans:index"), _("Plans"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The progress, or the place where work goes on."""
        if self.intake.state == IntakeState.ADOPTED:
            return redirect("plans:plan", self.intake.adopted_version.plan_id)
        if self.intake.state == IntakeState.REVIEW:
            return redirect("plans:review", self.intake.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Progress and what went wrong."""
        return super().get_context_data(**self.progress(), **kwargs)


class ProgressFragment(OfIntake, TemplateView):
    """The progress alone, asked for again and again; `X-Location` says where to go when it is over."""

    template_name = "plans/includes/progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The fragment."""
        response = super().get(request, *args, **kwargs)
        if self.intake.state in {IntakeState.REVIEW, IntakeState.ADOPTED}:
            response["X-Location"] = reverse("plans:intake", args=[self.intake.pk])
        return mark_as_fragment(response)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Progress and what went wrong."""
        return super().get_context_data(**self.progress(), **kwargs)


class RetryReading(OfIntake, Screen):
    """Read a failed file again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Queue it."""
        retry_reading(user=request.user, intake=self.intake, now=clock.now())
        return redirect("plans:intake", pk)

    def refused_address(self) -> str:
        """Back to the progress."""
        return reverse("plans:intake", args=[self.intake.pk])


class TakeBackIntake(OfIntake, Screen):
    """Take a plan back that was put aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Let it wait again, and go there."""
        take_back_intake(user=request.user, intake=self.intake, now=clock.now())
        return redirect("plans:intake", pk)

    def refused_address(self) -> str:
        """Back to the list."""
        return reverse("plans:index")


class DiscardIntake(OfIntake, View):
    """Put a plan on its way in aside, after a question."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Set it aside."""
        discard_intake(user=request.user, intake=self.intake, now=clock.now())
        return redirect("plans:index")
