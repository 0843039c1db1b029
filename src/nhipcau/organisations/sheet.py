"""The register as a spreadsheet that can be imported again, and what was wrong in a sheet as a list to work off."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from nhipcau.kernel.spreadsheets import Column, Value, workbook_of
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitAlias, UnitName, UnitParent, UnitSuccession
from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors import kind_labels, register_of_units
from nhipcau.organisations.services.rows import COLUMNS, HOW_IN_WORDS, RowError

WIDE = {"name", "founded_by", "ended_by", "aliases", "follows_by", "address"}


def register_sheet(user: Person, *, on: dt.date) -> bytes:
    """All units, also those that ended, in the order of the tree, with the columns of the import: seven queries."""
    units = register_of_units(user, on=on, closed=True).order_by("path")
    columns = [Column(heading, 40 if key in WIDE else 16) for key, heading in COLUMNS.items()]
    return workbook_of(_("Units"), columns, _lines(list(units), on))


def _lines(units: Sequence[Unit], on: dt.date) -> Iterable[Sequence[Value]]:
    labels = kind_labels()
    code_of = {unit.pk: unit.code for unit in units}
    code_at = {unit.path: unit.code for unit in units}
    places = {place.unit_id: place for place in UnitParent.objects.filter(in_force(on))}
    names = {name.unit_id: name for name in UnitName.objects.filter(in_force(on))}
    aliases: dict[int, list[str]] = defaultdict(list)
    for pk, alias in UnitAlias.objects.order_by("pk").values_list("unit_id", "alias"):
        aliases[pk].append(alias)
    follows: dict[int, list[UnitSuccession]] = defaultdict(list)
    for row in UnitSuccession.objects.order_by("pk"):
        follows[row.successor_id].append(row)
    for unit in units:
        place, name = places.get(unit.pk), names.get(unit.pk)
        before = follows[unit.pk]
        values: dict[str, Value] = {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "name_from": name.valid_from if name else None,
            "above": code_of.get(place.above_id or 0, "") if place else code_at.get(unit.path_above, ""),
            "above_from": place.valid_from if place else None,
            "kind": labels.get(unit.kind, unit.kind),
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "founded_by": unit.founded_by,
            "ended_by": unit.ended_by,
            "aliases": "; ".join(aliases[unit.pk]),
            "follows": "; ".join(code_of[row.predecessor_id] for row in before),
            "follows_how": _once_or_each([HOW_IN_WORDS[row.kind] for row in before]),
            "follows_on": _once_or_each([f"{row.on:%d/%m/%Y}" for row in before]),
            "follows_by": _once_or_each([row.legal_basis for row in before], mark=" | "),
            "address": unit.address,
            "phone": unit.phone,
            "email": unit.email,
            "website": unit.website,
        }
        yield [values[key] for key in COLUMNS]


def _once_or_each(values: Sequence[str], mark: str = "; ") -> str:
    return values[0] if len(set(values)) == 1 else mark.join(values)


def errors_sheet(errors: Sequence[RowError], warnings: Sequence[RowError]) -> bytes:
    """What is wrong and what is worth a look, cell by cell."""
    columns = [
        Column(_("Line"), 8),
        Column(_("Column"), 8),
        Column(_("Heading"), 20),
        Column(_("What it is"), 14),
        Column(_("What to correct"), 80),
    ]
    rows = [(each, _("error")) for each in errors] + [(each, _("to look at")) for each in warnings]
    rows.sort(key=lambda row: row[0].line)
    lines = [(each.line, each.column, each.heading, what, each.message) for each, what in rows]
    return workbook_of(_("To correct"), columns, lines)
