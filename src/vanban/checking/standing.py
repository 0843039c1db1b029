"""Units and provinces that were no more on the day of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.catalog.provinces import gone_province
from vanban.catalog.successions import succession_of
from vanban.checking.rule import Case, Rule
from vanban.checking.specimen import TASK, specimen
from vanban.model import Finding, Severity, Span


def _named_units(case: Case) -> dict[str, tuple[list[Span], list[int]]]:
    """Every unit that the plan gives work, writes to or hears from, with where it is named."""
    found: dict[str, tuple[list[Span], list[int]]] = {}

    def add(name: str, spans: tuple[Span, ...], task: int | None = None) -> None:
        places, tasks = found.setdefault(name, ([], []))
        places.extend(spans[:1])
        if task is not None:
            tasks.append(task)

    for index, task in case.tasks():
        for name in (*task.lead, *task.coop):
            add(name, task.spans, index)
    for deadline in case.document.deadlines:
        for name in (*deadline.senders, *deadline.receivers):
            add(name, deadline.spans)
    for recipient in case.document.recipients:
        for name in re.split(r"[;,]\s*", recipient.text):
            add(name, recipient.spans)
    return found


class UnitNoMore(Rule):
    """Work given to a unit that was merged away before the plan was signed reaches nobody."""

    id = "unit-no-more"
    severity = Severity.WARNING
    source = (
        "Nghị quyết 176/2025/QH15; Nghị định 150/2025/NĐ-CP; Luật Tổ chức chính quyền địa phương 72/2025/QH15"
    )
    good = specimen()
    bad = specimen(TASK.replace("Sở Tài chính", "Sở Kế hoạch và Đầu tư"))

    def find(self, case: Case) -> Iterator[Finding]:
        if case.day is None:
            return
        for name, (spans, tasks) in _named_units(case).items():
            row = succession_of(name, case.day)
            if row is None:
                continue
            after = " hoặc ".join(row.successors)
            yield self.finding(
                f"“{name}” không còn từ {row.since:%d/%m/%Y}; việc do {after} đảm nhận. Hãy sửa tên đơn vị.",
                f"“{name}” is no more since {row.since:%d/%m/%Y}; {' or '.join(row.successors)} carries its work. Mend the name.",
                list(dict.fromkeys(spans)),
                task=tasks[0] if len(set(tasks)) == 1 else None,
            )


_PROVINCE = re.compile(
    r"\b[Tt]ỉnh\s+((?:[A-ZĐÀ-Ỹ][\w]*)(?:\s*-\s*|\s+)?(?:[A-ZĐÀ-Ỹ][\w]*(?:\s*-\s*|\s+)?){0,4})"
)


class ProvinceNoMore(Rule):
    """The name of a province that had been merged into another on the day of the plan."""

    id = "province-no-more"
    severity = Severity.WARNING
    source = "Nghị quyết 202/2025/QH15"
    good = specimen()
    bad = specimen(TASK.replace("Sở Tài chính", "Sở Tài chính tỉnh Hà Nam"))

    def find(self, case: Case) -> Iterator[Finding]:
        if case.day is None:
            return
        named = _named_units(case)
        issuer = case.document.header.issuer
        if issuer:
            named.setdefault(issuer, (list(case.whole()), []))
        for name, (spans, tasks) in named.items():
            found = _PROVINCE.search(name)
            gone = gone_province(" ".join(found[1].split()), case.day) if found else None
            if gone is None:
                continue
            yield self.finding(
                f"“{name}”: tỉnh {gone.name} đã hợp nhất vào {gone.successor} từ {gone.valid_to:%d/%m/%Y}. Hãy sửa tên.",
                f"“{name}”: {gone.name} province went into {gone.successor} on {gone.valid_to:%d/%m/%Y}. Mend the name.",
                list(dict.fromkeys(spans)),
                task=tasks[0] if len(set(tasks)) == 1 else None,
            )


RULES: tuple[type[Rule], ...] = (UnitNoMore, ProvinceNoMore)
