"""The forms that come with the system: kept as data beside the code, entered once and again only where the data changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from nhipcau.reporting.models import (
    FormSection,
    FormVersion,
    Gathering,
    Indicator,
    IndicatorType,
    ReportForm,
    VersionState,
)

FOLDER = Path(__file__).parents[1] / "shipped"
SECTION_FIELDS = ("level", "title", "guide", "has_text", "is_required", "filling", "kinds")
INDICATOR_FIELDS = (
    "code", "label", "type", "measure", "filling", "kinds", "words", "gathering", "is_required", "minimum", "maximum", "not_above", "takes_estimate",
)  # fmt: skip
# Answers of each type are gathered in one way, unless a form says otherwise where there is a choice.
USUAL_GATHERING: dict[str, str] = {
    IndicatorType.NUMBER: Gathering.SUM,
    IndicatorType.MONEY: Gathering.SUM,
    IndicatorType.SHARE: Gathering.SHARE,
    IndicatorType.YES_NO: Gathering.COUNT_YES,
    IndicatorType.LIST: Gathering.DISTINCT,
}
COUNTS = frozenset({IndicatorType.NUMBER, IndicatorType.MONEY, IndicatorType.SHARE})


def ship_forms() -> int:
    """Enter the shipped forms, and a further version of those whose data changed. Published versions stay. Returns how many were written.

    Run again it writes nothing. It signs with nobody's name: forms come with an installation as its tables do.
    """
    written = 0
    with transaction.atomic():
        for head, sections in shipped():
            written += _ship(head, sections)
    return written


def shipped() -> Iterator[tuple[Mapping[str, str], list[dict[str, Any]]]]:
    """(head, sections) of every form in the data, with all fields filled in."""
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for head in data["forms"]:
            yield head, [_section(row, head.get("next", "")) for row in data["sections"]]


def content_of(version: FormVersion) -> list[dict[str, Any]]:
    """The sections and indicators of a version as data, in order."""
    indicators: dict[int, list[dict[str, Any]]] = {}
    for row in Indicator.objects.filter(form_version=version).order_by("position"):
        indicators.setdefault(row.section_id, []).append(
            {name: _plain(getattr(row, name)) for name in INDICATOR_FIELDS}
        )
    return [
        {**{name: getattr(row, name) for name in SECTION_FIELDS}, "indicators": indicators.get(row.pk, [])}
        for row in FormSection.objects.filter(form_version=version).order_by("position")
    ]


def write_content(version: FormVersion, sections: list[dict[str, Any]]) -> None:
    """Enter sections and indicators of a version that has none."""
    rows = FormSection.objects.bulk_create(
        FormSection(form_version=version, position=place, **{name: section[name] for name in SECTION_FIELDS})
        for place, section in enumerate(sections, start=1)
    )
    entries = [
        (row, entry) for row, section in zip(rows, sections, strict=True) for entry in section["indicators"]
    ]
    Indicator.objects.bulk_create(
        Indicator(
            form_version=version,
            section=row,
            position=place,
            **{name: entry[name] for name in INDICATOR_FIELDS},
        )
        for place, (row, entry) in enumerate(entries, start=1)
    )


def _ship(head: Mapping[str, str], sections: list[dict[str, Any]]) -> bool:
    form, _new = ReportForm.objects.update_or_create(
        key=head["key"],
        defaults={
            "name": head["name"],
            "cadence": head["cadence"],
            "legal_basis": head["legal_basis"],
            "is_shipped": True,
        },
    )
    latest = form.current
    if latest is not None and latest.subject == head["subject"] and content_of(latest) == sections:
        return False
    last = FormVersion.objects.filter(form=form).aggregate(last=Max("ordinal"))["last"] or 0
    version = FormVersion.objects.create(
        form=form, ordinal=last + 1, state=VersionState.PUBLISHED, subject=head["subject"]
    )
    write_content(version, sections)
    form.current = version
    form.save(update_fields=["current"])
    return True


def _section(row: Mapping[str, Any], following: str) -> dict[str, Any]:
    usual = {
        "level": 1, "guide": "", "has_text": True, "is_required": False, "filling": "hand", "kinds": [],
    }  # fmt: skip
    full = {**usual, **row, "title": row["title"].replace("{next}", following)}
    full["indicators"] = [_indicator(entry) for entry in row.get("indicators", [])]
    return full


def _indicator(entry: Mapping[str, Any]) -> dict[str, Any]:
    kind = entry.get("type", IndicatorType.NUMBER.value)
    usual = {
        "type": kind, "measure": "", "filling": "hand", "kinds": [], "words": [], "gathering": USUAL_GATHERING[kind], "is_required": False,
        "minimum": 0 if kind in COUNTS else None, "maximum": None, "not_above": "", "takes_estimate": kind in COUNTS,
    }  # fmt: skip
    return {**usual, **entry}


def _plain(value: Any) -> Any:
    """Decimals of a row as the data writes them."""
    return int(value) if hasattr(value, "as_tuple") and value == int(value) else value
