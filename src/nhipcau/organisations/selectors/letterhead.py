"""Who writes: letterhead, symbol, place and signature by the kind of unit (Nghị định 30/2020/NĐ-CP, phụ lục I).

A body is what a document keeps of a unit, by value: its code, kind, name and short name. `above` are the bodies from the root down
to the one directly above.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import vanban
from nhipcau.organisations.models import Unit, UnitKind
from nhipcau.organisations.selectors.history import NameOfTheDay, names_on

Body = Mapping[str, Any]

COMMITTEES = frozenset(
    {UnitKind.PROVINCE, UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE, UnitKind.PEOPLES_COMMITTEE}
)
# A body whose superior is the unit above it in the register. Committees have none on their letterhead; the superior of the police,
# of forces, of the Front and of Party bodies stands in no register of the authority.
WITH_SUPERIOR = frozenset(
    {
        UnitKind.DEPARTMENT,
        UnitKind.AGENCY,
        UnitKind.SECTION,
        UnitKind.PRESS_AGENCY,
        UnitKind.SCHOOL,
        UnitKind.OTHER,
    }
)
COMMITTEE, SHORT = "Ủy ban nhân dân", "UBND"
PLACES = ("tỉnh", "thành phố", "xã", "phường", "đặc khu", "quận", "huyện", "thị xã")
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A unit on the day of its document."""

    unit: Body
    above: Sequence[Body]

    def fields(self, mark: str) -> dict[str, Any]:
        """What an official document takes from its issuer; `mark` is the abbreviation of its type, such as "TTr"."""
        return {
            "issuer": lines_of(self.unit), "superior": superior_of(self.unit, self.above), "symbol": symbol_of(self.unit, mark),
            "place": place_of(self.unit, self.above), "layout": layout_of(self.unit), "signature": signature_of(self.unit),
        }  # fmt: skip


def letterhead_of(unit: Unit, *, on: dt.date) -> Letterhead:
    """The unit and those above it with their names of the day: two queries."""
    rows = list(Unit.objects.filter(path__in=Unit.paths_to(unit.path)).order_by("path"))
    names = names_on([row.pk for row in rows], on=on)
    *above, own = (body_of(row, names[row.pk]) for row in rows)
    return Letterhead(own, above)


def body_of(unit: Unit, name: NameOfTheDay) -> dict[str, str]:
    """What a document keeps of a unit."""
    return {"code": unit.code, "kind": unit.kind, "name": name.name, "short_name": name.short_name}


def full_name(name: str) -> str:
    """UBND tỉnh Lam Sơn → Ủy ban nhân dân tỉnh Lam Sơn."""
    return f"{COMMITTEE}{name[len(SHORT) :]}" if name.startswith(f"{SHORT} ") else name


def lines_of(unit: Body) -> tuple[str, ...]:
    """A committee on two lines, broken before its place; any other body on one."""
    name = full_name(unit["name"])
    if unit["kind"] in COMMITTEES and name.startswith(f"{COMMITTEE} "):
        return COMMITTEE, name[len(COMMITTEE) + 1 :]
    return (name,)


def superior_of(unit: Body, above: Sequence[Body]) -> tuple[str, ...]:
    """The body above, on the lines of its own letterhead."""
    if unit["kind"] not in WITH_SUPERIOR or not above:
        return ()
    return lines_of(above[-1])


def symbol_of(unit: Body, mark: str) -> str:
    """BC-UBND, BC-SNgV; the abbreviation of the register, with a blank for the clerk where it has none."""
    if unit["kind"] in COMMITTEES:
        return f"{mark}-{SHORT}"
    words = unit["short_name"].replace("&", "").split()
    spoken = [word for word in words if sum(letter.isupper() for letter in word) > 1]
    if not spoken:
        return f"{mark}-{BLANK}"
    return f"{mark}-{'S' if words[0] == 'Sở' else ''}{spoken[0]}"


def place_of(unit: Body, above: Sequence[Body]) -> str:
    """The name of the commune for its own documents, of the province for those of its bodies (phụ lục I, II.4)."""
    for each in (unit, *reversed(above)):
        if each["kind"] in COMMITTEES:
            return _proper(lines_of(each)[-1])
    return BLANK


def _proper(text: str) -> str:
    for word in PLACES:
        if text.startswith(f"{word} "):
            return text[len(word) + 1 :]
    return text or BLANK


def signature_of(unit: Body) -> vanban.Signature:
    """The authority and the office of who signs; the name is the office's to set."""
    if unit["kind"] in COMMITTEES:
        return vanban.Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH")
    if unit["kind"] == UnitKind.DEPARTMENT and unit["name"].startswith("Sở "):
        return vanban.Signature(title="GIÁM ĐỐC")
    if unit["kind"] == UnitKind.DEPARTMENT and unit["name"].startswith("Văn phòng"):
        return vanban.Signature(title="CHÁNH VĂN PHÒNG")
    return vanban.Signature(title="THỦ TRƯỞNG ĐƠN VỊ")


def layout_of(unit: Body) -> vanban.Layout:
    """Party bodies keep the form of the Party."""
    return vanban.Layout.PARTY if unit["kind"] == UnitKind.PARTY_BODY else vanban.Layout.STATE


def cited_day(on: dt.date) -> str:
    """Ngày 05 tháng 01 năm 2026, as documents are cited: a leading 0 for days below 10 and for months 1 and 2."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def lowered(text: str) -> str:
    """A title within a sentence: its first letter small, unless the word is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
