"""Reminders of reports: what each person was told when, so that no step is told twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import Audience
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import Unit
from nhipcau.reporting.models.reports import Report


class ReportReminder(models.Model):
    """That a person was told of a report as it was due on a day, at one step of the rule, in the role held on `unit`.

    `step` counts working days after the due day (before: negative); where somebody reminded by hand it is empty and `ordered_by` says
    who. `dropped_at`: when the letter went out it was not owed any more and was left out.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("due on"))
    audience = models.CharField(max_length=11, choices=Audience)
    step = models.SmallIntegerField(_("step"), null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="report_reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    told_on = models.DateField(_("told on"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="report_reminders")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reminder of a report")
        verbose_name_plural = _("reminders of reports")
        default_permissions = ()
        ordering = ["-told_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due_on", "audience", "step", "person"],
                condition=Q(step__isnull=False),
                name="reporting_reminded_once_a_step",
            ),
            models.UniqueConstraint(
                fields=["report", "told_on", "person"],
                condition=Q(step__isnull=True),
                name="reporting_reminded_by_hand_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True, ordered_by__isnull=False)
                | Q(step__isnull=False, ordered_by__isnull=True),
                name="reporting_by_rule_or_by_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
