"""What stands on a page: characters with their box, weight and size, and straight ruled lines.

All lengths are points (1/72 inch); x grows to the right, y grows upwards.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_NAME_BYTES = 128
_BOLD_FROM = 600
_ITALIC_FLAG = 1 << 6
_HYPHEN_AT_LINE_END = 2
_SAME_STAMP = 6.0
_STAMP = re.compile(r"[\dA-Z/.-]*\d[\dA-ZĐ/.-]{0,12}")
_SMALLEST, _LARGEST = 2.0, 200.0
MAX_CHARACTERS_PER_PAGE = 60_000
MAX_OBJECTS_PER_PAGE = 20_000
_THIN = 2.6
"""A filled box thinner than this is a drawn line."""


@dataclass(slots=True)
class Glyph:
    """One printed character, marks above and below it included."""

    text: str
    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    bold: bool
    italic: bool
    spaced: bool = False
    """A blank is printed before it. Files may hold the letters of a line in any order, so place decides."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: along x at y0 = y1, or along y at x0 = x1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs along x."""
        return self.y0 == self.y1


@dataclass(frozen=True, slots=True)
class _Look:
    scale: float
    bold: bool
    italic: bool


def glyphs_of(page: Any) -> list[Glyph]:
    """The characters of a page, blanks among them, in the order of the file."""
    text = page.get_textpage()
    try:
        return list(_glyphs(text, *page.get_size()))
    finally:
        text.close()


def stamped(document: Any, index: int, printed: list[Glyph]) -> list[Glyph]:
    """Number and day that were stamped on a page as it was issued.

    Registries stamp them as annotations over the page, beside the signer's data. Only what has digits and is
    short belongs to the text.
    """
    page = document[index]
    if raw.FPDFPage_GetAnnotCount(page) <= 0:
        return []
    raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
    page.close()
    known = {(glyph.text, round(glyph.x0), round(glyph.y)) for glyph in printed}
    page = document[index]
    added = [g for g in glyphs_of(page) if (g.text, round(g.x0), round(g.y)) not in known and g.text != " "]
    page.close()
    rows: dict[int, list[Glyph]] = {}
    for glyph in added:
        rows.setdefault(round(glyph.y / _SAME_STAMP), []).append(glyph)
    kept: list[Glyph] = []
    for row in rows.values():
        for stamp in _apart(row):
            if _STAMP.fullmatch("".join(glyph.text for glyph in stamp)):
                kept.extend(_on_baseline(stamp, printed))
    return kept


def _on_baseline(stamp: list[Glyph], printed: list[Glyph]) -> list[Glyph]:
    """A stamp is laid by hand: it belongs to the row of print that is nearest."""
    nearest = min((glyph.y for glyph in printed), key=lambda y: abs(y - stamp[0].y), default=stamp[0].y)
    if abs(nearest - stamp[0].y) < stamp[0].size * 0.7:
        for glyph in stamp:
            glyph.y = nearest
    return stamp


def _apart(row: list[Glyph]) -> list[list[Glyph]]:
    """Stamps on one height are told apart by the room between them."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if groups and glyph.x0 - groups[-1][-1].x1 < glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _glyphs(text: Any, width: float, height: float) -> Iterator[Glyph]:
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    looks: dict[int | None, _Look] = {}
    last: Glyph | None = None
    for index in range(min(text.count_chars(), MAX_CHARACTERS_PER_PAGE)):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index):
            continue
        character = _character(code)
        if character is None:
            continue
        if unicodedata.combining(character) and last is not None:
            last.text += character
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box) or not raw.FPDFText_GetCharOrigin(
            text, index, x, y
        ):
            continue
        handle = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        look = looks.get(handle)
        if look is None:
            look = looks[handle] = _look(text, index)
        size = raw.FPDFText_GetFontSize(text, index) * look.scale
        inside = -5 <= x.value <= width + 5 and -5 <= y.value <= height + 5
        if not inside or not _SMALLEST <= size <= _LARGEST or not math.isfinite(box.left + box.right):
            continue
        last = Glyph(character, box.left, max(box.right, box.left), y.value, size, look.bold, look.italic)
        yield last


def _character(code: int) -> str | None:
    """None for what is no character at all; a soft hyphen is kept, TCVN3 has a letter there."""
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    if code == _HYPHEN_AT_LINE_END:
        return "-"
    character = chr(code)
    return " " if character.isspace() else character


def _look(text: Any, index: int) -> _Look:
    """Weight, slant and scale of the text object that a character belongs to."""
    name = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, _NAME_BYTES, flags)
    font = name.value.lower()
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(text, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    bold = b"bold" in font or b"black" in font or raw.FPDFText_GetFontWeight(text, index) >= _BOLD_FROM
    italic = b"italic" in font or b"oblique" in font or bool(flags.value & _ITALIC_FLAG)
    return _Look(scale, bold, italic)


def rules_of(page: Any) -> list[Rule]:
    """The ruled lines of a page: strokes, and the thin boxes that word processors fill instead."""
    rules: list[Rule] = []
    for count, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=2)):
        if count > MAX_OBJECTS_PER_PAGE:
            break
        rules.extend(_rules_of_path(item.raw))
    return rules


def _rules_of_path(path: Any) -> Iterator[Rule]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    yield from _rules_of_box(left.value, bottom.value, right.value, top.value)
    if right.value - left.value > _THIN and top.value - bottom.value > _THIN:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        # A filled area is shading; the borders around it are drawn apart.
        if stroke.value:
            yield from _segments(path)


def _rules_of_box(left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    if not all(map(math.isfinite, (left, bottom, right, top))):
        return
    if top - bottom <= _THIN < right - left:
        yield Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    elif right - left <= _THIN < top - bottom:
        yield Rule((left + right) / 2, bottom, (left + right) / 2, top)


def _segments(path: Any) -> Iterator[Rule]:
    """The straight sides of an outline."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), MAX_OBJECTS_PER_PAGE)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield from _side(before, point)
        before = point
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _side(point, first)


def _side(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    yield from _rules_of_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def open_document(data: bytes) -> Any:
    """The PDF behind the bytes; raises `pypdfium2.PdfiumError`."""
    return pdfium.PdfDocument(data)
