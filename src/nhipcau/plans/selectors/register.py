"""The register of units as plans need it: for matching names, for choosing, and for resolving groups."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import (
    SteeringCommittee,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
    UnitName,
    UnitSuccession,
)
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.organisations.selectors import GroupMembers, kind_labels, kinds_in_words
from nhipcau.plans.matching import COMMUNES, KnownGroup, KnownUnit, Register, place_of
from nhipcau.plans.models import DraftUnit
from nhipcau.plans.policies import KEEPERS


def register_for(owner: Unit, *, on: dt.date) -> Register:
    """Every name of the register, as seen from the unit that owns the plan, on the day of the plan."""
    names: dict[int, list[str]] = defaultdict(list)
    aliases: dict[int, list[str]] = defaultdict(list)
    followers: dict[int, list[int]] = defaultdict(list)
    for unit, name, short in UnitName.objects.values_list("unit_id", "name", "short_name"):
        aliases[unit] += [name, short]
    for unit, alias in UnitAlias.objects.values_list("unit_id", "alias"):
        aliases[unit].append(alias)
    for unit, follower in UnitSuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id"):
        followers[unit].append(follower)
    for name, secretariat in SteeringCommittee.objects.filter(
        in_force(on), secretariat__isnull=False
    ).values_list("name", "secretariat_id"):
        aliases[secretariat].append(name)  # what is asked of a committee, its standing body does
    units = []
    rows = list(Unit.objects.values_list("pk", "name", "short_name", "path", "valid_to"))
    over = {pk for pk, *_fields, valid_to in rows if valid_to is not None and valid_to < on}
    line = Unit.paths_to(owner.path)
    for pk, name, short, path, _valid_to in rows:
        names[pk] = [each for each in (name, short) if each]
        known = tuple(each for each in aliases[pk] if each and each not in names[pk])
        living = tuple(_living(pk, followers, over)) if pk in over else ()
        near = sum(path.startswith(step) for step in line)
        units.append(KnownUnit(pk, tuple(names[pk]), known, pk in over, living, near))
    groups = [
        KnownGroup(pk, (name, *others))
        for pk, name, others in UnitGroup.objects.values_list("pk", "name", "other_names")
    ]
    return Register(units=units, groups=groups, place=_place_of(owner))


def _place_of(owner: Unit) -> str:
    """The proper name of the province in which the owner lies: of the nearest unit above it that names one."""
    above = owner.get_ancestors().order_by("-depth").values_list("name", flat=True)
    return next((place for name in (owner.name, *above) if (place := place_of(name))), "")


def _living(pk: int, followers: Mapping[int, Sequence[int]], over: Container[int]) -> Iterator[int]:
    """The units that carry on a unit's work today, through any number of steps, each once."""
    seen, waiting = {pk}, [pk]
    while waiting:
        for follower in followers.get(waiting.pop(0), ()):
            if follower not in seen:
                seen.add(follower)
                if follower in over:
                    waiting.append(follower)
                else:
                    yield follower


def units_to_plan_for(user: Person, *, on: dt.date) -> QuerySet[Unit]:
    """Units in force for which this person may hand in a plan, from the top down."""
    units: QuerySet[Unit] = Unit.objects.filter(in_force(on), roles_of(user, on=on).units(KEEPERS))
    return units.order_by("path")


def top_of(owner: Unit) -> Unit:
    """The top of the owner's tree: a unit that is entered on the spot stands below it."""
    root: Unit = owner if owner.depth == 1 else owner.get_root()
    return root


# Plurals of the genre that a person may choose as a whole.
WHOLE_KINDS: tuple[tuple[str, ...], ...] = (
    ("department",), ("department", "association"), COMMUNES, COMMUNES[:2], *((kind,) for kind in COMMUNES),
    ("press-agency",), ("association",), ("party-body",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a printed name can mean: `ref` is "u12" (a unit), "g3" (a group) or "k:department" (all of some kinds)."""

    ref: str
    name: str
    note: str


def choices(*, on: dt.date) -> list[Choice]:
    """Everything a printed name can mean, for a person to choose from: three queries."""
    labels = kind_labels()
    whole = [*WHOLE_KINDS, *((own,) for own in labels if own not in UnitKind.values)]
    units = Unit.objects.filter(in_force(on)).order_by("path").values_list("pk", "name", "short_name", "kind")
    groups = UnitGroup.objects.values_list("pk", "name")
    return [
        *(Choice(f"u{pk}", name, short or labels.get(kind, kind)) for pk, name, short, kind in units),
        *(Choice(f"g{pk}", name, _("group")) for pk, name in groups),
        *(Choice(f"k:{','.join(kinds)}", kinds_in_words(kinds), _("group")) for kinds in whole),
    ]  # fmt: skip


class Members:
    """Which units a name means, by the register's own rule of groups. Kinds are taken within the owner's tree."""

    def __init__(self, owner: Unit, *, on: dt.date) -> None:
        self._members = GroupMembers(on=on, within=owner.path[: owner.steplen], without=owner.pk)

    def of(self, named: DraftUnit) -> list[int]:
        """The units meant by a name under review, each once; none where it means nobody in particular."""
        if not named.is_sure:
            return []  # nobody is asked for anything on a guess
        if named.unit_id is not None:
            return [named.unit_id]
        if named.group_id is not None:
            return self.of_group(named.group_id)
        return self.of_kinds(named.kinds)

    def of_group(self, group: int) -> list[int]:
        """Every unit of a group."""
        return [member.pk for member in self._members.of_group(group)]

    def of_kinds(self, kinds: Collection[str]) -> list[int]:
        """Every unit of these kinds."""
        return self._members.of_kinds(kinds)
