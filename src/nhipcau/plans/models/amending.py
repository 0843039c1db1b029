"""A plan on its way in that amends or replaces a plan in force, and what a person decided about each task."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models.drafts import DraftTask, Intake
from nhipcau.plans.models.plan import Plan, PlanVersion, Task


class Verdict(models.TextChoices):
    """What an amendment does with a piece of work."""

    KEPT = "kept", _("kept")
    CHANGED = "changed", _("changed")
    NEW = "new", _("new")
    DROPPED = "dropped", _("dropped")


class Amendment(models.Model):
    """Says that an intake becomes the next version of `plan`; `base` is the version it is compared with.

    `version` rises with every decision, so that adopting names what the adopter saw.
    """

    intake = models.OneToOneField(Intake, models.PROTECT, related_name="amendment")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments", verbose_name=_("amended plan"))
    base = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-declared_at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class TaskVerdict(models.Model):
    """A person's decision: a task of the version in force and one of the draft are the same work, or one of them stands alone."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="verdicts")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(DraftTask, models.CASCADE, null=True, blank=True, related_name="verdicts")
    verdict = models.CharField(max_length=8, choices=Verdict)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision on a task of an amendment")
        verbose_name_plural = _("decisions on tasks of amendments")
        ordering = ["amendment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "task"],
                condition=Q(task__isnull=False),
                name="plans_verdict_once_a_task",
            ),
            models.UniqueConstraint(
                fields=["amendment", "draft"],
                condition=Q(draft__isnull=False),
                name="plans_verdict_once_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["kept", "changed"], task__isnull=False, draft__isnull=False)
                | Q(verdict="new", task__isnull=True, draft__isnull=False)
                | Q(verdict="dropped", task__isnull=False, draft__isnull=True),
                name="plans_verdict_names_its_tasks",
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
