"""Paragraph, character and list styles of an OpenDocument text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vanban.reading.limits import MAX_DEPTH
from vanban.reading.markup import Element
from vanban.reading.odt.names import FO, LOEXT, STYLE, TEXT, counted
from vanban.text.numerals import int_to_letter, int_to_roman

_LEVELS = 10
_PLACEHOLDER = re.compile(r"%(\d{1,2})%")
_BULLETS_BY_LEVEL = ("-", "+", "*")
_LITERAL_BULLETS = {"-": "-", "–": "-", "—": "-", "−": "-", "+": "+", "*": "*"}


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting that a style, with those it comes from, works out to."""

    name: str | None = None
    list_style: str | None = None
    centred: bool = False
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    font: str | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list prints its number."""

    number_format: str | None
    prefix: str
    suffix: str
    shown: int
    start: int
    pattern: str | None
    bullet: str | None


FormatOf = Callable[[int], ListLevel | None]


class Styles:
    """All styles of `content.xml` and `styles.xml` by name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self.outline: dict[int, ListLevel] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
                self._elements[key] = style
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name", "")] = _levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                self.outline = _levels(style)

    def look(self, family: str, name: str | None) -> Look:
        """The formatting of a style; a plain one where there is no such style."""
        key = (family, name or "")
        if key not in self._looks:
            self._looks[key] = self._resolve(*key)
        return self._looks[key]

    def _resolve(self, family: str, name: str) -> Look:
        said: dict[str, str] = {}
        list_style: str | None = None
        shown: str | None = None
        current: str | None = name
        for _ in range(MAX_DEPTH):
            element = self._elements.get((family, current or ""))
            if element is None:
                break
            if list_style is None:
                list_style = element.get(f"{STYLE}list-style-name")
            # An automatic style has no name a person would know; the style it comes from has.
            shown = element.get(f"{STYLE}display-name") or current
            for properties in element:
                for attribute, value in properties.attrib.items():
                    said.setdefault(str(attribute), str(value))
            current = element.get(f"{STYLE}parent-style-name")
        return Look(
            shown,
            list_style,
            said.get(f"{FO}text-align") == "center",
            said.get(f"{FO}font-weight", "") in ("bold", "600", "700", "800", "900"),
            said.get(f"{FO}font-style") in ("italic", "oblique"),
            said.get(f"{FO}text-transform") == "uppercase",
            said.get(f"{TEXT}display") == "none",
            said.get(f"{STYLE}font-name"),
        )

    def sets(self, family: str, name: str | None, attribute: str) -> bool:
        """Whether a style itself says something of an attribute."""
        element = self._elements.get((family, name or ""))
        return element is not None and any(attribute in properties.attrib for properties in element)

    def list_level(self, name: str | None, level: int) -> ListLevel | None:
        """The format of a list's level (0 = top)."""
        return self._lists.get(name or "", {}).get(level)


def _levels(style: Element) -> dict[int, ListLevel]:
    found = {}
    for element in style:
        level = counted(element.get(f"{TEXT}level"), 1, _LEVELS) - 1
        found[level] = ListLevel(
            element.get(f"{STYLE}num-format"),
            element.get(f"{STYLE}num-prefix", ""),
            element.get(f"{STYLE}num-suffix", ""),
            counted(element.get(f"{TEXT}display-levels"), 1, _LEVELS),
            _start(element.get(f"{TEXT}start-value")),
            element.get(f"{LOEXT}num-list-format"),
            element.get(f"{TEXT}bullet-char"),
        )
    return found


def _start(value: str | None) -> int:
    return int(value[:6]) if value and value.isdecimal() else 1


def _number(number: int, number_format: str | None) -> str:
    match number_format:
        case "I":
            return int_to_roman(number)
        case "i":
            return int_to_roman(number).lower()
        case "A":
            return int_to_letter(number).upper()
        case "a":
            return int_to_letter(number)
        case None | "":
            return ""
        case _:
            return str(number)


class Counter:
    """The numbers of one list as it runs through the document."""

    def __init__(self) -> None:
        self._numbers: list[int | None] = [None] * _LEVELS

    def label(self, styles: Styles, name: str | None, level: int, start: int | None) -> str:
        """Count one item and print its label."""
        form = styles.list_level(name, level)
        return self.printed(form, level, start, lambda above: styles.list_level(name, above))

    def printed(self, form: ListLevel | None, level: int, start: int | None, format_of: FormatOf) -> str:
        """Count one item of a level; `format_of` gives the formats of the levels above."""
        if form is None:
            return ""
        before = self._numbers[level]
        self._numbers[level] = start if start is not None else form.start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            self._numbers[below] = None
        if form.bullet is not None:
            return _bullet(form.bullet, level)

        def number(place: int) -> str:
            above = format_of(place) if place != level else form
            value = self._numbers[place]
            if above is None:
                return ""
            return _number(value if value is not None else above.start, above.number_format)

        if form.pattern:
            return _PLACEHOLDER.sub(
                lambda match: number(min(max(int(match.group(1)) - 1, 0), level)), form.pattern
            ).strip()
        if not form.number_format:
            return (form.prefix + form.suffix).strip()
        shown = range(max(0, level - form.shown + 1), level + 1)
        numbers = [text for text in map(number, shown) if text]
        return f"{form.prefix}{'.'.join(numbers)}{form.suffix}".strip()


def _bullet(sign: str, level: int) -> str:
    return _LITERAL_BULLETS.get(sign.strip()) or _BULLETS_BY_LEVEL[min(level, 2)]
