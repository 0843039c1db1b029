"""Automatic numbers as they are printed.

A paragraph names a list (`w:num`) and a level; the list names an abstract one that holds the formats. All
lists of one abstract list count on together, except that a list with a start of its own begins there the
first time it is used (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vanban.reading.docx.names import VAL, W, is_on, whole
from vanban.reading.markup import Element
from vanban.text.numerals import int_to_letter, int_to_roman

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_LITERAL_BULLETS = {"-": "-", "–": "-", "—": "-", "−": "-", "‑": "-", "+": "+", "*": "*", "∗": "*"}
_BULLETS_BY_LEVEL = ("-", "+", "*")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list prints its number."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    legal: bool = False
    restarts_after: int | None = None
    """One-based level above which this one starts again; 0 never, None any level above."""
    style_id: str | None = None


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _List:
    abstract: _Abstract
    starts: dict[int, int]
    levels: dict[int, Level]
    started: set[int] = field(default_factory=set)

    def level(self, index: int) -> Level:
        return self.levels.get(index) or self.abstract.levels.get(index) or Level()


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(VAL, "")


def _level(element: Element) -> Level:
    # A format of Word 2010 and later stands in an alternative; the last one named is the plain one.
    formats = [child.get(VAL, "decimal") for child in element.iter(f"{W}numFmt")]
    legal = element.find(f"{W}isLgl")
    return Level(
        start=whole(_value(element, "start"), 0) or 0,
        number_format=formats[-1] if formats else "decimal",
        text=_value(element, "lvlText") or "",
        legal=legal is not None and is_on(legal.get(VAL)),
        restarts_after=whole(_value(element, "lvlRestart")),
        style_id=_value(element, "pStyle"),
    )


def _levels(element: Element) -> dict[int, Level]:
    found = {}
    for child in element.iterfind(f"{W}lvl"):
        index = whole(child.get(f"{W}ilvl"))
        if index is not None and 0 <= index < _LEVELS:
            found[index] = _level(child)
    return found


def format_number(number: int, number_format: str) -> str:
    """A counter's value the way a word processor prints it."""
    match number_format:
        case "upperRoman":
            return int_to_roman(number)
        case "lowerRoman":
            return int_to_roman(number).lower()
        case "upperLetter":
            return int_to_letter(number).upper()
        case "lowerLetter":
            return int_to_letter(number)
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case _:
            return str(number)


class Numbering:
    """Counts through the document: ask for each paragraph's label once, in order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        elements = {
            element.get(f"{W}abstractNumId", ""): element for element in root.iterfind(f"{W}abstractNum")
        }
        by_style = {
            link: element
            for element in elements.values()
            if (link := _value(element, "styleLink")) is not None
        }
        abstracts: dict[int, _Abstract] = {}
        for number in root.iterfind(f"{W}num"):
            element = elements.get(_value(number, "abstractNumId") or "")
            if element is None:
                continue
            # A list may borrow its formats from a list style, which is held by another abstract list.
            element = by_style.get(_value(element, "numStyleLink") or "", element)
            abstract = abstracts.setdefault(id(element), _Abstract({}))
            if not abstract.levels:
                abstract.levels = _levels(element)
            self._lists[number.get(f"{W}numId", "")] = self._list(number, abstract)

    @staticmethod
    def _list(number: Element, abstract: _Abstract) -> _List:
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in number.iterfind(f"{W}lvlOverride"):
            index = whole(override.get(f"{W}ilvl"))
            if index is None or not 0 <= index < _LEVELS:
                continue
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _level(own)
            start = whole(_value(override, "startOverride"))
            if start is not None:
                starts[index] = start
        return _List(abstract, starts, levels)

    def level_of_style(self, num_id: str, style_id: str | None) -> int:
        """The level that a list keeps for a paragraph style (0 where it names none)."""
        found = self._lists.get(num_id)
        if found is None or style_id is None:
            return 0
        for index, level in found.abstract.levels.items():
            if level.style_id == style_id:
                return index
        return 0

    def label(self, num_id: str, index: int) -> str:
        """The printed label of the next paragraph of a list; "" where the list prints none."""
        found = self._lists.get(num_id)
        if found is None or not 0 <= index < _LEVELS:
            return ""
        self._count(found, index)
        level = found.level(index)
        if level.number_format == "bullet":
            return _bullet(level.text, index)
        return self._print(found, level)

    @staticmethod
    def _count(found: _List, index: int) -> None:
        counters = found.abstract.counters
        for above in range(index):
            if above in found.starts and above not in found.started:
                counters[above] = found.starts[above]
                counters[above + 1 :] = [None] * (_LEVELS - above - 1)
                found.started.add(above)
            elif counters[above] is None:
                counters[above] = found.level(above).start
        own_start = found.starts.get(index)
        if own_start is not None and index not in found.started:
            counters[index] = own_start
        else:
            before = counters[index]
            counters[index] = found.level(index).start if before is None else before + 1
        found.started.add(index)
        for below in range(index + 1, _LEVELS):
            after = found.level(below).restarts_after
            if after is None or (after and index + 1 <= after):
                counters[below] = None

    @staticmethod
    def _print(found: _List, level: Level) -> str:
        def number(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            counter = found.abstract.counters[place]
            shown = "decimal" if level.legal else found.level(place).number_format
            return format_number(counter, shown) if counter is not None else ""

        return _PLACEHOLDER.sub(number, level.text).strip()


def _bullet(text: str, index: int) -> str:
    """Signs of the genre as they are; ornaments of symbol fonts by their depth."""
    sign = text.strip()
    if sign in _LITERAL_BULLETS:
        return _LITERAL_BULLETS[sign]
    if len(sign) > 1 and sign.isprintable() and not any("\uf000" <= letter <= "\uf0ff" for letter in sign):
        return sign
    return _BULLETS_BY_LEVEL[min(index, len(_BULLETS_BY_LEVEL) - 1)]
