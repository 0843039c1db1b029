"""Comparing a blueprint with the register and adding what is missing, many rows at a time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from nhipcau.kernel.clock import day_of
from nhipcau.kernel.folding import fold, normal
from nhipcau.organisations.models import Unit, UnitAlias, UnitKind, UnitName, UnitParent, UnitSuccession
from nhipcau.organisations.services.set_up.blueprint import Blueprint, Planned

ROWS = 1000  # of one statement
MOST_ALIAS = 255


@dataclass(frozen=True, slots=True)
class Held:
    """What the register holds already of a blueprint: its unit for each code."""

    units: Mapping[str, Unit]

    def missing(self, plan: Blueprint) -> list[Planned]:
        """What would be made."""
        return [planned for planned in plan.units if planned.code not in self.units]


def held_of(plan: Blueprint) -> Held:
    """The units of the blueprint that are in the register: by code, else by name within the province's tree."""
    by_code = {unit.code: unit for unit in Unit.objects.filter(code__in=[p.code for p in plan.units])}
    top = plan.units[0]
    province = by_code.get(top.code) or _province_called(top)
    if province is None:
        return Held(by_code)
    below = Unit.objects.filter(path__startswith=province.path).exclude(pk=province.pk)
    by_name: dict[tuple[str, bool], Unit] = {}
    for unit in below.order_by("-path"):
        by_name[_written_out(unit.name), unit.valid_to is not None] = unit
    found = {**by_code, top.code: province}
    taken = {unit.pk for unit in found.values()}
    for planned in plan.units:
        for name in (*(name.name for name in planned.names), *planned.spellings):
            there = by_name.get((_written_out(name), planned.valid_to is not None))
            if planned.code not in found and there is not None and there.pk not in taken:
                found[planned.code] = there
                taken.add(there.pk)
    return Held(found)


def _province_called(top: Planned) -> Unit | None:
    names = {_written_out(name) for name in (*(name.name for name in top.names), *top.spellings)}
    generic = {_written_out(f"UBND {kind}") for kind in ("tỉnh", "thành phố")}
    provinces = Unit.objects.filter(kind=UnitKind.PROVINCE, valid_to=None).order_by("path")
    return next((unit for unit in provinces if _written_out(unit.name) in names - generic), None)


def _written_out(name: str) -> str:
    return fold(name).replace("ubnd", "uy ban nhan dan")


def add_missing(plan: Blueprint, *, above: Unit | None, now: dt.datetime) -> tuple[Unit, dict[str, int]]:
    """Bring the register up to the blueprint; gives the province's unit and how many units of each group were made.

    The caller holds the lock of the tree. `above` is the unit that a new province stands below (None: on top).
    """
    held = held_of(plan)
    units = dict(held.units)
    top = plan.units[0]
    missing = held.missing(plan)
    on = day_of(now)
    if top.code not in units:
        units[top.code] = _top(top, above, on)
    made = _units([planned for planned in missing if planned is not top], units, on)
    units |= made
    fresh = {planned.code for planned in missing}
    _names([planned for planned in plan.units if planned.code in fresh], units)
    _places([planned for planned in plan.units if planned.code in fresh], units, above)
    _aliases(plan.units, units)
    _successions(plan, units)
    counts: dict[str, int] = defaultdict(int)
    for planned in missing:
        counts[planned.group] += 1
    return Unit.objects.get(pk=units[top.code].pk), dict(counts)


def _unit(planned: Planned, on: dt.date) -> Unit:
    name = planned.named(on)
    return Unit(
        code=planned.code,
        kind=planned.kind,
        name=name.name,
        short_name=name.short_name,
        folded=fold(f"{name.name} {name.short_name} {planned.code}")[:400],
        valid_from=planned.valid_from,
        valid_to=planned.valid_to,
        founded_by=planned.founded_by,
        ended_by=planned.ended_by,
    )


def _top(planned: Planned, above: Unit | None, on: dt.date) -> Unit:
    unit = _unit(planned, on)
    if above is None:
        Unit.add_root(instance=unit)
    else:
        Unit.objects.get(pk=above.pk).add_child(instance=unit)
    return unit


def _units(missing: Sequence[Planned], known: Mapping[str, Unit], on: dt.date) -> dict[str, Unit]:
    """New units below those that are there, each behind the last one of its place; what stands above comes first."""
    units = dict(known)
    last = _last_steps({known[p.above].path for p in missing if p.above in known})
    made: dict[str, Unit] = {}
    children: dict[str, int] = defaultdict(int)
    for planned in missing:
        parent = units[planned.above]
        step = last.get(parent.path, 0) + 1
        last[parent.path] = step
        unit = _unit(planned, on)
        unit.depth = parent.depth + 1
        unit.path = Unit._get_path(parent.path, unit.depth, step)
        units[planned.code] = made[planned.code] = unit
        children[planned.above] += 1
    for code, count in children.items():
        if code in made:
            made[code].numchild = count
        else:
            Unit.objects.filter(pk=known[code].pk).update(numchild=F("numchild") + count)
    Unit.objects.bulk_create(made.values(), batch_size=ROWS)
    return made


def _last_steps(parents: Iterable[str]) -> dict[str, int]:
    """The number of the last child of each of these places."""
    last: dict[str, int] = {}
    for parent in parents:
        depth = len(parent) // Unit.steplen + 1
        children = Unit.objects.filter(path__startswith=parent, depth=depth).order_by("-path")
        path = children.values_list("path", flat=True).first()
        last[parent] = Unit._str2int(path[-Unit.steplen :]) if path else 0
    return last


def _names(fresh: Iterable[Planned], units: Mapping[str, Unit]) -> None:
    UnitName.objects.bulk_create(
        (
            UnitName(
                unit=units[planned.code],
                name=name.name,
                short_name=name.short_name,
                valid_from=name.valid_from,
                valid_to=name.valid_to,
                legal_basis=name.legal_basis,
                folded=fold(f"{name.name} {name.short_name}")[:320],
            )
            for planned in fresh
            for name in planned.names
        ),
        batch_size=ROWS,
    )


def _places(fresh: Iterable[Planned], units: Mapping[str, Unit], above: Unit | None) -> None:
    """Where each new unit stands; provinces that were merged stood on top before."""
    rows = []
    for planned in fresh:
        parent = units[planned.above] if planned.above else above
        since = planned.valid_from
        if planned.on_top_until is not None:
            since = planned.on_top_until + dt.timedelta(days=1)
            rows.append(UnitParent(unit=units[planned.code], above=None, valid_to=planned.on_top_until))
        rows.append(UnitParent(unit=units[planned.code], above=parent, valid_from=since))
    UnitParent.objects.bulk_create(rows, batch_size=ROWS)


def _aliases(planned_units: Iterable[Planned], units: Mapping[str, Unit]) -> None:
    """Every spelling and former name that its unit is not known by yet."""
    keys = {unit.pk for unit in units.values()}
    known: dict[int, set[str]] = defaultdict(set)
    for unit, folded in UnitAlias.objects.filter(unit__in=keys).values_list("unit_id", "folded"):
        known[unit].add(folded)
    for unit, name, short in UnitName.objects.filter(unit__in=keys).values_list(
        "unit_id", "name", "short_name"
    ):
        known[unit] |= {fold(name), fold(short)}
    rows = []
    for planned in planned_units:
        unit_key = units[planned.code].pk
        own = (spelling for name in planned.names for spelling in (name.name, name.short_name))
        for spelling in (*own, *planned.spellings, *planned.former):
            folded = fold(spelling)[:MOST_ALIAS]
            if folded and folded not in known[unit_key]:
                known[unit_key].add(folded)
                rows.append(UnitAlias(unit_id=unit_key, alias=normal(spelling)[:MOST_ALIAS], folded=folded))
    UnitAlias.objects.bulk_create(rows, batch_size=ROWS)


def _successions(plan: Blueprint, units: Mapping[str, Unit]) -> None:
    wanted = {(units[f.predecessor].pk, units[f.successor].pk): f for f in plan.follows}
    there = set(
        UnitSuccession.objects.filter(predecessor__in={pair[0] for pair in wanted}).values_list(
            "predecessor_id", "successor_id"
        )
    )
    UnitSuccession.objects.bulk_create(
        (
            UnitSuccession(
                predecessor_id=pair[0],
                successor_id=pair[1],
                on=followed.on,
                kind=followed.kind,
                legal_basis=followed.legal_basis,
            )
            for pair, followed in wanted.items()
            if pair not in there and pair[0] != pair[1]
        ),
        batch_size=ROWS,
    )
