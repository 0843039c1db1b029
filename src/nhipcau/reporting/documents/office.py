"""Who reports to whom: the letterhead of a report's unit, its addressees and its recipients."""

from __future__ import annotations

from nhipcau.organisations.selectors import letterhead
from nhipcau.organisations.selectors.letterhead import full_name, layout_of, lines_of, signature_of
from nhipcau.reporting.documents.wording import Content

__all__ = [
    "addressees_of",
    "full_name",
    "layout_of",
    "lines_of",
    "place_of",
    "recipients_of",
    "signature_of",
    "superior_of",
    "symbol_of",
]


def superior_of(content: Content) -> tuple[str, ...]:
    """The body above, on the lines of its own letterhead."""
    return letterhead.superior_of(content["unit"], content["above"])


def symbol_of(unit: Content) -> str:
    """BC-UBND, BC-SNgV; with a blank for the clerk where the register has no abbreviation."""
    return letterhead.symbol_of(unit, "BC")


def place_of(content: Content) -> str:
    """The name of the commune for its own documents, of the province for those of its bodies."""
    return letterhead.place_of(content["unit"], content["above"])


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
