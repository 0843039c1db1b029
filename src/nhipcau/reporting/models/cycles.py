"""A round of reporting: who reports to whom, on which form, for which period, by when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, ReportingDate
from nhipcau.reporting.models.forms import FormVersion
from nhipcau.reporting.models.words import Cadence


class CycleLevel(models.TextChoices):
    """Which step of the way up a cycle is: units → coordinating unit → authority (People's Committee) → ministry."""

    UNITS = "units", _("Units to the coordinating unit")
    COORDINATING = "lead", _("Coordinating unit to the authority")
    AUTHORITY = "authority", _("Authority to the level above")


class ReportCycle(models.Model):
    """One round. `keeper` looks after it and receives; where the receiver is outside the register, `receiver_name` says who it is and
    the keeper is the sender's own authority. `feeds` is the cycle that the consolidated result goes up to.

    Figures are actual to `cut_off_on`; where that is before `period_to`, reports state besides what is expected to the end ("ước thực
    hiện"). Unlike deadlines of work, `due_on` is printed on documents, so it is kept as it was set.
    """

    form_version = models.ForeignKey(
        FormVersion, models.PROTECT, related_name="cycles", verbose_name=_("form")
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="report_cycles", verbose_name=_("plan")
    )
    reporting_date = models.ForeignKey(
        ReportingDate, models.SET_NULL, null=True, blank=True, related_name="report_cycles"
    )
    level = models.CharField(_("level"), max_length=9, choices=CycleLevel, default=CycleLevel.UNITS)
    cadence = models.CharField(_("how often"), max_length=9, choices=Cadence)
    title = models.CharField(_("title"), max_length=300)
    keeper = models.ForeignKey(
        Unit, models.PROTECT, related_name="kept_cycles", verbose_name=_("who receives and gathers")
    )
    is_outward = models.BooleanField(_("goes to a body outside the register"), default=False)
    receiver_name = models.CharField(_("receiver outside the register"), max_length=255, blank=True)
    period_from = models.DateField(_("reports on: from"))
    period_to = models.DateField(_("reports on: to"))
    cut_off_on = models.DateField(_("figures up to"))
    due_on = models.DateField(_("due on"))
    feeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="fed_by", verbose_name=_("goes up to")
    )
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    key = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("reporting cycle")
        verbose_name_plural = _("reporting cycles")
        ordering = ["-period_to", "due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], name="reporting_cycle_due")]
        constraints = [
            models.UniqueConstraint(fields=["opened_by", "key"], name="reporting_opened_once_a_form"),
            models.UniqueConstraint(
                fields=["plan", "level", "cadence", "period_from", "period_to", "keeper"],
                condition=Q(plan__isnull=False) & ~Q(cadence="ad-hoc"),
                name="reporting_one_cycle_a_period",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="reporting_cycle_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(cut_off_on__gte=F("period_from"), cut_off_on__lte=F("period_to")),
                name="reporting_cut_off_within",
            ),
            models.CheckConstraint(
                condition=Q(is_outward=False, receiver_name="") | (Q(is_outward=True) & ~Q(receiver_name="")),
                name="reporting_outward_has_receiver",
            ),
            models.CheckConstraint(
                condition=Q(feeds__isnull=True) | ~Q(feeds=F("pk")), name="reporting_feeds_another"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_estimates(self) -> bool:
        """Whether part of the period lies after the cut-off, so that reports say "ước thực hiện"."""
        return self.cut_off_on < self.period_to
