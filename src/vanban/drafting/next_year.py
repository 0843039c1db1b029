"""Next year's plan from this year's: the same document with its times, bases, tasks and names as they will be.

Everything is done on the lines of the source, and the draft is read from them again: what is written is what was read,
changed where there was a reason, and the reason is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from vanban.drafting.bases import (
    Basis,
    BasisState,
    Renewed,
    cited_clauses,
    renew_body,
    renew_preamble,
)
from vanban.drafting.decisions import Decisions, Path, SuperiorPlan, TaskDecision
from vanban.drafting.lists import BODY, Outline, shown
from vanban.drafting.moving import Change, Moved, Moving, move, moving_to
from vanban.drafting.notes import DraftNote, Reason
from vanban.drafting.rewriting import rewrite
from vanban.drafting.sheet import Passage, Sheet
from vanban.errors import UnwritableDocument
from vanban.grammar.assembly import read_document
from vanban.grammar.attributes import attributes_of
from vanban.grammar.entries import Entry, entries_of, footnotes_of
from vanban.grammar.outline import Node, Table, build_outline
from vanban.grammar.zones import Zones, blocks_of, divide
from vanban.model import Document, Period, SourceDocument, Task
from vanban.text.folding import fold
from vanban.writing.documents import OfficialDocument
from vanban.writing.returning import document_of

TITLE, PREAMBLE, NOTES, CLOSING, HEAD = "title", "preamble", "footnote", "closing", "head"
_REFERENCE = re.compile(r"\b(?:[Mm]ục|[Đđ]iểm|[Kk]hoản|[Pp]hần)\s+(?:[IVX]{1,5}\b|[a-zđ]\b|\d{1,2})[\w.]*")
_TIME_COLUMNS = re.compile(r"thoi gian|thoi han|tien do|hoan thanh|lo trinh|thoi diem")
_TABLE_HEAD = 3


@dataclass(frozen=True, slots=True)
class NextYear:
    """A draft: the document, what was done and what has to be looked at, its bases, and its tasks as they read."""

    document: OfficialDocument
    notes: tuple[DraftNote, ...]
    bases: tuple[Basis, ...]
    tasks: tuple[Task, ...]
    carried: tuple[tuple[Task, Task], ...]
    """Each task of the old plan, with what it becomes where nobody decides otherwise."""
    period: Period


def moved_task(task: Task, moving: Moving, on: date, renamed: Mapping[str, str] | None = None) -> Task:
    """A task as the draft will carry it where nobody decides otherwise; its path may change with its list."""
    pen = _Pen(moving, on, renamed or {})
    return replace(
        task,
        text=pen.write(task.text).text,
        lead=tuple(pen.renamed(each) for each in task.lead),
        coop=tuple(pen.renamed(each) for each in task.coop),
        time=move(task.time, moving, line=True).text if task.time else task.time,
        when=tuple(moving.when(each) for each in task.when),
        context=pen.write(task.context).text if task.context else task.context,
    )


def draft_next_year(
    source: SourceDocument, document: Document, *, on: date, year: int | None = None, period: Period | None = None,
    decisions: Decisions | None = None,
) -> NextYear:  # fmt: skip
    """The draft. `on` is the day on which bases have to be in force; `period` what the old plan covers, where it is known better.

    Raises `UnwritableDocument` where nobody knows what the old plan covers.
    """
    covered = period or document.header.period
    if covered is None:
        raise UnwritableDocument("the plan says of no year that it covers it")
    moving = moving_to(covered, year)
    desk = _Desk(source, document, decisions or Decisions(), moving, on)
    desk.work()
    built = desk.sheet.built()
    read = read_document(built)
    draft = document_of(built, read)
    signature = replace(draft.signature, name=None) if draft.signature else None
    notes = [*desk.notes, *desk.outline.notes, *_cleared(document), *_misread(desk, read)]
    period_after = Period(moving.day(covered.start), moving.day(covered.end))
    carried = tuple((task, moved_task(task, moving, on, desk.pen.names)) for task in document.tasks)
    return NextYear(
        replace(draft, number=None, date=None, year=None, signature=signature),
        tuple(notes), tuple(desk.bases), read.tasks, carried, period_after,
    )  # fmt: skip


def _cleared(document: Document) -> Iterable[DraftNote]:
    header = document.header
    gone = [f"số {header.number}"] if header.number else []
    gone += [f"ngày {header.date:%d/%m/%Y}"] if header.date else []
    gone += ["tên người ký"] if document.signers else []
    if gone:
        yield DraftNote(Reason.CLEARED, HEAD, old=", ".join(gone))


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a text of the old plan becomes one of the new."""

    moving: Moving
    on: date
    names: Mapping[str, str]

    def write(self, text: str, *, line: bool = False) -> Moved:
        """Times moved, ended documents replaced, units renamed."""
        moved = move(text, self.moving, line=line)
        renewed = renew_body(moved.text, self.on)
        named, changes = self.rename(renewed.text)
        return Moved(named, (*moved.changes, *renewed.changes, *changes))

    def renamed(self, name: str) -> str:
        """A unit by its new name."""
        return self.names.get(name) or self.rename(name)[0]

    def rename(self, text: str) -> tuple[str, tuple[Change, ...]]:
        """Names outside citations: who issued a document keeps the name that he had. No new name is renamed again."""
        held = sorted((name for name in self.names if name in text), key=len, reverse=True)
        if not held:
            return text, ()
        closed, changes = cited_clauses(text), list[Change]()
        pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, held))})(?!\w)"
        for found in reversed(list(re.finditer(pattern, text))):
            if not any(start <= found.start() < end for start, end in closed):
                text = text[: found.start()] + self.names[found[0]] + text[found.end() :]
                changes.append(Change(Reason.RENAMED, found[0], self.names[found[0]]))
        return text, tuple(changes)


class _Desk:
    """One draft being made."""

    def __init__(
        self, source: SourceDocument, document: Document, decisions: Decisions, moving: Moving, on: date
    ) -> None:
        self.document, self.decisions, self.moving, self.on = document, decisions, moving, on
        self.sheet = Sheet(source)
        self.zones: Zones = divide(source.lines)
        self.pen = _Pen(moving, on, decisions.renamed)
        self.notes: list[DraftNote] = []
        self.bases: list[Basis] = []
        roots = [build_outline(blocks_of(lines)) for lines in (*self.zones.bodies, self.zones.annex)]
        starts = frozenset(task.spans[0].start for task in document.tasks if task.spans)
        self.outline = Outline(self.sheet, roots, starts)
        self.expected: list[_Expected] = []

    def work(self) -> None:
        """Everything, in the order in which one thing needs another."""
        self._head()
        self._preamble()
        for root in self.outline.roots:
            for node in root.walk():
                self._node(node)
        self._rest()
        self._decide()
        self.outline.relabel()
        self._references()

    def _put(self, passage: Passage | None, done: Moved | Renewed, zone: str, path: Path = ()) -> None:
        if passage is None:
            return
        passage.text = done.text
        self.notes += [DraftNote(each.reason, zone, path, each.old, each.new) for each in done.changes]

    def _head(self) -> None:
        """The lines of the title."""
        title = " ".join((self.document.header.title or "").split())
        for line in self.zones.title:
            text = " ".join(line.text.strip(" .:;*").split())
            if text and text in title:
                self._put(self.sheet.take_line(line), move(line.text, self.moving), TITLE)

    def _preamble(self) -> None:
        numbers = frozenset(each.number for each in self.document.citations)
        entries = entries_of(self.zones.preamble)
        superior = self.decisions.superior
        decided = dict(self.decisions.bases)
        for entry in entries:
            passage = self.sheet.take_entry(entry)
            moved = move(entry.text, self.moving)
            told = tuple(each for each in moved.changes if each.reason is not Reason.CITED)
            self._put(passage, Moved(moved.text, told), PREAMBLE)  # of documents cited here the bases tell
            proposed = renew_preamble(moved.text, self.moving, self.on, {}, numbers)
            after = superior.cited if superior else ""
            last = next((each for each in proposed.bases if _is_last_of(each, superior)), None)
            if last is not None and last.number not in decided:
                decided[last.number] = after
            done = renew_preamble(moved.text, self.moving, self.on, decided, numbers)
            told_of = {basis.number for basis in self.bases}
            self.bases += [
                replace(basis, new=after) if basis is last or basis == last else basis
                for basis in done.bases
                if basis.number not in told_of
            ]
            if superior and re.search(rf"(?<!\d){re.escape(superior.number)}(?!\w)", done.text):
                superior = None
            if passage is not None:
                named, changes = self.pen.rename(done.text)
                self._put(passage, Moved(named, (*done.changes, *changes)), PREAMBLE)
                passage.is_removed = not named.strip()
        if superior is not None and entries and entries[0].spans:
            text = superior.cited
            self.sheet.add_after(max(0, entries[0].spans[0].start - 1), [f"Căn cứ {text};"])
            self.notes.append(DraftNote(Reason.SUPERIOR, PREAMBLE, new=text))

    def _node(self, node: Node) -> None:
        if node.table is not None:
            self._table(node.table, node.parent.path if node.parent else ())
        elif node.entry is not None:
            self._put(self.sheet.take_entry(node.entry), self.pen.write(node.text, line=_is_time(node.entry)), BODY, node.path)  # fmt: skip

    def _table(self, table: Table, path: Path) -> None:
        times = {
            cell.column
            for row in table.rows[:_TABLE_HEAD]
            for cell, lines in row
            if _TIME_COLUMNS.search(fold(" ".join(line.text for line in lines)))
        }
        for line in table.lines:
            in_time = line.cell is not None and line.cell.column in times
            self._put(self.sheet.take_line(line), self.pen.write(line.text, line=in_time), BODY, path)

    def _rest(self) -> None:
        """Footnotes, and the names of units among the recipients."""
        for line in footnotes_of(self.sheet.source.lines):
            self._put(self.sheet.take_line(line), self.pen.write(line.text), NOTES)
        closing = self.zones.closing
        lines = self.sheet.source.lines[closing.start : closing.end] if closing else ()
        for line in lines:
            named, changes = self.pen.rename(line.text)
            if changes:
                self._put(self.sheet.take_line(line), Moved(named, changes), CLOSING)

    def _decide(self) -> None:
        """Tasks dropped, rewritten and added."""
        dropped = set()
        for task in self.document.tasks:
            if not task.spans:
                continue
            start = task.spans[0].start
            decided = self.decisions.tasks.get(task.path, TaskDecision())
            if decided.drop:
                dropped.add(start)
                continue
            if decided.rewrites:
                rewrite(self.outline, start, task.path, decided)
            new = moved_task(task, self.moving, self.on, self.pen.names)
            self.expected.append(
                _Expected(
                    task.path,
                    new.text if decided.text is None else decided.text,
                    new.lead if decided.lead is None else decided.lead,
                    new.coop if decided.coop is None else decided.coop,
                    new.time if decided.time is None else decided.time or None,
                    is_rewritten=decided.rewrites,
                )
            )
        self.outline.drop(frozenset(dropped))
        for added in self.decisions.new:
            self.outline.add(added)
            self.expected.append(
                _Expected(
                    added.section, added.text, added.lead, added.coop, added.time or None, is_rewritten=True
                )
            )

    def _references(self) -> None:
        """Places that other texts refer to may have another number now."""
        if not self.outline.labels:
            return
        for passage in self.sheet.passages.values():
            for found in () if passage.is_removed else _REFERENCE.finditer(passage.text):
                self.notes.append(DraftNote(Reason.REFERENCE, BODY, old=found[0]))


def _is_time(entry: Entry) -> bool:
    return any(attribute.kind == "time" for attribute in attributes_of(entry.text))


def _is_last_of(basis: Basis, superior: SuperiorPlan | None) -> bool:
    """Whether a basis is the plan that the superior's new one follows: the number says so, else type, issuer and year."""
    if superior is None:
        return False
    if superior.replaces:
        return basis.number == superior.replaces
    named, issuer = _short(basis.old), _short(superior.issuer)
    return basis.state is BasisState.YEARLY and named.startswith(fold(superior.type)) and bool(issuer) and issuer in named  # fmt: skip


def _short(text: str) -> str:
    """Folded, with councils by their usual abbreviations."""
    return fold(text).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")


@dataclass(frozen=True, slots=True)
class _Expected:
    """What a task has to say when the draft is read. One that was rewritten may get from its heading what it leaves open."""

    path: Path
    text: str
    lead: tuple[str, ...]
    coop: tuple[str, ...]
    time: str | None
    is_rewritten: bool

    def is_said_by(self, task: Task) -> bool:
        """Whether a task says so."""
        pairs = ((self.lead, task.lead), (self.coop, task.coop), (self.time, task.time))
        return all(wanted == said or (self.is_rewritten and not wanted) for wanted, said in pairs)


def _misread(desk: _Desk, read: Document) -> Iterable[DraftNote]:
    """Tasks that do not come out as decided: what was asked for cannot be said so that a reader understands it."""
    left: dict[str, list[Task]] = {}
    for task in read.tasks:
        left.setdefault(_plain(task.text), []).append(task)
    for expected in desk.expected:
        found = left.get(_plain(expected.text), [])
        match = next((task for task in found if expected.is_said_by(task)), None)
        if match is not None:
            found.remove(match)
        else:
            yield DraftNote(Reason.MISREAD, BODY, expected.path, new=shown(expected.text))


def _plain(text: str) -> str:
    return " ".join(text.split())
