"""How the paragraphs and pages of a Word file are set, with what styles and lists say already worked out.

Only what the rules on layout ask for: sheets and their margins, what stands in the top margin, and for every paragraph
its text, place, spacing, alignment and the lettering of its runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vanban.reading.archive import Archive
from vanban.reading.docx.names import (
    MC,
    PPR,
    R_RUN,
    RPR,
    SECTPR,
    TBL,
    TC,
    TEXT_BOX,
    TR,
    VAL,
    P,
    R,
    T,
    W,
    is_on,
    whole,
)  # fmt: skip
from vanban.reading.docx.package import Package
from vanban.reading.limits import MAX_DEPTH
from vanban.reading.markup import Element
from vanban.text.normalise import clean, squeeze
from vanban.writing.measures import TWIPS_PER_MM

Properties = dict[str, str]
"""Element or "element.attribute" → value; what is not there is not said."""

_ATTRIBUTES = {
    "ind": ("left", "start", "right", "end", "firstLine", "hanging"), "spacing": ("before", "after", "line", "lineRule"),
    "rFonts": ("ascii", "hAnsi", "asciiTheme"),
}  # fmt: skip
_VALUES = frozenset({"jc", "sz", "color", "pStyle", "rStyle", "b", "i", "caps"})
_LINES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})


@dataclass(frozen=True, slots=True)
class Letters:
    """A run as it is shown."""

    text: str
    font: str | None
    size: float
    bold: bool
    italic: bool
    colour: str | None
    """Six digits; None is black."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Which cell of which table; nested tables count as their own."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A paragraph as it is set. Lengths in mm, gaps in points; `line` is a multiple of a single line."""

    index: int
    text: str
    section: int
    cell: Cell | None
    align: str
    first_line: float
    left: float
    before: float
    after: float
    line: float
    runs: tuple[Letters, ...]
    ruled: bool
    """Carries a border, a drawing or an underline."""

    @property
    def printed(self) -> tuple[Letters, ...]:
        """The runs that show letters."""
        return tuple(run for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section of pages; lengths in mm."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    title_page: bool
    restarts: bool
    heads: tuple[Laid, ...] = ()
    """What stands in the top margin of pages after the first."""
    numbered: bool = False
    """Whether the page number stands in that top margin."""
    numbered_below: bool = False
    """Whether it stands in the bottom margin."""
    numbered_first: bool = False
    """Whether it is shown on the first page."""

    @property
    def lying(self) -> bool:
        """Whether the sheet lies across."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class WordLayout:
    """A whole file."""

    paragraphs: tuple[Laid, ...]
    sheets: tuple[Sheet, ...]


def read_layout(data: bytes) -> WordLayout:
    """The layout of a .docx; raises the errors of `vanban.errors`."""
    package = Package(Archive(data))
    root = package.root(package.main)
    return _Reader(package).layout(root)


def _said(properties: Element | None) -> Properties:
    """What a `w:pPr` or `w:rPr` says directly."""
    said: Properties = {}
    for child in properties if properties is not None else ():
        name = str(child.tag).removeprefix(W)
        if name in _ATTRIBUTES:
            said |= {
                f"{name}.{each}": value for each in _ATTRIBUTES[name] if (value := child.get(f"{W}{each}"))
            }
            if name == "rFonts" and child.get(f"{W}ascii") and not child.get(f"{W}asciiTheme"):
                said["rFonts.asciiTheme"] = ""
        elif name == "numPr":
            said |= {each.tag[len(W) :]: each.get(VAL, "0") for each in child}
        elif name == "pBdr":
            said["border"] = "1" if any(side.get(VAL) not in ("none", "nil") for side in child) else "0"
        elif name in _VALUES:
            said[name] = child.get(VAL, "1")
    return said


@dataclass(slots=True)
class _Styles:
    """Styles laid over what they are based on."""

    elements: Mapping[str, Element]
    default: str | None
    paragraph_defaults: Properties
    run_defaults: Properties
    _paragraphs: dict[str | None, tuple[Properties, Properties]] = field(default_factory=dict)

    def paragraph(self, name: str | None) -> tuple[Properties, Properties]:
        """Paragraph and run properties of a paragraph style."""
        key = name if name in self.elements else self.default
        if key not in self._paragraphs:
            lengths, letters = dict(self.paragraph_defaults), dict(self.run_defaults)
            for element in self._chain(key):
                lengths |= _said(element.find(PPR))
                letters |= _said(element.find(RPR))
            self._paragraphs[key] = lengths, letters
        return self._paragraphs[key]

    def run(self, name: str | None) -> Properties:
        """Properties of a character style."""
        said: Properties = {}
        for element in self._chain(name):
            said |= _said(element.find(RPR))
        return said

    def _chain(self, name: str | None) -> list[Element]:
        chain: list[Element] = []
        while name is not None and name in self.elements and len(chain) < MAX_DEPTH:
            element = self.elements[name]
            chain.insert(0, element)
            base = element.find(f"{W}basedOn")
            name = base.get(VAL, "") if base is not None else ""
        return chain


def _styles(package: Package) -> _Styles:
    root = package.companion("styles")
    if root is None:
        return _Styles({}, None, {}, {})
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    default = next(
        (
            name
            for name, style in elements.items()
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0"))
        ),
        None,
    )
    defaults = root.find(f"{W}docDefaults")
    below: list[Properties] = [{}, {}]
    if defaults is not None:
        below = [
            _said(defaults.find(f"{W}pPrDefault/{PPR}")),
            _said(defaults.find(f"{W}rPrDefault/{RPR}")),
        ]
    return _Styles(elements, default, below[0], below[1])


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = _styles(package)
        self._levels = dict(_list_indents(package.companion("numbering")))
        self._fonts = _theme_fonts(package.companion("theme"))

    def layout(self, root: Element) -> WordLayout:
        paragraphs: list[Laid] = []
        sections: list[Element] = []
        cells = dict(_cells(root))
        for index, element in enumerate(root.iter(P)):
            paragraphs.append(self._laid(element, index, len(sections), cells.get(element)))
            if (ending := element.find(f"{PPR}/{SECTPR}")) is not None:
                sections.append(ending)
        sections.extend(root.iterfind(f"{W}body/{SECTPR}"))
        inherited: dict[tuple[str, str], Element] = {}
        sheets = tuple(self._sheet(section, inherited) for section in sections)
        return WordLayout(tuple(paragraphs), sheets)

    def _laid(self, element: Element, index: int, section: int, cell: Cell | None) -> Laid:
        direct = _said(element.find(PPR))
        lengths, letters = self._styles.paragraph(direct.get("pStyle"))
        number = direct.get("numId", lengths.get("numId"))
        level = direct.get("ilvl", lengths.get("ilvl", "0"))
        said = lengths | self._levels.get((number or "", level), {}) | direct
        runs = tuple(self._letters(run, letters) for run in _runs(element))
        size = max((run.size for run in runs if run.text.strip()), default=14.0)
        return Laid(
            index=index,
            text=squeeze(clean("".join(run.text for run in runs))),
            section=section,
            cell=cell,
            align=said.get("jc", "left"),
            first_line=_mm(said.get("ind.firstLine")) - _mm(said.get("ind.hanging")),
            left=_mm(said.get("ind.left", said.get("ind.start"))),
            before=(whole(said.get("spacing.before"), 0) or 0) / 20,
            after=(whole(said.get("spacing.after"), 0) or 0) / 20,
            line=_line(said, size),
            runs=runs,
            ruled=said.get("border") == "1" or _is_underlined(element) or _has_drawing(element),
        )

    def _letters(self, run: Element, below: Properties) -> Letters:
        direct = _said(run.find(RPR))
        said = below | self._styles.run(direct.get("rStyle")) | direct
        theme = said.get("rFonts.asciiTheme", "")
        colour = said.get("color", "auto")
        text = _text(run)
        return Letters(
            text=text.upper() if is_on(said.get("caps", "0")) else text,
            font=self._fonts.get(theme[:5]) if theme else said.get("rFonts.ascii", said.get("rFonts.hAnsi")),
            size=(whole(said.get("sz"), 20) or 20) / 2,
            bold=is_on(said.get("b", "0")),
            italic=is_on(said.get("i", "0")),
            colour=None if colour.lower() in ("auto", "000000") else colour.upper(),
        )

    def _sheet(self, section: Element, inherited: dict[tuple[str, str], Element]) -> Sheet:
        for child in section:
            if child.tag in (f"{W}headerReference", f"{W}footerReference"):
                part = self._package.related(child.get(f"{R}id"))
                if part is not None:
                    inherited[child.tag[len(W) :][:6], child.get(f"{W}type", "default")] = part
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        title = section.find(f"{W}titlePg")
        title_page = title is not None and is_on(title.get(VAL))
        numbers = section.find(f"{W}pgNumType")
        head, foot = inherited.get(("header", "default")), inherited.get(("footer", "default"))
        first = inherited.get(("header", "first")) if title_page else head
        laid = tuple(
            self._laid(each, at, 0, None) for at, each in enumerate(head.iter(P) if head is not None else ())
        )

        def measure(element: Element | None, name: str, default: int) -> float:
            return _mm(element.get(f"{W}{name}") if element is not None else None, default)

        return Sheet(
            width=measure(size, "w", 12240),
            height=measure(size, "h", 15840),
            top=abs(measure(margins, "top", 1440)),
            bottom=abs(measure(margins, "bottom", 1440)),
            left=measure(margins, "left", 1440) + measure(margins, "gutter", 0),
            right=measure(margins, "right", 1440),
            title_page=title_page,
            restarts=numbers is not None and numbers.get(f"{W}start") == "1",
            heads=laid,
            numbered=_shows_page(head),
            numbered_below=_shows_page(foot),
            numbered_first=_shows_page(first),
        )


def _mm(value: str | None, default: int = 0) -> float:
    return (whole(value, default) or 0) / TWIPS_PER_MM


def _line(said: Properties, size: float) -> float:
    """Line spacing as a multiple: an exact height against the single line of the letters."""
    value = whole(said.get("spacing.line"))
    if value is None:
        return 1.0
    if said.get("spacing.lineRule", "auto") == "auto":
        return value / 240
    height = value / 20 / (size * 1.15)
    return height if said.get("spacing.lineRule") == "exact" else max(height, 1.0)


def _runs(paragraph: Element, depth: int = 0) -> Iterator[Element]:
    """Runs in order, without deleted ones and without those of text boxes."""
    for child in paragraph:
        if child.tag == R_RUN:
            yield child
        elif child.tag in (f"{W}del", f"{W}moveFrom", PPR, TEXT_BOX) or not isinstance(child.tag, str):
            continue
        elif depth < MAX_DEPTH and child.tag != f"{MC}AlternateContent":
            yield from _runs(child, depth + 1)


def _text(run: Element) -> str:
    parts = []
    for child in run:
        if child.tag == T:
            parts.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            parts.append(" " if child.tag == f"{W}tab" else "\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _is_underlined(paragraph: Element) -> bool:
    return any(mark.get(VAL, "single") != "none" for mark in paragraph.iter(f"{W}u"))


def _has_drawing(paragraph: Element) -> bool:
    return any(True for tag in _LINES for _ in paragraph.iter(tag))


def _cells(root: Element) -> Iterator[tuple[Element, Cell]]:
    """Paragraphs that stand in a cell, each with its innermost one."""
    for number, table in enumerate(root.iter(TBL)):
        for row, line in enumerate(table.iter(TR)):
            if next(line.iterancestors(TBL), None) is not table:
                continue
            for column, cell in enumerate(
                each for each in line.iter(TC) if next(each.iterancestors(TR), None) is line
            ):
                for paragraph in cell.iter(P):
                    yield paragraph, Cell(number, row, column)


def _list_indents(root: Element | None) -> Iterator[tuple[tuple[str, str], Properties]]:
    """(list, level) → what the level says of indents."""
    if root is None:
        return
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
    for number in root.iterfind(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        abstract = abstracts.get(link.get(VAL, "") if link is not None else "")
        for level in abstract.iterfind(f"{W}lvl") if abstract is not None else ():
            said = {name: value for name, value in _said(level.find(PPR)).items() if name.startswith("ind.")}
            yield (number.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0")), said


def _theme_fonts(root: Element | None) -> dict[str, str]:
    """ "minor" and "major" → the Latin font of the theme."""
    found: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        if str(element.tag).endswith(("}minorFont", "}majorFont")):
            latin = next((each for each in element if str(each.tag).endswith("}latin")), None)
            if latin is not None:
                found[str(element.tag).rsplit("}", 1)[-1][:5]] = latin.get("typeface", "")
    return found


def _shows_page(part: Element | None) -> bool:
    """Whether a margin prints the number of the page."""
    if part is None:
        return False
    codes = [each.get(f"{W}instr", "") for each in part.iter(f"{W}fldSimple")]
    codes += ["".join(each.text or "" for each in part.iter(f"{W}instrText"))]
    return any("PAGE" in code.upper().replace("NUMPAGES", "") for code in codes)
