"""What becomes of units: merged into one, split into several, dissolved. Each is one deed, with a day and a legal basis.

The units end on the day before `since`; names, roles and what was written of them stay as they are. Units below them go
where the deed says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import normal
from nhipcau.kernel.validity import in_force
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import SuccessionKind, Unit, UnitKind, UnitSuccession
from nhipcau.organisations.policies import Person
from nhipcau.organisations.services.places import check_keeps, lock_tree, parent_of, put_below
from nhipcau.organisations.services.units import enter_unit


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that comes into being with a merger or a split; an empty code is made from the name."""

    name: str
    short_name: str = ""
    code: str = ""
    kind: str = UnitKind.OTHER
    above: Unit | None = None


@dataclass(frozen=True, slots=True)
class _Deed:
    """What every step of one deed needs to know."""

    user: Person
    since: dt.date
    legal_basis: str
    now: dt.datetime

    @property
    def on(self) -> dt.date:
        """The day of the deed's entry."""
        return day_of(self.now)


def merge_units(
    *,
    user: Person,
    units: Sequence[Unit],
    since: dt.date,
    now: dt.datetime,
    into: Unit | None = None,
    new: NewUnit | None = None,
    legal_basis: str = "",
) -> Unit:
    """From `since` one unit carries on the work of all these: an existing one (it may be among them) or a new one.

    Units below those that end stand below it from then on.
    """
    if (into is None) == (new is None):
        raise Refused(
            _("Say into which unit, an existing or a new one. Nothing was saved."), code="into-what"
        )
    deed = _Deed(user, since, normal(legal_basis), now)
    with transaction.atomic():
        lock_tree()
        ending = _fresh(unit for unit in units if into is None or unit.pk != into.pk)
        if len(ending) + (into is not None) < 2:
            raise Refused(_("A merger joins at least two units. Nothing was saved."), code="too-few")
        _check_alive(ending, deed)
        successor = _fresh([into])[0] if into is not None else _enter(new or NewUnit(""), deed)
        check_keeps(user, [successor], now)
        successor = _lift_out(successor, ending, deed)
        for unit in ending:
            _end(unit, deed)
            _follow(unit, successor, SuccessionKind.MERGED, deed)
        _move_below(ending, successor, deed)
        told = {"units": [unit.code for unit in ending], "into": successor.code}
        _record("organisations.merge_units", successor, told, deed)
    return Unit.objects.get(pk=successor.pk)


def split_unit(
    *,
    user: Person,
    unit: Unit,
    since: dt.date,
    now: dt.datetime,
    into: Sequence[Unit] = (),
    new: Sequence[NewUnit] = (),
    continues: bool = False,
    below_to: Unit | None = None,
    legal_basis: str = "",
) -> list[Unit]:
    """From `since` several units carry on the work of one; with `continues` it goes on beside them. Returns the parts."""
    deed = _Deed(user, since, normal(legal_basis), now)
    with transaction.atomic():
        lock_tree()
        unit = _fresh([unit])[0]
        _check_alive([unit], deed)
        parts = [*_fresh(part for part in into if part.pk != unit.pk), *(_enter(each, deed) for each in new)]
        if len(parts) + continues < 2:
            raise Refused(_("A split makes at least two units. Nothing was saved."), code="too-few")
        check_keeps(user, parts, now)
        if not continues:
            _leave(unit, parts, below_to, deed)
        for part in parts:
            _follow(unit, part, SuccessionKind.SPLIT, deed)
        told = {"into": [part.code for part in parts], "continues": continues}
        _record("organisations.split_unit", unit, told, deed)
    return list(Unit.objects.filter(pk__in=[part.pk for part in parts]).order_by("path"))


def dissolve_unit(
    *,
    user: Person,
    unit: Unit,
    since: dt.date,
    now: dt.datetime,
    successors: Sequence[Unit] = (),
    below_to: Unit | None = None,
    legal_basis: str = "",
) -> Unit:
    """From `since` the unit is no more; its work passes to `successors`, or to nobody."""
    deed = _Deed(user, since, normal(legal_basis), now)
    with transaction.atomic():
        lock_tree()
        unit = _fresh([unit])[0]
        _check_alive([unit], deed)
        heirs = _fresh(heir for heir in successors if heir.pk != unit.pk)
        _leave(unit, heirs, below_to, deed)
        for heir in heirs:
            _follow(unit, heir, SuccessionKind.DISSOLVED, deed)
        told = {"successors": [heir.code for heir in heirs]}
        _record("organisations.dissolve_unit", unit, told, deed)
    return Unit.objects.get(pk=unit.pk)


def _fresh(units: Iterable[Unit]) -> list[Unit]:
    """The same units as they are now, locked, each once."""
    keys = [unit.pk for unit in units]
    rows = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=keys)}
    return [rows[pk] for pk in dict.fromkeys(keys) if pk in rows]


def _check_alive(units: Sequence[Unit], deed: _Deed) -> None:
    """This person keeps them, and they exist on the day before."""
    check_keeps(deed.user, units, deed.now)
    last = deed.since - ONE_DAY
    gone = [unit for unit in units if not unit.holds_on(last) or unit.valid_to is not None]
    if gone:
        raise Refused(
            _("%(units)s: ended already, or did not exist on %(day)s. Nothing was saved.")
            % {"units": ", ".join(unit.name for unit in gone), "day": f"{last:%d/%m/%Y}"},
            code="not-alive",
        )


def _enter(new: NewUnit, deed: _Deed) -> Unit:
    check_keeps(deed.user, [new.above], deed.now)
    unit = Unit(
        code=normal(new.code), name=normal(new.name), short_name=normal(new.short_name), kind=new.kind,
        valid_from=deed.since, founded_by=deed.legal_basis,
    )  # fmt: skip
    enter_unit(unit, new.above)
    return unit


def _end(unit: Unit, deed: _Deed) -> None:
    Unit.objects.filter(pk=unit.pk).update(valid_to=deed.since - ONE_DAY, ended_by=deed.legal_basis)


def _follow(unit: Unit, successor: Unit, kind: str, deed: _Deed) -> None:
    UnitSuccession.objects.update_or_create(
        predecessor=unit,
        successor=successor,
        defaults={"on": deed.since, "kind": kind, "legal_basis": deed.legal_basis},
    )


def _leave(unit: Unit, heirs: Sequence[Unit], below_to: Unit | None, deed: _Deed) -> None:
    """The unit ends; those below it go to `below_to`, which must be said where there are any."""
    below = Unit.objects.filter(in_force(deed.since), path__startswith=unit.path, depth=unit.depth + 1)
    count = below.count()
    if count and below_to is None:
        raise Refused(
            ngettext_lazy(
                "%(count)s unit stands below it; say where it goes. Nothing was saved.",
                "%(count)s units stand below it; say where they go. Nothing was saved.",
                count,
            )
            % {"count": count},
            code="units-below",
        )
    for heir in heirs:
        _lift_out(heir, [unit], deed)
    _end(unit, deed)
    if below_to is not None:
        target = _lift_out(_fresh([below_to])[0], [unit], deed)
        check_keeps(deed.user, [target], deed.now)
        _move_below([unit], target, deed)


def _lift_out(unit: Unit, ending: Sequence[Unit], deed: _Deed) -> Unit:
    """A unit that goes on stands below none that ends: it takes the place of the highest of them above it."""
    above = [each for each in ending if unit.path.startswith(each.path) and unit.pk != each.pk]
    if not above:
        return unit
    place = parent_of(min(above, key=lambda each: each.depth))
    check_keeps(deed.user, [place], deed.now)
    put_below(unit, place, since=deed.since, on=deed.on, legal_basis=deed.legal_basis)
    return Unit.objects.get(pk=unit.pk)


def _move_below(ending: Sequence[Unit], target: Unit, deed: _Deed) -> None:
    """What stood directly below the units that end stands below the target."""
    for unit in ending:
        fresh = Unit.objects.get(pk=unit.pk)
        below = Unit.objects.filter(in_force(deed.since), path__startswith=fresh.path, depth=fresh.depth + 1)
        for child in list(below.exclude(pk=target.pk).order_by("path")):
            current = Unit.objects.get(pk=child.pk)
            put_below(current, target, since=deed.since, on=deed.on, legal_basis=deed.legal_basis)


def _record(action: str, target: Unit, data: Mapping[str, object], deed: _Deed) -> None:
    told = {**data, "since": deed.since.isoformat()}
    if deed.legal_basis:
        told["legal_basis"] = deed.legal_basis
    record(action=action, user=deed.user, target=target, data=told, now=deed.now)
