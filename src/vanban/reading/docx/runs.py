"""Inside a paragraph: runs, fields, tracked changes, notes, symbols, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.reading.docx.names import (
    ALTERNATE,
    BR,
    CR,
    MC,
    R_RUN,
    RPR,
    SYM,
    TAB,
    TEXT_BOX,
    VAL,
    M,
    T,
    W,
    is_on,
)  # fmt: skip
from vanban.reading.docx.styles import RunFormat, Styles, run_format
from vanban.reading.limits import MAX_DEPTH
from vanban.reading.markup import Element
from vanban.text import legacy

_DROPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{W}sdtPr",
    f"{W}sdtEndPr", f"{W}footnoteRef", f"{W}endnoteRef", f"{W}annotationRef", f"{W}rt", f"{W}drawingPr",
}  # fmt: skip
_SDT, _SDT_CONTENT, _PLACEHOLDER = f"{W}sdt", f"{W}sdtContent", f"{W}sdtPr/{W}showingPlcHdr"
_FIELD, _FOOTNOTE, _ENDNOTE = f"{W}fldChar", f"{W}footnoteReference", f"{W}endnoteReference"
_RUN_STYLE, _MATH_TEXT = f"{W}rStyle", f"{M}t"
_CONSTANT = {f"{W}noBreakHyphen": "-", f"{W}softHyphen": "", f"{W}ptab": "\t", TAB: "\t", CR: "\n"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# Glyphs of symbol fonts that stand for text: dashes, ticks and boxes, arrows.
_SYMBOLS = {
    "f02d": "-", "f0be": "-", "f02b": "+", "f02a": "*", "f0b7": "•", "f0a7": "▪", "f0d8": "➢", "f0e0": "→", "f0fc": "✓",
    "f0b3": "≥", "f0a3": "≤", "f0b1": "±", "f0b4": "×", "f0b0": "°", "f06c": "●", "f06e": "■", "f0a8": "□",
    "f06f": "□", "f071": "□", "f0fe": "☒", "f076": "❖", "f0ae": "→",
}  # fmt: skip


@dataclass(slots=True)
class Content:
    """What was found in a paragraph, in order."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, bool, str]] = field(default_factory=list)
    """(id, whether an endnote, mark)"""
    printed: int = 0
    bold: int = 0
    italic: int = 0

    @property
    def text(self) -> str:
        """The text with tabs, and line feeds for soft breaks."""
        return "".join(self.parts)


class Inline:
    """Reads the content of paragraphs one after the other; fields may run across them."""

    def __init__(self, styles: Styles, converted: frozenset[legacy.Encoding]) -> None:
        self._styles = styles
        self._converted = converted
        self._fields: list[bool] = []
        self._notes_seen = 0
        self.samples: dict[legacy.Encoding, list[str]] = {}
        """Texts set in fonts of a legacy encoding."""

    def reset_fields(self) -> None:
        """A part ends: a field left open there does not swallow the next part."""
        self._fields.clear()

    def read(self, paragraph: Element, below: RunFormat) -> Content:
        """The content of a paragraph whose style gives the formatting `below`."""
        content = Content()
        self._walk(paragraph, below, content, 0)
        return content

    def _walk(self, element: Element, below: RunFormat, content: Content, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in element:
            tag = child.tag
            if tag == R_RUN:
                self._run(child, below, content, depth)
            elif tag in _DROPPED:
                continue
            elif tag == TEXT_BOX:
                content.boxes.append(child)
            elif tag == ALTERNATE:
                self._alternate(child, below, content, depth)
            elif tag == _MATH_TEXT:
                self._add(child.text or "", below, content)
            elif tag == _SDT:
                self._control(child, below, content, depth)
            elif isinstance(tag, str):
                self._walk(child, below, content, depth + 1)

    def _alternate(self, element: Element, below: RunFormat, content: Content, depth: int) -> None:
        """One of several drawings of the same thing: the first that says something."""
        for choice in element:
            if choice.tag not in (f"{MC}Choice", f"{MC}Fallback"):
                continue
            before = len(content.parts) + len(content.boxes)
            self._inside_run(choice, below, content, depth + 1)
            if len(content.parts) + len(content.boxes) > before:
                return

    def _control(self, element: Element, below: RunFormat, content: Content, depth: int) -> None:
        inner = element.find(_SDT_CONTENT)
        if inner is not None and element.find(_PLACEHOLDER) is None:
            self._walk(inner, below, content, depth + 1)

    def _run(self, run: Element, below: RunFormat, content: Content, depth: int) -> None:
        properties = run.find(RPR)
        shown = below
        if properties is not None:
            style = properties.find(_RUN_STYLE)
            if style is not None:
                below = self._styles.run(style.get(VAL)).over(below)
            shown = run_format(properties).over(below)
        self._inside_run(run, shown, content, depth)

    def _inside_run(self, run: Element, shown: RunFormat, content: Content, depth: int) -> None:
        for child in run:
            tag = child.tag
            if tag == T:
                self._add(child.text or "", shown, content)
            elif tag in _CONSTANT:
                self._add(_CONSTANT[tag], shown, content)
            elif tag == BR:
                self._add(" " if child.get(f"{W}type") in ("page", "column") else "\n", shown, content)
            elif tag == _FIELD:
                self._field(child.get(f"{W}fldCharType"))
            elif tag == SYM:
                self._add(_symbol(child), shown, content)
            elif tag in (_FOOTNOTE, _ENDNOTE):
                self._note(child, shown, content)
            elif tag == ALTERNATE:
                self._alternate(child, shown, content, depth)
            elif tag == TEXT_BOX:
                content.boxes.append(child)
            elif tag not in _DROPPED and depth < MAX_DEPTH:
                self._inside(child, shown, content, depth + 1)

    def _inside(self, element: Element, shown: RunFormat, content: Content, depth: int) -> None:
        """Drawings hold text boxes at any depth; ruby and the like hold runs."""
        box = next(element.iter(TEXT_BOX), None)
        if box is not None:
            content.boxes.extend(_outermost_boxes(element))
        else:
            self._walk(element, shown, content, depth)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, reference: Element, shown: RunFormat, content: Content) -> None:
        if shown.hidden or not all(self._fields):
            return
        self._notes_seen += 1
        mark = "" if is_on(reference.get(f"{W}customMarkFollows", "0")) else note_mark(self._notes_seen)
        self._add(mark, RunFormat(), content)
        content.notes.append((reference.get(f"{W}id", ""), reference.tag == _ENDNOTE, mark))

    def _add(self, text: str, shown: RunFormat, content: Content) -> None:
        if not text or shown.hidden or not all(self._fields):
            return
        encoding = legacy.encoding_of_font(shown.font)
        if encoding is not None:
            text = self._unicode(text, encoding)
        if shown.caps or (encoding is not None and legacy.is_capital_font(shown.font)):
            text = text.upper()
        content.parts.append(text)
        letters = len(text) - text.count(" ")
        if letters:
            content.printed += letters
            content.bold += letters if shown.bold else 0
            content.italic += letters if shown.italic else 0

    def _unicode(self, text: str, encoding: legacy.Encoding) -> str:
        if encoding in self._converted:
            return legacy.convert(text, encoding)
        self.samples.setdefault(encoding, []).append(text)
        return text


def note_mark(number: int) -> str:
    """The mark of a note as it stands in the text: 3 → "⁽³⁾"."""
    return f"⁽{str(number).translate(_SUPERSCRIPT)}⁾"


def _symbol(element: Element) -> str:
    code = (element.get(f"{W}char") or "").lower()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF020 <= number <= 0xF07E and (element.get(f"{W}font") or "").lower() == "symbol":
        return ""
    return chr(number) if 0x20 <= number < 0xE000 and not 0xD800 <= number < 0xE000 else ""


def _outermost_boxes(element: Element) -> list[Element]:
    """Text boxes that stand in no other one; alternatives of the same drawing count once."""
    boxes: list[Element] = []
    pending = [element]
    while pending:
        current = pending.pop(0)
        if current.tag == TEXT_BOX:
            boxes.append(current)
        elif current.tag == ALTERNATE:
            choices = [choice for choice in current if next(choice.iter(TEXT_BOX), None) is not None]
            pending[:0] = choices[:1]
        else:
            pending[:0] = list(current)
    return boxes
