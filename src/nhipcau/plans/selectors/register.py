"""The register of units as plans need it: for matching names, for choosing, and for resolving groups."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitAlias, UnitGroup, UnitKind, UnitName, UnitSuccession
from nhipcau.organisations.policies import Person, roles_of
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
    for unit, follower in UnitSuccession.objects.values_list("predecessor_id", "successor_id"):
        followers[unit].append(follower)
    units = []
    for pk, name, short, valid_to in Unit.objects.values_list("pk", "name", "short_name", "valid_to"):
        names[pk] = [each for each in (name, short) if each]
        known = tuple(each for each in aliases[pk] if each and each not in names[pk])
        gone = valid_to is not None and valid_to < on
        units.append(KnownUnit(pk, tuple(names[pk]), known, gone, tuple(followers[pk])))
    groups = [
        KnownGroup(pk, (name, *others))
        for pk, name, others in UnitGroup.objects.values_list("pk", "name", "other_names")
    ]
    return Register(units=units, groups=groups, place=place_of(top_of(owner).name))


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
    ("department",), ("department", "association"), COMMUNES, ("press-agency",), ("association",), ("party-body",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a printed name can mean: `ref` is "u12" (a unit), "g3" (a group) or "k:department" (all of some kinds)."""

    ref: str
    name: str
    note: str


def kinds_label(kinds: Sequence[str]) -> str:
    """ "All units of a kind", as a choice is named."""
    labels = ", ".join(str(UnitKind(kind).label) for kind in kinds if kind in UnitKind.values)
    return _("All: %(kinds)s") % {"kinds": labels}


def choices(*, on: dt.date) -> list[Choice]:
    """Everything a printed name can mean, for a person to choose from: two queries."""
    units = Unit.objects.filter(in_force(on)).order_by("path").values_list("pk", "name", "short_name", "kind")
    groups = UnitGroup.objects.values_list("pk", "name")
    return [
        *(Choice(f"u{pk}", name, short or str(UnitKind(kind).label)) for pk, name, short, kind in units),
        *(Choice(f"g{pk}", name, _("group")) for pk, name in groups),
        *(Choice(f"k:{','.join(kinds)}", kinds_label(kinds), _("group")) for kinds in WHOLE_KINDS),
    ]  # fmt: skip


class Members:
    """Which units a name means, with all units read once. Kinds and groups are taken within the owner's tree."""

    def __init__(self, owner: Unit, *, on: dt.date) -> None:
        root = owner.path[: owner.steplen]
        rows = Unit.objects.filter(in_force(on), path__startswith=root).exclude(pk=owner.pk)
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        for pk, kind in rows.order_by("path").values_list("pk", "kind"):
            self._by_kind[kind].append(pk)
        self._groups = {
            group.pk: ([unit.pk for unit in group.members.all()], list(group.kinds))
            for group in UnitGroup.objects.prefetch_related("members")
        }

    def of(self, named: DraftUnit) -> list[int]:
        """The units meant by a name under review, each once; none where it means nobody in particular."""
        if not named.is_sure:
            return []  # nobody is asked for anything on a guess
        if named.unit_id is not None:
            return [named.unit_id]
        if named.group_id is not None:
            members, kinds = self._groups.get(named.group_id, ([], []))
            return _once([*members, *self.of_kinds(kinds)])
        return self.of_kinds(named.kinds)

    def of_kinds(self, kinds: Collection[str]) -> list[int]:
        """Every unit of these kinds."""
        return _once(pk for kind in kinds for pk in self._by_kind.get(kind, []))


def _once(pks: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(pks))
