"""Units as a tree of any depth, their names over time, and the roles people hold on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from nhipcau.accounts.models import Role
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import Dated


class UnitKind(models.TextChoices):
    """What sort of body a unit is; a kind says nothing about its level in the tree."""

    PROVINCE = "province", _("provincial authority")
    DEPARTMENT = "department", _("department of the province")
    AGENCY = "agency", _("agency or centre")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    SPECIAL_ZONE = "special-zone", _("special zone")
    PARTY_BODY = "party-body", _("Party body")
    ASSOCIATION = "association", _("Front, union or association")
    PRESS_AGENCY = "press-agency", _("press agency")
    ARMED_FORCE = "armed-force", _("armed force")
    CENTRAL = "central", _("central body")
    SCHOOL = "school", _("school or institute")
    SECTION = "section", _("office or section within a unit")
    OTHER = "other", _("other")


class Unit(MP_Node, Dated):
    """An organisation. `name` and `short_name` repeat the name in force, so that lists need no join."""

    code = models.CharField(_("unit code"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=UnitKind, default=UnitKind.OTHER)
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=64, blank=True)
    folded = models.CharField(max_length=400, editable=False, default="")

    objects: ClassVar[models.Manager[Unit]] = MP_NodeManager()

    class Meta(Dated.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that searching uses beside the names."""
        self.folded = fold(f"{self.name} {self.short_name} {self.code}")[:400]
        super().save(*args, **kwargs)


class UnitName(Dated):
    """A name a unit bears, or bore, from one day to another."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=64, blank=True)
    folded = models.CharField(max_length=320, editable=False, default="")

    class Meta(Dated.Meta):
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["unit_id", models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(valid_to__isnull=True),
                name="organisations_one_open_name_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that searching uses."""
        self.folded = fold(f"{self.name} {self.short_name}")[:320]
        super().save(*args, **kwargs)


class UnitAlias(models.Model):
    """Another way documents write a unit's name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    alias = models.CharField(_("also written"), max_length=255)
    folded = models.CharField(max_length=255, db_index=True, editable=False)

    class Meta:
        verbose_name = _("other name of a unit")
        verbose_name_plural = _("other names of units")
        ordering = ["alias"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="organisations_alias_once_per_unit")
        ]

    def __str__(self) -> str:
        return self.alias

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that matching uses."""
        self.folded = fold(self.alias)[:255]
        super().save(*args, **kwargs)


class UnitGroup(models.Model):
    """A name that stands for many units, such as "các sở, ban, ngành"."""

    name = models.CharField(_("name"), max_length=255)
    folded = models.CharField(max_length=255, unique=True, editable=False)
    other_names = models.JSONField(_("also written"), default=list, blank=True)
    kinds = models.JSONField(_("every unit of these kinds"), default=list, blank=True)
    members = models.ManyToManyField(
        Unit, verbose_name=_("and these units"), related_name="groups", blank=True
    )

    class Meta:
        verbose_name = _("group of units")
        verbose_name_plural = _("groups of units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that matching uses."""
        self.folded = fold(self.name)[:255]
        super().save(*args, **kwargs)


class UnitSuccession(models.Model):
    """From `on`, `successor` carries on the work of `predecessor`; a merger or a split is several rows."""

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="followed_by")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="follows")
    on = models.DateField(_("since"))

    class Meta:
        verbose_name = _("succession of units")
        verbose_name_plural = _("successions of units")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisations_succession_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="organisations_succession_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class RoleHolding(Dated):
    """A person holds a role on a unit, and so on everything below it, from one day to another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_holdings")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="role_holdings")
    role = models.CharField(_("role"), max_length=16, choices=Role)

    class Meta(Dated.Meta):
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["unit_id", "role", "pk"]
        indexes = [models.Index(fields=["role", "unit"], name="organisations_role_on_unit")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="organisations_role_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}, {self.unit}"
