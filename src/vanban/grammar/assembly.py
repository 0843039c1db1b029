"""A document assembled from its lines: every grammar called once, in the order they need one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from vanban.grammar.attributes import attributes_of
from vanban.grammar.budget import find_budget
from vanban.grammar.citations import find_citations
from vanban.grammar.commemorations import find_commemorations
from vanban.grammar.dates import blank_date, first_date
from vanban.grammar.deadlines import find_deadlines
from vanban.grammar.entries import Entry, entries_of, footnotes_of
from vanban.grammar.issuer import infer_issuer
from vanban.grammar.items import Draft, Harvest, harvest
from vanban.grammar.kinds import kind_of
from vanban.grammar.languages import languages_of
from vanban.grammar.outline import Table, build_outline
from vanban.grammar.period import period_of
from vanban.grammar.quantities import quantity_of
from vanban.grammar.roles import coop_of, lead_of
from vanban.grammar.times import time_of
from vanban.grammar.zones import Zones, blocks_of, divide
from vanban.model import Document, Header, Line, Period, SourceDocument, Task

_ATTACHED_TO = re.compile(
    r"[Kk]èm\s+theo\s+\w+(?:\s\w+)?\s+số\s*:?\s*(?P<number>\d+[a-zA-Z]?)?\s*[-/]\s?(?P<symbol>[A-ZĐ][\w.&]*(?:[-/][A-ZĐ][\w.&]*)*)(?P<rest>[^)]*)"
)
_LETTERHEAD_REACH = 2500
_OF = re.compile(r"\bcủa\s+(.+)$", re.DOTALL)


def read_document(source: SourceDocument) -> Document:
    """What a document says, from its lines."""
    zones = divide(source.lines)
    found = _harvest(zones)
    header = _header(zones, source)
    # A draft leaves day and month blank; its year still tells which 15 November is meant.
    signed, period = header.date or blank_date(source.text[:_LETTERHEAD_REACH]), header.period
    drafts = found.tasks
    tasks = tuple(_task(draft, period, signed) for draft in drafts)
    closing = zones.closing
    pieces = _pieces(zones, source)
    return Document(
        header=header,
        citations=find_citations(pieces, zones.head.own_number),
        sections=tuple(found.sections),
        tasks=tasks,
        deadlines=find_deadlines([(draft.item(), draft.start) for draft in _dutiful(found)], period, signed),
        budget=find_budget(found.budget),
        recipients=closing.recipients if closing else (),
        signers=closing.signers if closing else (),
        commemorations=find_commemorations([(text, start) for text, start, _ in pieces], period),
    )


def _harvest(zones: Zones) -> Harvest:
    """Sections and passages of all bodies and annexes, one after the other."""
    found = Harvest()
    outlines = [(body, False) for body in zones.bodies] + [(zones.annex, True)]
    for lines, in_annex in outlines:
        more = harvest(build_outline(blocks_of(lines)), in_annex=in_annex)
        found.sections += more.sections
        found.passages += more.passages
        found.budget += more.budget
    return found


def _dutiful(found: Harvest) -> Iterable[Draft]:
    """Passages that may hold a duty: all but those on purpose and requirements."""
    return (draft for draft in found.passages if draft.kind != "purpose")


def _task(draft: Draft, period: Period | None, signed: date | None) -> Task:
    item = draft.item()
    time, when = time_of(item, period, signed)
    return Task(
        path=draft.path,
        text=draft.text,
        lead=lead_of(item),
        coop=coop_of(item),
        time=time,
        when=when,
        quantity=quantity_of(item, when),
        languages=languages_of(draft.text),
        kind=kind_of(item),
        context=draft.context,
        spans=draft.spans,
    )


def _header(zones: Zones, source: SourceDocument) -> Header:
    head = zones.head
    attached = _attached_to(zones)
    number, symbol, day = head.number, head.symbol, head.date
    if head.number is None and head.symbol is None and attached:
        number, symbol = attached["number"], attached["symbol"]
        day = day or first_date(attached["rest"])
    issuer = head.agency
    if issuer is None:
        preamble = " ".join(entry.text for entry in entries_of(zones.preamble))
        signature = " ".join(
            f"{signer.authority or ''} {signer.title or ''}"
            for signer in (zones.closing.signers if zones.closing else ())
        )
        of = _OF.search(attached["rest"]) if attached else None
        issuer = of[1].strip(" .;") if of else None
        issuer = issuer or infer_issuer(symbol, head.place, head.title, preamble, source.text, signature)
    return Header(
        issuer=issuer,
        issuer_inferred=head.agency is None,
        number=number,
        symbol=symbol,
        place=head.place,
        date=day,
        type=head.type,
        title=head.title,
        period=period_of(head.title) or _stated_period(zones, day),
        spans=head.spans,
    )


def _attached_to(zones: Zones) -> re.Match[str] | None:
    """The line "(Kèm theo Kế hoạch số 12/KH-UBND ngày ... của ...)" of an annex names the document itself."""
    lines: Iterable[Line] = (*zones.annex[:12], *(line for body in zones.bodies for line in body))
    for line in lines:
        if line.text.startswith("(") and (found := _ATTACHED_TO.search(line.text)):
            return found
    return None


def _stated_period(zones: Zones, signed: date | None) -> Period | None:
    """The plan's own statement: a heading or a numbered line "Thời gian thực hiện: Từ năm ... - ..."."""
    for body in zones.bodies:
        for entry in entries_of(line for line in body if line.cell is None):
            if entry.label is None or entry.label.is_bullet:
                continue
            for attribute in attributes_of(entry.text)[:1]:
                if (
                    attribute.kind == "time"
                    and entry.label.depth == 1
                    and (period := period_of(attribute.value, signed))
                ):
                    return period
    return None


def _pieces(zones: Zones, source: SourceDocument) -> list[tuple[str, int, bool]]:
    """All text that may mention a document or a day, in order; True for the preamble."""
    pieces = _texts(entries_of([*_title_lines(zones), *zones.preamble]), is_preamble=True)
    for lines in (*zones.bodies, zones.annex):
        for block in blocks_of(lines):
            if isinstance(block, Table):
                pieces += [(line.text, line.start, False) for line in block.lines]
            else:
                pieces += _texts([block], is_preamble=False)
    pieces += [(line.text, line.start, False) for line in footnotes_of(source.lines)]
    return sorted(pieces, key=lambda piece: piece[1])


def _title_lines(zones: Zones) -> list[Line]:
    """The lines of the title, without the letterhead above them."""
    title = zones.head.title or ""
    return [line for line in zones.title if len(line.text) > 12 and line.text.strip(" .:;") in title]


def _texts(entries: Sequence[Entry], *, is_preamble: bool) -> list[tuple[str, int, bool]]:
    return [
        (entry.text, entry.spans[0].start + (entry.label.content if entry.label else 0), is_preamble)
        for entry in entries
        if entry.spans
    ]
