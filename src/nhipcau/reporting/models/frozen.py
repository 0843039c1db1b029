"""The accepted report: what it said, for good, and the files made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.library.models import StoredFile
from nhipcau.plans.models import Frozen
from nhipcau.reporting.models.reports import Report


class ReportSnapshot(Frozen):
    """A report as it was accepted: everything a document needs, by value. A report that was unlocked and accepted again has two.

    `content` is canonical JSON text (sorted keys), `sha256` its digest: the same report says the same bytes, whatever became of units,
    tasks and evidence since.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    ordinal = models.PositiveSmallIntegerField(default=1)
    content = models.TextField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted at"))

    class Meta:
        verbose_name = _("accepted report")
        verbose_name_plural = _("accepted reports")
        ordering = ["report_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["report", "ordinal"], name="reporting_snapshot_ordinal_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ReportExport(models.Model):
    """A file made of an accepted report; made once, given out the same for good."""

    snapshot = models.ForeignKey(ReportSnapshot, models.PROTECT, related_name="exports")
    format = models.CharField(_("format"), max_length=5)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="report_exports", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("file of an accepted report")
        verbose_name_plural = _("files of accepted reports")
        ordering = ["snapshot_id", "format"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "format"], name="reporting_one_file_a_format")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
