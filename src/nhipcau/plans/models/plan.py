"""Adopted plans. A plan has versions; a version and all that hangs on it never changes."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.kernel.folding import fold
from nhipcau.library.models import StoredFile
from nhipcau.organisations.models import Unit
from nhipcau.plans.models.drafts import Intake
from nhipcau.plans.models.frozen import Frozen
from nhipcau.plans.models.words import Per, ScheduleKind, TaskKind, UnitRole, label_of


class Plan(models.Model):
    """What a unit has to do in a period, under one number; its fields repeat those of its latest version."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("owning unit"))
    number = models.CharField(_("number"), max_length=32, blank=True)
    symbol = models.CharField(_("symbol"), max_length=64, blank=True)
    type = models.CharField(_("type of document"), max_length=64, blank=True)
    title = models.CharField(_("subject"), max_length=1000)
    issuer = models.CharField(_("issued by"), max_length=255, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name=_("superior plan"),
    )
    current = models.OneToOneField(
        "PlanVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="current_of",
        verbose_name=_("version in force"),
    )
    folded = models.CharField(max_length=1200, editable=False, default="")

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-period_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="plans_plan_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("pk")),
                name="plans_plan_not_its_own_superior",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that searching uses."""
        folded = fold(f"{self.title} {self.number} {self.symbol}")[:1200]
        fields = kwargs.get("update_fields")
        if fields is not None and folded != self.folded:
            kwargs["update_fields"] = {*fields, "folded"}
        self.folded = folded
        super().save(*args, **kwargs)

    @property
    def printed_number(self) -> str:
        """Number and symbol as an official writes them."""
        return "/".join(part for part in (self.number, self.symbol) if part)


class PlanVersion(Frozen):
    """The plan as adopted on a day. One intake gives at most one version: adopting twice is adopting once."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField(default=1)
    intake = models.OneToOneField(Intake, models.PROTECT, related_name="adopted_version")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="plan_versions")
    reading = models.JSONField(default=dict)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="adopted_plans")
    adopted_at = models.DateTimeField(_("adopted at"))

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["plan_id", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["plan", "ordinal"], name="plans_version_ordinal_once")]

    def __str__(self) -> str:
        return f"{self.plan} ({self.ordinal})"


class TaskChange(models.TextChoices):
    """What a later version of a plan did with a task."""

    KEPT = "kept", _("kept")
    CHANGED = "changed", _("changed")
    NEW = "new", _("new")


class Task(Frozen):
    """Work that a plan orders. Through all versions of a plan, the same work keeps the same `stem`.

    `is_shared`: its leads owe one quota together, and evidence of any of them counts for all.
    """

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="tasks")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    stem = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    change = models.CharField(_("against the version before"), max_length=8, choices=TaskChange, blank=True)
    is_shared = models.BooleanField(_("owed by its leads together"), default=False)
    position = models.PositiveIntegerField()
    path = models.JSONField(default=list)
    section = models.CharField(max_length=500, blank=True)
    context = models.CharField(max_length=1000, blank=True)
    text = models.TextField(pgettext_lazy("plan", "Task"))
    folded = models.TextField(editable=False, default="")
    kind = models.CharField(_("kind"), max_length=16, choices=TaskKind, default=TaskKind.OTHER)
    time_text = models.CharField(_("time as printed"), max_length=500, blank=True)
    quantity_count = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    quantity_of = models.CharField(_("of what"), max_length=100, blank=True)
    languages = models.JSONField(default=list)
    spans = models.JSONField(default=list)

    class Meta:
        verbose_name = _("plan task")
        verbose_name_plural = _("plan tasks")
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="plans_task_position_once"),
            models.UniqueConstraint(fields=["version", "stem"], name="plans_task_stem_once"),
        ]
        indexes = [models.Index(fields=["plan", "kind"], name="plans_task_kind")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def label(self) -> str:
        """The printed labels from the top, as people cite them: "II.3.b"."""
        return label_of(self.path)


class TaskUnit(Frozen):
    """A unit that leads or coordinates a task. A group is one row per unit; a name nobody knows has no unit."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="task_units")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="task_units")
    role = models.CharField(_("role"), max_length=4, choices=UnitRole)
    position = models.PositiveSmallIntegerField(default=0)
    printed = models.CharField(_("as printed"), max_length=500)

    class Meta:
        verbose_name = _("unit of a task")
        verbose_name_plural = _("units of tasks")
        ordering = ["task_id", "role", "position", "pk"]
        indexes = [models.Index(fields=["unit", "role"], name="plans_taskunit_unit_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"], condition=Q(unit__isnull=False), name="plans_unit_once_per_task"
            )
        ]

    def __str__(self) -> str:
        return self.printed


class Schedule(Frozen):
    """How a task falls due: exactly one of by, within, recurring, ongoing; the fields of the others are empty."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="schedules")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("schedule"), max_length=10, choices=ScheduleKind)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    min = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    max = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    per = models.CharField(_("in every"), max_length=10, choices=Per, blank=True)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["task_id", "position"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="by", due_on__isnull=False, starts_on__isnull=True, ends_on__isnull=True)
                    & Q(min__isnull=True, max__isnull=True, per="")
                )
                | (
                    Q(kind="within", due_on__isnull=True, starts_on__isnull=False, ends_on__isnull=False)
                    & Q(ends_on__gte=F("starts_on"), min__isnull=True, max__isnull=True, per="")
                )
                | (
                    Q(kind="recurring", due_on__isnull=True, min__isnull=False, max__isnull=False, min__gte=1)
                    & Q(max__gte=F("min"), starts_on__isnull=True, ends_on__isnull=True)
                    & Q(per__in=["month", "quarter", "half-year", "year"])
                )
                | (
                    Q(kind="ongoing", due_on__isnull=True, starts_on__isnull=True, ends_on__isnull=True)
                    & Q(min__isnull=True, max__isnull=True, per="")
                ),
                name="plans_schedule_is_of_one_kind",
            ),
            models.UniqueConstraint(fields=["task", "position"], name="plans_schedule_position_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def as_when(self) -> dict[str, object]:
        """The schedule as the reading contract writes it."""
        if self.kind == ScheduleKind.BY and self.due_on:
            return {"kind": "by", "date": self.due_on.isoformat()}
        if self.kind == ScheduleKind.WITHIN and self.starts_on and self.ends_on:
            return {"kind": "within", "from": self.starts_on.isoformat(), "to": self.ends_on.isoformat()}
        if self.kind == ScheduleKind.RECURRING:
            return {"kind": "recurring", "min": self.min, "max": self.max, "per": self.per}
        return {"kind": "ongoing"}
