"""Rows that hold from one day to another. Both ends are inclusive; an empty end is open."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def in_force(on: dt.date, prefix: str = "") -> Q:
    """The condition "holds on the day `on`"; `prefix` is a lookup such as `names__`."""
    starts = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    return starts & ends


def from_to(first: dt.date, last: dt.date | None) -> Q:
    """The condition "holds on some day from `first` to `last`" (None: from `first` on)."""
    ends = Q(valid_to__isnull=True) | Q(valid_to__gte=first)
    if last is None:
        return ends
    return ends & (Q(valid_from__isnull=True) | Q(valid_from__lte=last))


class Dated(models.Model):
    """A row with a first and a last day (both inclusive, both may be open)."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_dates_in_order",
            )
        ]

    def holds_on(self, on: dt.date) -> bool:
        """Whether the row holds on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )
