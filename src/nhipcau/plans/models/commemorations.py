"""Days worth remembering: found in plans, kept by coordinators."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold
from nhipcau.plans.models.plan import Plan


class Anniversary(models.Model):
    """A day that comes back every year; `is_lunar` counts it in the Vietnamese lunar calendar. `since` is the year of the event.

    A removed one stays, so that the next plan which names it does not bring it back.
    """

    name = models.CharField(_("name"), max_length=300)
    folded = models.CharField(max_length=400, editable=False, default="")
    day = models.PositiveSmallIntegerField(_("day"))
    month = models.PositiveSmallIntegerField(_("month"))
    is_lunar = models.BooleanField(_("lunar calendar"), default=False)
    since = models.PositiveSmallIntegerField(_("year of the event"), null=True, blank=True)
    is_removed = models.BooleanField(_("removed"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("anniversary")
        verbose_name_plural = _("anniversaries")
        ordering = ["month", "day", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31)
                & (Q(is_lunar=False) | Q(day__lte=30)),
                name="plans_anniversary_is_a_day",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="plans_anniversary_has_a_name"),
            models.UniqueConstraint(
                fields=["folded", "day", "month", "is_lunar"], name="plans_anniversary_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name that tells duplicates."""
        self.folded = fold(self.name)[:400]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)


class AnniversarySource(models.Model):
    """A plan that names an anniversary, and how."""

    anniversary = models.ForeignKey(Anniversary, models.CASCADE, related_name="sources")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="anniversaries")
    printed = models.CharField(_("as printed"), max_length=500)

    class Meta:
        verbose_name = _("plan that names an anniversary")
        verbose_name_plural = _("plans that name anniversaries")
        ordering = ["anniversary_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["anniversary", "plan"], name="plans_anniversary_source_once")
        ]

    def __str__(self) -> str:
        return self.printed[:80]
