"""From what the reader says of a document to the rows of a draft. Pure: nothing is saved here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vanban
from nhipcau.library.services import shows_mark
from nhipcau.plans.models import Language, TaskKind

HEADER_FIELDS = ("number", "symbol", "type", "title", "issuer")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One task as read: the fields of a draft task, and the units as printed."""

    fields: dict[str, Any]
    lead: tuple[str, ...]
    coop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as read: the fields of its intake, and its tasks in order."""

    fields: dict[str, Any]
    tasks: list[ReadTask]


def marked_source(reading: vanban.Reading) -> bool:
    """Whether a secrecy mark shows only now (letters recognised in a scan, an old font encoding)."""
    return shows_mark(line.text for line in reading.source.lines)


def draft_of(reading: vanban.Reading, findings: Sequence[vanban.Finding]) -> Draft:
    """The whole draft."""
    document = reading.document
    header = document.header
    fields: dict[str, Any] = {name: _kept(getattr(header, name), name) for name in HEADER_FIELDS}
    fields["issued_on"] = header.date
    fields["period_from"] = header.period.start if header.period else None
    fields["period_to"] = header.period.end if header.period else None
    fields["lines"] = [line_as_json(line) for line in reading.source.lines]
    fields["notes"] = [{"code": note.code, "vi": note.vi, "en": note.en} for note in reading.source.notes]
    fields["findings"] = [finding_as_json(finding) for finding in findings]
    fields["reading"] = summary_of(document)
    about: dict[int, list[dict[str, Any]]] = {}
    for finding in findings:
        if finding.task is not None:
            about.setdefault(finding.task, []).append(finding_as_json(finding))
    return Draft(
        fields,
        [_task(task, document.sections, about.get(number, [])) for number, task in enumerate(document.tasks)],
    )


def line_as_json(line: Any) -> dict[str, Any]:
    """A line of the source with what is needed to print it: short keys, and only what differs from a plain line."""
    kept: dict[str, Any] = {"t": line.text, "s": line.start}
    if line.kind.value != "body":
        kept["k"] = line.kind.value
    for key, value in (
        ("b", line.bold),
        ("i", line.italic),
        ("c", line.centred),
        ("g", line.gap),
        ("p", line.page),
    ):
        if value:
            kept[key] = value
    if line.cell is not None:
        cell = line.cell
        kept["cell"] = [cell.table, cell.row, cell.column, cell.row_span, cell.column_span]
    return kept


def finding_as_json(finding: Any) -> dict[str, Any]:
    """A finding as it is kept with the draft."""
    return {
        "rule": finding.rule, "severity": finding.severity.value, "vi": finding.vi, "en": finding.en,
        "spans": _spans(finding), "task": finding.task,
    }  # fmt: skip


def summary_of(document: Any) -> dict[str, Any]:
    """What the plan says besides its tasks: kept with the adopted version for the rooms that come later."""
    return {
        "citations": [
            {"type": c.type, "number": c.number, "date": _day(c.date), "issuer": c.issuer, "basis": c.basis} for c in document.citations
        ],
        "sections": [{"path": list(s.path), "title": s.title, "kind": s.kind, "spans": _spans(s)} for s in document.sections],
        "deadlines": [
            {"what": d.what, "from": list(d.senders), "to": list(d.receivers), "date": _day(d.date), "text": d.text}
            for d in document.deadlines
        ],
        "budget": {
            "amounts": [{"amount": a.amount, "text": a.text} for a in document.budget.amounts], "source": document.budget.source
        },
        "recipients": [r.text for r in document.recipients],
        "signers": [{"authority": s.authority, "title": s.title, "name": s.name} for s in document.signers],
        "commemorations": [
            {"name": c.name, "from": _day(c.original), "to": _day(c.celebrated)} for c in document.commemorations
        ],
    }  # fmt: skip


def when_as_json(when: Any) -> dict[str, Any]:
    """A schedule as the reading contract writes it."""
    match when:
        case vanban.By():
            return {"kind": "by", "date": when.date.isoformat()}
        case vanban.Within():
            return {"kind": "within", "from": when.start.isoformat(), "to": when.end.isoformat()}
        case vanban.Recurring():
            return {"kind": "recurring", "min": when.min, "max": when.max, "per": when.per}
        case _:
            return {"kind": "ongoing"}


def _task(task: Any, sections: Sequence[Any], findings: list[dict[str, Any]]) -> ReadTask:
    fields: dict[str, Any] = {
        "path": list(task.path),
        "section": _section_of(task.path, sections)[:500],
        "context": (task.context or "")[:1000],
        "text": task.text,
        "kind": task.kind if task.kind in TaskKind.values else TaskKind.OTHER,
        "time_text": (task.time or "")[:500],
        "whens": [when_as_json(when) for when in task.when],
        "quantity_count": task.quantity.count if task.quantity else None,
        "quantity_of": (task.quantity.of if task.quantity else "")[:100],
        "languages": [code for code in task.languages if code in Language.values],
        "spans": _spans(task),
        "task_findings": findings,
    }
    first = {
        key: fields[key]
        for key in ("text", "kind", "time_text", "whens", "quantity_count", "quantity_of", "languages")
    }
    return ReadTask(
        {**fields, "as_read": {**first, "lead": list(task.lead), "coop": list(task.coop)}},
        task.lead,
        task.coop,
    )


def _section_of(path: Sequence[str], sections: Sequence[Any]) -> str:
    """The title of the nearest section above."""
    above = [s for s in sections if len(s.path) < len(path) and tuple(s.path) == tuple(path[: len(s.path)])]
    nearest = max(above, key=lambda section: len(section.path), default=None)
    return nearest.title if nearest else ""


def _spans(node: Any) -> list[list[int]]:
    return [[span.start, span.end] for span in node.spans]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


_LONGEST = {"number": 32, "symbol": 64, "type": 64, "title": 1000, "issuer": 255}


def _kept(value: str | None, name: str) -> str:
    return (value or "")[: _LONGEST[name]]
