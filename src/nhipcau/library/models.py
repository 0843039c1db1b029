"""Files kept for good, and the bare fact that one was refused."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.organisations.models import Unit


class Purpose(models.TextChoices):
    """What a file is handed in for; decides which content types are taken."""

    PLAN = "plan", _("plan document")
    EVIDENCE = "evidence", _("evidence")
    REPORT = "report", _("report")
    VOUCHER = "voucher", _("voucher")


def place_of(stored: StoredFile, name: str) -> str:
    """Where the bytes lie: by their digest, never by a name that somebody typed."""
    return f"library/{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(models.Model):
    """A file as it was handed in. Its bytes are never changed; `file` is empty only where they were removed for a secrecy mark."""

    file = models.FileField(_("file"), upload_to=place_of, max_length=200)
    original_name = models.CharField(_("name"), max_length=255)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("content type"), max_length=100)
    purpose = models.CharField(_("handed in for"), max_length=10, choices=Purpose)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="stored_files", verbose_name=_("unit"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stored_files", verbose_name=_("handed in by")
    )
    created_at = models.DateTimeField(_("handed in at"))
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("same file as")
    )

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="library_file_is_not_empty")
        ]

    def __str__(self) -> str:
        # The log keeps this text for ever; a name may have to go (`services.purge_secret`).
        return f"#{self.pk}"


class Refusal(models.Model):
    """A file was refused: when, to whom, why. Nothing of its contents or name.

    Law on the Protection of State Secrets 117/2025/QH15: a system without a licence for secrets keeps no trace of one.
    """

    at = models.DateTimeField(_("at"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    code = models.CharField(_("code"), max_length=32)

    class Meta:
        verbose_name = _("refused file")
        verbose_name_plural = _("refused files")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.code}"
