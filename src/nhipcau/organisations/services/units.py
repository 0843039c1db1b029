"""Keeping the register of units: create, rename, move, close, let others follow, call by other names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from treebeard.exceptions import InvalidMoveToDescendant

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitAlias, UnitGroup, UnitKind, UnitName, UnitSuccession
from nhipcau.organisations.policies import Person, may_keep_units

ONE_DAY = dt.timedelta(days=1)


def create_unit(
    *,
    user: Person,
    code: str,
    name: str,
    now: dt.datetime,
    above: Unit | None = None,
    short_name: str = "",
    kind: str = UnitKind.OTHER,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    aliases: Iterable[str] = (),
) -> Unit:
    """Enter a unit below another one (or as a root); an empty `code` is made from the name."""
    _check(user, above, now)
    name, short_name, code = normal(name), normal(short_name), normal(code) or _free_code(name, above)
    if not name:
        raise Refused(_("A unit needs a name. Nothing was saved."), code="no-name")
    if Unit.objects.filter(code=code).exists():
        raise Refused(
            _("The code %(code)s is taken by another unit. Nothing was saved.") % {"code": code},
            code="code-taken",
        )
    unit = Unit(
        code=code, name=name, short_name=short_name, kind=kind, valid_from=valid_from, valid_to=valid_to
    )
    with transaction.atomic():
        if above is None:
            Unit.add_root(instance=unit)
        else:
            Unit.objects.select_for_update().get(pk=above.pk).add_child(instance=unit)
        UnitName.objects.create(unit=unit, name=name, short_name=short_name, valid_from=valid_from)
        _add_aliases(unit, aliases)
        record(
            action="organisations.create_unit",
            user=user,
            target=unit,
            data={"code": code, "name": name},
            now=now,
        )
    return unit


def rename_unit(
    *, user: Person, unit: Unit, name: str, since: dt.date, now: dt.datetime, short_name: str = ""
) -> UnitName:
    """From `since` the unit bears a new name; the old one stays for older documents."""
    _check(user, unit, now)
    name, short_name = normal(name), normal(short_name)
    if not name:
        raise Refused(_("A unit needs a name. Nothing was saved."), code="no-name")
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        current = unit.names.filter(in_force(since)).last()
        if current is not None and current.valid_from is not None and current.valid_from >= since:
            raise Refused(
                _("The name “%(name)s” holds since %(day)s already; choose a later day. Nothing was saved.")
                % {"name": current.name, "day": current.valid_from.strftime("%d/%m/%Y")},
                code="name-too-early",
            )
        if current is not None:
            current.valid_to = since - ONE_DAY
            current.save(update_fields=["valid_to"])
        following = unit.names.filter(valid_from__gt=since).first()
        last = following.valid_from - ONE_DAY if following and following.valid_from else None
        fresh = UnitName.objects.create(
            unit=unit, name=name, short_name=short_name, valid_from=since, valid_to=last
        )
        refresh_names(on=day_of(now), units=[unit])
        data = {"from": current.name if current else "", "to": name, "since": since.isoformat()}
        record(action="organisations.rename_unit", user=user, target=unit, data=data, now=now)
    return fresh


def move_unit(*, user: Person, unit: Unit, above: Unit, now: dt.datetime) -> Unit:
    """Put the unit, with everything below it, under another one."""
    _check(user, unit, now)
    _check(user, above, now)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        above = Unit.objects.select_for_update().get(pk=above.pk)
        try:
            unit.move(above, pos="last-child")
        except InvalidMoveToDescendant as error:
            raise Refused(
                _("A unit cannot stand below itself. Nothing was changed."), code="below-itself"
            ) from error
        record(action="organisations.move_unit", user=user, target=unit, data={"above": above.code}, now=now)
    return Unit.objects.get(pk=unit.pk)


def close_unit(*, user: Person, unit: Unit, last_day: dt.date | None, now: dt.datetime) -> Unit:
    """The unit exists until `last_day` (None: on, after all); its history stays."""
    _check(user, unit, now)
    if unit.valid_from is not None and last_day is not None and last_day < unit.valid_from:
        raise Refused(_("The last day lies before the first. Nothing was saved."), code="dates")
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        unit.valid_to = last_day
        unit.save(update_fields=["valid_to", "folded"])
        record(
            action="organisations.close_unit",
            user=user,
            target=unit,
            data={"last": str(last_day or "")},
            now=now,
        )
    return unit


def succeed_unit(
    *, user: Person, predecessor: Unit, successors: Sequence[Unit], on: dt.date, now: dt.datetime
) -> list[UnitSuccession]:
    """From `on` the successors carry on; the predecessor ends the day before unless it ended already."""
    _check(user, predecessor, now)
    if predecessor in successors or not successors:
        raise Refused(
            _("Name at least one other unit that carries on. Nothing was saved."), code="no-successor"
        )
    with transaction.atomic():
        rows = [
            UnitSuccession.objects.get_or_create(
                predecessor=predecessor, successor=unit, defaults={"on": on}
            )[0]
            for unit in successors
        ]
        if predecessor.valid_to is None:
            Unit.objects.filter(pk=predecessor.pk).update(valid_to=on - ONE_DAY)
        data = {"successors": [unit.code for unit in successors], "on": on.isoformat()}
        record(action="organisations.succeed_unit", user=user, target=predecessor, data=data, now=now)
    return rows


def set_aliases(*, user: Person, unit: Unit, aliases: Iterable[str], now: dt.datetime) -> None:
    """The other names by which documents call the unit are exactly these."""
    _check(user, unit, now)
    wanted = {fold(alias): normal(alias) for alias in aliases if fold(alias)}
    with transaction.atomic():
        unit.aliases.exclude(folded__in=wanted).delete()
        _add_aliases(unit, wanted.values())
        data = {"aliases": sorted(wanted.values())}
        record(action="organisations.name_unit_otherwise", user=user, target=unit, data=data, now=now)


def save_group(
    *,
    user: Person,
    name: str,
    now: dt.datetime,
    kinds: Iterable[str] = (),
    members: Iterable[Unit] = (),
    other_names: Iterable[str] = (),
) -> UnitGroup:
    """Say for which units a collective name stands; saying it again replaces what was said."""
    _check(user, None, now, any_unit=True)
    with transaction.atomic():
        group, _created = UnitGroup.objects.update_or_create(
            folded=fold(name)[:255],
            defaults={
                "name": normal(name),
                "kinds": sorted(kinds),
                "other_names": [normal(other) for other in other_names],
            },
        )
        group.members.set(members)
        record(
            action="organisations.save_group", user=user, target=group, data={"kinds": group.kinds}, now=now
        )
    return group


def refresh_names(*, on: dt.date, units: Iterable[Unit] | None = None) -> int:
    """Repeat on each unit the name that is in force on `on`; returns how many changed. Done daily and after a renaming."""
    names = UnitName.objects.filter(in_force(on))
    if units is not None:
        names = names.filter(unit__in=list(units))
    # In order of their first day, so that the latest is left where names overlap.
    current = {name.unit_id: name for name in names}
    changed = 0
    for unit in Unit.objects.filter(pk__in=current):
        name = current[unit.pk]
        if (unit.name, unit.short_name) != (name.name, name.short_name):
            unit.name, unit.short_name = name.name, name.short_name
            unit.save(update_fields=["name", "short_name", "folded"])
            changed += 1
    return changed


def _check(user: Person, unit: Unit | None, now: dt.datetime, *, any_unit: bool = False) -> None:
    on = day_of(now)
    roots = Unit.get_root_nodes() if any_unit else [unit]
    if not any(may_keep_units(user, root, on=on) for root in roots):
        raise PermissionDenied


def _add_aliases(unit: Unit, aliases: Iterable[str]) -> None:
    known = set(unit.aliases.values_list("folded", flat=True)) | {fold(unit.name), fold(unit.short_name), ""}
    for alias in aliases:
        if fold(alias) not in known:
            known.add(fold(alias))
            UnitAlias.objects.create(unit=unit, alias=normal(alias)[:255])


def _free_code(name: str, above: Unit | None) -> str:
    """The initials of the name below the code of the unit above, numbered where taken."""
    initials = "".join(word[0] for word in fold(name).split()).upper()[:12] or "X"
    stem = f"{above.code}-{initials}"[:58] if above else initials
    taken = set(Unit.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}{number}", number + 1
    return code
