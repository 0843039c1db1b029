"""From bytes to a reading, and from a reading to the JSON of the contract."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from vanban.catalog.days_off import day_off_on
from vanban.checking import Calendar, in_order, rule_of
from vanban.checking import check as run_checks
from vanban.drafting.decisions import Decisions
from vanban.drafting.moving import move, moving_to
from vanban.drafting.next_year import NextYear, draft_next_year
from vanban.errors import UnwritableDocument
from vanban.grammar.assembly import read_document
from vanban.model import (
    By,
    Document,
    Finding,
    Header,
    Ongoing,
    Period,
    Recurring,
    SourceDocument,
    Span,
    Task,
    When,
    Within,
)
from vanban.reading import registry
from vanban.writing.documents import OfficialDocument
from vanban.writing.returning import document_of

WORD = "docx"
_LAYOUT, _WRITER, _MARKER = "vanban.checking.layout", "vanban.writing.word", "vanban.checking.layout_marked"
"""Loaded only when they are asked for: reading does not wait for them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as lines, what it says, and the remarks of the checks."""

    name: str
    source: SourceDocument
    document: Document
    findings: tuple[Finding, ...] = ()


def read_bytes(data: bytes, name: str = "") -> Reading:
    """Read a document; raises `vanban.errors.VanbanError` and nothing else, whatever the bytes."""
    source = registry.read(data, name)
    return Reading(name, source, read_document(source))


def read_file(path: str | Path) -> Reading:
    """Read a document from a file."""
    path = Path(path)
    return read_bytes(path.read_bytes(), path.name)


def check(
    reading: Reading, *, known_units: Collection[str] | None = None, calendar: Calendar = day_off_on
) -> tuple[Finding, ...]:
    """The findings on a document: errors first, then in its order.

    `known_units` are all names of the caller's register of units, aliases among them; without it no unit is called
    unknown. `calendar` tells why offices are closed on a day.
    """
    return run_checks(reading.source, reading.document, known_units=known_units, calendar=calendar)


def check_layout(data: bytes, reading: Reading | None = None) -> tuple[Finding, ...]:
    """The findings on how a Word file is set, against the measures that writing keeps to.

    `reading` is what was read from the same bytes, where the caller has it. Files of other formats have no findings:
    their layout is not in them, or not the one that was signed.
    """
    reading = reading or read_bytes(data)
    if reading.source.format != WORD:
        return ()
    rules = import_module(_LAYOUT)
    return in_order(rules.check_layout(rules.layout_case(data, reading.source, reading.document)))


def mark_docx(data: bytes, reading: Reading, language: Literal["vi", "en"] = "vi") -> bytes:
    """A copy of a Word file with a comment at the place of every finding that `reading` holds.

    Raises `vanban.errors.UnwritableDocument` where the file is not a plain .docx.
    """
    if reading.source.format != WORD:
        raise UnwritableDocument(f"{reading.source.format}: only .docx can carry comments")
    layout = import_module(_LAYOUT).layout_case(data, reading.source, reading.document)
    remarks = [
        (
            layout.places(finding.spans),
            finding.vi if language == "vi" else finding.en,
            rule_of(finding.rule).source,
        )
        for finding in reading.findings
    ]
    return bytes(import_module(_MARKER).mark(data, remarks))


def write_docx(document: OfficialDocument) -> bytes:
    """The document as a Word file in its layout; the same document gives the same bytes.

    Raises `vanban.errors.UnwritableDocument` where a picture cannot be read. What Word files are made with is loaded
    only here: reading does not wait for it.
    """
    return bytes(import_module(_WRITER).write(document))


def docx_to_pdf(data: bytes) -> bytes:
    """A Word file as PDF by way of LibreOffice; `vanban.errors.ToolMissing` where it is not installed."""
    return bytes(import_module("vanban.reading.converted").convert(data, "docx", "pdf"))


def official_document(reading: Reading) -> OfficialDocument:
    """What was read, as a document that can be changed and written again."""
    return document_of(reading.source, reading.document)


def next_year(
    reading: Reading, *, on: date, year: int | None = None, period: Period | None = None, decisions: Decisions | None = None
) -> NextYear:  # fmt: skip
    """A draft of the plan that follows the one read, with remarks on all that was changed or has to be looked at.

    `on` is the day on which its legal bases have to be in force; `year` the one in which it begins (else the old plan's
    end tells); `period` what the old plan covers, where the caller knows better. Raises `vanban.errors.UnwritableDocument`
    where the plan names no years.
    """
    return draft_next_year(
        reading.source, reading.document, on=on, year=year, period=period, decisions=decisions
    )


def move_times(text: str, period: Period, *, year: int | None = None, line: bool = False) -> str:
    """A text of a plan for `period` with its times moved to the next one, or to the one that begins in `year`.

    `line`: the text is the value of a time line.
    """
    return move(text, moving_to(period, year), line=line).text


def to_json(reading: Reading) -> dict[str, Any]:
    """The contract's JSON with "spans" per node and "findings"; ready for `json.dumps`."""
    document = reading.document
    return {
        "id": Path(reading.name).stem,
        "header": _header(document.header),
        "citations": [
            {
                "type": each.type,
                "number": each.number,
                "date": _day(each.date),
                "issuer": each.issuer,
                "basis": each.basis,
                "spans": _spans(each.spans),
            }
            for each in document.citations
        ],
        "sections": [
            {"path": list(each.path), "title": each.title, "kind": each.kind, "spans": _spans(each.spans)}
            for each in document.sections
        ],
        "tasks": [_task(each) for each in document.tasks],
        "deadlines": [
            {
                "what": each.what,
                "from": list(each.senders),
                "to": list(each.receivers),
                "date": _day(each.date),
                "text": each.text,
                "spans": _spans(each.spans),
            }
            for each in document.deadlines
        ],
        "budget": {
            "amounts": [
                {"amount": each.amount, "text": each.text, "spans": _spans(each.spans)}
                for each in document.budget.amounts
            ],
            "source": document.budget.source,
        },
        "recipients": [each.text for each in document.recipients],
        "signers": [
            {"authority": each.authority, "title": each.title, "name": each.name, "spans": _spans(each.spans)}
            for each in document.signers
        ],
        "commemorations": [
            {
                "name": each.name,
                "date": _day(each.celebrated),
                "from": _day(each.original),
                "to": _day(each.celebrated),
                "spans": _spans(each.spans),
            }
            for each in document.commemorations
        ],
        "spans": {"recipients": [_spans(each.spans) for each in document.recipients]},
        "notes": [{"code": each.code, "vi": each.vi, "en": each.en} for each in reading.source.notes],
        "findings": [_finding(each) for each in reading.findings],
    }


def _header(header: Header) -> dict[str, Any]:
    return {
        "issuer": header.issuer,
        "issuer_inferred": header.issuer_inferred,
        "number": header.number,
        "symbol": header.symbol,
        "place": header.place,
        "date": _day(header.date),
        "type": header.type,
        "title": header.title,
        "period": _period(header.period),
        "spans": _spans(header.spans),
    }


def _task(task: Task) -> dict[str, Any]:
    found: dict[str, Any] = {
        "path": list(task.path),
        "text": task.text,
        "lead": list(task.lead),
        "coop": list(task.coop),
        "time": task.time,
        "when": [_when(each) for each in task.when],
        "quantity": {"count": task.quantity.count, "of": task.quantity.of} if task.quantity else None,
        "languages": list(task.languages),
        "kind": task.kind,
    }
    if task.context is not None:
        found["context"] = task.context
    found["spans"] = _spans(task.spans)
    return found


def _when(when: When) -> Mapping[str, Any]:
    match when:
        case By():
            return {"kind": "by", "date": _day(when.date)}
        case Within():
            return {"kind": "within", "from": _day(when.start), "to": _day(when.end)}
        case Recurring():
            return {"kind": "recurring", "min": when.min, "max": when.max, "per": when.per}
        case Ongoing():
            return {"kind": "ongoing"}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "vi": finding.vi,
        "en": finding.en,
        "source": rule_of(finding.rule).source,
        "task": finding.task,
        "spans": _spans(finding.spans),
    }


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _period(period: Period | None) -> dict[str, str] | None:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()} if period else None
