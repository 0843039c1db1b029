"""What paragraph and character styles say of numbering, place and weight."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vanban.reading.docx.names import NUMPR, PPR, RPR, VAL, W, is_on, whole
from vanban.reading.limits import MAX_DEPTH
from vanban.reading.markup import Element


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Formatting of a run; None means that nothing is said here."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, below: RunFormat) -> RunFormat:
        """This formatting laid over another: what is said here wins."""
        if self == _PLAIN:
            return below
        return RunFormat(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.caps if self.caps is None else self.caps,
            below.hidden if self.hidden is None else self.hidden,
            below.font if self.font is None else self.font,
        )


_PLAIN = RunFormat()
_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}caps": "caps", f"{W}vanish": "hidden"}
_FONTS = f"{W}rFonts"


def run_format(properties: Element | None) -> RunFormat:
    """The formatting that a `w:rPr` element sets."""
    if properties is None:
        return _PLAIN
    said: dict[str, bool] = {}
    font = None
    for child in properties:
        field = _TOGGLES.get(child.tag)
        if field:
            said[field] = is_on(child.get(VAL))
        elif child.tag == _FONTS:
            font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi")
    if not said and font is None:
        return _PLAIN
    return RunFormat(said.get("bold"), said.get("italic"), said.get("caps"), said.get("hidden"), font)


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Formatting of a paragraph; None means that nothing is said here."""

    style_id: str | None = None
    name: str | None = None
    num_id: str | None = None
    num_level: int | None = None
    centred: bool | None = None
    outline: int | None = None
    run: RunFormat = _PLAIN


def paragraph_format(properties: Element | None) -> ParagraphFormat:
    """The formatting that a `w:pPr` element sets directly."""
    if properties is None:
        return ParagraphFormat()
    style_id = num_id = None
    num_level = outline = None
    centred = None
    for child in properties:
        tag = child.tag
        if tag == f"{W}pStyle":
            style_id = child.get(VAL)
        elif tag == NUMPR:
            num_id, num_level = _numbering(child)
        elif tag == f"{W}jc":
            centred = child.get(VAL) == "center"
        elif tag == f"{W}outlineLvl":
            outline = whole(child.get(VAL))
    return ParagraphFormat(style_id, None, num_id, num_level, centred, outline)


def _numbering(element: Element) -> tuple[str | None, int | None]:
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    return (
        number.get(VAL) if number is not None else None,
        whole(level.get(VAL)) if level is not None else None,
    )


class Styles:
    """Styles with what they inherit already laid over each other."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str, ParagraphFormat] = {}
        self._runs: dict[str, RunFormat] = {}
        self._defaults = ParagraphFormat()
        self.default_paragraph: str | None = None
        if root is None:
            return
        for style in root.iterfind(f"{W}style"):
            style_id = style.get(f"{W}styleId")
            if style_id is None:
                continue
            self._elements[style_id] = style
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0")):
                self.default_paragraph = style_id
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
        self._defaults = ParagraphFormat(run=run_format(defaults))

    def _chain(self, style_id: str | None) -> list[Element]:
        """The style and those it is based on, nearest first; a ring is cut."""
        chain: list[Element] = []
        while style_id in self._elements and len(chain) < MAX_DEPTH:
            element = self._elements[style_id]
            chain.append(element)
            base = element.find(f"{W}basedOn")
            style_id = base.get(VAL) if base is not None else None
        return chain

    def paragraph(self, style_id: str | None) -> ParagraphFormat:
        """A paragraph style as it works out; the default style where none is named."""
        key = style_id if style_id in self._elements else self.default_paragraph
        if key is None:
            return self._defaults
        if key not in self._paragraphs:
            self._paragraphs[key] = self._resolve(key)
        return self._paragraphs[key]

    def _resolve(self, style_id: str) -> ParagraphFormat:
        result = self._defaults
        numbered = style_id
        for element in reversed(self._chain(style_id)):
            own = paragraph_format(element.find(PPR))
            if own.num_id is not None:
                numbered = element.get(f"{W}styleId", style_id)
            result = ParagraphFormat(
                numbered,
                None,
                result.num_id if own.num_id is None else own.num_id,
                result.num_level if own.num_level is None else own.num_level,
                result.centred if own.centred is None else own.centred,
                result.outline if own.outline is None else own.outline,
                run_format(element.find(RPR)).over(result.run),
            )
        name = self._elements[style_id].find(f"{W}name")
        return replace(result, name=name.get(VAL) if name is not None else style_id)

    def run(self, style_id: str | None) -> RunFormat:
        """A character style as it works out."""
        if style_id is None or style_id not in self._elements:
            return _PLAIN
        if style_id not in self._runs:
            result = _PLAIN
            for element in reversed(self._chain(style_id)):
                result = run_format(element.find(RPR)).over(result)
            self._runs[style_id] = result
        return self._runs[style_id]
