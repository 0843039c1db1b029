"""Reminders: the rule of a plan, what each person was told when, and how far the day's round has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models.obligation import Obligation
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan

# Working days before and after the due day; then the unit's leader; then the coordinating officers of the plan's owner.
BEFORE, AFTER, LEADER_AFTER, COORDINATOR_AFTER = (10, 3, 0), (1, 5), 7, 10


def default_before() -> list[int]:
    """As callable: lists are never shared."""
    return list(BEFORE)


def default_after() -> list[int]:
    """As callable: lists are never shared."""
    return list(AFTER)


class ReminderRule(models.Model):
    """When reminders of a plan go out, in working days from the due day. A plan without a row has the defaults."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="reminder_rule", verbose_name=_("plan"))
    is_on = models.BooleanField(_("reminders go out"), default=True)
    before = models.JSONField(_("working days before"), default=default_before)
    after = models.JSONField(_("working days after"), default=default_after)
    leader_after = models.PositiveSmallIntegerField(
        _("to the unit's leader, working days after"), null=True, blank=True, default=LEADER_AFTER
    )
    coordinator_after = models.PositiveSmallIntegerField(
        _("to the coordinating officer, working days after"), null=True, blank=True, default=COORDINATOR_AFTER
    )
    changed_at = models.DateTimeField(_("changed at"), null=True)

    class Meta:
        verbose_name = _("rule of reminders")
        verbose_name_plural = _("rules of reminders")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"


class Audience(models.TextChoices):
    """Why somebody is told."""

    UNIT = "unit", _("whoever answers for the unit's work")
    LEADER = "leader", _("leader of the unit")
    COORDINATOR = "coordinator", _("coordinating officer of the plan")
    NOBODY = "nobody", _("coordinating officer, as the unit has nobody")


class Reminder(models.Model):
    """That a person was told of an obligation as it was due on a day, at one step of the rule, in the role held on `unit`.

    `step` counts working days after the due day (before: negative); where somebody reminded by hand it is empty and `ordered_by` says
    who. `dropped_at`: when the letter went out it was not owed any more and was left out.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("due on"))
    audience = models.CharField(max_length=11, choices=Audience)
    step = models.SmallIntegerField(_("step"), null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    told_on = models.DateField(_("told on"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reminders")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        ordering = ["-told_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "obligation"], name="delivery_told_person"),
            models.Index(fields=["-told_on", "-id"], name="delivery_told_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "due_on", "audience", "step", "person"],
                condition=Q(step__isnull=False),
                name="delivery_reminded_once_a_step",
            ),
            models.UniqueConstraint(
                fields=["obligation", "told_on", "person"],
                condition=Q(step__isnull=True),
                name="delivery_reminded_by_hand_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True, ordered_by__isnull=False)
                | Q(step__isnull=False, ordered_by__isnull=True),
                name="delivery_by_rule_or_by_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class RoundKind(models.TextChoices):
    """What a round goes to people for."""

    DAILY = "daily", _("reminders of the day")
    WEEKLY = "weekly", _("summary of the week")


class ReminderRound(models.Model):
    """How far a round has come: everybody up to the account `reached` was looked at. Whoever goes on locks this row."""

    kind = models.CharField(max_length=6, choices=RoundKind)
    begins_at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("round of reminders")
        verbose_name_plural = _("rounds of reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "begins_at"], name="delivery_one_round_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.begins_at:%Y-%m-%d %H:%M}"
