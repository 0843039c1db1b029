"""Gaps and repeats in the numbers of headings and points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import TASK, specimen
from vanban.model import Finding, Line, LineKind, Severity
from vanban.text.labels import Label, LabelKind, label_of
from vanban.text.numerals import VIETNAMESE_LETTERS, int_to_roman, letter_follows, roman_to_int

LARGEST_GAP = 3
DEEPEST = 16  # lists open in one another; beyond, the outermost is forgotten
"""A larger leap is no forgotten number but another list."""


@dataclass(slots=True)
class _Open:
    """The last label of a list that is open."""

    kind: LabelKind
    depth: int
    prefix: str
    value: int
    label: str
    line: Line


@dataclass(slots=True)
class _Step:
    """Two labels of one list that do not follow each other."""

    before: _Open
    after: _Open


def _value(label: Label) -> int | None:
    """The place of a label in its list, from 1."""
    last = label.text.rsplit(".", 1)[-1].split()[-1]
    if last.isdecimal():
        return int(last)
    if label.kind in (LabelKind.LETTER, LabelKind.UPPER):
        low = last.lower()
        return VIETNAMESE_LETTERS.index(low) + 1 if low in VIETNAMESE_LETTERS else None
    return roman_to_int(last)


def _opened(label: Label, line: Line) -> _Open | None:
    value = _value(label)
    if value is None:
        return None
    prefix = label.text.rpartition(".")[0] if label.kind is LabelKind.NUMBER else ""
    return _Open(label.kind, label.depth, prefix, value, label.text, line)


def _follows(before: _Open, after: _Open) -> bool:
    if after.value == before.value + 1:
        return True
    return before.kind in (LabelKind.LETTER, LabelKind.UPPER) and letter_follows(
        before.label.lower(), after.label.lower()
    )


@dataclass(slots=True)
class _Lists:
    """The open lists, outermost first; `steps` are the faults found."""

    open: list[_Open] = field(default_factory=list)
    steps: list[_Step] = field(default_factory=list)
    skipped_d: list[_Step] = field(default_factory=list)

    def take(self, label: Label, line: Line) -> None:
        """Place one label in its list."""
        if label.kind in (LabelKind.ANNEX, LabelKind.PART):
            self.open.clear()
            return
        new = _opened(label, line)
        if new is None:
            return
        alike = [
            i
            for i, o in enumerate(self.open)
            if (o.kind, o.depth, o.prefix) == (new.kind, new.depth, new.prefix)
        ]
        for at in reversed(alike):
            if _follows(self.open[at], new):
                if new.value > self.open[at].value + 1:
                    self.skipped_d.append(_Step(self.open[at], new))
                self._replace(at, new)
                return
        if new.value == 1 or not alike:
            # A list that begins: inside the innermost one, or beside the last of its own kind.
            if alike and alike[-1] == len(self.open) - 1:
                self._replace(alike[-1], new)
            else:
                self._nest(new)
            return
        before = self.open[alike[-1]]
        if new.value == before.value or before.value < new.value <= before.value + LARGEST_GAP + 1:
            self.steps.append(_Step(before, new))
        self._replace(alike[-1], new)

    def _replace(self, at: int, new: _Open) -> None:
        del self.open[at:]
        self.open.append(new)

    def _nest(self, new: _Open) -> None:
        if new.kind in (LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.UPPER) and new.value == 1:
            self.open = [o for o in self.open if o.kind < new.kind]
        self.open = [*self.open[1 - DEEPEST :], new]


def _walk(case: Case) -> _Lists:
    lists = _Lists()
    start = case.document.header.spans[-1].end if case.document.header.spans else 0
    for line in case.lines:
        if line.kind is not LineKind.BODY or line.start < start:
            continue
        label = label_of(line.text)
        if label is not None and not label.is_bullet:
            lists.take(label, line)
    return lists


def _name(kind: LabelKind, value: int, prefix: str) -> str:
    if kind is LabelKind.ROMAN:
        return int_to_roman(value)
    if kind is LabelKind.LETTER:
        return f"{VIETNAMESE_LETTERS[value - 1]})"
    if kind is LabelKind.UPPER:
        return VIETNAMESE_LETTERS[value - 1].upper()
    if kind is LabelKind.ARTICLE:
        return f"Điều {value}"
    return f"{prefix}.{value}" if prefix else str(value)


def _is_run_together(case: Case, before: _Open, after: _Open) -> bool:
    """Whether the missing label stands inside a line between the two ("... hàng năm b. Địa điểm")."""
    lost = _name(after.kind, before.value + 1, after.prefix).rstrip(")")
    between = case.source.text[before.line.start : after.line.start]
    return re.search(rf"(?:^|\s){re.escape(lost)}\s?[.)/-]", between) is not None


class NumberingGap(Rule):
    """A number that is left out or used twice: something was lost, or references go wrong."""

    id = "numbering-gap"
    severity = Severity.WARNING
    source = f"{DECREE_30}, phụ lục I phần II mục 6"
    good = specimen(
        "1. Các điểm\na) Nội dung thứ nhất;\nb) Nội dung thứ hai;\nc) Nội dung thứ ba;\nd) Nội dung thứ tư;\nđ) Nội dung thứ năm."
    )
    bad = specimen(f"{TASK}\n\n3. Trang thông tin\nNâng cấp trang thông tin bằng tiếng Anh.")

    def find(self, case: Case) -> Iterator[Finding]:
        for step in _walk(case).steps:
            before, after = step.before, step.after
            if after.value > before.value and _is_run_together(case, before, after):
                continue
            if after.value == before.value:
                vi = f"Số “{after.label}” dùng hai lần. Hãy đánh số lại."
                en = f"“{after.label}” is used twice. Number the points anew."
            else:
                lost = ", ".join(
                    _name(after.kind, value, after.prefix) for value in range(before.value + 1, after.value)
                )
                vi = f"Sau “{before.label}” đến “{after.label}”: thiếu {lost}. Hãy kiểm tra có mất nội dung không, rồi đánh số lại."
                en = f"“{before.label}” is followed by “{after.label}”: {lost} is missing. See whether text was lost, then number anew."
            yield self.finding(
                vi, en, (before.line.span, after.line.span), task=case.task_at(after.line.span)
            )


class LetterDSkipped(Rule):
    """Points follow the Vietnamese alphabet: "đ)" comes between "d)" and "e)"."""

    id = "letter-d-skipped"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 6 (điểm theo thứ tự chữ cái tiếng Việt)"
    good = NumberingGap.good
    bad = NumberingGap.good.replace("đ) ", "e) ")

    def find(self, case: Case) -> Iterator[Finding]:
        skipped = _walk(case).skipped_d
        if skipped:
            yield self.finding(
                "Các điểm đánh theo bảng chữ cái tiếng Việt: sau “d)” là “đ)”, rồi mới đến “e)”.",
                "Points follow the Vietnamese alphabet: after “d)” comes “đ)”, then “e)”.",
                [step.after.line.span for step in skipped],
            )


RULES: tuple[type[Rule], ...] = (NumberingGap, LetterDSkipped)
