"""One unit's report in a cycle: its state, texts, figures and what they were counted from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.budget.models import Allocation, Voucher
from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.library.models import StoredFile
from nhipcau.organisations.models import Unit
from nhipcau.reporting.models.cycles import ReportCycle
from nhipcau.reporting.models.forms import FormSection, Indicator


class ReportState(models.TextChoices):
    """Where a report stands: awaited → draft → submitted (to the unit's leader) → sent (to the level above) → accepted, or returned."""

    AWAITED = "awaited", _("Not begun")
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waits for the unit's leader")
    SENT = "sent", pgettext_lazy("report", "Handed in")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


# The unit may write in these.
WRITABLE = frozenset({ReportState.AWAITED, ReportState.DRAFT, ReportState.RETURNED})
# Consolidation counts these.
COUNTED = frozenset({ReportState.SENT, ReportState.ACCEPTED})


class Report(models.Model):
    """What a unit answers in a cycle; one row a unit from the day the cycle is opened, so that what is missing is a row as well.

    `gathers` is the cycle that this report sums up (the consolidated report of a keeper); empty where a unit reports on its own
    work. `version` rises with every change of state; texts and figures carry their own.
    """

    cycle = models.ForeignKey(ReportCycle, models.PROTECT, related_name="reports", verbose_name=_("cycle"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_("unit"))
    gathers = models.OneToOneField(
        ReportCycle,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gathered_in",
        verbose_name=_("gathers"),
    )
    state = models.CharField(_("state"), max_length=9, choices=ReportState, default=ReportState.AWAITED)
    is_nothing = models.BooleanField(_("nothing to report"), default=False)
    nothing_because = models.CharField(_("why there is nothing to report"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    filled_at = models.DateTimeField(_("filled at"), null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    first_sent_on = models.DateField(_("first handed in on"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["cycle_id", "unit_id"]
        indexes = [
            models.Index(fields=["cycle", "state", "unit"], name="reporting_by_state"),
            models.Index(fields=["unit", "state"], name="reporting_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "unit"], name="reporting_one_report_a_unit"),
            models.CheckConstraint(
                condition=Q(is_nothing=False, nothing_because="")
                | (Q(is_nothing=True) & ~Q(nothing_because="")),
                name="reporting_nothing_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted"])
                | Q(sent_at__isnull=False, sent_by__isnull=False, first_sent_on__isnull=False),
                name="reporting_sent_was_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "accepted"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="reporting_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_writable(self) -> bool:
        """Whether its contents may change."""
        return self.state in WRITABLE


class Deed(models.TextChoices):
    """What happened to a report, as people see it in its course."""

    OPENED = "opened", _("begun")
    SUBMITTED = "submitted", _("submitted to the leader")
    SENT = "sent", _("handed in")
    TAKEN_BACK = "taken-back", _("taken back")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    UNLOCKED = "unlocked", _("unlocked")
    REFILLED = "refilled", _("filled anew")


class ReportDeed(models.Model):
    """One step of a report's course, with its reason where the step needs one. Never changed, never deleted."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="deeds")
    deed = models.CharField(_("what"), max_length=10, choices=Deed)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    is_late = models.BooleanField(_("late"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["report_id", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deed__in=["taken-back", "unlocked"]) | ~Q(reason=""),
                name="reporting_deed_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.deed


class ReportText(models.Model):
    """The text of a section. `proposed` is what filling gave last; as long as nobody edited the text it follows. `version` guards it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts")
    section = models.ForeignKey(FormSection, models.PROTECT, related_name="+")
    text = models.TextField(_("text"), blank=True)
    proposed = models.TextField(blank=True)
    is_edited = models.BooleanField(default=False)
    remark = models.CharField(_("remark"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of reports")
        ordering = ["report_id", "section_id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="reporting_one_text_a_section")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReportFigure(models.Model):
    """The answer to an indicator: a number, đồng, a share (`value` out of `of`), 1 or 0 for yes or no, or `entries` of a list.

    `value` is actual to the cut-off, `estimate` what is expected to the end of the period. `counted` is what filling gave last (for a
    share with `counted_of`); where the unit set another figure, `is_edited` and its `note` say so. `version` guards the row.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    value = models.DecimalField(_("figure"), max_digits=20, decimal_places=2, null=True, blank=True)
    of = models.DecimalField(_("out of"), max_digits=20, decimal_places=2, null=True, blank=True)
    estimate = models.DecimalField(
        _("expected to the end of the period"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    entries = models.JSONField(_("entries"), default=list, blank=True)
    counted = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    counted_of = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    is_edited = models.BooleanField(default=False)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    remark = models.CharField(_("remark"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("figure of a report")
        verbose_name_plural = _("figures of reports")
        ordering = ["report_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="reporting_one_figure_an_indicator"),
            models.CheckConstraint(
                condition=Q(of__isnull=True) | Q(value__isnull=True) | Q(value__lte=models.F("of")),
                name="reporting_share_within_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class FigureSource(models.Model):
    """What a figure was counted from, and how much of it counts (`amount`; 0 for work that is only part of the whole of a share).

    Evidence with the obligation it counted for, an obligation by itself, a voucher, or an allocation: one of the four.
    """

    figure = models.ForeignKey(ReportFigure, models.CASCADE, related_name="sources")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    obligation = models.ForeignKey(Obligation, models.PROTECT, null=True, blank=True, related_name="+")
    voucher = models.ForeignKey(Voucher, models.PROTECT, null=True, blank=True, related_name="+")
    allocation = models.ForeignKey(Allocation, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = _("source of a figure")
        verbose_name_plural = _("sources of figures")
        ordering = ["figure_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=False, voucher__isnull=True, allocation__isnull=True)
                | Q(
                    evidence__isnull=True,
                    obligation__isnull=False,
                    voucher__isnull=True,
                    allocation__isnull=True,
                )
                | Q(
                    evidence__isnull=True,
                    obligation__isnull=True,
                    voucher__isnull=False,
                    allocation__isnull=True,
                )
                | Q(
                    evidence__isnull=True,
                    obligation__isnull=True,
                    voucher__isnull=True,
                    allocation__isnull=False,
                ),
                name="reporting_source_is_one_row",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ReportFile(models.Model):
    """A file attached to a report, to a section of it where one is named."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    section = models.ForeignKey(FormSection, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="report_files", verbose_name=_("file"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["report_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "file"], name="reporting_file_once_a_report")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
