"""Tags of rounds: figures as officers write them. `{% load rounds %}`"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from nhipcau.kernel.templatetags.nhipcau import STATES
from nhipcau.reporting.models import FormSection, Report, ReportCycle, ReportState
from nhipcau.reporting.selectors.comparison import UnitPoint
from nhipcau.reporting.selectors.drift import changes_of
from nhipcau.reporting.selectors.rounds import OverviewRow

register = template.Library()


@register.filter
def beside(values: Iterable[Any], others: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two lists side by side."""
    return list(zip(values, others, strict=False))


@register.filter
def figure(value: Decimal | None) -> str:
    """1.234,5: without zeros behind the comma; – where there is none."""
    if value is None:
        return "–"
    places = 0 if value == value.to_integral_value() else None
    plain = value.normalize() if places is None else value
    return str(number_format(plain, decimal_pos=places, force_grouping=True))


@register.simple_tag
def overview_cells(row: OverviewRow, titles: Sequence[str]) -> SafeString:
    """The rounds of one unit, written here: there are six hundred on a page. Each opens the report."""
    words: dict[str, str] = {}
    nothing = escape(gettext("not asked"))
    parts = []
    for cell, title in zip(row.cells, titles, strict=True):
        label = escape(title)
        if cell is None:
            parts.append(
                f'<td data-label="{label}" class="rr-heat"><span class="nc-meta">{nothing}</span></td>'
            )
            continue
        word = words.setdefault(cell.standing, str(escape(cell.standing.label)))
        parts.append(
            f'<td data-label="{label}" class="rr-heat rr-heat--{cell.look}"><a href="{reverse("reporting:report", args=[cell.report])}">'
            f'<span class="nc-badge nc-badge--{cell.look}"><span class="nc-badge__shape" aria-hidden="true">{STATES[cell.look][0]}</span>'
            f"{word}</span></a></td>"
        )
    return SafeString("".join(parts))


@register.simple_tag
def section_cells(cells: Sequence[str], sections: Sequence[FormSection]) -> SafeString:
    """How complete each section is: shape and word."""
    words = {
        "full": ("✓", gettext("complete")),
        "lacking": ("▲", gettext("lacking")),
        "empty": ("○", gettext("nothing yet")),
        "none": ("–", gettext("not asked for")),
    }
    parts = []
    for cell, section in zip(cells, sections, strict=False):
        shape, word = words[cell]
        shown = f" {escape(word)}" if cell == "lacking" else f'<span class="rr-word">{escape(word)}</span>'
        parts.append(
            f'<td class="rr-section rr-section--{cell}" data-label="{escape(section.title)}"><span aria-hidden="true">{shape}</span>{shown}</td>'
        )
    return SafeString("".join(parts))


@register.simple_tag
def unit_rows(units: Sequence[UnitPoint], before: ReportCycle | None) -> SafeString:
    """The units of a comparison, written here: there are hundreds."""
    now_word, missing = escape(gettext("Figure")), escape(gettext("not handed in"))
    label = escape(before.title) if before else ""
    parts = []
    for row in units:
        value = figure(row.value) if row.counts else f'<span class="nc-meta">{missing}</span>'
        parts.append(
            f'<tr><th scope="row"><a href="{reverse("reporting:report", args=[row.report.pk])}">{escape(row.report.unit.name)}</a></th>'
            f'<td class="nc-number" data-label="{now_word}">{value}</td>'
        )
        if before:
            parts.append(f'<td class="nc-number" data-label="{label}">{figure(row.before)}</td>')
        parts.append("</tr>")
    return SafeString("".join(parts))


@register.inclusion_tag("reporting/files.html")
def report_files(report: Report) -> Mapping[str, Any]:
    """Links to the files of a report, drafts where it is not accepted; and how much changed since it was."""
    is_begun = report.state != ReportState.AWAITED
    return {
        "report": report,
        "is_begun": is_begun,
        "is_draft": report.state != ReportState.ACCEPTED,
        "changed": len(changes_of(report)),
    }
