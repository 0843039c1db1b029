"""Detailed plans of units that issue no plan document of their own (the form of Phụ lục 01, Thông tư 22/2016/TT-BTTTT)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.organisations.models import Unit
from nhipcau.plans.models.plan import Plan


class UnitPlanCall(models.Model):
    """By when units hand in their detailed plans under a plan: read from it, amended by its keepers. `version` guards it."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="unit_plan_call")
    due_on = models.DateField(_("detailed plans are due on"))
    is_read = models.BooleanField(_("read from the plan"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("day for detailed plans")
        verbose_name_plural = _("days for detailed plans")
        ordering = ["plan_id"]

    def __str__(self) -> str:
        return f"{self.due_on:%d/%m/%Y}"


class UnitPlanState(models.TextChoices):
    """Where a detailed plan stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


# Whoever works for the unit may write in these; the others wait for the keeper of the plan, or are closed.
WRITABLE = frozenset({UnitPlanState.DRAFT, UnitPlanState.RETURNED})


class UnitPlan(models.Model):
    """What a unit sets out to do under a plan. `version` rises with every change of the rows or the state."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="unit_plans", verbose_name=_("plan"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="unit_plans", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=10, choices=UnitPlanState, default=UnitPlanState.DRAFT)
    purpose = models.TextField(_("purpose and demands"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    first_submitted_on = models.DateField(_("first submitted on"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("detailed plan of a unit")
        verbose_name_plural = _("detailed plans of units")
        ordering = ["plan_id", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], name="plans_one_detailed_plan_a_unit"),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, first_submitted_on__isnull=False),
                name="plans_unit_plan_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="plans_unit_plan_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_writable(self) -> bool:
        """Whether its rows may change."""
        return self.state in WRITABLE


class UnitPlanItem(models.Model):
    """A row of a detailed plan. `stem` is the task of the plan it was made of, empty where the unit added it. `version` guards it."""

    unit_plan = models.ForeignKey(UnitPlan, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    stem = models.UUIDField(null=True, blank=True)
    content = models.TextField(_("content of the work"), blank=True)
    lead = models.CharField(_("leads"), max_length=500, blank=True)
    coop = models.CharField(_("coordinates"), max_length=1000, blank=True)
    time = models.CharField(_("time"), max_length=500, blank=True)
    product = models.CharField(_("product, result"), max_length=1000, blank=True)
    cost = models.CharField(_("money"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    remark = models.CharField(_("remark of the keeper"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("row of a detailed plan")
        verbose_name_plural = _("rows of detailed plans")
        ordering = ["unit_plan_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_plan", "stem"], condition=Q(stem__isnull=False), name="plans_item_once_a_task"
            )
        ]

    def __str__(self) -> str:
        return self.content[:80]
