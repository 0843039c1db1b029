"""Units from a spreadsheet: read, show what would change, then change it. Importing twice changes nothing the second time.

Columns (first row, in any order; marks and case do not matter): mã, tên, tên viết tắt, mã cấp trên, loại, từ ngày,
đến ngày, tên khác, tiếp nối. Several values in one cell are parted by semicolons. `tiếp nối` names the codes of the units
that this one follows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from treebeard.exceptions import InvalidMoveToDescendant

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit, UnitAlias, UnitName, UnitSuccession
from nhipcau.organisations.policies import Person, may_import_units
from nhipcau.organisations.services.sheets import Row, RowError, cells, understood
from nhipcau.organisations.services.units import lock_tree, refresh_names

LABELS = {
    "name": _("name"),
    "short_name": _("short name"),
    "kind": _("kind"),
    "valid_from": _("first day"),
    "valid_to": _("last day"),
    "above": _("place in the tree"),
    "aliases": _("other names"),
    "follows": _("predecessors"),
}


@dataclass(frozen=True)
class Change:
    """What the import would do to one unit: `new`, `changed` (with the names of the fields) or `same`."""

    row: Row
    how: str
    fields: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str | Promise]:
        """The changed fields in words."""
        return [LABELS[name] for name in self.fields]


@dataclass(frozen=True)
class Preview:
    """What an import would do; with errors nothing can be imported."""

    changes: tuple[Change, ...]
    errors: tuple[RowError, ...]

    def counted(self, how: str) -> int:
        """How many units are new, changed or the same."""
        return sum(change.how == how for change in self.changes)

    @property
    def new(self) -> int:
        """Units that are not in the register yet."""
        return self.counted("new")

    @property
    def changed(self) -> int:
        """Units whose entry would change."""
        return self.counted("changed")

    @property
    def same(self) -> int:
        """Units that stay as they are."""
        return self.counted("same")


def preview_import(*, user: Person, data: bytes, name: str, now: dt.datetime) -> Preview:
    """Read the sheet and compare it with the register; changes nothing."""
    if not may_import_units(user, on=day_of(now)):
        raise PermissionDenied
    rows, errors = understood(cells(data, name))
    known = _known_units()
    errors += _faults_between(rows, set(known))
    codes = {unit.path: unit.code for unit in known.values()}
    changes = tuple(_change(row, known.get(row.code), codes) for row in rows)
    return Preview(changes, tuple(sorted(errors, key=lambda error: error.line)))


def import_units(*, user: Person, data: bytes, name: str, now: dt.datetime) -> Preview:
    """Do what the preview shows, all of it or nothing."""
    with transaction.atomic():
        lock_tree()
        preview = preview_import(user=user, data=data, name=name, now=now)
        if preview.errors:
            raise Refused(
                _("The sheet has errors; nothing was imported. Correct them and try again."),
                code="sheet-errors",
            )
        try:
            for change in _parents_first([change for change in preview.changes if change.how != "same"]):
                _apply(change)
        except InvalidMoveToDescendant as error:
            raise Refused(
                _("The sheet would put a unit below itself; nothing was imported."), code="below-itself"
            ) from error
        for change in preview.changes:
            _link(change.row, day_of(now))
        refresh_names(on=day_of(now))
        root = Unit.objects.order_by("path").first()
        if root is not None and preview.new + preview.changed:
            counts = {
                "file": name[:200],
                "new": preview.new,
                "changed": preview.changed,
                "same": preview.same,
            }
            record(action="organisations.import_units", user=user, target=root, data=counts, now=now)
    return preview


def _known_units() -> dict[str, Unit]:
    return {
        unit.code: unit for unit in Unit.objects.prefetch_related("aliases", "names", "follows__predecessor")
    }


def _faults_between(rows: list[Row], known: set[str]) -> list[RowError]:
    """Codes given twice, codes above or before that exist nowhere, circles."""
    errors: list[RowError] = []
    seen: dict[str, Row] = {}
    for row in rows:
        if row.code and row.code in seen:
            words = {"code": row.code, "line": seen[row.code].line}
            errors.append(RowError(row.line, _("The code %(code)s stands in line %(line)s already.") % words))
        seen.setdefault(row.code, row)
    for row in rows:
        unknown = [
            code for code in [row.above, *row.follows] if code and code not in seen and code not in known
        ]
        errors.extend(
            RowError(row.line, _("There is no unit with the code %(code)s.") % {"code": code})
            for code in unknown
        )
        if row.code and _runs_in_circle(row, seen):
            errors.append(
                RowError(row.line, _("The units above %(code)s form a circle.") % {"code": row.code})
            )
    return errors


def _runs_in_circle(row: Row, rows: dict[str, Row]) -> bool:
    passed = {row.code}
    above = row.above
    while above in rows:
        if above in passed:
            return True
        passed.add(above)
        above = rows[above].above
    return False


def _change(row: Row, unit: Unit | None, codes: dict[str, str]) -> Change:
    if unit is None:
        return Change(row, "new")
    differs = [
        name
        for name, held, given in (
            ("name", unit.name, row.name),
            ("short_name", unit.short_name, row.short_name),
            ("kind", unit.kind, row.kind),
            ("valid_from", unit.valid_from, row.valid_from),
            ("valid_to", unit.valid_to, row.valid_to),
        )
        if held != given
    ]
    above = codes.get(unit.path[: -Unit.steplen], "")
    if row.above != above:
        differs.append("above")
    if (
        {fold(alias) for alias in row.aliases}
        - {alias.folded for alias in unit.aliases.all()}
        - {fold(row.name), fold(row.short_name)}
    ):
        differs.append("aliases")
    if set(row.follows) - {follow.predecessor.code for follow in unit.follows.all()}:
        differs.append("follows")
    return Change(row, "changed" if differs else "same", tuple(differs))


def _parents_first(changes: list[Change]) -> Iterator[Change]:
    by_code = {change.row.code: change for change in changes}
    done: set[str] = set()
    for change in changes:
        line = []
        at: Change | None = change
        while at is not None and at.row.code not in done:
            line.append(at)
            done.add(at.row.code)
            at = by_code.get(at.row.above)
        yield from reversed(line)


def _apply(change: Change) -> None:
    row = change.row
    unit = Unit.objects.filter(code=row.code).first() or Unit(code=row.code)
    former = (unit.name, unit.short_name)
    unit.name, unit.short_name, unit.kind = row.name, row.short_name, row.kind
    unit.valid_from, unit.valid_to = row.valid_from, row.valid_to
    if unit.pk is None:
        if row.above:
            Unit.objects.get(code=row.above).add_child(instance=unit)
        else:
            Unit.add_root(instance=unit)
        UnitName.objects.create(
            unit=unit, name=row.name, short_name=row.short_name, valid_from=row.valid_from
        )
    else:
        unit.save()
        if former != (row.name, row.short_name):
            # The sheet corrects the name in force; a new name from a day on is given on the unit's own page.
            for name in unit.names.filter(name=former[0], short_name=former[1]):
                name.name, name.short_name = row.name, row.short_name
                name.save()
        if "above" in change.fields:
            _move(unit, row.above)
    known = set(unit.aliases.values_list("folded", flat=True)) | {fold(row.name), fold(row.short_name)}
    for alias in row.aliases:
        if fold(alias) not in known:
            known.add(fold(alias))
            UnitAlias.objects.create(unit=unit, alias=alias[:255])


def _move(unit: Unit, above: str) -> None:
    fresh = Unit.objects.get(pk=unit.pk)
    if above:
        fresh.move(Unit.objects.get(code=above), pos="last-child")
    else:
        fresh.move(Unit.get_last_root_node(), pos="last-sibling")


def _link(row: Row, on: dt.date) -> None:
    if not row.follows:
        return
    unit = Unit.objects.get(code=row.code)
    for predecessor in Unit.objects.filter(code__in=row.follows):
        UnitSuccession.objects.get_or_create(
            predecessor=predecessor, successor=unit, defaults={"on": row.valid_from or on}
        )
