"""Who leads an item and who coordinates in it."""

from __future__ import annotations

import re

from vanban.catalog import duties
from vanban.grammar.coordination import merged, partners_in
from vanban.grammar.item import AttributeKind, Item
from vanban.grammar.subjects import acting_units, helping_units, without_order
from vanban.grammar.unit_lists import list_at
from vanban.grammar.unit_names import Opening, opening_at, opens_subject
from vanban.grammar.units import list_mentions, mentions_in, split_units, whole_list
from vanban.grammar.words import Phrases, words_of

_ROLE_VERBS = Phrases(duties.ROLE_VERBS)
_TAKING_PART = Phrases(("chủ trì", "tham gia", "phụ trách"))
_OWNED = re.compile(
    r"(?:các\s+)?(?:nội dung|trách nhiệm|nhiệm vụ|công việc|phần việc)\s[^:.;]{0,80}?\bcủa\s+", re.IGNORECASE
)
_CLAUSES = re.compile(r"(chủ trì(?: thực hiện| tham mưu)?)\s*,\s*(?!phối hợp)", re.IGNORECASE)
_HELPS = re.compile(r"\([^()]*phối hợp[^()]*\)", re.IGNORECASE)


def lead_of(item: Item) -> tuple[str, ...]:
    """The units that lead the item or answer for it: the first source that names one.

    Attribute lines ("Đơn vị chủ trì"), the text's own subject or order, the context line, the nearest heading.
    """
    named = merged(_leads_in(value) for value in _values(item, "lead"))
    if named:
        return named
    own = acting_units(item.text)
    if own.units and not own.bare:
        return own.units
    return _named_around(item) or own.units


def coop_of(item: Item) -> tuple[str, ...]:
    """The units named as coordinating: the first source that names one.

    Attribute lines ("Đơn vị phối hợp"), every "phối hợp với X" of the text, then of the context line unless the
    text gives the work to another unit.
    """
    named = merged(_listed(value) for value in _values(item, "coop"))
    if named:
        return named
    leads = _values(item, "lead")
    partners = merged([*(_helpers_in(value) for value in leads), partners_in(item.text)])
    if partners or item.context is None:
        return partners
    partners = partners_in(item.context)
    return () if partners and _given_to_another(item) else partners


def _values(item: Item, kind: AttributeKind) -> tuple[str, ...]:
    return tuple(attribute.value for attribute in item.attributes if attribute.kind == kind)


def _leads_in(value: str) -> tuple[str, ...]:
    """Units of a line that gives the lead; where its value is a sentence, its subjects, but for those that only help."""
    if not _is_sentence(value):
        helpers = _helpers_in(value)
        return tuple(unit for unit in split_units(value) if unit not in helpers) or split_units(value)
    value = _CLAUSES.sub(r"\1; ", value)
    helpers = helping_units(value)
    units = acting_units(value).units
    return tuple(unit for unit in units if unit not in helpers) or units or split_units(value)


def _helpers_in(value: str) -> tuple[str, ...]:
    """Units that a line of the lead names as partners: "… phối hợp với X", "…; X phối hợp", "X (phối hợp)"."""
    marked = tuple(
        mention.name
        for mention in list_mentions(value)
        if _HELPS.search(value, mention.span.start, mention.span.end)
    )
    return merged([marked, partners_in(value), helping_units(_CLAUSES.sub(r"\1; ", value))])


def _listed(value: str) -> tuple[str, ...]:
    """Units of a line that is a list, or of the list that opens its sentence."""
    words = words_of(value)
    if _is_sentence(value):
        return tuple(mention.name for mention in mentions_in(words, 0, list_at(words, 0, whole=True).end))
    return split_units(value)


def _is_sentence(value: str) -> bool:
    """Whether a verb of taking part follows the units that open an attribute's value ("Sở A chủ trì, …")."""
    words = words_of(value)
    return opens_subject(words, 0) and bool(_ROLE_VERBS.match(words, list_at(words, 0, whole=True).end))


def _named_around(item: Item) -> tuple[str, ...]:
    """Units of the context line, or of the nearest heading that names any; what stands nearer goes first."""
    near, far = item.titles[: item.nearer_titles], item.titles[item.nearer_titles :]
    for title in near:
        if units := _heading_units(item, title):
            return units
    for context in (*((item.context,) if item.context else ()), *item.outer_contexts):
        units = whole_list(without_order(context)) or acting_units(context).units or _owners(context)
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
    return whole_list(without_order(title)) or _described(item, title) or acting_units(title).units


def _owners(line: str) -> tuple[str, ...]:
    """Habit: "Nội dung giám sát của chủ đầu tư" says whose work the items below are."""
    owned = _OWNED.match(line)
    return whole_list(line[owned.end() :]) if owned else ()


def _described(item: Item, title: str) -> tuple[str, ...]:
    """Habit: a heading "Các sở, ngành chủ trì, tham gia dự án" names units by what they have to do with the work."""
    if item.section_kind != "assignment":
        return ()
    words = words_of(title)
    extent = list_at(words, 0)
    if opening_at(words, 0) is not Opening.DETERMINER or not _TAKING_PART.match(words, extent.end):
        return ()
    return (title,)


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
