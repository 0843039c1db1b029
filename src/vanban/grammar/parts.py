"""Roles of the nodes below one node: content, attribute line, topic, legal basis, note, closing, table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vanban.grammar import phrases
from vanban.grammar.attributes import attributes_of
from vanban.grammar.item import Attribute
from vanban.grammar.outline import Node
from vanban.grammar.sections import title_of
from vanban.grammar.subjects import acting_units, without_order
from vanban.grammar.tables import rows_of_work
from vanban.grammar.units import whole_list
from vanban.text.labels import LabelKind

Role = Literal["content", "attribute", "topic", "basis", "note", "closing", "table"]
_STRONG = frozenset({"lead", "coop", "time"})
_LEADS = re.compile(r"[^.;:]{2,120}\bchủ trì\b")
_ALONE = frozenset({"lead", "coop", "time", "quantity", "audience"})
_RESULTS = ("Sản phẩm", "Kết quả", "Lãnh đạo")


@dataclass(slots=True)
class Part:
    """A child with its role."""

    node: Node
    role: Role
    attributes: tuple[Attribute, ...] = ()

    @property
    def is_content(self) -> bool:
        """Whether it makes the line above it a section."""
        return self.role in ("content", "table")


def parts_of(node: Node) -> list[Part]:
    """The children of a node with their roles, in order."""
    parts = [_first_role(child) for child in node.children]
    _settle_weak(parts)
    _find_topics(node, parts)
    return parts


def parts_of_one(node: Node) -> list[Part]:
    """A node by itself with its role."""
    part = _first_role(node)
    _settle_weak([part])
    return [part]


def is_attribute_line(node: Node) -> bool:
    """Whether a node by itself is an attribute line ("2. Thời gian thực hiện: ...")."""
    return parts_of_one(node)[0].role == "attribute"


def _first_role(child: Node) -> Part:
    if child.table is not None:
        return Part(child, "table" if rows_of_work(child.table) else "note")
    text = child.text
    attributes = _attributes(child)
    if attributes:
        return Part(child, "attribute", attributes)
    if not child.children and phrases.is_closing(text, labelled=not child.is_paragraph):
        return Part(child, "closing")
    if child.is_paragraph and phrases.is_enumerated(text):
        return Part(child, "topic")
    if child.is_paragraph and phrases.is_note(text):
        return Part(child, "note" if not text.startswith(("“", '"')) else "content")
    if child.is_paragraph and phrases.is_basis(text):
        return Part(child, "basis")
    return Part(child, "content")


def _attributes(child: Node) -> tuple[Attribute, ...]:
    """The attributes of a line; a value may stand below it as bullets."""
    found = attributes_of(child.text)
    if not found:
        return ()
    if child.label and child.label.kind <= LabelKind.ROMAN:
        return ()
    if (
        child.label
        and child.label.kind is LabelKind.NUMBER
        and child.label.depth == 1
        and found[0].kind not in ("lead", "coop")
    ):
        return () if child.children else found
    if not child.children:
        return found
    if found[-1].value or any(not below.is_bullet or below.children for below in child.children):
        return () if any(below.children for below in child.children) else found
    value = "; ".join(below.text.strip(" ;.") for below in child.children)
    return (*found[:-1], Attribute(found[-1].kind, found[-1].label, value))


def _settle_weak(parts: Sequence[Part]) -> None:
    """Labels such as "Nội dung:" or "Địa điểm:" are attribute lines only in the company of stronger ones."""
    strong = any(a.kind in _STRONG for part in parts for a in part.attributes)
    for part in parts:
        if part.role != "attribute" or strong:
            continue
        if not any(a.kind in _ALONE or a.label.startswith(_RESULTS) for a in part.attributes):
            part.role, part.attributes = "content", ()


def _find_topics(node: Node, parts: Sequence[Part]) -> None:
    """Items in the same list as the attribute lines that close it, before them, are topics of one action."""
    for part in parts:
        if part.role == "attribute" and any(a.kind == "topic" for a in part.attributes):
            part.role = "topic"
    block = len(parts)
    while block and (
        parts[block - 1].role in ("attribute", "closing", "note") or _is_named_topic(parts[block - 1])
    ):
        block -= 1
    first = next((part for part in parts[block:] if part.role == "attribute"), None)
    if (
        node.rank < LabelKind.NUMBER
        or first is None
        or first.node.label is None
        or not first.node.is_bullet
        or _gives_items_to_units(node)
    ):
        return
    start = block
    while start and _may_be_topic(parts[start - 1], first.node):
        start -= 1
    if (
        start < block
        and (start == 0 or parts[start - 1].node.is_paragraph)
        and (start or node.entry is not None)
    ):
        for part in parts[start:block]:
            part.role = "topic"


def _is_named_topic(part: Part) -> bool:
    return part.role == "topic" and bool(part.attributes)


def _may_be_topic(part: Part, attribute: Node) -> bool:
    label = part.node.label
    return (
        part.role in ("content", "topic")
        and label is not None
        and attribute.label is not None
        and label.text == attribute.label.text
        and not part.node.children
        and not gives_work(part.node.text)
    )


def gives_work(text: str) -> bool:
    """Whether a bullet says who leads its work ("Sở A chủ trì, …"): then it is an item, not a topic of another."""
    return bool(_LEADS.match(text)) and bool(acting_units(text).units)


def _gives_items_to_units(node: Node) -> bool:
    """Whether the line names units only: then the items below it are their tasks, not topics."""
    return names_units(node.text) if node.entry else True


@lru_cache(maxsize=4096)
def names_units(title: str) -> bool:
    """Whether a heading names units and nothing else ("Đề nghị Sở A", "Các sở, ban, ngành; UBND các xã").

    Habit: "Đối với …" names whom the items are about.
    """
    return not title.startswith("Đối với") and bool(whole_list(without_order(title_of(title))))
