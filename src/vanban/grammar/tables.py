"""Tables of work: "STT – Nội dung – Chủ trì – Phối hợp – Thời gian – Sản phẩm".

What a column holds is told by its heading; a row that names only work, with a roman number or in
capitals, heads a group. Tables without such columns (figures, forms, letterheads) give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vanban.grammar.item import Attribute, AttributeKind
from vanban.grammar.outline import Table
from vanban.grammar.units import unwrapped
from vanban.model import Line, Span
from vanban.text.folding import fold
from vanban.text.labels import Label, LabelKind, label_of
from vanban.text.normalise import squeeze

Column = Literal["label", "work", "lead", "coop", "time", "other"]

HEADER_ROWS = 4  # rows among which the headings of the columns are looked for
_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("label", re.compile(r"^(?:tt|stt|so tt|so thu tu|muc)\.?$")),
    ("time", re.compile(r"\b(?:thoi gian|thoi han|tien do|hoan thanh|lo trinh|thoi diem)\b")),
    ("coop", re.compile(r"^(?!.*\bchu tri\b).*\bphoi hop\b")),
    (
        "other",
        re.compile(
            r"\b(?:san pham|ket qua|ghi chu|kinh phi|muc tieu|chi tieu|so luong|don vi tinh|can cu|lanh dao|dvt)\b"
        ),
    ),
    (
        "lead",
        re.compile(
            r"\bchu tri\b|\b(?:co quan|don vi|nganh|bo phan|phong|dia phuong)\b.*\b(?:thuc hien|tham muu|dau moi|phu trach|chiu trach nhiem)\b"
            r"|\b(?:phan cong|trach nhiem)\b|^(?:co quan|don vi)(?: (?:chinh|thuc hien))?$"
        ),
    ),
    (
        "work",
        re.compile(
            r"\b(?:noi dung|nhiem vu|cong viec|hoat dong|giai phap|ten|hang muc|viec|chuong trinh|de an)\b"
        ),
    ),
)
_COUNTER = re.compile(r"^\(?(?:\d{1,2}|[A-H])\)?$")
_BARE_LABEL = re.compile(r"^\(?([IVX]{1,6}|[A-HĐ]|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ])\)?\s*[.):/]?$")
_ATTRIBUTE: dict[Column, AttributeKind] = {"lead": "lead", "coop": "coop", "time": "time", "other": "other"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of work, or the head of a group (`is_group`); `label` as printed without punctuation."""

    label: str | None
    rank: int
    text: str
    attributes: tuple[Attribute, ...]
    is_group: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row by column: `texts` on one line, `units` with what stands on lines of its own parted."""

    texts: dict[int, str]
    units: dict[int, str]
    lines: tuple[Line, ...]
    bold: bool


@lru_cache(maxsize=16)  # one reading asks several times for the rows of each table
def rows_of_work(table: Table) -> tuple[Row, ...]:
    """The rows of a table of work; empty where the table is of another kind."""
    rows = [_cells(row) for row in table.rows]
    columns, headings, first = _columns_of(rows)
    if not columns:
        return ()
    found: list[Row] = []
    for index in range(first, len(rows)):
        row = rows[index]
        if _is_repeated_head(row) or all(_COUNTER.match(text) for text in row.texts.values()):
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        read = _read_row(row, following, columns, headings)
        if read is None and found and not found[-1].is_group:
            found[-1] = _with_more(found[-1], row, columns, headings)
        elif read is not None:
            found.append(read)
    return tuple(found)


def _cells(row: Sequence[tuple[object, list[Line]]]) -> _Cells:
    texts: dict[int, str] = {}
    units: dict[int, str] = {}
    lines: list[Line] = []
    for _, cell_lines in row:
        lines += cell_lines
        place = cell_lines[0].cell
        if place is not None:
            printed = [squeeze(line.text) for line in cell_lines]
            texts[place.column] = squeeze(" ".join(printed))
            units[place.column] = unwrapped("\n".join(printed))
    return _Cells(texts, units, tuple(lines), all(line.bold for line in lines))


def _columns_of(rows: Sequence[_Cells]) -> tuple[dict[int, Column], dict[int, str], int]:
    """Kinds and headings of the columns, and the first row below them; a second row may refine the first."""
    for at, row in enumerate(rows[:HEADER_ROWS]):
        columns = _kinds(row)
        if not _is_work(columns):
            following = _kinds(rows[at + 1]) if at + 1 < len(rows) else {}
            if "work" not in columns.values() or not {"lead", "coop", "time"} & set(following.values()):
                continue
            columns = _refined(columns, following)
            headings = {**row.texts, **rows[at + 1].texts}
            return columns, headings, at + 2
        following_row = rows[at + 1] if at + 1 < len(rows) else None
        if following_row and _refines(following_row, columns):
            return _refined(columns, _kinds(following_row)), {**row.texts, **following_row.texts}, at + 2
        return columns, row.texts, at + 1
    return {}, {}, 0


def _refined(columns: dict[int, Column], further: dict[int, Column]) -> dict[int, Column]:
    """The kinds of two rows of headings; the columns of label and work stay what the first row says."""
    kept = {column: kind for column, kind in columns.items() if kind in ("label", "work")}
    return {**columns, **further, **kept}


def _kinds(row: _Cells) -> dict[int, Column]:
    kinds: dict[int, Column] = {}
    for column, text in row.texts.items():
        folded = fold(text)
        if len(folded) > 90:
            return {}
        kind = next((kind for kind, pattern in _COLUMNS if pattern.search(folded)), None)
        if kind == "work" and "work" in kinds.values():
            kind = "other"
        if kind:
            kinds[column] = kind
    return kinds


def _is_work(columns: dict[int, Column]) -> bool:
    kinds = set(columns.values())
    return "work" in kinds and bool(kinds & {"lead", "coop", "time"})


def _refines(row: _Cells, columns: dict[int, Column]) -> bool:
    """Whether a row goes on with the headings ("Chủ trì" and "Phối hợp" under "Đơn vị thực hiện")."""
    kinds = _kinds(row)
    labelled = any(columns.get(column) == "label" for column in row.texts)
    return bool(kinds) and len(kinds) == len(row.texts) and not labelled and "work" not in kinds.values()


def _is_repeated_head(row: _Cells) -> bool:
    kinds = _kinds(row)
    return len(kinds) > 1 and len(kinds) == len(row.texts) and _is_work(kinds) and "label" in kinds.values()


def _read_row(
    row: _Cells, following: _Cells | None, columns: dict[int, Column], headings: dict[int, str]
) -> Row | None:
    """One row; None where it holds no work of its own (a cell merged over several rows)."""
    label_text = next((row.texts[c] for c, kind in columns.items() if kind == "label" and c in row.texts), "")
    work_column = next(c for c, kind in columns.items() if kind == "work")
    work = row.texts.get(work_column, "")
    others = {
        c: text
        for c, text in row.texts.items()
        if columns.get(c) not in ("label", "work") or c not in columns
    }
    bare = _BARE_LABEL.match(label_text)
    if label_text and not bare and not work and not others:
        work, label_text = label_text, ""
    same = {text for c, text in row.texts.items() if columns.get(c) != "label"}
    merged_head = len(same) == 1 and (work or others)
    if not work and merged_head:
        work = next(iter(same))
    if not any(ch.isalpha() for ch in work):
        return None
    inner = label_of(work) if not bare else None
    label, rank = _label(bare[1] if bare else None, inner)
    text = work[inner.content :] if inner and not inner.is_bullet else work
    is_group = bool(merged_head) and _heads_group(row, label, rank, text, following, columns)
    attributes = () if is_group else _attributes(row, columns, headings)
    return Row(label, rank, squeeze(text), attributes, is_group, tuple(line.span for line in row.lines))


def _label(bare: str | None, inner: Label | None) -> tuple[str | None, int]:
    if bare:
        shaped = label_of(f"{bare}. x") or label_of(f"{bare}) x")
        return bare, shaped.rank if shaped else LabelKind.NUMBER
    if inner and not inner.is_bullet:
        return inner.text, inner.rank
    return None, LabelKind.DASH


def _heads_group(
    row: _Cells, label: str | None, rank: int, text: str, following: _Cells | None, columns: dict[int, Column]
) -> bool:
    """Whether a row with nothing but work heads the rows below it."""
    if rank < LabelKind.NUMBER or row.bold or text.isupper() or label is None:
        return True
    if following is None:
        return False
    below = next(
        (following.texts[c] for c, kind in columns.items() if kind == "label" and c in following.texts), ""
    )
    return (below.startswith(f"{label}.") and len(below) > len(label) + 1) or bool(
        re.match(r"^[a-zđ]\)?$|^-$", below)
    )


def _attributes(row: _Cells, columns: dict[int, Column], headings: dict[int, str]) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(
            _ATTRIBUTE[kind],
            headings.get(column, ""),
            (row.units if kind in ("lead", "coop") else row.texts)[column],
        )
        for column, kind in sorted(columns.items())
        if kind in _ATTRIBUTE and column in row.texts
    )


def _with_more(row: Row, more: _Cells, columns: dict[int, Column], headings: dict[int, str]) -> Row:
    """A row whose work cell spans several lines of the table gets the further units and days."""
    attributes = row.attributes + _attributes(more, columns, headings)
    return Row(
        row.label,
        row.rank,
        row.text,
        attributes,
        row.is_group,
        (*row.spans, *(line.span for line in more.lines)),
    )
