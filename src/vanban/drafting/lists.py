"""Lists of an outline: what goes out with a task, where a new one goes in, and the labels after that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vanban.drafting.decisions import NewTask
from vanban.drafting.notes import DraftNote, Reason
from vanban.drafting.sheet import Passage, Sheet
from vanban.grammar.outline import Node
from vanban.grammar.parts import names_units, parts_of
from vanban.grammar.tables import Row, rows_of_work
from vanban.text.labels import Label, LabelKind
from vanban.text.numerals import VIETNAMESE_LETTERS, int_to_roman, roman_to_int

BODY = "body"
_AROUND = ("attribute", "topic", "basis", "note", "closing")
_SIGNS = {LabelKind.DASH: "- ", LabelKind.PLUS: "+ ", LabelKind.STAR: "* "}
_SHOWN = 90
_BARE = re.compile(r"\(?([IVX]{1,6}|\d{1,3}(?:\.\d{1,3})*|[a-zđ])\)?\s*[.):/]?$")


def shown(text: str) -> str:
    """A text short enough for a remark."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


@dataclass(slots=True)
class Outline:
    """The outlines of a document with what has become of their nodes."""

    sheet: Sheet
    roots: Sequence[Node]
    tasks: frozenset[int]
    """Where tasks begin."""
    notes: list[DraftNote] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    """Ids of nodes that were taken out."""
    touched: set[int] = field(default_factory=set)
    """Ids of nodes whose lists changed."""
    labels: dict[int, str] = field(default_factory=dict)
    """Labels of nodes that are numbered anew."""
    grown: dict[int, list[tuple[LabelKind, list[str]]]] = field(default_factory=dict)
    """What is added to a heading: the kind of label it takes (`ANNEX` for none), and its lines."""

    def nodes(self) -> Iterator[Node]:
        """All nodes, in order of the document."""
        for root in self.roots:
            yield from root.walk()

    def start(self, node: Node) -> int:
        """Where a node begins, -1 for tables."""
        return node.spans[0].start if node.spans else -1

    def is_task(self, node: Node) -> bool:
        return self.start(node) in self.tasks

    # ------------------------------------------------------------------ out

    def drop(self, starts: frozenset[int]) -> None:
        """Take tasks out with their lines, then headings that lost all their work."""
        for root in self.roots:
            self._thin(root, starts)

    def _thin(self, node: Node, starts: frozenset[int]) -> bool:
        """Whether a node goes out; what goes below it is taken out on the way."""
        if node.table is not None:
            self._thin_table(node, starts)
            return False
        before = [child for child in node.children if self._has_work(child)]
        lost = [child for child in node.children if self._thin(child, starts)]
        if lost:
            self.touched.add(id(node))
            self._drop_blocks(node)
        if node.entry is None:
            return False
        dropped = self.start(node) in starts
        stays = [child for child in before if id(child) not in self.gone]
        if dropped and stays and self._keep_heading(node):
            return False
        if dropped and stays:
            self.notes.append(DraftNote(Reason.KEPT, BODY, node.path, shown(node.text)))
            return False
        emptied = bool(before) and not stays and not self.is_task(node) and not self._says_more(node)
        if not dropped and not emptied:
            return False
        self._take_out(node)
        reason = Reason.DROPPED if dropped else Reason.EMPTY
        self.notes.append(DraftNote(reason, BODY, node.path, shown(node.text)))
        return True

    def _keep_heading(self, node: Node) -> bool:
        """Leave the units of "Sở A: sentence of work." as the heading of the work below them."""
        head, colon, _ = node.text.partition(":")
        passage = self.sheet.passages.get(self.start(node))
        if not colon or passage is None or not names_units(head):
            return False
        passage.text = f"{passage.text.partition(':')[0]}:"
        self.notes.append(DraftNote(Reason.DROPPED, BODY, node.path, shown(node.text)))
        return True

    def _has_work(self, node: Node) -> bool:
        if node.table is not None:
            return any(row.spans[0].start in self.tasks for row in rows_of_work(node.table))
        return self.is_task(node) or any(self._has_work(child) for child in node.children)

    def _says_more(self, node: Node) -> bool:
        """Whether a heading holds something besides work and the lines that belong to it."""
        return any(part.role not in _AROUND for part in parts_of(node) if id(part.node) not in self.gone)

    def _take_out(self, node: Node) -> None:
        self.gone.update(id(each) for each in (node, *node.walk()))
        self.sheet.remove(node.whole_spans)

    def _drop_blocks(self, node: Node) -> None:
        """Attribute and topic lines that belonged to nothing but work that went out."""
        block: list[Node] = []
        since: list[Node] = []
        for part in [*parts_of(node), None]:
            if part is not None and part.role in ("attribute", "topic"):
                block.append(part.node)
                continue
            if block and since and all(id(each) in self.gone for each in since):
                for each in block:
                    self._take_out(each)
            if block:
                block, since = [], []
            if part is not None and part.is_content:
                since.append(part.node)

    def _thin_table(self, node: Node, starts: frozenset[int]) -> None:
        """Rows of a table of work, and groups that lost all their rows."""
        if node.table is None:
            return
        rows = rows_of_work(node.table)
        left: set[int] = set()
        for at, row in enumerate(rows):
            if row.spans[0].start in starts:
                self._remove_row(row, Reason.DROPPED, node)
            elif not row.is_group:
                left.add(at)
        for at, row in enumerate(rows):
            if not row.is_group:
                continue
            below = list(_group_members(rows, at))
            if below and not left.intersection(below):
                self._remove_row(row, Reason.EMPTY, node)
        if len(left) < sum(not row.is_group for row in rows):
            self._relabel_rows(rows)

    def _remove_row(self, row: Row, reason: Reason, node: Node) -> None:
        self.sheet.remove(row.spans)
        parent = node.parent.path if node.parent else ()
        self.notes.append(DraftNote(reason, BODY, (*parent, row.label or ""), shown(row.text)))

    def _relabel_rows(self, rows: Sequence[Row]) -> None:
        """Numbers of the rows that are left, group by group."""
        run: list[tuple[Row, Passage]] = []
        before: tuple[int, bool] | None = None
        for row in rows:
            cell = self._label_cell(row)
            kind = (row.rank, row.is_group)
            if cell is None:
                continue
            if before is not None and kind != before and not row.is_group:
                run = []
            before = kind
            run.append((row, cell))
            self._count_row(run)

    def _count_row(self, run: list[tuple[Row, Passage]]) -> None:
        row, cell = run[-1]
        same = [each for each in run if each[0].rank == row.rank and each[0].is_group == row.is_group]
        kept = [each for each in same if not each[1].is_removed]
        if cell.is_removed or not kept or kept[-1][1] is not cell:
            return
        found = _BARE.match(cell.old_text)
        label = same[len(kept) - 1][0].label
        if found and label and found[1] != label:
            cell.text = cell.old_text.replace(found[1], label, 1)

    def _label_cell(self, row: Row) -> Passage | None:
        cells = (self.sheet.passages.get(span.start) for span in row.spans)
        return next((cell for cell in cells if cell and row.label and _BARE.match(cell.old_text)), None)

    # ------------------------------------------------------------------- in

    def add(self, task: NewTask) -> None:
        """Put a new task at the end of a section, in the manner of the work that stands there."""
        section = self._section(task.section)
        if section is None:
            self.notes.append(DraftNote(Reason.MISREAD, BODY, task.section, new=shown(task.text)))
            return
        last = self._last_work(section)
        label = last.label if last is not None else None
        self.touched.add(id(section))
        kind = label.kind if label else LabelKind.ANNEX  # the kind of a paragraph: it carries no label
        if label is None and (task.lead or task.coop or task.time):
            kind = LabelKind.DASH  # lines after a paragraph would speak of all paragraphs before it
        lines = said_below(kind, task.text, task.lead, task.coop, task.time)
        self.grown.setdefault(id(section), []).append((kind, lines))
        self.notes.append(DraftNote(Reason.ADDED, BODY, section.path, new=shown(task.text)))

    def _section(self, path: tuple[str, ...]) -> Node | None:
        """The heading of that path, else the last top-level heading that holds work."""
        headed = [node for node in self.nodes() if node.is_numbered and id(node) not in self.gone]
        for end in range(len(path), 0, -1):
            found = [node for node in headed if node.path == path[:end] and not self.is_task(node)]
            if found:
                return found[0]
        tops = [node for node in headed if node.parent is not None and node.parent.entry is None]
        working = [node for node in tops if self._has_work(node)]
        return working[0] if working else None

    def _last_work(self, section: Node) -> Node | None:
        """The last child that is work or holds some: the model of what is added."""
        found = [
            child
            for child in section.children
            if child.entry is not None and id(child) not in self.gone and self._has_work(child)
        ]
        return found[-1] if found else None

    def _end(self, node: Node) -> int:
        """Where the last line that is left of a node and all below it begins."""
        spans = [span for each in (node, *node.walk()) if id(each) not in self.gone for span in each.spans]
        spans += [line for each in node.walk() if each.table is not None for line in each.table.spans]
        return max(span.start for span in spans)

    # --------------------------------------------------------------- labels

    def relabel(self) -> None:
        """Number anew the lists that lost items, from the top down, and print what was added."""
        for root in self.roots:
            for node in [root, *root.walk()]:
                if id(node) in self.gone:
                    continue
                if id(node) in self.touched or id(node) in self.labels:
                    self._relabel_children(node)
                if id(node) in self.grown:
                    self._print_added(node)

    def _relabel_children(self, node: Node) -> None:
        for run in _runs(node.children):
            left = [child for child in run if id(child) not in self.gone]
            for child, model in zip(left, run, strict=False):
                if model.label is not None:
                    self._set_label(child, _under(node, self._label(node), model.label.text))

    def _label(self, node: Node) -> str:
        """The label that a node prints now."""
        return self.labels.get(id(node), node.label.text if node.label else "")

    def _set_label(self, node: Node, label: str) -> None:
        passage = self.sheet.passages.get(self.start(node))
        if passage is None or passage.label is None or passage.label.text == label:
            return
        passage.relabel(label)
        self.labels[id(node)] = label
        self.notes.append(DraftNote(Reason.RELABELLED, BODY, node.path, passage.label.text, label))

    def _print_added(self, section: Node) -> None:
        end = self._end(section)
        latest: dict[LabelKind, str] = {}
        for kind, (first, *rest) in self.grown[id(section)]:
            runs = [run for run in _runs(section.children) if run[0].label and run[0].label.kind is kind]
            prefix = self._next_prefix(runs[-1], latest) if runs else _SIGNS.get(kind, "")
            self.sheet.add_after(end, [prefix + first, *rest])

    def _next_prefix(self, run: Sequence[Node], latest: dict[LabelKind, str]) -> str:
        """The label after the last one that is left of a list, printed in the manner of the list."""
        left = [child for child in run if id(child) not in self.gone]
        model = (left or run)[-1 if left else 0]
        passage = self.sheet.passages.get(self.start(model))
        if passage is None or passage.label is None:
            return ""
        kind, old = passage.label.kind, passage.label
        before = latest.get(kind) or (self._label(model) if left else "")
        latest[kind] = next_label(before, old) if before else old.text
        return passage.old_prefix.replace(old.text, latest[kind], 1)


def _group_members(rows: Sequence[Row], at: int) -> Iterator[int]:
    for number in range(at + 1, len(rows)):
        if rows[number].is_group and rows[number].rank <= rows[at].rank:
            return
        if not rows[number].is_group:
            yield number


def _runs(children: Iterable[Node]) -> list[list[Node]]:
    """Numbered children list by list: the same kind and depth, each label after the one before."""
    runs: list[list[Node]] = []
    for child in children:
        label = child.label
        if label is None or label.is_bullet:
            continue
        same = [run for run in runs if _kind(run[-1]) == (label.kind, label.depth)]
        if same and _value(same[-1][-1].label) < _value(label):
            same[-1].append(child)
        else:
            runs.append([child])
    return runs


def _kind(node: Node) -> tuple[LabelKind, int] | None:
    return (node.label.kind, node.label.depth) if node.label else None


def _value(label: Label | None) -> int:
    """How far a label has counted."""
    if label is None:
        return 0
    last = label.text.rpartition(".")[2].split()[-1]
    if label.kind is LabelKind.LETTER:
        return VIETNAMESE_LETTERS.index(last) if last in VIETNAMESE_LETTERS else ord(last[0])
    if last.isdigit():
        return int(last)
    return roman_to_int(last) or ord(last[0])


def next_label(text: str, label: Label) -> str:
    """The label after one, in its manner: "đ" after "d", "II" after "I", "4.2" after "4.1"."""
    head, dot, last = text.rpartition(".")
    if label.kind is LabelKind.LETTER and last in VIETNAMESE_LETTERS[:-1]:
        return head + dot + VIETNAMESE_LETTERS[VIETNAMESE_LETTERS.index(last) + 1]
    word, blank, number = last.rpartition(" ")
    if number.isdigit():
        return f"{head}{dot}{word}{blank}{int(number) + 1:0{len(number)}d}"
    roman = roman_to_int(number)
    return f"{head}{dot}{word}{blank}{int_to_roman(roman + 1)}" if roman else text


def _under(parent: Node, printed: str, label: str) -> str:
    """A number that repeats the one above it takes on the new one."""
    old = parent.label.text if parent.label else ""
    return f"{printed}{label[len(old) :]}" if old and label.startswith(f"{old}.") else label


def said_below(kind: LabelKind, text: str, lead: Sequence[str], coop: Sequence[str], time: str) -> list[str]:
    """An item of that kind with who, with whom and when on lines below it; in brackets where no line can stand below."""
    said = [f"Đơn vị chủ trì: {'; '.join(lead)}"] if lead else []
    said += [f"Đơn vị phối hợp: {'; '.join(coop)}"] if coop else []
    said += [f"Thời gian thực hiện: {time}"] if time else []
    if not said:
        return [text]
    if kind in (LabelKind.PLUS, LabelKind.STAR):
        return [f"{text.rstrip(' .;')} ({'; '.join(said)})."]
    sign = "+ " if kind is LabelKind.DASH else "- "
    return [text, *(f"{sign}{line}." for line in said)]
