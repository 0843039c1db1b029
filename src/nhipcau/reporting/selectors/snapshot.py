"""What a report says, by value: of the frozen snapshot where it was accepted, of the rows as they are where it was not."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from nhipcau.delivery.models import EvidenceFile
from nhipcau.kernel.clock import day_of
from nhipcau.organisations.models import Unit
from nhipcau.organisations.selectors import NameOfTheDay, names_on
from nhipcau.organisations.selectors.letterhead import body_of
from nhipcau.reporting.models import (
    COUNTED,
    FigureSource,
    FormSection,
    Indicator,
    Report,
    ReportCycle,
    ReportFigure,
    ReportFile,
    ReportSnapshot,
    ReportState,
    ReportText,
)
from nhipcau.reporting.selectors.consolidation import parts_of

SCHEMA = 1
Content = dict[str, Any]


def latest_snapshot(report: Report) -> ReportSnapshot | None:
    """The frozen form of a report that stands accepted; None where it does not (unlocked again, not accepted yet)."""
    if report.state != ReportState.ACCEPTED:
        return None
    found: ReportSnapshot | None = ReportSnapshot.objects.filter(report=report).order_by("-ordinal").first()
    return found


def content_of(report: Report, *, now: dt.datetime) -> Content:
    """All that a document of the report needs, as plain values: twenty queries at most, however many units and figures.

    Units bear their names of the day of `now`. Numbers are written as text, so that no digit is lost on the way.
    """
    cycle = ReportCycle.objects.select_related("form_version__form", "plan__unit", "keeper").get(
        pk=report.cycle_id
    )
    unit, on = Unit.objects.get(pk=report.unit_id), day_of(now)
    children = _children(report)
    lines = list(Unit.objects.filter(path__in=Unit.paths_to(unit.path)).order_by("path"))
    known = {each.pk: each for each in [*lines, unit, cycle.keeper, *(child.unit for child in children)]}
    names = names_on(known, on=on)

    def named(each: Unit) -> dict[str, str]:
        return body_of(each, names[each.pk])

    return {
        "schema": SCHEMA,
        "report": _head(report, on),
        "form": _form(cycle),
        "cycle": _cycle(cycle),
        "plan": _plan(cycle),
        "unit": {**named(unit), "address": unit.address, "phone": unit.phone, "email": unit.email},
        "above": [named(each) for each in lines if each.pk != unit.pk],
        "keeper": named(cycle.keeper),
        "gathers": _gathered(report),
        "units": _units(children, names) if report.gathers_id else [],
        "sections": _sections(report, on),
        "figures": _figures(report, children),
    }


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write a content down: sorted keys, no blanks, no escapes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(value: Decimal | int | None) -> str | None:
    """A number as it is kept: "12", "3.5"; None stays None."""
    if value is None:
        return None
    plain = f"{Decimal(value):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _head(report: Report, on: dt.date) -> Content:
    return {
        "id": report.pk,
        "state": report.state,
        "is_nothing": report.is_nothing,
        "nothing_because": report.nothing_because,
        "first_sent_on": _day(report.first_sent_on),
        "said_on": _day(on),
    }


def _form(cycle: ReportCycle) -> Content:
    version = cycle.form_version
    form = version.form
    return {
        "key": form.key,
        "name": form.name,
        "version": version.ordinal,
        "subject": version.subject,
        "legal_basis": form.legal_basis,
    }


def _cycle(cycle: ReportCycle) -> Content:
    return {
        "id": cycle.pk,
        "title": cycle.title,
        "level": cycle.level,
        "cadence": cycle.cadence,
        "period_from": _day(cycle.period_from),
        "period_to": _day(cycle.period_to),
        "cut_off_on": _day(cycle.cut_off_on),
        "due_on": _day(cycle.due_on),
        "has_estimates": cycle.has_estimates,
        "is_outward": cycle.is_outward,
        "receiver_name": cycle.receiver_name,
    }


def _plan(cycle: ReportCycle) -> Content | None:
    plan = cycle.plan
    if plan is None:
        return None
    return {
        "title": plan.title,
        "issuer": plan.unit.name,
        "number": plan.number,
        "symbol": plan.symbol,
        "issued_on": _day(plan.issued_on),
    }


def _gathered(report: Report) -> Content | None:
    """The cycle that a consolidated report sums up."""
    cycle = report.gathers
    if cycle is None:
        return None
    return {"id": cycle.pk, "title": cycle.title, "due_on": _day(cycle.due_on)}


def _children(report: Report) -> list[Report]:
    """The reports that a consolidated one sums up, in the order of the register."""
    if not report.gathers_id:
        return []
    return list(Report.objects.filter(cycle=report.gathers_id).select_related("unit").order_by("unit__path"))


def _units(children: Iterable[Report], names: Mapping[int, NameOfTheDay]) -> list[Content]:
    """Who answered, who did not, and the digest of what was accepted."""
    children = list(children)
    digests = snapshots_of(children)
    due = children[0].cycle.due_on if children else None
    return [
        {
            **body_of(child.unit, names[child.unit_id]),
            "report": child.pk,
            "state": child.state,
            "is_nothing": child.is_nothing,
            "nothing_because": child.nothing_because,
            "first_sent_on": _day(child.first_sent_on),
            "is_late": bool(child.first_sent_on and due and child.first_sent_on > due),
            "is_counted": child.state in COUNTED,
            "sha256": digests.get(child.pk),
        }
        for child in children
    ]


def snapshots_of(reports: Collection[Report]) -> dict[int, str]:
    """The digest of the newest snapshot of each accepted report: one query."""
    accepted = [report.pk for report in reports if report.state == ReportState.ACCEPTED]
    rows = ReportSnapshot.objects.filter(report__in=accepted).order_by("report_id", "ordinal")
    return dict(rows.values_list("report_id", "sha256"))


def _sections(report: Report, on: dt.date) -> list[Content]:
    texts = {row.section_id: row for row in ReportText.objects.filter(report=report)}
    files = _files(report)
    parts = parts_of(report, on=on)
    found = []
    for section in FormSection.objects.filter(form_version__cycles=report.cycle_id).order_by("position"):
        text = texts.get(section.pk)
        found.append(
            {
                "position": section.position,
                "level": section.level,
                "title": section.title,
                "has_text": section.has_text,
                "text": text.text if text else "",
                "files": files.get(section.pk, []),
                "parts": [{"units": part.units, "text": part.text} for part in parts.get(section.pk, [])],
            }
        )
    loose = files.get(None, [])
    if loose:
        found.append(
            {
                "position": 0,
                "level": 0,
                "title": "",
                "has_text": False,
                "text": "",
                "files": loose,
                "parts": [],
            }
        )
    return found


def _files(report: Report) -> dict[int | None, list[Content]]:
    found: dict[int | None, list[Content]] = defaultdict(list)
    for row in ReportFile.objects.filter(report=report).select_related("file").order_by("pk"):
        found[row.section_id].append({"name": row.file.original_name, "sha256": row.file.sha256})
    return found


def _figures(report: Report, children: list[Report]) -> list[Content]:
    kept = {row.indicator_id: row for row in ReportFigure.objects.filter(report=report)}
    sources = _sources(report)
    contributions = _contributions(children)
    indicators = Indicator.objects.filter(form_version__cycles=report.cycle_id).select_related("section")
    found = []
    for indicator in indicators.order_by("position"):
        figure = kept.get(indicator.pk)
        found.append(
            {
                "code": indicator.code,
                "label": indicator.label,
                "type": indicator.type,
                "measure": indicator.measure,
                "gathering": indicator.gathering,
                "section": indicator.section.position,
                **_answer(figure),
                "note": figure.note if figure else "",
                "is_edited": bool(figure and figure.is_edited),
                "counted": written(figure.counted) if figure else None,
                "sources": sources.get(figure.pk, []) if figure else [],
                "contributions": contributions.get(indicator.code, []),
            }
        )
    return found


def _answer(figure: ReportFigure | None) -> Content:
    if figure is None:
        return {"value": None, "of": None, "estimate": None, "entries": []}
    return {
        "value": written(figure.value),
        "of": written(figure.of),
        "estimate": written(figure.estimate),
        "entries": list(figure.entries),
    }


def _contributions(children: list[Report]) -> dict[str, list[Content]]:
    """What each counted report adds to a figure, by code: a unit's name and digest stand in `units` under its code."""
    counted = {child.pk: child.unit.code for child in children if child.state in COUNTED}
    if not counted:
        return {}
    rows = ReportFigure.objects.filter(report__in=list(counted)).order_by("report__unit__path")
    found: dict[str, list[Content]] = defaultdict(list)
    columns = ("report_id", "indicator__code", "value", "of", "estimate", "entries")
    for pk, code, value, of, estimate, entries in rows.values_list(*columns):
        if value is None and not entries and estimate is None:
            continue
        found[code].append(
            {
                "unit": counted[pk],
                "value": written(value),
                "of": written(of),
                "estimate": written(estimate),
                "entries": entries,
            }
        )
    return found


def _sources(report: Report) -> dict[int, list[Content]]:
    """What each figure was counted from, as it was: evidence with its files, duties, vouchers, allocations."""
    asked = FigureSource.objects.filter(figure__report=report).order_by("figure_id", "pk")
    rows = list(asked.select_related("evidence", "obligation__task", "voucher__file", "allocation"))
    files = files_of_evidence({row.evidence_id for row in rows if row.evidence_id})
    found: dict[int, list[Content]] = defaultdict(list)
    for row in rows:
        found[row.figure_id].append({"amount": written(row.amount), **_source(row, files)})
    return found


def files_of_evidence(evidence: Collection[int]) -> dict[int, list[Content]]:
    """The files of these pieces of evidence with their digests: one query."""
    found: dict[int, list[Content]] = defaultdict(list)
    if not evidence:
        return found
    rows = EvidenceFile.objects.filter(evidence__in=evidence).order_by("evidence_id", "pk")
    for pk, file, name, digest in rows.values_list(
        "evidence_id", "file_id", "file__original_name", "file__sha256"
    ):
        found[pk].append({"id": file, "name": name, "sha256": digest})
    return found


def _source(row: FigureSource, files: Mapping[int, list[Content]]) -> Content:
    said: Content = {}
    if row.obligation is not None:
        duty = row.obligation
        said["duty"] = {
            "id": duty.pk,
            "task": duty.task.text,
            "due_on": _day(duty.due_on),
            "met_on": _day(duty.met_on),
        }
    if row.evidence is not None:
        piece = row.evidence
        said["evidence"] = {
            "id": piece.pk,
            "note": piece.note,
            "link": piece.link,
            "done_on": _day(piece.done_on),
            "figure": piece.figure,
            "figure_of": piece.figure_of,
            "files": files.get(piece.pk, []),
        }
    if row.voucher is not None:
        paid = row.voucher
        digest = paid.file.sha256 if paid.file else None
        said["voucher"] = {
            "id": paid.pk,
            "number": paid.number,
            "what": paid.what,
            "spent_on": _day(paid.spent_on),
            "sha256": digest,
        }
    if row.allocation is not None:
        given = row.allocation
        said["allocation"] = {"id": given.pk, "decision": given.decision, "on": _day(given.on)}
    return said


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
