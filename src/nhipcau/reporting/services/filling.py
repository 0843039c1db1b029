"""Filling a report from what the unit did: figures with their sources, texts as proposals. What people wrote stays."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from nhipcau.reporting.models import (
    FigureSource,
    Filling,
    FormSection,
    Indicator,
    Report,
    ReportFigure,
    ReportText,
)
from nhipcau.reporting.selectors.sources import Money, Sources, Use, Work, padded, sources_of
from nhipcau.reporting.services.consolidating import gather
from nhipcau.reporting.services.proposing import propose

MOST_ENTRIES = 200
_ANSWER = ("value", "of", "entries")
_COUNTED = (*_ANSWER, "counted", "counted_of", "version")


@dataclass(slots=True)
class Counted:
    """What was counted for an indicator. `value` None: nothing is counted here. `rows` are the unsaved sources."""

    value: int | None = None
    of: int | None = None
    entries: list[str] = field(default_factory=list)
    rows: list[FigureSource] = field(default_factory=list)


def fill(report: Report, *, now: dt.datetime) -> None:
    """Count all figures and write all proposals anew. Called with the row of `report` locked; the caller asked its policy.

    What people edited stays, with the newly counted beside it (`counted`, `proposed`); `version` of a row rises where its answer
    changed. A fixed number of queries, however many indicators. Run again without anything new it changes nothing.
    """
    with transaction.atomic():
        figures, texts = _make_rows(report)
        if report.gathers_id is not None:
            gather(report, now=now)
        else:
            sources = sources_of(report)
            _fill_figures(report, figures, sources)
            _fill_texts(texts, sources)
        report.filled_at = now
        report.save(update_fields=["filled_at"])


def count(indicator: Indicator, sources: Sources) -> Counted:
    """What one indicator counts to."""
    match indicator.filling:
        case Filling.PIECES:
            return _pieces(_uses_for(indicator, sources.uses))
        case Filling.FIGURES:
            return _figures(indicator, sources.uses)
        case Filling.TASKS:
            return _tasks(_uses_for(indicator, sources.uses))
        case Filling.DUTIES:
            return _duties(indicator, sources)
        case Filling.NOTES:
            return _notes(_uses_for(indicator, sources.uses))
        case Filling.ALLOCATED:
            return _money(indicator, sources.allocations, "allocation_id")
        case Filling.SPENT:
            return _money(indicator, sources.vouchers, "voucher_id")
        case _:
            return Counted()


def has_word(words: Iterable[str], text: str) -> bool:
    """Whether one of `words` stands in a padded text as whole words, with its marks; no words: any text."""
    wanted = [padded(word) for word in words if word.strip()]
    return not wanted or any(word in text for word in wanted)


def _fits(indicator: Indicator, work: Work) -> bool:
    return (not indicator.kinds or work.kind in indicator.kinds) and has_word(indicator.words, work.folded)


def _uses_for(indicator: Indicator, uses: Sequence[Use]) -> list[Use]:
    return [use for use in uses if _fits(indicator, use.work)]


def _pieces(uses: Sequence[Use]) -> Counted:
    """Pieces of evidence. One that counts for the same work several times has the sum of its pieces; one that counts for different
    works (the plan above and the unit's own) was done once, and counts where it is most."""
    by_evidence: dict[int, dict[object, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        by_evidence[use.evidence][use.work.stem].append(use)
    counted = Counted(value=0)
    for works in by_evidence.values():
        most = max(works.values(), key=lambda same: sum(use.pieces for use in same))
        counted.rows += [_source(use, use.pieces) for use in most]
        counted.value = (counted.value or 0) + sum(use.pieces for use in most)
    return counted


def _figures(indicator: Indicator, uses: Sequence[Use]) -> Counted:
    """Figures "of" one of the words, each piece of evidence once; the kinds are those of the task, as everywhere."""
    seen: dict[int, Use] = {}
    for use in uses:
        if use.figure is None or (indicator.kinds and use.work.kind not in indicator.kinds):
            continue
        if has_word(indicator.words, padded(use.figure_of)):
            seen.setdefault(use.evidence, use)
    rows = [_source(use, use.figure or 0) for use in seen.values()]
    return Counted(value=sum(use.figure or 0 for use in seen.values()), rows=rows)


def _tasks(uses: Sequence[Use]) -> Counted:
    """Works with evidence; every piece of evidence is a source, the first of each work counts 1."""
    stems: set[object] = set()
    rows: dict[tuple[int, object], FigureSource] = {}
    for use in uses:
        place = (use.evidence, use.work.stem)
        if place not in rows:
            rows[place] = _source(use, 0 if use.work.stem in stems else 1)
            stems.add(use.work.stem)
    return Counted(value=len(stems), rows=list(rows.values()))


def _duties(indicator: Indicator, sources: Sources) -> Counted:
    """Done by the cut-off, out of all that fell due in the period and is still asked for. A duty not done is a source that counts 0."""
    due = [duty for duty in sources.due() if _fits(indicator, duty.work)]
    met = [sources.is_met(duty) for duty in due]
    rows = [
        FigureSource(obligation_id=duty.obligation, amount=int(done))
        for duty, done in zip(due, met, strict=True)
    ]
    return Counted(value=sum(met), of=len(due), rows=rows)


def _notes(uses: Sequence[Use]) -> Counted:
    """What evidence says, in the order in which it was done; the same words once."""
    entries: dict[str, Use] = {}
    for use in uses:
        words = " ".join(filter(None, (use.note.strip(), f"({use.link})" if use.link else "")))
        if words:
            entries.setdefault(words, use)
    kept = dict(list(entries.items())[:MOST_ENTRIES])
    return Counted(value=len(kept), entries=list(kept), rows=[_source(use, 1) for use in kept.values()])


def _money(indicator: Indicator, rows: Sequence[Money], name: str) -> Counted:
    found = [
        row
        for row in rows
        if (not indicator.kinds or row.kind in indicator.kinds) and has_word(indicator.words, row.folded)
    ]
    return Counted(
        value=sum(row.amount for row in found),
        rows=[FigureSource(**{name: row.key, "amount": row.amount}) for row in found],
    )


def _source(use: Use, amount: int) -> FigureSource:
    return FigureSource(evidence_id=use.evidence, obligation_id=use.obligation, amount=amount)


def _make_rows(
    report: Report,
) -> tuple[list[tuple[Indicator, ReportFigure]], list[tuple[FormSection, ReportText]]]:
    """A row for every indicator and every section with text; those that are missing are written."""
    version = report.cycle.form_version_id
    indicators = list(Indicator.objects.filter(form_version=version).order_by("position"))
    sections = list(FormSection.objects.filter(form_version=version, has_text=True).order_by("position"))
    figures = {row.indicator_id: row for row in ReportFigure.objects.filter(report=report)}
    texts = {row.section_id: row for row in ReportText.objects.filter(report=report)}
    new_figures = [
        ReportFigure(report=report, indicator=each) for each in indicators if each.pk not in figures
    ]
    new_texts = [ReportText(report=report, section=each) for each in sections if each.pk not in texts]
    figures |= {row.indicator_id: row for row in ReportFigure.objects.bulk_create(new_figures)}
    texts |= {row.section_id: row for row in ReportText.objects.bulk_create(new_texts)}
    return [(each, figures[each.pk]) for each in indicators], [(each, texts[each.pk]) for each in sections]


def _fill_figures(report: Report, pairs: Sequence[tuple[Indicator, ReportFigure]], sources: Sources) -> None:
    changed, rows = [], []
    for indicator, figure in pairs:
        counted = count(indicator, sources)
        for source in counted.rows:
            source.figure = figure
        rows += counted.rows
        if _take(figure, indicator, counted):
            changed.append(figure)
    ReportFigure.objects.bulk_update(changed, _COUNTED, batch_size=100)
    FigureSource.objects.filter(figure__report=report).delete()
    FigureSource.objects.bulk_create(rows, batch_size=500)


def _take(figure: ReportFigure, indicator: Indicator, counted: Counted) -> bool:
    """Put what was counted into the row; whether anything changed."""
    if indicator.filling == Filling.HAND:
        return False
    before = [getattr(figure, name) for name in _COUNTED]
    answer = before[: len(_ANSWER)]
    figure.counted, figure.counted_of = _decimal(counted.value), _decimal(counted.of)
    if not figure.is_edited:
        figure.value, figure.of, figure.entries = figure.counted, figure.counted_of, counted.entries
    if [getattr(figure, name) for name in _ANSWER] != answer:
        figure.version += 1
    return [getattr(figure, name) for name in _COUNTED] != before


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _fill_texts(pairs: Sequence[tuple[FormSection, ReportText]], sources: Sources) -> None:
    changed = []
    for section, row in pairs:
        proposed = propose(section, sources)
        if proposed == row.proposed and (row.is_edited or row.text == proposed):
            continue
        row.proposed = proposed
        if not row.is_edited and row.text != proposed:
            row.text = proposed
            row.version += 1
        changed.append(row)
    ReportText.objects.bulk_update(changed, ["text", "proposed", "version"], batch_size=100)
