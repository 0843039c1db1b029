"""From what the reader says of a document to the rows of a draft. Pure: nothing is saved here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vanban
from nhipcau.library.services import shows_mark
from nhipcau.plans.models import Language, TaskKind

HEADER_FIELDS = {"number": 32, "symbol": 64, "type": 64, "title": 1000, "issuer": 255}
# What the plan says besides its tasks: kept with the adopted version for the rooms that come later.
KEPT = ("header", "citations", "sections", "deadlines", "budget", "recipients", "signers", "commemorations")


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
    says = vanban.to_json(reading)
    header, told = reading.document.header, [finding_as_json(finding) for finding in findings]
    fields: dict[str, Any] = {
        name: (getattr(header, name) or "")[:most] for name, most in HEADER_FIELDS.items()
    }
    fields["issued_on"] = header.date
    fields["period_from"] = header.period.start if header.period else None
    fields["period_to"] = header.period.end if header.period else None
    fields["lines"] = [line_as_json(line) for line in reading.source.lines]
    fields["notes"] = [{"code": note.code, "vi": note.vi, "en": note.en} for note in reading.source.notes]
    fields["findings"] = told
    fields["reading"] = {name: says[name] for name in KEPT}
    about: dict[int, list[dict[str, Any]]] = {}
    for finding in told:
        if finding["task"] is not None:
            about.setdefault(finding["task"], []).append(finding)
    tasks = [
        _task(task, says["sections"], about.get(number, [])) for number, task in enumerate(says["tasks"])
    ]
    return Draft(fields, tasks)


def line_as_json(line: Any) -> dict[str, Any]:
    """A line of the source with what is needed to print it: short keys, and only what differs from a plain line."""
    kept: dict[str, Any] = {"t": line.text, "s": line.start}
    if line.kind.value != "body":
        kept["k"] = line.kind.value
    marks = {"b": line.bold, "i": line.italic, "c": line.centred, "g": line.gap, "p": line.page}
    kept |= {key: value for key, value in marks.items() if value}
    if line.cell is not None:
        cell = line.cell
        kept["cell"] = [cell.table, cell.row, cell.column, cell.row_span, cell.column_span]
    return kept


def finding_as_json(finding: Any) -> dict[str, Any]:
    """A finding as it is kept with the draft."""
    return {
        "rule": finding.rule, "severity": finding.severity.value, "vi": finding.vi, "en": finding.en,
        "spans": [[span.start, span.end] for span in finding.spans], "task": finding.task,
    }  # fmt: skip


def _task(
    task: dict[str, Any], sections: Sequence[dict[str, Any]], findings: list[dict[str, Any]]
) -> ReadTask:
    quantity = task["quantity"] or {"count": None, "of": ""}
    first: dict[str, Any] = {
        "text": task["text"],
        "kind": task["kind"] if task["kind"] in TaskKind.values else TaskKind.OTHER.value,
        "time_text": (task["time"] or "")[:500],
        "whens": list(task["when"]),
        "quantity_count": quantity["count"],
        "quantity_of": quantity["of"][:100],
        "languages": [code for code in task["languages"] if code in Language.values],
    }
    fields = {
        **first,
        "path": list(task["path"]),
        "section": _section_of(task["path"], sections)[:500],
        "context": (task.get("context") or "")[:1000],
        "spans": task["spans"],
        "task_findings": findings,
        "as_read": {**first, "lead": task["lead"], "coop": task["coop"]},
    }
    return ReadTask(fields, tuple(task["lead"]), tuple(task["coop"]))


def _section_of(path: Sequence[str], sections: Sequence[dict[str, Any]]) -> str:
    """The title of the nearest section above."""
    above = [
        each
        for each in sections
        if len(each["path"]) < len(path) and each["path"] == path[: len(each["path"])]
    ]
    nearest = max(above, key=lambda section: len(section["path"]), default=None)
    return str(nearest["title"]) if nearest else ""
