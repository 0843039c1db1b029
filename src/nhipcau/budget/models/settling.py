"""The settlement of a unit's money under a plan (quyết toán)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.models.estimates import Estimate, EstimateLine


class SettlementState(models.TextChoices):
    """Where a settlement stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


class Settlement(models.Model):
    """What a unit spent, as it stood when it was handed in. While it is handed in or approved no voucher of the estimate changes."""

    estimate = models.OneToOneField(Estimate, models.PROTECT, related_name="settlement")
    state = models.CharField(
        _("state"), max_length=10, choices=SettlementState, default=SettlementState.DRAFT
    )
    remark = models.TextField(_("remark"), blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["estimate_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="budget_settlement_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="budget_settlement_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SettlementLine(models.Model):
    """One line at the time of handing in: allocated, spent by vouchers, and what is settled of it (never more)."""

    settlement = models.ForeignKey(Settlement, models.CASCADE, related_name="lines")
    line = models.ForeignKey(EstimateLine, models.PROTECT, related_name="settlements")
    allocated = models.PositiveBigIntegerField(_("allocated in đồng"))
    spent = models.PositiveBigIntegerField(_("spent in đồng"))
    settled = models.PositiveBigIntegerField(_("settled in đồng"))
    note = models.CharField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("line of a settlement")
        verbose_name_plural = _("lines of settlements")
        ordering = ["settlement_id", "line__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "line"], name="budget_settled_once_a_line"),
            models.CheckConstraint(condition=Q(settled__lte=F("spent")), name="budget_settled_within_spent"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
