"""Report forms as data: sections, indicators, how each is filled, gathered and checked. A published version never changes."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.organisations.models import Unit
from nhipcau.reporting.models.words import Cadence, Filling, Gathering, IndicatorType, SectionFilling

CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


class ReportForm(models.Model):
    """A form by its key. Those that ship with the system have `is_shipped`; `unit` is whose form it is, empty for everybody's."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=255)
    cadence = models.CharField(_("how often"), max_length=9, choices=Cadence)
    legal_basis = models.CharField(_("legal basis"), max_length=500, blank=True)
    is_shipped = models.BooleanField(_("comes with the system"), default=False)
    is_closed = models.BooleanField(_("no longer offered"), default=False)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_forms",
        verbose_name=_("owning unit"),
    )
    current = models.OneToOneField(
        "FormVersion", models.PROTECT, null=True, blank=True, editable=False, related_name="current_of",
        verbose_name=_("version in use"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("report form")
        verbose_name_plural = _("report forms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class VersionState(models.TextChoices):
    """Whether a version of a form may still change."""

    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("In use")


class FormVersion(models.Model):
    """A form as it stands on reports. One draft a form; published ones stay as they are, with the reports that used them.

    `subject` opens the title of the document: "Kết quả công tác thông tin đối ngoại". `version` guards a draft.
    """

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("state"), max_length=9, choices=VersionState, default=VersionState.DRAFT)
    subject = models.CharField(_("subject of the report"), max_length=500)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("version of a report form")
        verbose_name_plural = _("versions of report forms")
        ordering = ["form_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["form", "ordinal"], name="reporting_form_ordinal_once"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(state="draft"), name="reporting_one_draft_a_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}.{self.ordinal}"


class FormSection(models.Model):
    """A heading of the report, with or without text below it. `kinds` are the kinds of tasks whose results are told here."""

    form_version = models.ForeignKey(FormVersion, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    title = models.CharField(_("title"), max_length=500)
    guide = models.CharField(_("what to write here"), max_length=1000, blank=True)
    has_text = models.BooleanField(_("has text"), default=True)
    is_required = models.BooleanField(_("required"), default=False)
    filling = models.CharField(
        _("filled from"), max_length=8, choices=SectionFilling, default=SectionFilling.HAND
    )
    kinds = models.JSONField(_("kinds of tasks"), default=list, blank=True)

    class Meta:
        verbose_name = _("section of a form")
        verbose_name_plural = _("sections of forms")
        ordering = ["form_version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form_version", "position"], name="reporting_section_place_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="reporting_section_level"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Indicator(models.Model):
    """A figure of the form. `code` stays the same through versions, so that years can be compared.

    Filling looks at live evidence of the unit in the period, of tasks of `kinds` (empty: all) whose text has one of `words` (empty:
    any); FIGURES adds up figures "of" one of `words`. `not_above` names the code of an indicator that must be at least as large.
    """

    form_version = models.ForeignKey(FormVersion, models.CASCADE, related_name="indicators")
    section = models.ForeignKey(FormSection, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    label = models.CharField(_("indicator"), max_length=500)
    type = models.CharField(_("type"), max_length=6, choices=IndicatorType, default=IndicatorType.NUMBER)
    measure = models.CharField(_("unit of measure"), max_length=60, blank=True)
    filling = models.CharField(_("filled from"), max_length=9, choices=Filling, default=Filling.HAND)
    kinds = models.JSONField(_("kinds of tasks"), default=list, blank=True)
    words = models.JSONField(_("words to look for"), default=list, blank=True)
    gathering = models.CharField(_("gathered by"), max_length=9, choices=Gathering, default=Gathering.SUM)
    is_required = models.BooleanField(_("required"), default=False)
    minimum = models.DecimalField(_("at least"), max_digits=20, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("at most"), max_digits=20, decimal_places=2, null=True, blank=True)
    not_above = models.CharField(_("not more than indicator"), max_length=40, blank=True)
    takes_estimate = models.BooleanField(_("may be estimated to the end of the period"), default=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["form_version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form_version", "code"], name="reporting_indicator_code_once"),
            models.UniqueConstraint(
                fields=["form_version", "position"], name="reporting_indicator_place_once"
            ),
            models.CheckConstraint(
                condition=Q(type="share", gathering="share")
                | Q(type="yes-no", gathering="count-yes")
                | Q(type="list", gathering="distinct")
                | Q(type__in=["number", "money"], gathering__in=["sum", "last", "average"]),
                name="reporting_gathered_by_type",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(maximum__gte=models.F("minimum")),
                name="reporting_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label[:80]
