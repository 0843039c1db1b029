"""Which task of a superior plan a task of a subordinate plan carries out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models.plan import Plan


class LinkState(models.TextChoices):
    """Whether a person agreed."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class TaskLink(models.Model):
    """A task of `plan` carries out a task of `superior`. Both are named by their stems, so that a link outlives amendments.

    A proposal is made anew at will; what a person decided stays. `score` is 0 to 100; `reasons` says in codes why (see `plans.likeness`).
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="links_up")
    superior = models.ForeignKey(Plan, models.CASCADE, related_name="links_down")
    stem = models.UUIDField()
    superior_stem = models.UUIDField()
    state = models.CharField(_("state"), max_length=10, choices=LinkState, default=LinkState.PROPOSED)
    score = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    is_by_hand = models.BooleanField(_("found by a person"), default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link between tasks")
        verbose_name_plural = _("links between tasks")
        ordering = ["plan_id", "-score", "pk"]
        indexes = [models.Index(fields=["superior", "superior_stem", "state"], name="plans_link_down")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "superior", "stem", "superior_stem"], name="plans_link_once"
            ),
            models.CheckConstraint(condition=~Q(plan=F("superior")), name="plans_link_between_plans"),
            models.CheckConstraint(condition=Q(score__lte=100), name="plans_link_score"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | Q(state__in=["confirmed", "rejected"], decided_at__isnull=False, decided_by__isnull=False),
                name="plans_link_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
