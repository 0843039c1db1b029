"""The days on which units report on a plan."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models.plan import Plan


class ReportingDate(models.Model):
    """A day on which units report on a plan, for a stretch of it. Read from the plan when it is adopted; its keepers may amend it.

    Work that goes on all the time is answered for on these days (see docs/mechanisms/deadlines.md).
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reporting_dates")
    due_on = models.DateField(_("due on"))
    period_from = models.DateField(_("reports on: from"))
    period_to = models.DateField(_("reports on: to"))
    what = models.CharField(_("what"), max_length=500, blank=True)
    senders = models.JSONField(_("who reports, as printed"), default=list, blank=True)
    receivers = models.JSONField(_("to whom, as printed"), default=list, blank=True)

    class Meta:
        verbose_name = _("reporting date")
        verbose_name_plural = _("reporting dates")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="plans_reporting_date_once"),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="plans_reporting_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%d/%m/%Y}"
