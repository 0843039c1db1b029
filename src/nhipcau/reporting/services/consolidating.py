"""Filling a consolidated report from the reports it sums up."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from nhipcau.kernel.clock import day_of
from nhipcau.reporting.models import FormSection, Indicator, Report, ReportFigure, ReportText
from nhipcau.reporting.selectors.consolidation import Gathered, gathered_figures, merged, parts_of

_FIGURE = ("value", "of", "estimate", "entries", "counted", "counted_of", "version")
_TEXT = ("text", "proposed", "version")


def gather(report: Report, *, now: dt.datetime) -> None:
    """Write what the reports below say now; figures and texts that somebody edited stay, with the new proposal beside them.

    For whoever fills reports, with the row of `report` locked. Run again without anything new it changes nothing. `version` of a row
    rises where its answer changed, so that a form that was opened before is noticed.
    """
    if report.gathers_id is None:
        return
    with transaction.atomic():
        _gather_figures(report)
        _gather_texts(report, on=day_of(now))


def _gather_figures(report: Report) -> None:
    gathered = gathered_figures([report.gathers_id])[report.gathers_id] if report.gathers_id else {}
    rows = {row.indicator_id: row for row in ReportFigure.objects.filter(report=report)}
    new, changed = [], []
    for indicator in Indicator.objects.filter(form_version__cycles=report.cycle_id):
        if indicator.code not in gathered:
            continue
        row = rows.get(indicator.pk)
        if row is None:
            new.append(_take_over(ReportFigure(report=report, indicator=indicator), gathered[indicator.code]))
            continue
        before = [getattr(row, name) for name in _FIGURE[:-1]]
        answered = before[:4]
        _take_over(row, gathered[indicator.code])
        if [getattr(row, name) for name in _FIGURE[:4]] != answered:
            row.version += 1
        if [getattr(row, name) for name in _FIGURE[:-1]] != before:
            changed.append(row)
    ReportFigure.objects.bulk_create(new)
    ReportFigure.objects.bulk_update(changed, _FIGURE, batch_size=100)


def _take_over(row: ReportFigure, told: Gathered) -> ReportFigure:
    row.counted, row.counted_of = told.value, told.of
    if not row.is_edited:
        row.value, row.of, row.estimate = told.value, told.of, told.estimate
        row.entries = list(told.entries)
    return row


def _gather_texts(report: Report, *, on: dt.date) -> None:
    parts = parts_of(report, on=on)
    is_relay = Report.objects.filter(cycle=report.gathers_id).count() == 1
    rows = {row.section_id: row for row in ReportText.objects.filter(report=report)}
    new, changed = [], []
    for section in FormSection.objects.filter(form_version__cycles=report.cycle_id, has_text=True):
        proposed = merged(parts.get(section.pk, []), is_relay=is_relay)
        row = rows.get(section.pk)
        if row is None:
            new.append(ReportText(report=report, section=section, text=proposed, proposed=proposed))
        elif row.proposed != proposed:
            row.proposed = proposed
            if not row.is_edited:
                row.text = proposed
                row.version += 1
            changed.append(row)
    ReportText.objects.bulk_create(new)
    ReportText.objects.bulk_update(changed, _TEXT, batch_size=100)
