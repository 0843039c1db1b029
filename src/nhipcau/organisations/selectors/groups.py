"""Which units a group name stands for: one rule, asked by the register and by plans.

Units of the group's kinds (below the unit it names, if any; with such a unit and no kinds, all below it) and the units it
names, without those it leaves out; only units that exist on the day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitGroup


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that a group stands for; `is_named` where the group names it, else by its kind or place."""

    pk: int
    kind: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    kinds: frozenset[str]
    below: str
    named: frozenset[int]
    left_out: frozenset[int]

    def takes(self, kind: str, path: str) -> bool:
        """By kind and place."""
        if self.below and (path == self.below or not path.startswith(self.below)):
            return False
        return kind in self.kinds or bool(self.below and not self.kinds)


class GroupMembers:
    """All groups with the units they stand for on a day: four queries, then none.

    `within` is the path of a tree in which kinds are looked for; named units count wherever they stand. `without` is left out
    of kinds: the unit that gives the order.
    """

    def __init__(self, *, on: dt.date, within: str = "", without: int | None = None) -> None:
        self._rows = [
            (pk, kind, path)
            for pk, kind, path in Unit.objects.filter(in_force(on))
            .order_by("path")
            .values_list("pk", "kind", "path")
        ]
        self._eligible = {pk for pk, _kind, path in self._rows if path.startswith(within) and pk != without}
        groups = UnitGroup.objects.select_related("below").prefetch_related("members", "left_out")
        self.groups = list(groups)
        self._rules = {group.pk: _rule(group) for group in self.groups}
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        for pk, kind, _path in self._rows:
            if pk in self._eligible:
                self._by_kind[kind].append(pk)

    def of_group(self, group: int) -> list[Member]:
        """The units of a group, in order of the tree."""
        rule = self._rules.get(group)
        if rule is None:
            return []
        return [
            Member(pk, kind, pk in rule.named)
            for pk, kind, path in self._rows
            if pk not in rule.left_out
            and (pk in rule.named or (pk in self._eligible and rule.takes(kind, path)))
        ]

    def of_kinds(self, kinds: Collection[str]) -> list[int]:
        """Every unit of these kinds."""
        return list(dict.fromkeys(pk for kind in kinds for pk in self._by_kind.get(kind, ())))

    def groups_of(self, unit: int) -> list[UnitGroup]:
        """The groups a unit falls under."""
        return [
            group for group in self.groups if any(member.pk == unit for member in self.of_group(group.pk))
        ]


def _rule(group: UnitGroup) -> _Rule:
    return _Rule(
        kinds=frozenset(group.kinds),
        below=group.below.path if group.below else "",
        named=_keys(group.members.all()),
        left_out=_keys(group.left_out.all()),
    )


def _keys(units: Iterable[Unit]) -> frozenset[int]:
    return frozenset(unit.pk for unit in units)


def group_token(group: UnitGroup) -> str:
    """A token of everything a group says: another one after every change, so that saving can name what the person saw."""
    units = [sorted(rows.values_list("pk", flat=True)) for rows in (group.members, group.left_out)]
    said = repr((group.name, [*map(str, group.kinds)], list(group.other_names), group.below_id, units))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def group_sizes(*, on: dt.date) -> list[tuple[UnitGroup, int]]:
    """Every group with the number of units it stands for on `on`; four queries however many there are."""
    members = GroupMembers(on=on)
    return [(group, len(members.of_group(group.pk))) for group in members.groups]
