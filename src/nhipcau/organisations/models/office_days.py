"""Days on which offices are open or closed against the rule, as a decision of the year says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficeDay(models.Model):
    """One day that an officer entered: a day off, or a weekend that is worked in exchange.

    It goes before the calendar that comes with the system (`kernel.working_days`), for the whole installation.
    """

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(_("offices are open"), default=False)
    name = models.CharField(_("occasion"), max_length=150)
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("office day")
        verbose_name_plural = _("office days")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
