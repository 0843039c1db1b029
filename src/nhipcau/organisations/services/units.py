"""Keeping the entries of units: create, rename, correct, call by other names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.kernel.validity import in_force
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import (
    OwnKind,
    SuccessionKind,
    Unit,
    UnitAlias,
    UnitKind,
    UnitName,
    UnitSuccession,
)
from nhipcau.organisations.policies import Person
from nhipcau.organisations.services.places import (
    check_keeps,
    enter_in_tree,
    lock_tree,
    parent_of,
    put_below,
)

# What an entry says beside name, place, dates and succession; a person corrects it without a day.
CORRECTED = ("kind", "address", "phone", "email", "website", "founded_by", "ended_by")


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
    more: Mapping[str, str] | None = None,
) -> Unit:
    """Enter a unit below another one (or as a root); an empty `code` is made from the name.

    `more` are office address, phone, e-mail, website and what it was founded by (names as in `CORRECTED`).
    """
    check_keeps(user, [above], now)
    unit = Unit(
        code=normal(code), name=normal(name), short_name=normal(short_name), kind=kind, valid_from=valid_from,
        valid_to=valid_to, **{key: normal(value) for key, value in (more or {}).items()},
    )  # fmt: skip
    try:
        with transaction.atomic():
            lock_tree()
            enter_unit(unit, above, aliases=aliases)
            data = {"code": unit.code, "name": unit.name}
            record(action="organisations.create_unit", user=user, target=unit, data=data, now=now)
    except IntegrityError as error:  # two first units at once: there was no tree to lock
        raise _code_taken(unit.code) from error
    return unit


def enter_unit(unit: Unit, above: Unit | None, *, aliases: Iterable[str] = ()) -> None:
    """Save a new unit with its name, place and other names. The caller asked the policy and holds the tree."""
    if not unit.name:
        raise Refused(_("A unit needs a name. Nothing was saved."), code="no-name")
    _check_fields(unit, ["kind", *(name for name in CORRECTED if getattr(unit, name))])
    unit.code = unit.code or _free_code(unit.name, above)
    if Unit.objects.filter(code=unit.code).exists():
        raise _code_taken(unit.code)
    enter_in_tree(unit, above, legal_basis=unit.founded_by)
    UnitName.objects.create(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        valid_from=unit.valid_from,
        legal_basis=unit.founded_by,
    )
    _add_aliases(unit, aliases)


def rename_unit(
    *,
    user: Person,
    unit: Unit,
    name: str,
    since: dt.date,
    now: dt.datetime,
    short_name: str = "",
    legal_basis: str = "",
) -> UnitName:
    """From `since` the unit bears a new name; the old one stays for older documents."""
    check_keeps(user, [unit], now)
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
        first = unit.names.first()
        if current is None and first is not None and first.valid_from and since < first.valid_from:
            raise Refused(
                _("The unit's first name holds from %(day)s; choose a later day. Nothing was saved.")
                % {"day": first.valid_from.strftime("%d/%m/%Y")},
                code="before-first-name",
            )
        if current is not None:
            current.valid_to = since - ONE_DAY
            current.save(update_fields=["valid_to"])
        following = unit.names.filter(valid_from__gt=since).first()
        last = following.valid_from - ONE_DAY if following and following.valid_from else None
        fresh = UnitName.objects.create(
            unit=unit,
            name=name,
            short_name=short_name,
            valid_from=since,
            valid_to=last,
            legal_basis=normal(legal_basis),
        )
        refresh_names(on=day_of(now), units=[unit])
        data = {"from": current.name if current else "", "to": name, "since": since.isoformat()}
        if legal_basis:
            data["legal_basis"] = normal(legal_basis)
        record(action="organisations.rename_unit", user=user, target=unit, data=data, now=now)
    return fresh


def change_unit(
    *,
    user: Person,
    unit: Unit,
    last_day: dt.date | None,
    successors: Sequence[Unit],
    now: dt.datetime,
    above: Unit | None = None,
    aliases: Iterable[str] | None = None,
    corrected: Mapping[str, str] | None = None,
) -> Unit:
    """The entry says exactly this: until when the unit exists (None: no end is known) and who carries on from the day after.

    `above` moves it from today, with everything below it; `aliases` are its other names; `corrected` holds fields of
    `CORRECTED`; None leaves each as it is. All of it is saved, with one line in the log, or nothing.
    """
    if successors and (last_day is None or unit in successors):
        raise Refused(
            _("Successors are other units, and follow a last day. Nothing was saved."), code="no-successor"
        )
    with transaction.atomic():
        lock_tree()
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        check_keeps(user, [unit], now)
        data: dict[str, object] = {}
        if above is not None and parent_of(unit) != above:
            check_keeps(user, [parent_of(unit), above], now)
            put_below(unit, above, since=day_of(now), on=day_of(now))
            unit, data["above"] = Unit.objects.get(pk=unit.pk), above.code
        if aliases is not None and (wanted := _set_aliases(unit, aliases)) is not None:
            data["aliases"] = wanted
        if changed := _correct(unit, corrected or {}):
            data["fields"] = changed
        if last_day != unit.valid_to:
            if unit.valid_from and last_day and last_day < unit.valid_from:
                raise Refused(_("The last day lies before the first. Nothing was saved."), code="dates")
            unit.valid_to = last_day
            unit.save(update_fields=["valid_to", "folded"])
            data["last"] = last_day.isoformat() if last_day else ""
        if _set_successors(unit, successors):
            data["successors"] = sorted(other.code for other in successors)
        if data:
            record(action="organisations.change_unit", user=user, target=unit, data=data, now=now)
    return unit


def add_alias(*, user: Person, unit: Unit, alias: str, now: dt.datetime) -> None:
    """Documents call the unit by this name too; saying it again changes nothing."""
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        check_keeps(user, [unit], now)
        if _add_aliases(unit, [alias]):
            data = {"alias": normal(alias)}
            record(action="organisations.name_unit_otherwise", user=user, target=unit, data=data, now=now)


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


def _correct(unit: Unit, corrected: Mapping[str, str]) -> list[str]:
    """The names of the fields that changed."""
    changed = [
        name for name in CORRECTED if name in corrected and getattr(unit, name) != normal(corrected[name])
    ]
    for name in changed:
        setattr(unit, name, normal(corrected[name]))
    if changed:
        _check_fields(unit, changed)
        unit.save(update_fields=changed)
    return changed


def _check_fields(unit: Unit, names: Sequence[str]) -> None:
    """Refuse what these fields cannot hold."""
    known = unit.kind in UnitKind.values or OwnKind.objects.filter(key=unit.kind).exists()
    if "kind" in names and not known:
        raise Refused(_("There is no such kind of unit. Nothing was saved."), code="no-kind")
    try:
        unit.clean_fields(exclude={field.name for field in Unit._meta.get_fields()} - set(names))
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="invalid") from error


def _set_successors(unit: Unit, successors: Sequence[Unit]) -> bool:
    """Exactly these carry on from the day after the last; False where nothing changed."""
    rows = {row.successor_id: row for row in unit.followed_by.all()}
    wanted = {other.pk for other in successors}
    gone, fresh = rows.keys() - wanted, wanted - rows.keys()
    unit.followed_by.filter(successor__in=gone).delete()
    if unit.valid_to is None:
        return bool(gone)
    since = unit.valid_to + ONE_DAY
    kind = SuccessionKind.MERGED if len(wanted) == 1 else SuccessionKind.SPLIT
    late = [row for pk, row in rows.items() if pk in wanted and row.on <= unit.valid_to]
    for row in late:
        row.on = since
        row.save(update_fields=["on"])
    for pk in fresh:
        UnitSuccession.objects.create(
            predecessor=unit, successor_id=pk, on=since, kind=kind, legal_basis=unit.ended_by
        )
    return bool(gone or fresh or late)


def _set_aliases(unit: Unit, aliases: Iterable[str]) -> list[str] | None:
    """Exactly these are the other names; None where they are already."""
    wanted = {fold(alias): normal(alias) for alias in aliases if fold(alias)}
    gone = unit.aliases.exclude(folded__in=wanted).delete()[0]
    added = _add_aliases(unit, wanted.values())
    return sorted(wanted.values()) if gone or added else None


def _add_aliases(unit: Unit, aliases: Iterable[str]) -> bool:
    """Names not known yet; False where all are."""
    known = set(unit.aliases.values_list("folded", flat=True)) | {fold(unit.name), fold(unit.short_name), ""}
    added = False
    for alias in aliases:
        if fold(alias) not in known:
            known.add(fold(alias))
            UnitAlias.objects.create(unit=unit, alias=normal(alias)[:255])
            added = True
    return added


def _code_taken(code: str) -> Refused:
    return Refused(
        _("The code %(code)s is taken by another unit. Nothing was saved.") % {"code": code},
        code="code-taken",
    )


def _free_code(name: str, above: Unit | None) -> str:
    """The initials of the name below the code of the unit above, numbered where taken."""
    initials = "".join(word[0] for word in fold(name).split()).upper()[:12] or "X"
    stem = f"{above.code}-{initials}"[:58] if above else initials
    taken = set(Unit.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}{number}", number + 1
    return code
