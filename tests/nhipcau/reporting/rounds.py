"""Forms, cycles and reports for tests, written straight into the tables: `form_of(...)`, `round_of(...)`, `hand_in(...)`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from nhipcau.accounts.models import User
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan
from nhipcau.reporting.models import (
    FormSection,
    FormVersion,
    Indicator,
    Report,
    ReportCycle,
    ReportFigure,
    ReportForm,
    ReportState,
    ReportText,
    VersionState,
)

HALF_YEAR = (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
DUE = dt.date(2026, 6, 15)
FIGURES: tuple[dict[str, Any], ...] = (
    {"code": "BT.01", "label": "Số bản tin đối ngoại đã phát hành", "measure": "số", "is_required": True},
    {"code": "KP.01", "label": "Kinh phí đã thực hiện", "type": "money", "measure": "đồng"},
    {"code": "TL.01", "label": "Nhiệm vụ hoàn thành đúng hạn", "type": "share", "gathering": "share"},
    {"code": "CN.01", "label": "Có cán bộ đầu mối", "type": "yes-no", "gathering": "count-yes"},
    {"code": "NN.01", "label": "Ngôn ngữ đã dùng", "type": "list", "gathering": "distinct"},
    {"code": "TB.01", "label": "Số tin trung bình mỗi tháng", "gathering": "average"},
    {"code": "MN.01", "label": "Số trang thông tin tiếng nước ngoài đang có", "gathering": "last"},
)
SECTIONS: tuple[dict[str, Any], ...] = (
    {"title": "Công tác chỉ đạo", "is_required": True},
    {"title": "Kết quả thực hiện", "has_text": False},
    {"title": "Xuất bản phẩm", "level": 2, "is_required": True},
    {"title": "Khó khăn, kiến nghị"},
)


def form_of(
    user: User,
    *,
    key: str = "thu-nghiem",
    sections: Sequence[Mapping[str, Any]] = SECTIONS,
    figures: Sequence[Mapping[str, Any]] = FIGURES,
) -> FormVersion:
    """A published form; figures stand in its last section but one."""
    form = ReportForm.objects.create(key=key, name="Báo cáo thông tin đối ngoại 6 tháng", cadence="half-year")
    version = FormVersion.objects.create(
        form=form,
        state=VersionState.PUBLISHED,
        subject="Kết quả công tác thông tin đối ngoại",
        changed_by=user,
    )
    ReportForm.objects.filter(pk=form.pk).update(current=version)
    kept = [
        FormSection.objects.create(form_version=version, position=place, **section)
        for place, section in enumerate(sections, start=1)
    ]
    for place, figure in enumerate(figures, start=1):
        Indicator.objects.create(form_version=version, section=kept[-2], position=place, **figure)
    return version


def round_of(
    version: FormVersion,
    keeper: Unit,
    units: Iterable[Unit],
    user: User,
    *,
    now: dt.datetime,
    period: tuple[dt.date, dt.date] = HALF_YEAR,
    cut_off_on: dt.date = dt.date(2026, 6, 10),
    due_on: dt.date = DUE,
    plan: Plan | None = None,
    feeds: ReportCycle | None = None,
    level: str = "units",
    title: str = "Báo cáo 6 tháng đầu năm 2026",
) -> ReportCycle:
    """A cycle with one report awaited from each unit."""
    cycle = ReportCycle.objects.create(
        form_version=version, plan=plan, level=level, cadence="half-year", title=title, keeper=keeper, feeds=feeds,
        period_from=period[0], period_to=period[1], cut_off_on=cut_off_on, due_on=due_on, opened_by=user,
        opened_at=now, key=uuid.uuid4(),
    )  # fmt: skip
    Report.objects.bulk_create(Report(cycle=cycle, unit=unit) for unit in units)
    return cycle


def hand_in(
    report: Report,
    user: User,
    *,
    now: dt.datetime,
    state: str = ReportState.SENT,
    figures: Mapping[str, Any] | None = None,
    texts: Mapping[int, str] | None = None,
    nothing_because: str = "",
    first_sent_on: dt.date | None = None,
) -> Report:
    """Put a report into a state with its answers: figures by code (a number, a pair for a share, a list), texts by position."""
    decided = (
        {"decided_by": user, "decided_at": now}
        if state in {ReportState.RETURNED, ReportState.ACCEPTED}
        else {}
    )
    Report.objects.filter(pk=report.pk).update(
        state=state, sent_by=user, sent_at=now, first_sent_on=first_sent_on or now.date(), is_nothing=bool(nothing_because),
        nothing_because=nothing_because, **decided,
    )  # fmt: skip
    by_code = {row.code: row for row in Indicator.objects.filter(form_version__cycles=report.cycle_id)}
    for code, told in (figures or {}).items():
        ReportFigure.objects.create(report=report, indicator=by_code[code], **answer(told))
    sections = {row.position: row for row in FormSection.objects.filter(form_version__cycles=report.cycle_id)}
    for position, text in (texts or {}).items():
        ReportText.objects.create(report=report, section=sections[position], text=text)
    return Report.objects.select_related("unit", "cycle").get(pk=report.pk)


def answer(told: Any) -> dict[str, Any]:
    """The fields of a figure: a mapping as it is."""
    if isinstance(told, dict):
        return told
    if isinstance(told, tuple):
        return {"value": Decimal(told[0]), "of": Decimal(told[1])}
    if isinstance(told, list):
        return {"value": Decimal(len(told)), "entries": told}
    return {"value": Decimal(told)}
