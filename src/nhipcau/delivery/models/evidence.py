"""What a unit handed in to show that it did what it owes."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models.obligation import Obligation
from nhipcau.library.models import StoredFile
from nhipcau.organisations.models import Unit


class Evidence(models.Model):
    """A note, a link, a figure, files, or several of them, handed in for one obligation or several (`uses`).

    Never deleted: it is withdrawn, with a reason. `key` comes with the form that was filled in: the same form sent twice is one
    piece of evidence. `unit` is whose evidence it is; `on_behalf` tells that who keeps the plan handed it in for that unit.
    `figure` counts `figure_of` ("1200", "copies").
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence", verbose_name=_("unit"))
    note = models.TextField(_("what was done"), blank=True)
    link = models.CharField(
        _("link"), max_length=1000, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    figure = models.PositiveBigIntegerField(_("figure"), null=True, blank=True)
    figure_of = models.CharField(_("of what"), max_length=100, blank=True)
    file_count = models.PositiveSmallIntegerField(default=0, editable=False)
    done_on = models.DateField(_("done on"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handed_in", verbose_name=_("handed in by")
    )
    handed_in_at = models.DateTimeField(_("handed in at"))
    on_behalf = models.BooleanField(_("handed in for the unit"), default=False)
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
        indexes = [
            models.Index(
                fields=["unit", "handed_in_at"],
                condition=Q(withdrawn_at__isnull=True),
                name="delivery_last_heard_of",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["handed_in_by", "key"], name="delivery_form_sent_once"),
            models.CheckConstraint(
                condition=~Q(note="") | ~Q(link="") | Q(figure__isnull=False) | Q(file_count__gte=1),
                name="delivery_evidence_shows_something",
            ),
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


class EvidenceUse(models.Model):
    """That a piece of evidence counts towards an obligation, as `pieces` of its quota."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="uses")
    pieces = models.PositiveIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("use of evidence")
        verbose_name_plural = _("uses of evidence")
        ordering = ["evidence_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "obligation"], name="delivery_used_once"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="delivery_evidence_counts"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class EvidenceFile(models.Model):
    """A file of a piece of evidence; its SHA-256 stands with the stored file."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="evidence_files", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        ordering = ["evidence_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "file"], name="delivery_file_once_per_evidence")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
