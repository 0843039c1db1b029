"""What a unit asks for, line by line, and what finance says to each line."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.budget.models.lists import BudgetCode, FundSource
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, TaskKind

# One line is never worth more: a product beyond this would not be read as money any more.
MOST = 10**15


class EstimateState(models.TextChoices):
    """Where the estimate of a unit stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPRAISED = "appraised", _("Appraised")


# The unit may write in these; the others wait for finance, or are closed.
OPEN_STATES = frozenset({EstimateState.DRAFT, EstimateState.RETURNED})


class Estimate(models.Model):
    """What one unit asks for under a plan. `version` rises with every change of its lines or its state."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="estimates", verbose_name=_("plan"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="estimates", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=10, choices=EstimateState, default=EstimateState.DRAFT)
    explanation = models.TextField(_("explanation"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("estimate")
        verbose_name_plural = _("estimates")
        ordering = ["plan_id", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], name="budget_one_estimate_a_unit"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="budget_estimate_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="budget_estimate_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether its lines may change."""
        return self.state in OPEN_STATES


class Verdict(models.TextChoices):
    """What finance says to a line."""

    ACCEPTED = "accepted", pgettext_lazy("money", "Accepted")
    REDUCED = "reduced", _("Reduced")


class EstimateLine(models.Model):
    """A line: quantity × times × norm, as "50 người × 2 ngày × 150.000". `stem` is the task of the plan, empty where it serves several.

    `allocated` is the sum of the line's allocations and `spent` of its vouchers that count; the services keep them.
    """

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    stem = models.UUIDField(_("task"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=TaskKind, default=TaskKind.OTHER)
    content = models.CharField(_("content of spending"), max_length=1000, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    measure = models.CharField(_("unit of measure"), max_length=60, blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    norm = models.PositiveBigIntegerField(_("norm in đồng"), default=0)
    amount = models.GeneratedField(
        expression=F("norm") * F("quantity") * F("times"),
        output_field=models.BigIntegerField(_("amount in đồng")),
        db_persist=True,
    )
    fund = models.ForeignKey(
        FundSource, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("source of funds")
    )  # fmt: skip
    code = models.ForeignKey(
        BudgetCode, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("budget code")
    )
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    verdict = models.CharField(_("appraisal"), max_length=8, choices=Verdict, blank=True)
    appraised = models.PositiveBigIntegerField(_("appraised amount in đồng"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    allocated = models.PositiveBigIntegerField(_("allocated in đồng"), default=0)
    spent = models.PositiveBigIntegerField(_("spent in đồng"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("line of an estimate")
        verbose_name_plural = _("lines of estimates")
        ordering = ["estimate_id", "position", "pk"]
        indexes = [models.Index(fields=["stem"], name="budget_line_stem")]
        constraints = [
            models.CheckConstraint(
                condition=Q(norm__lte=MOST, quantity__lte=10**7, times__lte=10**4),
                name="budget_line_in_reach",
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4),
                name="budget_line_quarter",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", appraised__isnull=True)
                | Q(verdict="accepted", appraised=F("norm") * F("quantity") * F("times"))
                | (
                    Q(verdict="reduced", appraised__lt=F("norm") * F("quantity") * F("times")) & ~Q(reason="")
                ),
                name="budget_line_appraised_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(spent__lte=F("allocated")), name="budget_spent_within_allocated"
            ),
        ]

    def __str__(self) -> str:
        return self.content[:80]

    @property
    def remaining(self) -> int:
        """What may still be spent, in đồng."""
        return self.allocated - self.spent
