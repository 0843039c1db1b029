"""The hash chain over the one log (Wagtail's page and model log entries)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """Which of the two tables of the log an entry stands in."""

    MODEL = "model", _("record")
    PAGE = "page", _("page")


class Chain(models.Model):
    """The head of the chain: one row, locked by whoever appends. Its count shows a cut-off end."""

    length = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.length}: {self.digest[:12]}"


class Seal(models.Model):
    """One link: the digest of the previous link and of one log entry."""

    position = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=5, choices=EntryKind)
    entry = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["position"]
        default_permissions = ()
        permissions = [("read_log", _("Can read the whole log"))]
        constraints = [models.UniqueConstraint(fields=["kind", "entry"], name="audit_one_seal_per_entry")]

    def __str__(self) -> str:
        return f"{self.position}: {self.digest[:12]}"
