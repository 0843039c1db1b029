"""Money given to a line and spent from it. Rows are never changed: what was wrong is set right by another row, or withdrawn with a reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.models.estimates import EstimateLine
from nhipcau.library.models import StoredFile


class AllocationKind(models.TextChoices):
    """Money given by the decision on the year's budget, or an adjustment in the year."""

    GIVEN = "given", _("allocated")
    ADJUSTED = "adjusted", _("adjusted")


class Allocation(models.Model):
    """Money given to a line, or taken from it (`amount` below zero), by a decision. `key` comes with the form: sent twice is given once."""

    line = models.ForeignKey(EstimateLine, models.PROTECT, related_name="allocations")
    kind = models.CharField(_("kind"), max_length=8, choices=AllocationKind)
    amount = models.BigIntegerField(_("amount in đồng"))
    on = models.DateField(_("on"))
    decision = models.CharField(_("decision"), max_length=255, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("entered at"))
    key = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "key"], name="budget_allocated_once_a_form"),
            models.CheckConstraint(
                condition=Q(kind="given", amount__gt=0) | (Q(kind="adjusted") & ~Q(amount=0) & ~Q(reason="")),
                name="budget_adjusted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.amount)


class Voucher(models.Model):
    """A payment from a line. It is withdrawn, never deleted. `key` comes with the form: sent twice is entered once."""

    line = models.ForeignKey(EstimateLine, models.PROTECT, related_name="vouchers")
    number = models.CharField(_("number"), max_length=60)
    spent_on = models.DateField(_("paid on"))
    amount = models.PositiveBigIntegerField(_("amount in đồng"))
    what = models.CharField(_("for what"), max_length=1000)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="vouchers", verbose_name=_("file")
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(_("reason"), max_length=1000, blank=True)
    key = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["spent_on", "pk"]
        indexes = [models.Index(fields=["line", "spent_on"], name="budget_voucher_paid")]
        constraints = [
            models.UniqueConstraint(fields=["line", "key"], name="budget_voucher_once_a_form"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_voucher_is_positive"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="budget_voucher_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_live(self) -> bool:
        """Whether it counts."""
        return self.withdrawn_at is None
