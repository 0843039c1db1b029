"""Who writes to whom: letterhead, symbol, place, signature and recipients by the kind of unit (Nghị định 30/2020/NĐ-CP, phụ lục I)."""

from __future__ import annotations

import vanban
from nhipcau.organisations.models import UnitKind
from nhipcau.reporting.documents.wording import Content

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


def full_name(name: str) -> str:
    """UBND tỉnh Lam Sơn → Ủy ban nhân dân tỉnh Lam Sơn."""
    return f"{COMMITTEE}{name[len(SHORT) :]}" if name.startswith(f"{SHORT} ") else name


def lines_of(unit: Content) -> tuple[str, ...]:
    """A committee on two lines, broken before its place; any other body on one."""
    name = full_name(unit["name"])
    if unit["kind"] in COMMITTEES and name.startswith(f"{COMMITTEE} "):
        return COMMITTEE, name[len(COMMITTEE) + 1 :]
    return (name,)


def superior_of(content: Content) -> tuple[str, ...]:
    """The body above, on the lines of its own letterhead."""
    above = content["above"]
    if content["unit"]["kind"] not in WITH_SUPERIOR or not above:
        return ()
    return lines_of(above[-1])


def symbol_of(unit: Content) -> str:
    """BC-UBND, BC-SNgV; the abbreviation of the register, with a blank for the clerk where it has none."""
    if unit["kind"] in COMMITTEES:
        return f"BC-{SHORT}"
    words = unit["short_name"].replace("&", "").split()
    spoken = [word for word in words if sum(mark.isupper() for mark in word) > 1]
    if not spoken:
        return f"BC-{BLANK}"
    return f"BC-{'S' if words[0] == 'Sở' else ''}{spoken[0]}"


def place_of(content: Content) -> str:
    """The name of the commune for its own documents, of the province for those of its bodies (phụ lục I, II.4)."""
    unit = content["unit"]
    for each in (unit, *reversed(content["above"])):
        if each["kind"] in COMMITTEES:
            return _proper(lines_of(each)[-1])
    return BLANK


def _proper(text: str) -> str:
    for word in PLACES:
        if text.startswith(f"{word} "):
            return text[len(word) + 1 :]
    return text or BLANK


def signature_of(unit: Content) -> vanban.Signature:
    """The authority and the office of who signs; the name is the office's to set."""
    if unit["kind"] in COMMITTEES:
        return vanban.Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH")
    if unit["kind"] == UnitKind.DEPARTMENT and unit["name"].startswith("Sở "):
        return vanban.Signature(title="GIÁM ĐỐC")
    if unit["kind"] == UnitKind.DEPARTMENT and unit["name"].startswith("Văn phòng"):
        return vanban.Signature(title="CHÁNH VĂN PHÒNG")
    return vanban.Signature(title="THỦ TRƯỞNG ĐƠN VỊ")


def addressees_of(content: Content) -> tuple[str, ...]:
    """Who receives it: the body outside the register, else the keeper of the round where that is another unit."""
    cycle = content["cycle"]
    if cycle["is_outward"]:
        return (cycle["receiver_name"],)
    if content["keeper"]["code"] == content["unit"]["code"]:
        return ()
    return (full_name(content["keeper"]["name"]),)


def recipients_of(content: Content) -> tuple[str, ...]:
    """Below "Như trên": of a consolidated report the units that reported; the archive last."""
    found = []
    if not addressees_of(content) and content["above"]:
        found.append(full_name(content["above"][-1]["name"]))
    if content["gathers"]:
        found.append("Các cơ quan, đơn vị, địa phương liên quan")
    return (*found, "Lưu: VT")


def layout_of(unit: Content) -> vanban.Layout:
    """Party bodies keep the form of the Party."""
    return vanban.Layout.PARTY if unit["kind"] == UnitKind.PARTY_BODY else vanban.Layout.STATE
