"""Checks on what a task says of who does how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import TASK, specimen
from vanban.model import Finding, Severity, Span
from vanban.text.folding import fold

MANY = 5
"""Above so many tasks without a lead in one part of the plan, the part is named once instead of each task."""


class TaskWithoutLead(Rule):
    """A task that makes nobody responsible cannot be followed up."""

    id = "task-without-lead"
    severity = Severity.WARNING
    source = f"{DECREE_30}, điều 23 khoản 2"
    good = specimen()
    bad = specimen("1. Bản tin đối ngoại\nPhát hành bản tin đối ngoại của tỉnh trong quý II/2026.")

    def find(self, case: Case) -> Iterator[Finding]:
        bare = [(index, task) for index, task in case.tasks() if not task.lead]
        kinds = {section.path[:1]: section.kind for section in reversed(case.document.sections)}
        assigned = any(task.lead and kinds.get(task.path[:1]) == "assignment" for _, task in case.tasks())
        for part, group in groupby(
            bare, key=lambda pair: pair[1].path[:1] if pair[1].path[:1] in kinds else ()
        ):
            found = list(group)
            # Many plans list the work first and then say, unit by unit, who does what: that is a form, not a slip.
            severity = Severity.INFO if assigned and kinds.get(part) == "tasks" else None
            if len(found) > MANY:
                vi, en = (f"Phần {part[0]}", f"Part {part[0]}") if part else ("Kế hoạch", "The plan")
                yield self.finding(
                    f"{vi} có {len(found)} nhiệm vụ chưa nêu đơn vị chủ trì. Hãy giao từng nhiệm vụ cho một đơn vị.",
                    f"{en} has {len(found)} tasks without a lead. Name a unit for each of them.",
                    [task.spans[0] for _, task in found if task.spans],
                    severity=severity,
                )
                continue
            for index, task in found:
                yield self.finding(
                    "Nhiệm vụ chưa nêu đơn vị chủ trì. Hãy ghi rõ đơn vị chịu trách nhiệm.",
                    "The task names no lead. Say which unit is responsible.",
                    task.spans,
                    task=index,
                    severity=severity,
                )


_GENERIC = re.compile(
    r"^(?:cac|moi|mot so|nhung|tat ca|toan the|thu truong|lanh dao|nguoi dung dau|tung|dai dien)\b|\blien quan\b"
    r"|^(?:co quan|don vi|dia phuong|doanh nghiep|to chuc)\b"
)
_WRITTEN_OUT = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bhdnd\b"), "hoi dong nhan dan"),
    (re.compile(r"\bttdn\b"), "thong tin doi ngoai"),
    (re.compile(r"\btt&tt\b|\btttt\b"), "thong tin va truyen thong"),
    (re.compile(r"\bvh,?tt&dl\b|\bvhttdl\b"), "van hoa the thao va du lich"),
    (re.compile(r"\bpt-?th\b"), "phat thanh truyen hinh"),
    (re.compile(r"\bmttq\b"), "mat tran to quoc"),
    (re.compile(r"\b(?:va|viet nam)\b|[,.\-–]"), " "),
)
_PLACE = re.compile(r"\b(?:tinh|thanh pho|tp)(?: [a-z]+){0,4}$")


def unit_key(name: str) -> str:
    """A unit's name for comparing: folded, standing abbreviations written out, without the words that join."""
    text = fold(name)
    for pattern, long in _WRITTEN_OUT:
        text = pattern.sub(long, text)
    return " ".join(text.split())


def _without_place(key: str) -> str:
    return _PLACE.sub("", key).strip()


class UnknownUnit(Rule):
    """A unit that is in no register: a slip of the pen, an old name, or a unit to be added."""

    id = "unknown-unit"
    severity = Severity.WARNING
    source = "Danh bạ đơn vị của cơ quan lập kế hoạch"
    good = specimen()
    bad = specimen(TASK.replace("Sở Tài chính", "Sở Khí tượng"))

    def find(self, case: Case) -> Iterator[Finding]:
        if case.known_units is None:
            return
        keys = {unit_key(name) for name in case.known_units}
        keys |= {short for key in keys if (short := _without_place(key))}
        named: dict[str, list[tuple[int, tuple[Span, ...]]]] = {}
        for index, task in case.tasks():
            for name in (*task.lead, *task.coop):
                if not _GENERIC.search(fold(name)) and not self._is_known(name, keys):
                    named.setdefault(name, []).append((index, task.spans))
        for name, places in named.items():
            yield self.finding(
                f"“{name}” không có trong danh bạ đơn vị. Hãy kiểm tra tên, hoặc thêm đơn vị vào danh bạ.",
                f"“{name}” is in no register of units. Check the name, or add the unit to the register.",
                [span for _, spans in places for span in spans[:1]],
                task=places[0][0] if len(places) == 1 else None,
            )

    @staticmethod
    def _is_known(name: str, keys: set[str]) -> bool:
        key = unit_key(name)
        return key in keys or _without_place(key) in keys


_PERIODS = r"tháng|quý|năm|tuần"
_COUNT_ALONE = re.compile(
    rf"(?<![\d/.,])(\d{{1,3}}(?: ?[-–] ?\d{{1,3}})?) ?/ ?({_PERIODS})\b(?! ?\d)"
    rf"|\b(?:mỗi|hằng|hàng) (?:{_PERIODS}) ?:? ?(?:ít nhất|tối thiểu|từ)? ?(\d{{1,3}}(?: ?[-–] ?\d{{1,3}})?) ?(?=[.;,)]|$)",
    re.IGNORECASE | re.MULTILINE,
)


class TargetWithoutNoun(Rule):
    """A recurring target that counts nothing ("02/quý") cannot be met or missed."""

    id = "target-without-noun"
    severity = Severity.WARNING
    source = "Nghị định số 72/2015/NĐ-CP, điều 24 (kế hoạch hằng năm); yêu cầu theo dõi được chỉ tiêu"
    good = specimen(TASK.replace("Quý II/2026", "01 số/quý"))
    bad = specimen(TASK.replace("Quý II/2026", "01/quý"))

    def find(self, case: Case) -> Iterator[Finding]:
        matches = list(_COUNT_ALONE.finditer(case.source.text, case.first_task_at))
        if not matches:
            return
        for index, task in case.tasks():
            extent = case.extent(index)
            found = next((m for m in matches if extent.start <= m.start() < extent.end), None)
            if found is None or task.quantity is not None:
                continue
            yield self.finding(
                f"Chỉ tiêu “{found[0].strip()}” chưa nói là bao nhiêu của cái gì. Hãy ghi thêm danh từ, ví dụ “số”, “bài”, “chuyên mục”.",
                f"The target “{found[0].strip()}” does not say of what. Add the noun, for example “số”, “bài”, “chuyên mục”.",
                [Span(found.start(), found.end())],
                task=index,
            )


class RepeatedTask(Rule):
    """The same words order the same work twice: usually a row copied by mistake."""

    id = "repeated-task"
    severity = Severity.INFO
    source = "Quy tắc soạn thảo: mỗi nhiệm vụ nêu một lần"
    good = specimen()
    bad = specimen(
        "1. Các nhiệm vụ\n- Sở Ngoại vụ tổ chức hội nghị gặp gỡ các đối tác nước ngoài của tỉnh tại trung tâm hội nghị.\n"
        "- Sở Ngoại vụ tổ chức hội nghị gặp gỡ các đối tác nước ngoài của tỉnh tại trung tâm hội nghị."
    )
    _SHORTEST = 60
    """Shorter items ("Công tác tuyên truyền") repeat because they are names."""

    def find(self, case: Case) -> Iterator[Finding]:
        seen: dict[tuple[tuple[str, ...], tuple[str, ...], str], int] = {}
        for index, task in case.tasks():
            text = task.text.strip(" .;,")
            key = (task.path[:-1], task.lead, text)
            if len(text) < self._SHORTEST:
                continue
            first = seen.setdefault(key, index)
            if first != index:
                yield self.finding(
                    "Nhiệm vụ này lặp lại nguyên văn một nhiệm vụ ở trên. Hãy bỏ một trong hai, hoặc nêu rõ chỗ khác nhau.",
                    "This task repeats another one above word for word. Drop one of them or say how they differ.",
                    (*case.document.tasks[first].spans[:1], *task.spans[:1]),
                    task=index,
                )


RULES: tuple[type[Rule], ...] = (TaskWithoutLead, UnknownUnit, TargetWithoutNoun, RepeatedTask)
