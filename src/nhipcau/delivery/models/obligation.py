"""What one unit owes at one time."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models.state import State, state_of
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, ReportingDate, Schedule, Task

MARKS = ("met_on", "excused_on", "paused_on", "cancelled_on")
UNMARKED = Q(**{f"{mark}__isnull": True for mark in MARKS})


class Phase(models.TextChoices):
    """What is known of an obligation without knowing the day: the state is a question on the phase, the due day and today."""

    OPEN = "open", _("open")
    PARTLY = "partly", _("partly met")
    MET = "met", _("met")
    LATE = "late", _("met late")
    CANCELLED = "cancelled", _("cancelled")
    EXCUSED = "excused", _("nothing to report")
    PAUSED = "paused", _("paused")


# The same order as in `state_of`: what was done comes before what was signed.
_PHASE = Case(
    When(met_on__lte=F("due_on"), then=Value(Phase.MET.value)),
    When(met_on__isnull=False, then=Value(Phase.LATE.value)),
    When(cancelled_on__isnull=False, then=Value(Phase.CANCELLED.value)),
    When(excused_on__isnull=False, then=Value(Phase.EXCUSED.value)),
    When(paused_on__isnull=False, then=Value(Phase.PAUSED.value)),
    When(pieces__gt=0, then=Value(Phase.PARTLY.value)),
    default=Value(Phase.OPEN.value),
)


def _only(mark: str) -> Q:
    return Q(**{f"{each}__isnull": each != mark for each in MARKS})


class Obligation(models.Model):
    """A leading unit owes a task, the `ordinal`-th of `ordinals` times, at the latest on `due_on` (see docs/mechanisms/deadlines.md).

    `original_due_on` keeps the day of the plan where an extension moved `due_on`. Where several leads owe one quota together, `unit` is
    the first of them and `shares` names the others. `schedule` is empty where the plan gives a task no time. `pieces` counts what live evidence says was done, `met_on` is the day
    on which that reached `quota_min`; both are kept by the services that keep the evidence. The database computes `phase` from
    them, so that counts over all obligations read one index (see docs/mechanisms/views.md); an instance in hand keeps the one it was read with.
    """

    # Keys without an index of their own stand first in one below, or are seldom filled: each index costs every plan that is set out.
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="obligations", verbose_name=_("plan"), db_index=False
    )
    task = models.ForeignKey(
        Task, models.PROTECT, related_name="obligations", verbose_name=_("task"), db_index=False
    )
    schedule = models.ForeignKey(
        Schedule, models.PROTECT, null=True, blank=True, related_name="obligations", db_index=False
    )
    reporting_date = models.ForeignKey(
        ReportingDate, models.SET_NULL, null=True, blank=True, related_name="obligations"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="obligations", verbose_name=_("unit"), db_index=False
    )
    ordinal = models.PositiveSmallIntegerField()
    ordinals = models.PositiveSmallIntegerField()
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    due_on = models.DateField(_("due on"))
    original_due_on = models.DateField(_("due at first"), null=True, blank=True)
    quota_min = models.PositiveIntegerField(default=1)
    quota_max = models.PositiveIntegerField(default=1)
    pieces = models.PositiveIntegerField(_("done"), default=0)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    excused_on = models.DateField(_("excused on"), null=True, blank=True)
    paused_on = models.DateField(_("paused on"), null=True, blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    phase = models.GeneratedField(
        expression=_PHASE, output_field=models.CharField(max_length=9), db_persist=True
    )
    reason = models.TextField(_("reason"), blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_position = models.CharField(_("position of who signed"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["unit", "due_on", "id"], name="delivery_unit_due"),
            models.Index(fields=["plan", "due_on", "id"], name="delivery_plan_due"),
            models.Index(fields=["due_on", "id"], name="delivery_due"),
            # Both hold all that counting by state asks for.
            models.Index(
                fields=["plan", "unit", "due_on", "period_from", "phase"], name="delivery_counted_by_plan"
            ),
            models.Index(
                fields=["task", "due_on", "period_from", "phase", "unit"], name="delivery_counted_by_task"
            ),
            models.Index(
                fields=["unit", "excused_on"],
                condition=Q(excused_on__isnull=False),
                name="delivery_last_signed",
            ),
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
                | _only("met_on")
                | _only("excused_on")
                | _only("paused_on")
                | _only("cancelled_on"),
                name="delivery_one_mark",
            ),
            models.CheckConstraint(
                condition=Q(excused_on__isnull=True, paused_on__isnull=True, cancelled_on__isnull=True)
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


class ObligationShare(models.Model):
    """Another lead that owes the same quota: it hands in for the obligation as its `unit` does."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="shares")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shared_obligations", verbose_name=_("unit"))

    class Meta:
        verbose_name = _("share of an obligation")
        verbose_name_plural = _("shares of obligations")
        ordering = ["obligation_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "unit"], name="delivery_shared_once_a_unit")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
