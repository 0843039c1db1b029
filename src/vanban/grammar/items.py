"""What each node of the outline is: section, task, context line, attribute line, topic or nothing.

The walk follows the contract of reading: the smallest items that order work become tasks, in sections
about tasks or their assignment; elsewhere only items that order a unit to act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.grammar import phrases
from vanban.grammar.item import Attribute, Item
from vanban.grammar.outline import Node
from vanban.grammar.parts import Part, is_attribute_line, names_units, parts_of, parts_of_one
from vanban.grammar.sections import kind_of_title, title_of
from vanban.grammar.subjects import acting_units
from vanban.grammar.tables import Row, rows_of_work
from vanban.model import Section, Span
from vanban.model.document import SectionKind
from vanban.text.labels import LabelKind


@dataclass(slots=True)
class Draft:
    """A passage on its way to an item; `is_task` where it orders work."""

    path: tuple[str, ...]
    text: str
    start: int
    spans: tuple[Span, ...]
    context: str | None
    titles: tuple[str, ...]
    kind: SectionKind
    attributes: list[Attribute] = field(default_factory=list)
    is_task: bool = False
    nearer_titles: int = 0
    outer_contexts: tuple[str, ...] = ()

    def item(self) -> Item:
        """What the field grammars read."""
        return Item(
            self.text,
            tuple(self.attributes),
            self.context,
            self.titles,
            self.kind,
            self.nearer_titles,
            self.outer_contexts,
        )


@dataclass(slots=True)
class Harvest:
    """Sections and passages in the order of the document."""

    sections: list[Section] = field(default_factory=list)
    passages: list[Draft] = field(default_factory=list)
    budget: list[tuple[str, int]] = field(default_factory=list)

    @property
    def tasks(self) -> list[Draft]:
        """Passages that order work."""
        return [draft for draft in self.passages if draft.is_task]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a node: kind of the top-level section, titles (nearest first), context line.

    `outer_titles`: how many titles stand above the context line. `unit`: whether the nearest heading names
    units, as do most of those beside it. `outer_contexts`: context lines above the nearest one, nearest first.
    """

    kind: SectionKind
    titles: tuple[str, ...] = ()
    context: str | None = None
    outer_titles: int = 0
    unit: bool = False
    outer_contexts: tuple[str, ...] = ()

    def introduced(self, text: str) -> _Around:
        """The same under a context line."""
        outer = (self.context, *self.outer_contexts) if self.context is not None else ()
        return replace(self, context=title_of(text), outer_titles=len(self.titles), outer_contexts=outer)

    @property
    def nearer_titles(self) -> int:
        """Titles between the context line and the node."""
        return len(self.titles) - self.outer_titles if self.context is not None else 0


def harvest(root: Node, *, in_annex: bool = False) -> Harvest:
    """Sections and passages of one outline; `in_annex` for outlines whose items order nothing by themselves."""
    found = Harvest()
    loose = _Around("other")
    has_headings = any(node.is_numbered and not _is_annex(node) for node in root.children)
    for node in root.children:
        if node.table is not None:
            _table(found, node, (), _Around("tasks"))
        elif node.is_numbered and _is_annex(node):
            _annex(found, node)
        elif node.label and node.label.kind is LabelKind.ARTICLE:
            _article(found, node)
        elif node.is_numbered and not in_annex:
            _top_level(found, node)
        elif node.entry is not None and not in_annex:
            if node.entry.level is not None and node.is_paragraph:
                loose = _under_style(loose, node)
            elif has_headings:
                _passage(found, node, loose, is_task=False)
            else:
                _below(found, parts_of_one(node), (), loose)
    return found


def _under_style(around: _Around, node: Node) -> _Around:
    """What stands around the items below a heading that is one by its style alone, without number."""
    title = title_of(node.text)
    kind = kind_of_title(title)
    level = node.entry.level if node.entry and node.entry.level is not None else 0
    if level <= 1 or kind != "other":
        return _Around(kind, (title,))
    return replace(around, titles=(title, *around.titles[-1:]))


def _top_level(found: Harvest, node: Node) -> None:
    title = _absorb_title(node)
    around = _Around(kind_of_title(title))
    always = node.rank < LabelKind.NUMBER or title.isupper()
    _heading(found, node, around, always=always)


def _annex(found: Harvest, node: Node) -> None:
    """An annex gives the rows of its tables; an outline or a blank form in it gives nothing."""
    title = _absorb_title(node)
    tables = [below for below in node.walk() if below.table is not None and rows_of_work(below.table)]
    if not tables:
        return
    kind = kind_of_title(title)
    around = _Around("tasks" if kind in ("other", "purpose") else kind, (title,) if title else ())
    found.sections.append(Section(node.path, title, kind, node.spans))
    for table in tables:
        _table(found, table, node.path, around)


def _is_annex(node: Node) -> bool:
    """An annex, also one that is numbered among the headings ("5. PHỤ LỤC")."""
    return node.label is not None and (node.label.kind is LabelKind.ANNEX or node.text.startswith("PHỤ LỤC"))


def _absorb_title(node: Node) -> str:
    """The title of a heading; an annex prints its own on the lines below the word "PHỤ LỤC"."""
    title = node.text
    is_annex = _is_annex(node)
    while is_annex and node.children and node.children[0].is_paragraph and node.children[0].text.isupper():
        line = node.children.pop(0)
        title = f"{title} {line.text}".strip()
        if node.entry:
            node.entry.spans += line.spans
    if is_annex and node.entry:
        node.entry.text = title
    return title_of(title)


def _article(found: Harvest, node: Node) -> None:
    """An article of a decision is a task where it makes units responsible, with its paragraphs."""
    text = " ".join([node.text, *(child.text for child in node.walk() if child.entry)])
    draft = _draft(node, _Around("assignment"), text)
    draft.spans = node.whole_spans
    draft.is_task = bool(acting_units(text).units) and not text.startswith(("Ban hành", "Phê duyệt"))
    found.passages.append(draft)


def _heading(found: Harvest, node: Node, around: _Around, *, always: bool = False) -> None:
    """A numbered or lettered line: a section where something stands below it, else a task or nothing."""
    parts = parts_of(node)
    if not any(part.is_content for part in parts):
        if always:
            _add_section(found, node, title_of(node.text), around)
            _rest(found, parts, around)
            return
        _leaf(found, node, parts, around)
        return
    title = title_of(node.text)
    if node.rank < LabelKind.NUMBER and around.titles and kind_of_title(title) != "other":
        around = replace(around, kind=kind_of_title(title))
    run_in = _run_in(node.text)
    if run_in:
        title = title_of(run_in)
    _add_section(found, node, title, around)
    inner = replace(around, titles=(title, *around.titles), unit=_is_one_of_unit_headings(node))
    if run_in:
        _passage(found, node, inner, is_task=_orders(node, inner, ()))
    elif around.kind == "budget":
        found.budget.append((node.text, _start(node)))
    _below(found, parts, node.path, inner)


def _add_section(found: Harvest, node: Node, title: str, around: _Around) -> None:
    found.sections.append(Section(node.path, title, around.kind, node.spans))


def _run_in(text: str) -> str | None:
    """The units before the colon of "Sở A: sentence of work.", or None."""
    head, colon, rest = text.partition(":")
    if not colon or len(rest.split()) < 3 or not names_units(head):
        return None
    return head


def _leaf(found: Harvest, node: Node, parts: Sequence[Part], around: _Around) -> None:
    """A node with nothing below but attributes, topics or legal bases."""
    topics = [part.node for part in parts if part.role == "topic"]
    attributes = [attribute for part in parts if part.role == "attribute" for attribute in part.attributes]
    text = " ".join([node.text, *(_labelled(topic) for topic in topics)])
    draft = _draft(node, around, text)
    draft.spans = (*node.spans, *(span for topic in topics for span in topic.whole_spans))
    draft.attributes = attributes
    draft.is_task = _orders(node, around, attributes) and not is_attribute_line(node)
    found.passages.append(draft)
    if around.kind == "budget":
        found.budget.append((draft.text, draft.start))
    _rest(found, [part for part in parts if part.role not in ("topic", "attribute")], around)


def _labelled(topic: Node) -> str:
    """A topic as it joins the text of its item: with its label and all that stands below it."""
    return f"{topic.label.text} {topic.whole_text}" if topic.label else topic.whole_text


def _rest(found: Harvest, parts: Sequence[Part], around: _Around) -> None:
    """Closings, notes and bases: no tasks, but they may hold a date or a sum."""
    for part in parts:
        if part.node.entry is not None and part.role in ("closing", "note", "basis", "attribute"):
            _passage(found, part.node, around, is_task=False)


def _below(found: Harvest, parts: Sequence[Part], path: tuple[str, ...], around: _Around) -> None:
    """The children of a section or of a context line."""
    here = around
    since = len(found.passages)
    block: list[Attribute] = []
    for index, part in enumerate(parts):
        if part.role == "attribute":
            block += part.attributes
            if around.kind == "budget":
                found.budget.append((part.node.text, _start(part.node)))
            continue
        if block:
            _give(found.passages[since:], block)
            block, since = [], len(found.passages)
        if part.role == "topic":
            _join_topic(found, part.node)
        elif part.node.table is not None:
            _table(found, part.node, path, here)
        elif not part.is_content:
            _rest(found, [part], around)
        elif part.node.is_numbered:
            _heading(found, part.node, here, always=part.node.rank < LabelKind.NUMBER)
        elif part.node.is_bullet:
            _bullet(found, part.node, here)
        else:
            here = around
            if _introduces(part.node.text, parts[index + 1 : index + 2]):
                here = around.introduced(part.node.text)
                _passage(found, part.node, around, is_task=False)
            else:
                _leaf(found, part.node, (), here)
    if block:
        _give(found.passages[since:], block)


def _introduces(text: str, following: Sequence[Part]) -> bool:
    """Whether a paragraph is a context line: labelled work follows, and it is no full sentence itself."""
    if not following or text.rstrip('”" )').endswith((".", "…", "!")):
        return False
    part = following[0]
    return part.role == "table" or (part.is_content and not part.node.is_paragraph)


def _bullet(found: Harvest, node: Node, around: _Around) -> None:
    """A bullet: a task, or the context line of what stands below it."""
    parts = parts_of(node)
    if not any(part.is_content for part in parts):
        _leaf(found, node, parts, around)
        return
    if node.text.rstrip('”")').endswith((".", "…")):
        _leaf(found, node, (), around)
        _below(found, parts, node.path, around)
        return
    _passage(found, node, around, is_task=False)
    if around.kind == "budget":
        found.budget.append((node.text, _start(node)))
    _below(found, parts, node.path, around.introduced(node.text))


def _join_topic(found: Harvest, node: Node) -> None:
    """A topic list after a paragraph joins the paragraph."""
    if found.passages:
        draft = found.passages[-1]
        draft.text = f"{draft.text} {_labelled(node)}"
        draft.spans = (*draft.spans, *node.whole_spans)


def _give(drafts: Sequence[Draft], attributes: Sequence[Attribute]) -> None:
    """A block of attribute lines belongs to each task since the block before."""
    for draft in drafts:
        own = {attribute.kind for attribute in draft.attributes}
        draft.attributes += [attribute for attribute in attributes if attribute.kind not in own]


def _passage(found: Harvest, node: Node, around: _Around, *, is_task: bool) -> None:
    draft = _draft(node, around, node.text)
    draft.is_task = is_task
    found.passages.append(draft)
    if around.kind == "budget" and not is_task:
        found.budget.append((node.text, draft.start))


def _draft(node: Node, around: _Around, text: str) -> Draft:
    draft = Draft(node.path, text, _start(node), node.spans, around.context, around.titles, around.kind)
    draft.nearer_titles, draft.outer_contexts = around.nearer_titles, around.outer_contexts
    return draft


def _start(node: Node) -> int:
    return node.spans[0].start + (node.label.content if node.label else 0) if node.spans else 0


def _table(found: Harvest, node: Node, path: tuple[str, ...], around: _Around) -> None:
    """Rows of a table of work: groups are sections, rows are tasks."""
    if node.table is None or around.kind == "purpose":
        return
    groups: list[tuple[int, str, str]] = []
    loose = 0
    for row in rows_of_work(node.table):
        while groups and groups[-1][0] >= row.rank:
            groups.pop()
        loose += row.label is None
        label = row.label or f"p-{loose}"
        inner = (*path, *(group[1] for group in groups), label)
        if row.is_group:
            found.sections.append(Section(inner, title_of(row.text), around.kind, row.spans))
            groups.append((row.rank, label, title_of(row.text)))
            continue
        titles = (*(group[2] for group in reversed(groups)), *around.titles)
        found.passages.append(_row_draft(row, inner, replace(around, titles=titles)))


def _row_draft(row: Row, path: tuple[str, ...], around: _Around) -> Draft:
    draft = Draft(path, row.text, row.spans[0].start, row.spans, around.context, around.titles, around.kind)
    draft.attributes = list(row.attributes)
    draft.is_task = True
    draft.nearer_titles = around.nearer_titles
    return draft


def _orders(node: Node, around: _Around, attributes: Sequence[Attribute]) -> bool:
    """Whether an item orders work, as the kind of its section asks."""
    text = node.text
    if around.kind == "purpose" or not text:
        return False
    if phrases.is_note(text) or phrases.is_basis(text):
        return False
    if phrases.is_closing(text, labelled=not node.is_paragraph):
        return False
    sets_targets = bool(around.titles) and phrases.is_target_heading(around.titles[0])
    if around.kind in ("tasks", "assignment") and not sets_targets:
        return not phrases.is_statement(text)
    if any(attribute.kind == "lead" for attribute in attributes):
        return True
    if around.kind == "other" and around.context and acting_units(around.context).units:
        return not phrases.is_statement(text)
    if sets_targets:
        return phrases.gives_order(text)
    if phrases.tells_past(text):
        return False
    return bool(acting_units(text).units) or (
        around.unit and around.kind == "other" and not phrases.is_statement(text)
    )


def _is_one_of_unit_headings(node: Node) -> bool:
    """Whether a heading names units, and so do most of those beside it: there the work is handed out."""
    if node.parent is None or not names_units(node.text):
        return False
    if node.parent.hands_out is None:
        beside = [child for child in node.parent.children if child.is_numbered]
        given = sum(names_units(child.text) or bool(acting_units(child.text).units) for child in beside)
        node.parent.hands_out = given * 2 > len(beside)
    return node.parent.hands_out
