"""Who leads an item and who coordinates in it."""

from __future__ import annotations

from vanban.grammar.coordination import merged, partners_in
from vanban.grammar.item import Item
from vanban.grammar.subjects import acting_units, without_order
from vanban.grammar.unit_names import Opening, list_at, opening_at, opens_subject
from vanban.grammar.units import split_units, whole_list
from vanban.grammar.words import words_of


def lead_of(item: Item) -> tuple[str, ...]:
    """The units that lead the item or answer for it: the first source that names one.

    Attribute lines ("Đơn vị chủ trì"), the text's own subject or order, the context line, the nearest heading.
    """
    named = merged(_values(attribute.value) for attribute in item.attributes if attribute.kind == "lead")
    if named:
        return named
    own = acting_units(item.text)
    if own.units and not own.bare:
        return own.units
    around = _named_around(item)
    if own.bare:
        return around or own.units
    return around


def coop_of(item: Item) -> tuple[str, ...]:
    """The units named as coordinating: the first source that names one.

    Attribute lines ("Đơn vị phối hợp"), every "phối hợp với X" of the text, then of the context line unless the
    text gives the work to another unit.
    """
    named = merged(split_units(attribute.value) for attribute in item.attributes if attribute.kind == "coop")
    if named:
        return named
    partners = merged(
        [
            *(partners_in(attribute.value) for attribute in item.attributes if attribute.kind == "lead"),
            partners_in(item.text),
        ]
    )
    if partners or item.context is None:
        return partners
    partners = partners_in(item.context)
    if partners and _given_to_another(item):
        return ()
    return partners


def _values(value: str) -> tuple[str, ...]:
    """Units of an attribute line; where its value is a sentence, its subjects."""
    words = words_of(value)
    if opens_subject(words, 0):
        extent = list_at(words, 0, whole=True)
        if extent.end < len(words):
            told = acting_units(value)
            if told.units:
                return told.units
    return split_units(value)


def _named_around(item: Item) -> tuple[str, ...]:
    """Units of the context line, or of the nearest heading that names any; what stands nearer goes first."""
    near, far = item.titles[: item.nearer_titles], item.titles[item.nearer_titles :]
    for title in near:
        if units := _heading_units(item, title):
            return units
    if item.context:
        units = whole_list(without_order(item.context)) or acting_units(item.context).units
        if units:
            return units
    for title in far:
        if units := _heading_units(item, title):
            return units
    return ()


def _heading_units(item: Item, title: str) -> tuple[str, ...]:
    """Units that a heading gives its work to.

    Habit: outside the part that assigns work, a heading that opens with a common noun or "Đối với" names its
    matter ("Doanh nghiệp số"), not who acts.
    """
    if item.section_kind != "assignment":
        words = words_of(title)
        if opening_at(words, 0) is Opening.GENERIC or words.folded[:2] == ["đối", "với"]:
            return ()
    return whole_list(without_order(title)) or acting_units(title).units


def _given_to_another(item: Item) -> bool:
    """Whether the text names a lead other than the heading's."""
    own = acting_units(item.text)
    if not own.units or own.bare:
        return False
    heading: set[str] = set()
    for title in item.titles:
        heading = {unit.casefold() for unit in _heading_units(item, title)}
        if heading:
            break
    return not {unit.casefold() for unit in own.units} <= heading
