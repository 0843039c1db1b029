"""What one unit owes at one time."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models.state import State, state_of
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, Schedule, Task

UNMARKED = Q(met_on__isnull=True, excused_on__isnull=True, paused_on__isnull=True)


class Obligation(models.Model):
    """A leading unit owes a task, the `ordinal`-th of `ordinals` times, at the latest on `due_on` (see docs/mechanisms/deadlines.md).

    `schedule` is empty where the plan gives a task no time. `pieces` counts what live evidence says was done, `met_on` is the day
    on which that reached `quota_min`; both are kept by the services that keep the evidence.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="obligations", verbose_name=_("plan"))
    task = models.ForeignKey(Task, models.PROTECT, related_name="obligations", verbose_name=_("task"))
    schedule = models.ForeignKey(Schedule, models.PROTECT, null=True, blank=True, related_name="obligations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations", verbose_name=_("unit"))
    ordinal = models.PositiveSmallIntegerField()
    ordinals = models.PositiveSmallIntegerField()
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    due_on = models.DateField(_("due on"))
    quota_min = models.PositiveIntegerField(default=1)
    quota_max = models.PositiveIntegerField(default=1)
    pieces = models.PositiveIntegerField(_("done"), default=0)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    excused_on = models.DateField(_("excused on"), null=True, blank=True)
    paused_on = models.DateField(_("paused on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["unit", "due_on", "id"], name="delivery_unit_due"),
            models.Index(fields=["plan", "due_on", "id"], name="delivery_plan_due"),
            models.Index(fields=["due_on", "id"], name="delivery_due"),
            models.Index(fields=["due_on", "unit"], condition=UNMARKED, name="delivery_unmarked_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "unit", "ordinal"],
                condition=Q(schedule__isnull=False),
                name="delivery_once_per_time",
            ),
            models.UniqueConstraint(
                fields=["task", "unit", "ordinal"],
                condition=Q(schedule__isnull=True),
                name="delivery_once_without_time",
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1, ordinal__lte=F("ordinals")), name="delivery_ordinal_counts"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="delivery_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(quota_min__gte=1, quota_max__gte=F("quota_min")), name="delivery_quota_in_order"
            ),
            models.CheckConstraint(
                condition=UNMARKED
                | Q(met_on__isnull=False, excused_on__isnull=True, paused_on__isnull=True)
                | Q(met_on__isnull=True, excused_on__isnull=False, paused_on__isnull=True)
                | Q(met_on__isnull=True, excused_on__isnull=True, paused_on__isnull=False),
                name="delivery_one_mark",
            ),
            models.CheckConstraint(
                condition=Q(excused_on__isnull=True, paused_on__isnull=True)
                | (~Q(reason="") & Q(signed_by__isnull=False)),
                name="delivery_mark_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def state(self, today: dt.date) -> State:
        """Where it stands on that day."""
        return state_of(self, today=today)

    @property
    def missing(self) -> int:
        """How many pieces are still owed."""
        return max(0, self.quota_min - self.pieces)
