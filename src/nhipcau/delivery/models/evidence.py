"""What a unit handed in to show that it did what it owes."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models.obligation import Obligation
from nhipcau.library.models import StoredFile


class Evidence(models.Model):
    """A note, a link, a file, or several of them. Never deleted: it is withdrawn, with a reason.

    `key` comes with the form that was filled in: the same form sent twice is one piece of evidence.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="evidence")
    note = models.TextField(_("what was done"), blank=True)
    link = models.CharField(
        _("link"), max_length=1000, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("file")
    )
    pieces = models.PositiveIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])
    done_on = models.DateField(_("done on"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handed_in", verbose_name=_("handed in by")
    )
    handed_in_at = models.DateTimeField(_("handed in at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.TextField(_("reason"), blank=True)
    key = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "key"], name="delivery_form_sent_once"),
            models.CheckConstraint(
                condition=~Q(note="") | ~Q(link="") | Q(file__isnull=False),
                name="delivery_evidence_shows_something",
            ),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="delivery_evidence_counts"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="delivery_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it still counts."""
        return self.withdrawn_at is None
