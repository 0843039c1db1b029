"""Next year's plan while it is drafted from an adopted one: what becomes of each task and of each legal basis."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.plans.models.drafts import Intake
from nhipcau.plans.models.plan import Plan, PlanVersion


class NextPlanState(models.TextChoices):
    """Whether it is still written."""

    DRAFT = "draft", _("Being drafted")
    FINISHED = "finished", pgettext_lazy("plan", "Handed in")


class Carry(models.TextChoices):
    """What becomes of a task."""

    ASK = "ask", _("To be decided")
    CARRY = "carry", _("Carry over")
    DROP = "drop", _("Drop")


class TaskWhy(models.TextChoices):
    """Why a person is asked about a task."""

    LATE = "late", _("Late this year")
    UNDONE = "undone", _("Not done this year")
    ONCE = "once", _("Done, and due only once")
    DROPPED = "dropped", _("Dropped by an amendment")
    ANNIVERSARY = "anniversary", _("A round anniversary comes")
    SUPERIOR = "superior", _("New in the superior's plan")
    READ = "read", _("The text needs a look")
    ADDED = "added", _("Added here")


class BasisVerdict(models.TextChoices):
    """What becomes of a legal basis."""

    ASK = "ask", _("To be decided")
    TAKE = "take", _("Use the proposed text")
    KEEP = "keep", _("Keep it as it was")
    DROP = "drop", _("Take it out")


class NextPlan(models.Model):
    """A draft of the plan that follows `plan`, begun from the version `base`. `version` rises with every change.

    `superior` is the superior's plan for the new period. `renamed` are names of units that changed since, old to new; `notes` what drafting
    remarked outside the tasks. `intake` is the file that it was handed in as.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="next_plans", verbose_name=_("plan"))
    base = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year in which it begins"))
    superior = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("superior plan"))  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=NextPlanState, default=NextPlanState.DRAFT)
    renamed = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    intake = models.ForeignKey(Intake, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("begun at"))

    class Meta:
        verbose_name = _("draft of next year's plan")
        verbose_name_plural = _("drafts of next year's plans")
        ordering = ["plan_id", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"], condition=Q(state="draft"), name="plans_one_next_plan_a_year"
            ),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="plans_next_plan_year"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} → {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether it may be written."""
        return self.state == NextPlanState.DRAFT


class NextPlanTask(models.Model):
    """A task of the draft. `stem` is the old one's, empty for new work; `superior_stem` that of the superior's task it was proposed from.

    `proposed` is what the draft said at first, `told` what drafting remarked at this task. `version` guards the row, `key` is of the form
    that added it.
    """

    next_plan = models.ForeignKey(NextPlan, models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField()
    stem = models.UUIDField(null=True, blank=True)
    superior_stem = models.UUIDField(null=True, blank=True)
    path = models.JSONField(default=list)
    section = models.JSONField(default=list)
    section_title = models.CharField(max_length=500, blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Carry, default=Carry.CARRY)
    why = models.CharField(_("why"), max_length=12, choices=TaskWhy, blank=True)
    old_text = models.TextField(blank=True)
    old_time = models.CharField(max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    lead = models.CharField(_("leads"), max_length=2000, blank=True)
    coop = models.CharField(_("coordinates"), max_length=2000, blank=True)
    time = models.CharField(_("time"), max_length=500, blank=True)
    proposed = models.JSONField(default=dict)
    told = models.JSONField(default=list)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("task of next year's plan")
        verbose_name_plural = _("tasks of next year's plans")
        ordering = ["next_plan_id", "position", "pk"]
        indexes = [models.Index(fields=["next_plan", "decision"], name="plans_next_task_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["next_plan", "stem"], condition=Q(stem__isnull=False), name="plans_next_task_once"
            ),
            models.UniqueConstraint(
                fields=["next_plan", "superior_stem"], condition=Q(superior_stem__isnull=False), name="plans_next_task_once_above",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["ask", "carry", "drop"]), name="plans_next_task_decision"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:80]


class NextPlanBasis(models.Model):
    """A document that the old plan rested on: `old` as it stood there, `proposed` for the new one, `text` what a person wrote."""

    next_plan = models.ForeignKey(NextPlan, models.CASCADE, related_name="bases")
    position = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=100)
    old = models.TextField()
    proposed = models.TextField()
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(max_length=12)
    since = models.DateField(null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=BasisVerdict, default=BasisVerdict.TAKE)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("legal basis of next year's plan")
        verbose_name_plural = _("legal bases of next year's plans")
        ordering = ["next_plan_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["next_plan", "position"], name="plans_next_basis_once"),
            models.CheckConstraint(
                condition=Q(decision__in=["ask", "take", "keep", "drop"]), name="plans_next_basis_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.number
