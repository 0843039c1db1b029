"""Units as a tree of any depth, their names, places and successions over time, and groups of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import Dated


class UnitKind(models.TextChoices):
    """The kinds that come with the system; `OwnKind` adds those of an office. A kind says nothing about the level in the tree."""

    PROVINCE = "province", _("provincial authority")
    DEPARTMENT = "department", _("department of the province")
    AGENCY = "agency", _("agency or centre")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    SPECIAL_ZONE = "special-zone", _("special zone")
    PARTY_BODY = "party-body", _("Party body")
    ASSOCIATION = "association", _("Front, union or association")
    PRESS_AGENCY = "press-agency", _("press agency")
    PEOPLES_COUNCIL = "peoples-council", _("People's Council")
    PEOPLES_COMMITTEE = "peoples-committee", _("People's Committee")
    POLICE = "police", _("police")
    MILITARY = "military", _("military")
    BORDER_GUARD = "border-guard", _("border guard")
    ENTERPRISE = "enterprise", _("enterprise")
    CENTRAL = "central", _("central body")
    SCHOOL = "school", _("school or institute")
    SECTION = "section", _("office or section within a unit")
    OTHER = "other", _("other")


class OwnKind(models.Model):
    """A kind of unit that an office adds to those of `UnitKind`; units keep its `key`."""

    key = models.SlugField(_("key"), max_length=32, unique=True)
    label = models.CharField(_("name of the kind"), max_length=100)

    class Meta:
        verbose_name = _("own kind of unit")
        verbose_name_plural = _("own kinds of units")
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


class Unit(MP_Node, Dated):
    """An organisation. `name` and `short_name` repeat the name in force, so that lists need no join.

    `kind` is a `UnitKind` or the key of an `OwnKind`. The tree is the one of today; `UnitParent` keeps where a unit stood before.
    """

    code = models.CharField(_("unit code"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=32, default=UnitKind.OTHER)
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=64, blank=True)
    address = models.CharField(_("office address"), max_length=255, blank=True)
    phone = models.CharField(_("office telephone"), max_length=40, blank=True)
    email = models.EmailField(_("office e-mail"), blank=True)
    website = models.CharField(
        _("website"), max_length=255, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    founded_by = models.CharField(_("founded by (legal basis)"), max_length=255, blank=True)
    ended_by = models.CharField(_("ended by (legal basis)"), max_length=255, blank=True)
    folded = models.CharField(max_length=400, editable=False, default="")

    objects: ClassVar[models.Manager[Unit]] = MP_NodeManager()

    class Meta(Dated.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    @property
    def path_above(self) -> str:
        """The place in the tree of the unit above; "" at the top."""
        return str(self.path[: -self.steplen])

    @classmethod
    def paths_to(cls, path: str) -> list[str]:
        """The places in the tree from the top down to `path` itself."""
        return [path[:end] for end in range(cls.steplen, len(path) + 1, cls.steplen)]

    def get_kind_display(self) -> str:
        """What the kind is called; an own kind by the label its office gave it.

        Lists annotate `own_kind` (`selectors.with_own_kinds`), so that no row asks for itself.
        """
        if self.kind in UnitKind.values:
            return str(UnitKind(self.kind).label)
        if (label := self.__dict__.get("own_kind")) is not None:
            return str(label)
        return OwnKind.objects.filter(key=self.kind).values_list("label", flat=True).first() or self.kind

    def keep_folded(self) -> None:
        """The text that searching uses beside the names; writing many rows at once calls it itself."""
        self.folded = fold(f"{self.name} {self.short_name} {self.code}")[:400]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text."""
        self.keep_folded()
        super().save(*args, **kwargs)


class UnitName(Dated):
    """A name a unit bears, or bore, from one day to another."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=64, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)
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

    def keep_folded(self) -> None:
        """The text that searching uses; writing many rows at once calls it itself."""
        self.folded = fold(f"{self.name} {self.short_name}")[:320]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text."""
        self.keep_folded()
        super().save(*args, **kwargs)


class UnitParent(Dated):
    """Under which unit a unit stands, or stood, from one day to another; a root has `above` empty.

    The open row repeats the tree of today; reads of an earlier day ask here.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="places")
    above = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="places_below")
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("place of a unit in the tree")
        verbose_name_plural = _("places of units in the tree")
        ordering = ["unit_id", models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(valid_to__isnull=True),
                name="organisations_one_open_place_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(above__isnull=True) | ~models.Q(unit=models.F("above")),
                name="organisations_not_below_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ← {self.above or '-'}"


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
    """A name that stands for many units, such as "các sở, ban, ngành": a rule over the register, so that a new unit falls under it.

    The rule: units of `kinds` (below `below`, where one is named), with `members`, without `left_out`.
    """

    name = models.CharField(_("name"), max_length=255)
    folded = models.CharField(max_length=255, unique=True, editable=False)
    other_names = models.JSONField(_("also written"), default=list, blank=True)
    kinds = models.JSONField(_("every unit of these kinds"), default=list, blank=True)
    members = models.ManyToManyField(
        Unit, verbose_name=_("and these units"), related_name="groups", blank=True
    )
    below = models.ForeignKey(
        Unit,
        models.SET_NULL,
        verbose_name=_("only below"),
        related_name="groups_below",
        null=True,
        blank=True,
    )
    left_out = models.ManyToManyField(
        Unit, verbose_name=_("but not these units"), related_name="groups_left_out", blank=True
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


class SuccessionKind(models.TextChoices):
    """How the work of a unit passed to another one."""

    MERGED = "merged", _("merged into")
    SPLIT = "split", _("split into")
    RENAMED = "renamed", _("renamed as")
    DISSOLVED = "dissolved", _("dissolved, its work passed to")


class UnitSuccession(models.Model):
    """From `on`, `successor` carries on the work of `predecessor`; a merger or a split is several rows."""

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="followed_by")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="follows")
    on = models.DateField(_("since"))
    kind = models.CharField(_("how"), max_length=10, choices=SuccessionKind, default=SuccessionKind.MERGED)
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

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
