"""A plan on its way in: the file, what was read in it, and the draft that people review."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.library.models import StoredFile
from nhipcau.organisations.models import Unit, UnitGroup
from nhipcau.plans.models.words import TaskKind, UnitRole


class IntakeState(models.TextChoices):
    """How far an intake has come."""

    QUEUED = "queued", _("Waiting to be read")
    READING = "reading", _("Being read")
    FAILED = "failed", _("Could not be read")
    REVIEW = "review", _("To be reviewed")
    ADOPTED = "adopted", _("Adopted")
    DISCARDED = "discarded", _("Discarded")


class Stage(models.TextChoices):
    """The stages of reading that a waiting person is told."""

    OPENING = "opening", _("Opening the file")
    READING = "reading", _("Reading tasks, units and dates")
    MATCHING = "matching", _("Matching units with the register")
    DONE = "done", _("Ready for review")


class Intake(models.Model):
    """A file on its way to a plan. The header fields are what review edits; `version` guards them."""

    # Empty only where a secrecy mark came to light while reading, and the file was removed.
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="intakes", verbose_name=_("file")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="intakes", verbose_name=_("owning unit"))
    state = models.CharField(_("state"), max_length=10, choices=IntakeState, default=IntakeState.QUEUED)
    stage = models.CharField(max_length=10, choices=Stage, blank=True)
    error = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    reading = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    number = models.CharField(_("number"), max_length=32, blank=True)
    symbol = models.CharField(_("symbol"), max_length=64, blank=True)
    type = models.CharField(_("type of document"), max_length=64, blank=True)
    title = models.CharField(_("subject"), max_length=1000, blank=True)
    issuer = models.CharField(_("issued by"), max_length=255, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    period_from = models.DateField(_("period from"), null=True, blank=True)
    period_to = models.DateField(_("period to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="intakes")
    created_at = models.DateTimeField(_("handed in at"))
    # Who reads it now: the queued task and this run of it. `started_at` is the reading's last sign of life.
    claim = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("plan being taken in")
        verbose_name_plural = _("plans being taken in")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "unit"], name="plans_intake_state_unit")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_from__isnull=True)
                | models.Q(period_to__isnull=True)
                | models.Q(period_to__gte=models.F("period_from")),
                name="plans_intake_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"


class DraftTask(models.Model):
    """A task under review. `version` rises with every save; a save names the version it was based on."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="draft_tasks")
    position = models.PositiveIntegerField()
    path = models.JSONField(default=list)
    section = models.CharField(max_length=500, blank=True)
    context = models.CharField(max_length=1000, blank=True)
    text = models.TextField(pgettext_lazy("plan", "Task"))
    kind = models.CharField(_("kind"), max_length=16, choices=TaskKind, default=TaskKind.OTHER)
    time_text = models.CharField(_("time as printed"), max_length=500, blank=True)
    whens = models.JSONField(default=list)
    quantity_count = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    quantity_of = models.CharField(_("of what"), max_length=100, blank=True)
    languages = models.JSONField(default=list)
    spans = models.JSONField(default=list)
    as_read = models.JSONField(default=dict)
    task_findings = models.JSONField(default=list)
    is_shared = models.BooleanField(_("owed by its leads together"), default=False)
    is_checked = models.BooleanField(_("checked"), default=False)
    is_dropped = models.BooleanField(_("dropped"), default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("task under review")
        verbose_name_plural = _("tasks under review")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["intake", "position"], name="plans_draft_order")]

    def __str__(self) -> str:
        return self.text[:80]


class Match(models.TextChoices):
    """How sure it is that a printed name means a unit of the register."""

    EXACT = "exact", _("name in the register")
    ALIAS = "alias", _("known other name")
    GROUP = "group", _("group of units")
    CHOSEN = "chosen", _("chosen by a person")
    SIMILAR = "similar", _("similar name, to be confirmed")
    GENERIC = "generic", _("no particular unit")
    UNKNOWN = "unknown", _("not in the register")


SURE = frozenset({Match.EXACT, Match.ALIAS, Match.GROUP, Match.CHOSEN, Match.GENERIC})


class DraftUnit(models.Model):
    """A unit named in a task, as printed, and what it means in the register: a unit, a group, every unit of some kinds, or not known yet.

    `former` is the unit that bore the printed name and is no more.
    """

    task = models.ForeignKey(DraftTask, models.CASCADE, related_name="draft_units")
    role = models.CharField(max_length=4, choices=UnitRole)
    position = models.PositiveSmallIntegerField(default=0)
    printed = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.ForeignKey(UnitGroup, models.SET_NULL, null=True, blank=True, related_name="+")
    kinds = models.JSONField(default=list)
    former = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    match = models.CharField(max_length=8, choices=Match, default=Match.UNKNOWN)
    confidence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("unit under review")
        verbose_name_plural = _("units under review")
        ordering = ["role", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True) | models.Q(group__isnull=True),
                name="plans_draft_unit_or_group",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__lte=100), name="plans_draft_unit_confidence"
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to look at this name any more."""
        return self.match in SURE
