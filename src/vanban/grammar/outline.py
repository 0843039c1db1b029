"""The outline: entries nested as their labels say.

Offices nest roman numbers, digits, letters, "-" and "+", but leave steps out and start numbers anew. So
the place of an entry is found from the labels open at that point, not from a fixed table. Unlabelled
paragraphs stand under the nearest numbered or lettered entry; under a bullet only where it is a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vanban.grammar.entries import Entry
from vanban.grammar.phrases import calls_upon_all
from vanban.model import Cell, Line, Span
from vanban.text.labels import Label, LabelKind
from vanban.text.numerals import letter_follows

LONGEST_BULLET_HEADING = 140


@dataclass(eq=False)
class Table:
    """The lines of one table of the source, in order."""

    lines: list[Line]

    @property
    def spans(self) -> list[Span]:
        """All lines of the table."""
        return [line.span for line in self.lines]

    @cached_property
    def rows(self) -> list[list[tuple[Cell, list[Line]]]]:
        """Rows of cells; every cell with its lines."""
        rows: dict[int, dict[int, tuple[Cell, list[Line]]]] = {}
        for line in self.lines:
            if line.cell is not None:
                cells = rows.setdefault(line.cell.row, {})
                cells.setdefault(line.cell.column, (line.cell, []))[1].append(line)
        return [[cells[column] for column in sorted(cells)] for _, cells in sorted(rows.items())]


@dataclass(slots=True, eq=False)
class Node:
    """An entry (or a table) with what stands below it; the root has neither.

    `hands_out`: whether most of the numbered entries below name units, once that was asked.
    """

    entry: Entry | None = None
    table: Table | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    key: str = ""
    hands_out: bool | None = None

    @property
    def label(self) -> Label | None:
        """The entry's label."""
        return self.entry.label if self.entry else None

    @property
    def text(self) -> str:
        """The entry's text."""
        return self.entry.text if self.entry else ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands."""
        return tuple(self.entry.spans) if self.entry else ()

    @property
    def whole_spans(self) -> tuple[Span, ...]:
        """Where it and all that stands below it stand."""
        return (*self.spans, *(span for node in self.walk() for span in node.spans))

    @property
    def rank(self) -> int:
        """Rank of the label; the root stands above all, paragraphs below all."""
        if self.entry is None:
            return -1
        return self.entry.label.rank if self.entry.label else 99

    @property
    def is_numbered(self) -> bool:
        """Whether the label is a number or letter (not a bullet)."""
        return self.label is not None and not self.label.is_bullet

    @property
    def is_bullet(self) -> bool:
        """Whether the label is a bullet."""
        return self.label is not None and self.label.is_bullet

    @property
    def is_paragraph(self) -> bool:
        """Whether it is an unlabelled paragraph."""
        return self.entry is not None and self.entry.label is None

    @property
    def path(self) -> tuple[str, ...]:
        """Keys from the top."""
        keys: list[str] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            keys.append(node.key)
            node = node.parent
        return tuple(reversed(keys))

    @property
    def whole_text(self) -> str:
        """The text with all that stands below, labels of the lower items included, on one line."""
        parts = [self.text]
        parts += [
            f"{node.label.text} {node.text}" if node.label else node.text
            for node in self.walk()
            if node.entry
        ]
        return " ".join(parts)

    def walk(self) -> Iterator[Node]:
        """The nodes below, in order of the document."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def build_outline(blocks: Sequence[Entry | Table]) -> Node:
    """Nest entries and tables under a root."""
    root = Node()
    open_nodes = [root]
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            while open_nodes[-1].is_bullet or open_nodes[-1].is_paragraph:
                open_nodes.pop()
            _attach(open_nodes[-1], Node(table=block))
            continue
        node = Node(entry=block)
        if block.label is None:
            _close_for_paragraph(open_nodes)
        else:
            _close_for_label(open_nodes, block.label, blocks, at)
        _attach(open_nodes[-1], node)
        if block.label is not None:
            open_nodes.append(node)
    _free_last_paragraph(root)
    _set_keys(root)
    return root


def _free_last_paragraph(root: Node) -> None:
    """A last paragraph that calls upon everybody closes the document; it is nothing of the item above it.

    Where it is all that its top-level heading has, it is that heading's work.
    """
    last = root
    while last.children:
        last = last.children[-1]
    if not last.is_paragraph or last.parent is None or last.parent is root or not calls_upon_all(last.text):
        return
    if last.parent.parent is root and len(last.parent.children) == 1:
        return
    last.parent.children.pop()
    _attach(root, last)


def _attach(parent: Node, node: Node) -> None:
    node.parent = parent
    parent.children.append(node)


def _close_for_paragraph(open_nodes: list[Node]) -> None:
    """A paragraph stands under a bullet only where the bullet is its heading (short, without final mark)."""
    while open_nodes[-1].is_bullet and not _is_bullet_heading(open_nodes[-1]):
        open_nodes.pop()


def _is_bullet_heading(node: Node) -> bool:
    text = node.text
    if node.entry is None or (node.children and not node.children[-1].is_paragraph):
        return False
    return len(text) <= LONGEST_BULLET_HEADING and not text.rstrip('”")').endswith((".", ";", ",", "…"))


def _close_for_label(open_nodes: list[Node], label: Label, blocks: Sequence[Entry | Table], at: int) -> None:
    """Close what the label ends."""
    if label.kind is LabelKind.STAR and not _star_heads_dashes(open_nodes, blocks, at):
        _close_star(open_nodes)
        return
    if (
        label.kind is LabelKind.NUMBER
        and label.depth == 1
        and (_follows(open_nodes, label) or _restarts(open_nodes, label))
    ):
        return
    if label.kind is LabelKind.LETTER:
        _close_restarted(open_nodes, label)
    while open_nodes[-1].rank >= label.rank:
        open_nodes.pop()


def _star_heads_dashes(open_nodes: list[Node], blocks: Sequence[Entry | Table], at: int) -> bool:
    """Whether "*" heads a group of "-" items (its usual place) and does not stand under one of them."""
    if not any(node.label and node.label.kind is LabelKind.DASH for node in open_nodes):
        return True
    entry = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(entry, Entry) and isinstance(following, Entry) and following.label:
        return following.label.kind is LabelKind.DASH and not entry.text.rstrip().endswith((".", ";"))
    return isinstance(following, Entry) and following.label is None


def _close_star(open_nodes: list[Node]) -> None:
    """A "*" below "-" or "+": beside the last "*", else under the bullet that is open."""
    for depth, node in enumerate(open_nodes):
        if node.label and node.label.kind is LabelKind.STAR:
            del open_nodes[depth:]
            return


def _follows(open_nodes: list[Node], label: Label) -> bool:
    """Whether a number follows the innermost open number that it can follow: "2." after "1."."""
    if not label.text.isdigit():
        return False
    for depth in range(len(open_nodes) - 1, 0, -1):
        before = open_nodes[depth].label
        if before is None or before.kind is not LabelKind.NUMBER or not before.text.isdigit():
            continue
        if int(before.text) + 1 == int(label.text):
            del open_nodes[depth:]
            return True
    return False


def _restarts(open_nodes: list[Node], label: Label) -> bool:
    """Whether numbers start anew below a letter: "1." after "a)" while an outer "2." is open.

    They do so once: below a letter of numbers that start anew, "1." opens the outline again.
    """
    if label.text not in ("1", "01"):
        return False
    letters = _open_of(open_nodes, LabelKind.LETTER)
    numbers = _open_of(open_nodes, LabelKind.NUMBER)
    if not letters or not numbers:
        return False
    above = [depth for depth in numbers if depth < letters[-1]]
    if above and letters[0] < above[-1]:
        return False
    del open_nodes[letters[-1] + 1 :]
    return True


def _close_restarted(open_nodes: list[Node], label: Label) -> None:
    """A letter that follows the one below which numbers started anew ends them: "b)" after "a)", "1.", "2."."""
    letters = _open_of(open_nodes, LabelKind.LETTER)
    before = open_nodes[letters[-1]].label if letters else None
    if before and letter_follows(before.text, label.text):
        del open_nodes[letters[-1] :]


def _open_of(open_nodes: Sequence[Node], kind: LabelKind) -> list[int]:
    return [depth for depth, node in enumerate(open_nodes) if node.label and node.label.kind is kind]


def _set_keys(root: Node) -> None:
    """Path keys: printed labels; "-k", "+k", "*k", "p-k" counted apart under each parent."""
    pending = [root]
    while pending:
        node = pending.pop()
        counts: dict[str, int] = {}
        for child in node.children:
            if child.table is not None:
                continue
            sign = child.label.text if child.label else "p-"
            if child.label is None or child.label.is_bullet:
                counts[sign] = counts.get(sign, 0) + 1
                child.key = f"{sign}{counts[sign]}"
            else:
                child.key = sign
        pending.extend(node.children)
