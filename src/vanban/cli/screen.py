"""A reading and its findings drawn on a terminal; colours only where there is one, and never with NO_COLOR."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections import Counter

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from vanban.checking import rule_of
from vanban.cli.words import Words, say_money, say_when
from vanban.model import Finding, Severity, SourceDocument, Span, Task
from vanban.pipeline import Reading

WIDTH_OF_A_FILE = 120
"""Columns where the output is no terminal and the environment does not say."""
NARROW = 100
"""Columns below which tasks are listed one under the other: a table would break every word."""
LONGEST_WORK = 180
LONGEST_EXCERPT = 110
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


def _console() -> Console:
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=WIDTH_OF_A_FILE if piped else None, highlight=False, emoji=False, markup=False)


def draw_reading(reading: Reading, words: Words) -> None:
    """Header card, tasks, deadlines, budget, and how many findings there are."""
    console = _console()
    console.print(_card(reading, words))
    for note in reading.source.notes:
        console.print(Text(f"  {note.vi if words.language == 'vi' else note.en}", style="yellow"))
    if reading.document.tasks and console.width >= NARROW:
        console.print(_tasks(reading.document.tasks, words))
    elif reading.document.tasks:
        _list_tasks(console, reading.document.tasks, words)
    if reading.document.deadlines:
        console.print(_deadlines(reading, words))
    _budget(console, reading, words)
    _count_findings(console, reading, words)


def draw_findings(reading: Reading, words: Words) -> None:
    """Every finding by severity: what, where, on what ground."""
    console = _console()
    if not reading.findings:
        console.print(Text(f"✓ {words.no_findings}", style="green"))
        return
    places = _Places(reading.source)
    for severity in Severity:
        found = [finding for finding in reading.findings if finding.severity is severity]
        if not found:
            continue
        console.print(Text(f"{words.severities[severity]} ({len(found)})", style=_COLOURS[severity]))
        for finding in found:
            message = finding.vi if words.language == "vi" else finding.en
            console.print(
                Padding(Text.assemble((f"{_SIGNS[severity]} ", _COLOURS[severity]), message), (0, 0, 0, 1))
            )
            console.print(
                Padding(
                    Text(_place(finding, reading, places, words), style="dim"), (0, 0, 0, 3), expand=False
                )
            )
        console.print()


class _Places:
    """Line numbers and excerpts of offsets."""

    def __init__(self, source: SourceDocument) -> None:
        self.source = source
        self.starts = [line.start for line in source.lines]

    def number(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def excerpt(self, span: Span) -> str:
        """The place itself with what stands around it on its line."""
        line = self.source.lines[max(0, self.number(span.start) - 1)]
        start = span.start - line.start
        if len(line.text) <= LONGEST_EXCERPT or start < LONGEST_EXCERPT // 2:
            return _cut(line.text, LONGEST_EXCERPT)
        return "…" + _cut(line.text[start - LONGEST_EXCERPT // 3 :].lstrip(), LONGEST_EXCERPT)


def _place(finding: Finding, reading: Reading, places: _Places, words: Words) -> str:
    parts = []
    if finding.task is not None:
        parts.append("/".join(reading.document.tasks[finding.task].path))
    if finding.spans:
        start = finding.spans[0].start
        parts += [
            words.paragraph.format(number=places.number(start)),
            f"“{places.excerpt(finding.spans[0])}”",
        ]
        if len(finding.spans) > 1:
            parts.append(words.more_places.format(count=len(finding.spans) - 1))
    where = ", ".join(parts)
    ground = f"{words.ground}: {rule_of(finding.rule).source} [{finding.rule}]"
    return f"{where}\n{ground}" if where else ground


def _card(reading: Reading, words: Words) -> Panel:
    header = reading.document.header
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    number = (
        "/".join(part for part in (header.number or "…", header.symbol) if part)
        if header.symbol
        else header.number
    )
    issuer = (
        f"{header.issuer} ({words.inferred})" if header.issuer and header.issuer_inferred else header.issuer
    )
    issued = ", ".join(
        part for part in (header.place, f"{header.date:%d/%m/%Y}" if header.date else None) if part
    )
    period = f"{header.period.start:%d/%m/%Y} - {header.period.end:%d/%m/%Y}" if header.period else None
    signers = "; ".join(
        " ".join(p for p in (s.authority, s.title, s.name) if p) for s in reading.document.signers
    )
    basis = "; ".join(f"{c.type} {c.number}" for c in reading.document.citations if c.basis)
    for name, value in (
        (words.number, number),
        (words.issuer, issuer),
        (words.date, issued),
        (words.period, period),
        (words.signers, signers),
        (words.recipients, str(len(reading.document.recipients)) if reading.document.recipients else None),
        (words.basis, basis),
    ):
        rows.add_row(name, Text(value) if value else Text(words.nothing, style="dim italic"))
    heading = " ".join(part for part in (header.type, header.title) if part) or reading.name
    return Panel(rows, title=Text(_cut(heading, 100), style="bold"), title_align="left")


def _tasks(tasks: tuple[Task, ...], words: Words) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        title=f"{words.tasks} ({len(tasks)})",
        title_justify="left",
        title_style="bold",
    )
    table.add_column(words.path, no_wrap=True, style="cyan")
    table.add_column(words.work, ratio=7)
    table.add_column(words.lead, ratio=3)
    table.add_column(words.coop, ratio=3, style="dim")
    table.add_column(words.when, width=12)
    table.add_column(words.kind, width=13, style="dim")
    for task in tasks:
        table.add_row(
            Text("/".join(task.path)),
            Text(_cut(_work(task), LONGEST_WORK)),
            Text("; ".join(task.lead)),
            Text("; ".join(task.coop)),
            Text(_time(task, words)),
            Text(words.kinds.get(task.kind, task.kind)),
        )
    return table


def _list_tasks(console: Console, tasks: tuple[Task, ...], words: Words) -> None:
    console.print(Text(f"{words.tasks} ({len(tasks)})", style="bold"))
    for task in tasks:
        console.print(Text.assemble(("/".join(task.path), "cyan"), "  ", _cut(_work(task), LONGEST_WORK)))
        for name, value in (
            (words.lead, "; ".join(task.lead)),
            (words.coop, "; ".join(task.coop)),
            (words.when, _time(task, words)),
        ):
            if value:
                console.print(Padding(Text(f"{name}: {value}", style="dim"), (0, 0, 0, 4), expand=False))


def _work(task: Task) -> str:
    return f"{task.context}: {task.text}" if task.context else task.text


def _time(task: Task, words: Words) -> str:
    return "; ".join(say_when(words, each) for each in task.when) or task.time or ""


def _deadlines(reading: Reading, words: Words) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=words.deadlines, title_justify="left", title_style="bold")
    table.add_column(words.when, no_wrap=True, style="cyan")
    for name in (words.what, words.senders, words.receivers):
        table.add_column(name)
    for each in sorted(reading.document.deadlines, key=lambda deadline: deadline.date):
        table.add_row(
            f"{each.date:%d/%m/%Y}",
            Text(each.what),
            Text("; ".join(each.senders)),
            Text("; ".join(each.receivers)),
        )
    return table


def _budget(console: Console, reading: Reading, words: Words) -> None:
    budget = reading.document.budget
    if not budget.amounts and not budget.source:
        return
    sums = ", ".join(say_money(each.amount) for each in budget.amounts)
    source = f"{words.source}: {budget.source}" if budget.source else ""
    console.print(
        Text.assemble((f"{words.budget}: ", "bold"), ". ".join(part for part in (sums, source) if part))
    )


def _count_findings(console: Console, reading: Reading, words: Words) -> None:
    if not reading.findings:
        console.print(Text(f"✓ {words.no_findings}", style="green"))
        return
    counts = Counter(finding.severity for finding in reading.findings)
    line = Text(f"{words.findings}: ", style="bold")
    for severity in Severity:
        if counts[severity]:
            line.append(
                f"{_SIGNS[severity]} {words.severities[severity].lower()} {counts[severity]}  ",
                style=_COLOURS[severity],
            )
    line.append(f"({words.see_check.format(name=reading.name)})", style="dim")
    console.print(line)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
