"""Writing the changes of a spreadsheet into the register: new units all at once, changed ones by field.

Without a day of its own, a name or a place in the sheet corrects the one in force; with a day it follows it from then on.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import (
    SuccessionKind,
    Unit,
    UnitAlias,
    UnitName,
    UnitParent,
    UnitSuccession,
)
from nhipcau.organisations.services.places import correct_place, put_below
from nhipcau.organisations.services.rows import PLAIN, Row

LABELS = {
    "name": _("name"),
    "short_name": _("short name"),
    "name_from": _("first day of the name"),
    "kind": _("kind"),
    "valid_from": _("first day"),
    "valid_to": _("last day"),
    "above": _("place in the tree"),
    "above_from": _("first day of the place"),
    "aliases": _("other names"),
    "follows": _("predecessors"),
    "founded_by": _("founded by"),
    "ended_by": _("ended by"),
    "address": _("office address"),
    "phone": _("office telephone"),
    "email": _("office e-mail"),
    "website": _("website"),
}
OF_THE_UNIT = ("name", "kind", "valid_from", "valid_to", *PLAIN)


@dataclass(frozen=True)
class Change:
    """What the import would do to one unit: `new`, `changed` (with the names of the fields) or `same`."""

    row: Row
    how: str
    fields: tuple[str, ...] = ()
    unit: Unit | None = None

    @property
    def labels(self) -> list[str | Promise]:
        """The changed fields in words."""
        return [LABELS[name] for name in self.fields]


def enter_changes(changes: Sequence[Change], *, on: dt.date) -> None:
    """Write them; units above stand before those below. The caller holds the tree."""
    _enter_new([change.row for change in changes if change.how == "new"])
    changed = [change for change in changes if change.how == "changed"]
    _correct(changed, on)
    for change in changed:
        if "above" in change.fields or "above_from" in change.fields:
            _place(change, on)
    _link([change.row for change in changes if change.row.follows], on)


def _enter_new(rows: Sequence[Row]) -> None:
    """New units with their names, places and other names: a few statements, however many there are."""
    if not rows:
        return
    paths = dict(Unit.objects.values_list("code", "path"))
    last = _last_steps(paths.values())
    below: Counter[str] = Counter()
    units = []
    for row in rows:
        above = paths.get(row.above, "") if row.above else ""
        last[above] = last.get(above, 0) + 1
        below[above] += 1
        path = Unit._get_path(above, len(above) // Unit.steplen + 1, last[above])
        paths[row.code] = path
        units.append(_unit(row, path))
    for unit in units:
        unit.numchild = below.pop(unit.path, 0)
    Unit.objects.bulk_create(units, batch_size=500)
    for parent in Unit.objects.filter(path__in=[path for path in below if path]):
        Unit.objects.filter(pk=parent.pk).update(numchild=parent.numchild + below[parent.path])
    keys = dict(Unit.objects.values_list("code", "pk"))
    pairs = [(keys[row.code], row) for row in rows]
    UnitName.objects.bulk_create([_name(key, row) for key, row in pairs], batch_size=1000)
    UnitParent.objects.bulk_create(
        [
            UnitParent(
                unit_id=key,
                above_id=keys[row.above] if row.above else None,
                valid_from=row.days.get("above_from") or row.days.get("valid_from"),
                legal_basis=row.plain.get("founded_by", ""),
            )
            for key, row in pairs
        ],
        batch_size=1000,
    )
    aliases = [alias for key, row in pairs for alias in _aliases(key, row, set())]
    UnitAlias.objects.bulk_create(aliases, batch_size=1000)


def _last_steps(paths: Iterable[str]) -> dict[str, int]:
    """Path of a unit ("" for the top) → the highest number among those directly below it."""
    last: dict[str, int] = {}
    for path in paths:
        above, step = path[: -Unit.steplen], Unit._str2int(path[-Unit.steplen :])
        last[above] = max(last.get(above, 0), step)
    return last


def _unit(row: Row, path: str) -> Unit:
    unit = Unit(
        path=path,
        depth=len(path) // Unit.steplen,
        code=row.code,
        name=row.name,
        kind=row.kind,
        valid_from=row.days.get("valid_from"),
        valid_to=row.days.get("valid_to"),
        **row.plain,
    )
    unit.keep_folded()
    return unit


def _name(unit: int, row: Row) -> UnitName:
    name = UnitName(
        unit_id=unit,
        name=row.name,
        short_name=row.plain.get("short_name", ""),
        valid_from=row.days.get("name_from") or row.days.get("valid_from"),
        legal_basis=row.plain.get("founded_by", ""),
    )
    name.keep_folded()
    return name


def _aliases(unit: int, row: Row, known: set[str]) -> list[UnitAlias]:
    """Other names that are not known yet."""
    known = known | {fold(row.name), fold(row.plain.get("short_name", "")), ""}
    found = []
    for alias in row.aliases:
        folded = fold(alias)[:255]
        if folded not in known:
            known.add(folded)
            found.append(UnitAlias(unit_id=unit, alias=alias[:255], folded=folded))
    return found


def _correct(changes: Sequence[Change], on: dt.date) -> None:
    """Fields of the units, names and other names."""
    units = []
    for change in changes:
        unit, row = change.unit, change.row
        if unit is None:
            continue
        former = (unit.name, unit.short_name)
        unit.name = row.name
        if "kind" in row.given:
            unit.kind = row.kind
        for key in ("valid_from", "valid_to"):
            if key in row.given:
                setattr(unit, key, row.days[key])
        for key, value in row.plain.items():
            setattr(unit, key, value)
        unit.keep_folded()
        units.append(unit)
        if former != (unit.name, unit.short_name) or "name_from" in change.fields:
            _rename(unit, row, on)
        if "aliases" in change.fields:
            UnitAlias.objects.bulk_create(
                _aliases(unit.pk, row, set(unit.aliases.values_list("folded", flat=True)))
            )
    Unit.objects.bulk_update(units, [*OF_THE_UNIT, "folded"], batch_size=200)


def _rename(unit: Unit, row: Row, on: dt.date) -> None:
    """The name in force is this one; where the sheet gives a later day, from that day on."""
    held = unit.names.filter(in_force(on)).last()
    since = row.days.get("name_from")
    if held is None:
        held = UnitName(unit=unit, valid_from=since or unit.valid_from)
    elif since and (held.name, held.short_name) != (unit.name, unit.short_name) and held.valid_from != since:
        last, held.valid_to = held.valid_to, since - ONE_DAY
        held.save(update_fields=["valid_to"])
        held = UnitName(unit=unit, valid_from=since, valid_to=last)
    elif since:
        held.valid_from = since
    held.name, held.short_name = unit.name, unit.short_name
    held.save()


def _place(change: Change, on: dt.date) -> None:
    row = change.row
    unit = Unit.objects.get(code=row.code)
    above = Unit.objects.get(code=row.above) if row.above else None
    since = row.days.get("above_from")
    if "above" not in change.fields:
        unit.places.filter(in_force(on)).update(valid_from=since)
    elif since:
        put_below(unit, above, since=since, on=on)
    else:
        correct_place(unit, above, on=on)


def _link(rows: Sequence[Row], on: dt.date) -> None:
    """Who follows whom; what a row does not say of it stays as it was."""
    codes = {row.code for row in rows} | {follow.code for row in rows for follow in row.follows}
    keys = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    held = {
        (row.predecessor_id, row.successor_id): row
        for row in UnitSuccession.objects.filter(successor__in=[keys[row.code] for row in rows])
    }
    fresh, changed = [], []
    for row in rows:
        for follow in row.follows:
            pair = (keys[follow.code], keys[row.code])
            known = held.get(pair)
            if known is None:
                known = held[pair] = UnitSuccession(
                    predecessor_id=pair[0],
                    successor_id=pair[1],
                    on=follow.on or row.days.get("valid_from") or on,
                    kind=follow.how or SuccessionKind.MERGED,
                    legal_basis=follow.by,
                )
                fresh.append(known)
                continue
            known.on, known.kind = follow.on or known.on, follow.how or known.kind
            known.legal_basis = follow.by or known.legal_basis
            changed.append(known)
    UnitSuccession.objects.bulk_create(fresh, batch_size=500)
    UnitSuccession.objects.bulk_update(
        [row for row in changed if row.pk], ["on", "kind", "legal_basis"], batch_size=500
    )
