"""Lines of a spreadsheet of an estimate, understood: what each column means, and what is wrong in which cell.

Columns (one line of headings, in any order; marks and case do not matter) are those of `COLUMNS`. "Mã dòng" is the key that our own
sheets carry; a new line has none. "Thành tiền" is worked out and only held against what is typed.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from openpyxl.utils import get_column_letter

from nhipcau.budget.models import BudgetCode, FundSource
from nhipcau.budget.models.estimates import MOST
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.printable import is_printable
from nhipcau.plans.models import TaskKind

# Key → the heading our own sheets write; a sheet may write it without marks.
COLUMNS = {
    "key": "Mã dòng", "task": "Nhiệm vụ", "kind": "Loại việc", "content": "Nội dung chi", "measure": "Đơn vị tính", "quantity": "Số lượng",
    "times": "Số lần", "norm": "Định mức (đồng)", "amount": "Thành tiền (đồng)", "fund": "Nguồn kinh phí", "code": "Mục lục ngân sách",
    "quarter": "Quý", "note": "Ghi chú",
}  # fmt: skip
ALSO = {
    "dvt": "measure",
    "dinh muc": "norm",
    "thanh tien": "amount",
    "nguon": "fund",
    "tieu muc": "code",
    "noi dung": "content",
}
BY_HEADING = {**{fold(heading): key for key, heading in COLUMNS.items()}, **ALSO}
NEEDED = ("content", "norm")
TEXTS = {"content": 1000, "measure": 60, "note": 1000}
NUMBERS = {"quantity": 10**7, "times": 10**4, "norm": MOST}
_QUARTERS = {"": None, "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.\s]\d{3})+")
_WHOLE = re.compile(r"\d+(?:[.,]0+)?")
LONGEST_NUMBER = 60  # characters; beyond some thousand digits Python refuses to count at all


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell: its line, its column as letter and heading."""

    line: int
    message: str | Promise
    column: str = ""
    heading: str = ""

    @property
    def cell(self) -> str:
        """Such as "C7"; the number of the line alone where it concerns the whole line."""
        return f"{self.column}{self.line}"


@dataclass
class SheetLine:
    """One line of the sheet, understood; `fields` holds the columns the sheet has."""

    line: int
    key: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Vocabulary:
    """What words in cells may mean: tasks by label, kinds, sources and codes by name. Three queries, however many lines."""

    tasks: Mapping[str, uuid.UUID]
    kinds: dict[str, str] = field(default_factory=dict)
    funds: dict[str, FundSource] = field(default_factory=dict)
    codes: dict[str, BudgetCode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for language in ("en", "vi"):
            with override(language):
                self.kinds |= {fold(str(kind.label)): kind.value for kind in TaskKind}
        self.funds = {fold(each.name): each for each in FundSource.objects.all()}
        for each in BudgetCode.objects.all():
            self.codes |= {fold(each.code): each, fold(str(each)): each}


def understood(
    cells: Sequence[tuple[int, list[str]]], words: Vocabulary
) -> tuple[list[SheetLine], list[Fault]]:
    """The lines below the heading, and every fault in them. Refused where no line looks like a heading."""
    start, keys = _heading(cells)
    lines, faults = [], []
    for number, values in cells[start + 1 :]:
        given = {key: values[at].strip() if at < len(values) else "" for at, key in enumerate(keys) if key}
        if not any(given.get(name) for name in ("key", "content", "norm")):
            continue  # a total, or a remark below the table
        reader = _Reader(number, keys, words)
        lines.append(reader.read(given))
        faults += reader.faults
    seen: dict[int, int] = {}
    for row in lines:
        if row.key is not None and seen.setdefault(row.key, row.line) != row.line:
            said = _("The key %(key)s stands in line %(line)s already.") % {
                "key": row.key,
                "line": seen[row.key],
            }
            faults.append(_fault(row.line, "key", keys, said))
    return lines, faults


def _heading(cells: Sequence[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    for place, (_number, values) in enumerate(cells[:20]):
        keys = [BY_HEADING.get(fold(value), "") for value in values]
        if set(NEEDED) <= set(keys):
            return place, keys
    raise Refused(
        _("The sheet has no line of headings with “%(content)s” and “%(norm)s”. Nothing was imported: start from the sheet that this page exports.")
        % {"content": COLUMNS["content"], "norm": COLUMNS["norm"]},
        code="no-heading",
    )  # fmt: skip


def _fault(line: int, key: str, keys: Sequence[str], message: str | Promise) -> Fault:
    if key not in keys:
        return Fault(line, message)
    return Fault(line, message, get_column_letter(keys.index(key) + 1), COLUMNS[key])


class _Reader:
    """Reads one line and gathers its faults."""

    def __init__(self, line: int, keys: Sequence[str], words: Vocabulary) -> None:
        self.line, self.keys, self.words = line, keys, words
        self.faults: list[Fault] = []

    def wrong(self, key: str, message: str | Promise) -> None:
        self.faults.append(_fault(self.line, key, self.keys, message))

    def read(self, given: Mapping[str, str]) -> SheetLine:
        row = SheetLine(self.line, self.number("key", given["key"], 2**62) if given.get("key") else None)
        for name, most in TEXTS.items():
            if name in given:
                row.fields[name] = self.text(name, given[name], most)
        if not row.fields["content"]:
            self.wrong("content", _("The content of spending is missing."))
        for name, limit in NUMBERS.items():
            if name in given:
                empty = 0 if name == "norm" else 1
                row.fields[name] = self.number(name, given[name], limit) if given[name] else empty
        self.choices(given, row)
        self.hold_amount(given, row)
        return row

    def text(self, name: str, value: str, most: int) -> str:
        if not is_printable(value):
            self.wrong(name, _("Invisible control characters: type the cell anew."))
        if len(value) > most:
            self.wrong(name, _("Longer than %(most)s characters.") % {"most": most})
        return value

    def number(self, name: str, value: str, most: int) -> int:
        grouped = _THOUSANDS.fullmatch(value)
        if len(value) > LONGEST_NUMBER or not (grouped or _WHOLE.fullmatch(value)):
            self.wrong(name, _("“%(value)s” is no whole number.") % {"value": value[:40]})
            return 0
        whole = value if grouped else re.split(r"[.,]", value)[0]
        found = int(re.sub(r"\D", "", whole))
        if found > most:
            self.wrong(name, _("“%(value)s” is too large.") % {"value": value[:40]})
            return 0
        return found

    def choices(self, given: Mapping[str, str], row: SheetLine) -> None:
        if "task" in given:
            label = given["task"]
            row.fields["stem"] = self.words.tasks.get(fold(label)) if label else None
            if label and row.fields["stem"] is None:
                self.wrong("task", _("The plan has no task “%(value)s” in force.") % {"value": label[:60]})
        if given.get("kind"):
            row.fields["kind"] = self.words.kinds.get(fold(given["kind"]), "")
            if not row.fields["kind"]:
                self.wrong("kind", _("There is no kind of work “%(value)s”.") % {"value": given["kind"][:60]})
        for name, known, unknown in (
            ("fund", self.words.funds, _("There is no source of funds “%(value)s” in the list.")),
            ("code", self.words.codes, _("There is no budget code “%(value)s” in the list.")),
        ):
            if name in given:
                row.fields[name] = known.get(fold(given[name])) if given[name] else None
                if given[name] and row.fields[name] is None:
                    self.wrong(name, unknown % {"value": given[name][:60]})
        if "quarter" in given:
            said = fold(given["quarter"]).removeprefix("quy").strip()
            row.fields["quarter"] = _QUARTERS.get(said)
            if said not in _QUARTERS:
                self.wrong("quarter", _("A quarter is 1, 2, 3 or 4, or stays empty."))

    def hold_amount(self, given: Mapping[str, str], row: SheetLine) -> None:
        worked_out = row.fields.get("quantity", 1) * row.fields.get("times", 1) * row.fields["norm"]
        if worked_out > MOST:
            self.wrong("norm", _("The product is too large."))
        # A sheet that leaves quantity or times out cannot be held against its product.
        if given.get("amount") and {"quantity", "times"} <= set(given):
            told = self.number("amount", given["amount"], MOST)
            if told != worked_out and not self.faults:
                said = {"told": grouped(told), "right": grouped(worked_out)}
                self.wrong(
                    "amount",
                    _("The product is %(right)s, not %(told)s: correct the factors, or empty this cell.")
                    % said,
                )
