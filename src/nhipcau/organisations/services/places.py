"""Where units stand in the tree: one writer at a time, by date, with the legal basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import normal
from nhipcau.kernel.validity import in_force
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import Unit, UnitParent
from nhipcau.organisations.policies import Person, may_keep_units


def lock_tree() -> None:
    """One writer of the tree after the other: places are numbered, and moving renumbers other rows."""
    Unit.objects.select_for_update().order_by("pk").values_list("pk").first()


def check_keeps(user: Person, units: Iterable[Unit | None], now: dt.datetime) -> None:
    """Whether this person keeps all of them; None stands for the top of the tree."""
    on = day_of(now)
    for unit in units:
        if not may_keep_units(user, unit, on=on):
            raise PermissionDenied


def enter_in_tree(unit: Unit, above: Unit | None, *, legal_basis: str = "") -> None:
    """Save a new unit at its place, which it has from its first day."""
    if above is None:
        Unit.add_root(instance=unit)
    else:
        Unit.objects.get(pk=above.pk).add_child(instance=unit)
    UnitParent.objects.create(unit=unit, above=above, valid_from=unit.valid_from, legal_basis=legal_basis)


def put_below(unit: Unit, above: Unit | None, *, since: dt.date, on: dt.date, legal_basis: str = "") -> bool:
    """From `since` the unit stands below `above`; False where it does already. The tree itself follows when that day comes.

    A place that begins on that day, or later, is replaced; so is one whose beginning is not before the unit's own.
    """
    place = unit.places.filter(valid_to__isnull=True).first()
    if place is None:  # entered past the services
        place = UnitParent.objects.create(unit=unit, above=parent_of(unit), valid_from=unit.valid_from)
    if place.above_id == (above.pk if above else None):
        return False
    _refuse_below_itself(unit, above)
    if place.valid_from is not None and place.valid_from >= since:
        place.above, place.legal_basis = above, legal_basis or place.legal_basis
        place.save(update_fields=["above", "legal_basis"])
    else:
        place.valid_to = since - ONE_DAY
        place.save(update_fields=["valid_to"])
        UnitParent.objects.create(unit=unit, above=above, valid_from=since, legal_basis=legal_basis)
    refresh_places(on=on, units=[unit])
    return True


def correct_place(unit: Unit, above: Unit | None, *, on: dt.date) -> None:
    """The place in force was entered wrongly: it is this one, since when it was."""
    _refuse_below_itself(unit, above)
    changed = unit.places.filter(in_force(on)).update(above=above)
    if not changed:
        UnitParent.objects.create(unit=unit, above=above, valid_from=unit.valid_from)
    refresh_places(on=on, units=[unit])


def move_unit(
    *, user: Person, unit: Unit, above: Unit | None, since: dt.date, now: dt.datetime, legal_basis: str = ""
) -> Unit:
    """From `since` the unit, with everything below it, stands below `above` (None: at the top)."""
    with transaction.atomic():
        lock_tree()
        unit = Unit.objects.get(pk=unit.pk)
        check_keeps(user, [unit, parent_of(unit), above], now)
        place = unit.places.filter(valid_to__isnull=True).first()
        if place is not None and place.valid_from is not None and place.valid_from > since:
            raise Refused(
                _(
                    "The unit stands at its place since %(day)s; choose that day or a later one. Nothing was saved."
                )
                % {"day": f"{place.valid_from:%d/%m/%Y}"},
                code="place-too-early",
            )
        if put_below(unit, above, since=since, on=day_of(now), legal_basis=normal(legal_basis)):
            data = {
                "above": above.code if above else "",
                "since": since.isoformat(),
                "legal_basis": legal_basis,
            }
            data = {key: value for key, value in data.items() if value}
            record(action="organisations.move_unit", user=user, target=unit, data=data, now=now)
    return Unit.objects.get(pk=unit.pk)


def refresh_places(*, on: dt.date, units: Iterable[Unit] | None = None) -> int:
    """Let the tree follow the places that are in force on `on`; returns how many units moved."""
    places = UnitParent.objects.filter(in_force(on)).select_related(None)
    if units is not None:
        places = places.filter(unit__in=[unit.pk for unit in units])
    wanted = dict(places.order_by("valid_from").values_list("unit_id", "above_id"))
    rows = Unit.objects.all() if units is None else Unit.objects.filter(pk__in=wanted)
    path_of = dict(rows.values_list("pk", "path"))
    above_path = dict(Unit.objects.filter(pk__in={*filter(None, wanted.values())}).values_list("pk", "path"))
    moved = 0
    for pk, above in wanted.items():
        if path_of[pk][: -Unit.steplen] == (above_path[above] if above else ""):
            continue
        fresh = Unit.objects.get(pk=pk)
        target = Unit.objects.get(pk=above) if above else None
        if target is None:
            fresh.move(Unit.get_last_root_node(), pos="last-sibling")
        elif not target.path.startswith(fresh.path):  # it moved below this one since: a person must say more
            fresh.move(target, pos="last-child")
        moved += 1
    return moved


def follow_places(*, on: dt.date) -> int:
    """Move the units whose new place begins; returns how many. Safe to run twice, also at the same time."""
    with transaction.atomic():
        lock_tree()
        return refresh_places(on=on)


def parent_of(unit: Unit) -> Unit | None:
    """The unit above in the tree of today."""
    parent: Unit | None = Unit.objects.filter(path=unit.path_above).first() if unit.depth > 1 else None
    return parent


def _refuse_below_itself(unit: Unit, above: Unit | None) -> None:
    if above is not None and Unit.objects.filter(pk=above.pk, path__startswith=unit.path).exists():
        raise Refused(_("A unit cannot stand below itself. Nothing was changed."), code="below-itself")
