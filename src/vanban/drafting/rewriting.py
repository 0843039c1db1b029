"""Decisions about one task written into its lines: text, units and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.drafting.decisions import TaskDecision
from vanban.drafting.lists import BODY, Outline, said_below, shown
from vanban.drafting.notes import DraftNote, Reason
from vanban.grammar.outline import Node
from vanban.grammar.parts import Part, parts_of
from vanban.grammar.tables import Row, rows_of_work
from vanban.text.labels import LabelKind


def rewrite(outline: Outline, start: int, path: tuple[str, ...], decided: TaskDecision) -> None:
    """Write what was decided about the task that begins there."""
    outline.notes.append(
        DraftNote(Reason.REWRITTEN, BODY, path, new=shown(decided.text or " · ".join(_said(decided))))
    )
    for node in outline.nodes():
        if node.table is not None:
            for row in rows_of_work(node.table):
                if row.spans[0].start == start:
                    _rewrite_row(outline, row, decided)
                    return
        elif outline.start(node) == start:
            _rewrite_node(outline, node, decided)
            return


def _said(decided: TaskDecision) -> Iterator[str]:
    yield from decided.lead or ()
    yield from decided.coop or ()
    if decided.time:
        yield decided.time


def _rewrite_node(outline: Outline, node: Node, decided: TaskDecision) -> None:
    passage = outline.sheet.passages[outline.start(node)]
    if decided.text is not None:
        passage.text = decided.text
        for part in parts_of(node):
            if part.role == "topic":
                outline.sheet.remove(part.node.whole_spans)
    own = _own_attributes(node)
    time = (decided.time,) if decided.time is not None else None
    lead, coop, when = (
        _written(outline, own, kind, value) or ()
        for kind, value in (("lead", decided.lead), ("coop", decided.coop), ("time", time))
    )
    if not (lead or coop or when):
        return
    kind = node.label.kind if node.label else LabelKind.ANNEX
    if node.is_paragraph and node.parent is not None and _has_neighbours(node):
        kind, passage.prefix = LabelKind.DASH, "- "  # lines after it would speak of its neighbours too
    passage.text, *lines = said_below(kind, passage.text, lead, coop, when[0] if when else "")
    outline.sheet.add_after(max(span.start for span in node.whole_spans), lines)


def _has_neighbours(node: Node) -> bool:
    """Whether other work stands beside a paragraph."""
    parts = parts_of(node.parent) if node.parent is not None else []
    return any(part.is_content and part.node is not node for part in parts)


def _own_attributes(node: Node) -> Sequence[Part]:
    """Attribute lines of this task alone: below it, or after it where it is the only one that they serve."""
    below = [part for part in parts_of(node) if part.role == "attribute"]
    if below or node.parent is None:
        return below
    since: list[Node] = []
    block: list[Part] = []
    for part in [*parts_of(node.parent), None]:
        if part is not None and part.role in ("attribute", "topic"):
            block += [part] if part.role == "attribute" else []
            continue
        if block:
            if since == [node]:
                return block
            block, since = [], []
        if part is not None and part.is_content:
            since.append(part.node)
    return []


def _written(
    outline: Outline, own: Sequence[Part], kind: str, value: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """What is left to say after it was written into the line that says it now; None where nothing is."""
    if value is None:
        return None
    new = "; ".join(value)
    for part in own:
        for attribute in part.attributes:
            passage = outline.sheet.passages.get(outline.start(part.node))
            if attribute.kind != kind or passage is None or not attribute.value:
                continue
            if not new:
                outline.sheet.remove(part.node.whole_spans)
            else:
                passage.text = passage.old_text.replace(attribute.value.rstrip("."), new, 1)
            return None
    return value if new else None


def _rewrite_row(outline: Outline, row: Row, decided: TaskDecision) -> None:
    """Cells of one line each are written over; where a cell has several, the draft says that it reads otherwise."""
    wanted = [(row.text, decided.text)]
    for attribute in row.attributes:
        value = {"lead": decided.lead, "coop": decided.coop}.get(attribute.kind)
        if value is not None:
            wanted.append((attribute.value, "; ".join(value)))
        elif attribute.kind == "time" and decided.time is not None:
            wanted.append((attribute.value, decided.time))
    for span in row.spans:
        passage = outline.sheet.passages.get(span.start)
        for old, new in wanted:
            if passage is not None and new is not None and old and old in passage.old_text:
                passage.text = passage.old_text.replace(old, new, 1)
