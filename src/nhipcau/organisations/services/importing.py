"""Units from a spreadsheet: read, show what would change, then change it. Importing twice changes nothing the second time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitName, UnitParent, UnitSuccession
from nhipcau.organisations.policies import Person, may_import_units
from nhipcau.organisations.services.entering import Change, enter_changes
from nhipcau.organisations.services.places import lock_tree
from nhipcau.organisations.services.rows import PLAIN, Heads, Row, RowError, kinds_known, understood
from nhipcau.organisations.services.sheets import cells
from nhipcau.organisations.services.units import refresh_names


@dataclass(frozen=True)
class Preview:
    """What an import would do; with errors nothing can be imported, warnings are worth a look."""

    changes: tuple[Change, ...]
    errors: tuple[RowError, ...]
    warnings: tuple[RowError, ...] = ()

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

    @property
    def touched(self) -> list[Change]:
        """What would be new or change."""
        return [change for change in self.changes if change.how != "same"]


@dataclass
class Known:
    """The register as a sheet is compared with it: five queries, however many units; names and places are those in force."""

    units: dict[str, Unit]
    places: dict[int, UnitParent]
    names: dict[int, UnitName]
    aliases: Mapping[int, set[str]] = field(default_factory=dict)
    follows: Mapping[int, dict[str, UnitSuccession]] = field(default_factory=dict)

    @cached_property
    def code_of(self) -> dict[int, str]:
        """Key → code."""
        return {unit.pk: unit.code for unit in self.units.values()}

    @cached_property
    def code_at(self) -> dict[str, str]:
        """Path → code."""
        return {unit.path: unit.code for unit in self.units.values()}

    @cached_property
    def by_name(self) -> dict[str, list[Unit]]:
        """Folded name → the units that exist and bear it."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            if unit.valid_to is None:
                found[fold(unit.name)].append(unit)
        return found

    def above(self, unit: Unit) -> str:
        """The code of the unit above, as the place in force says; "" at the top."""
        place = self.places.get(unit.pk)
        if place is not None:
            return self.code_of.get(place.above_id or 0, "")
        return self.code_at.get(unit.path_above, "")


def preview_import(*, user: Person, data: bytes, name: str, now: dt.datetime) -> Preview:
    """Read the sheet and compare it with the register; changes nothing."""
    if not may_import_units(user, on=day_of(now)):
        raise PermissionDenied
    rows, errors, heads = understood(cells(data, name), kinds_known())
    known = known_units(on=day_of(now))
    errors += _faults_between(rows, known, heads)
    changes = tuple(_change(row, known) for row in rows)
    errors += [error for change in changes for error in _faults_of_dates(change, known, heads)]
    warnings = _namesakes(rows, known, heads)
    return Preview(changes, tuple(sorted(errors, key=lambda error: error.line)), tuple(warnings))


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
        if not preview.touched:
            return preview
        enter_changes(list(_parents_first(preview.touched)), on=day_of(now))
        refresh_names(on=day_of(now))
        root = Unit.objects.order_by("path").first()
        if root is not None:
            counts = {
                "file": name[:200],
                "new": preview.new,
                "changed": preview.changed,
                "same": preview.same,
            }
            record(action="organisations.import_units", user=user, target=root, data=counts, now=now)
    return preview


def known_units(*, on: dt.date) -> Known:
    """The register as it is on a day."""
    aliases: dict[int, set[str]] = defaultdict(set)
    follows: dict[int, dict[str, UnitSuccession]] = defaultdict(dict)
    known = Known(
        units={unit.code: unit for unit in Unit.objects.all()},
        places={place.unit_id: place for place in UnitParent.objects.filter(in_force(on))},
        names={name.unit_id: name for name in UnitName.objects.filter(in_force(on))},
        aliases=aliases,
        follows=follows,
    )
    for unit, folded in Unit.objects.filter(aliases__isnull=False).values_list("pk", "aliases__folded"):
        aliases[unit].add(folded)
    for row in UnitSuccession.objects.all():
        follows[row.successor_id][known.code_of[row.predecessor_id]] = row
    return known


def _change(row: Row, known: Known) -> Change:
    unit = known.units.get(row.code)
    if unit is None:
        return Change(row, "new")
    differs = [key for key in PLAIN if key in row.plain and row.plain[key] != getattr(unit, key)]
    if row.name != unit.name:
        differs.append("name")
    if "kind" in row.given and row.kind != unit.kind:
        differs.append("kind")
    differs += [
        key for key in ("valid_from", "valid_to") if key in row.given and row.days[key] != getattr(unit, key)
    ]
    name, place = known.names.get(unit.pk), known.places.get(unit.pk)
    if row.days.get("name_from") and (name is None or name.valid_from != row.days["name_from"]):
        differs.append("name_from")
    if "above" in row.given and row.above != known.above(unit):
        differs.append("above")
    if row.days.get("above_from") and (place is None or place.valid_from != row.days["above_from"]):
        differs.append("above_from")
    if (
        {fold(alias) for alias in row.aliases}
        - known.aliases[unit.pk]
        - {fold(row.name), fold(unit.short_name), ""}
    ):
        differs.append("aliases")
    for follow in row.follows:
        held = known.follows[unit.pk].get(follow.code)
        if held is None or (
            (follow.how and follow.how != held.kind)
            or (follow.on and follow.on != held.on)
            or (follow.by and follow.by != held.legal_basis)
        ):
            differs.append("follows")
            break
    return Change(row, "changed" if differs else "same", tuple(differs), unit)


def _faults_between(rows: Sequence[Row], known: Known, heads: Heads) -> list[RowError]:
    """Codes given twice, codes above or before that exist nowhere, circles."""
    errors: list[RowError] = []
    seen: dict[str, Row] = {}
    for row in rows:
        if row.code and row.code in seen:
            words = {"code": row.code, "line": seen[row.code].line}
            errors.append(
                heads.error(row.line, "code", _("The code %(code)s stands in line %(line)s already.") % words)
            )
        seen.setdefault(row.code, row)

    def above(code: str) -> str:
        row = seen.get(code)
        if row is not None and "above" in row.given:
            return row.above
        return known.above(known.units[code]) if code in known.units else ""

    for row in rows:
        errors += [
            heads.error(row.line, key, _("There is no unit with the code %(code)s.") % {"code": code})
            for key, codes in (("above", [row.above]), ("follows", [each.code for each in row.follows]))
            for code in codes
            if code and code not in seen and code not in known.units
        ]
        if any(each.code == row.code for each in row.follows):
            errors.append(heads.error(row.line, "follows", _("A unit does not follow itself.")))
        passed, at = {row.code}, above(row.code)
        while at and at not in passed:
            passed.add(at)
            at = above(at)
        if at and at == row.code:
            words = {"code": row.code}
            errors.append(
                heads.error(row.line, "above", _("The units above %(code)s form a circle.") % words)
            )
    return errors


def _faults_of_dates(change: Change, known: Known, heads: Heads) -> list[RowError]:
    """A name or place that would begin before the one it follows."""
    unit, errors = change.unit, []
    if unit is None:
        return []
    for key, differs, held in (
        ("name_from", "name", known.names.get(unit.pk)),
        ("above_from", "above", known.places.get(unit.pk)),
    ):
        day = change.row.days.get(key)
        if (
            day
            and held is not None
            and differs in change.fields
            and held.valid_from
            and day < held.valid_from
        ):
            words = {"day": f"{held.valid_from:%d/%m/%Y}"}
            errors.append(
                heads.error(
                    change.row.line, key, _("What holds now began on %(day)s; give a later day.") % words
                )
            )
    return errors


def _namesakes(rows: Sequence[Row], known: Known, heads: Heads) -> list[RowError]:
    """New units whose name another unit bears: the only one of the register, or one with the same unit above."""
    listed = {row.code for row in rows}
    warnings = []
    beside: dict[tuple[str, str], Row] = {}
    for row in rows:
        if not row.name or (row.days.get("valid_to") is not None):
            continue
        twin = beside.setdefault((fold(row.name), row.above), row)
        bearers = [unit for unit in known.by_name.get(fold(row.name), []) if unit.code != row.code]
        near = [unit for unit in bearers if known.above(unit) == row.above]
        if row.code not in known.units and (near or (len(bearers) == 1 and bearers[0].code not in listed)):
            words = {"name": row.name, "code": (near or bearers)[0].code}
            told = _("“%(name)s” is in the register under the code %(code)s. Is it the same unit?")
            warnings.append(heads.error(row.line, "code", told % words))
        elif twin is not row and twin.code != row.code:
            words = {"name": row.name, "line": str(twin.line)}
            told = _("“%(name)s” stands in line %(line)s too, under another code. Is it the same unit?")
            warnings.append(heads.error(row.line, "code", told % words))
    return warnings


def _parents_first(changes: Sequence[Change]) -> Iterator[Change]:
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
