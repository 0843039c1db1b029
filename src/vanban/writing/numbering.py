"""Labels of the outline as Word numbers them, so that an officer who adds an item gets the next number.

One list of nine levels serves a body (the document's or an annex's); all bullets share a list. The Vietnamese alphabet
puts "đ" after "d" and knows no f, j, w: the "đ)" of a run of points is a literal label of its own, and the list is told
where to go on after a letter that is skipped. A label asked for that is not the next one is typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vanban.text.numerals import int_to_roman
from vanban.writing.documents import Block, Heading, Level, Point
from vanban.writing.measures import twips

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_AFTER_SKIPPED = {letter: ord(letter) - ord("a") + 1 for letter in "gkx"}
"""Letters that follow one which the Vietnamese alphabet lacks, with their place in Word's."""
_ORDER = (
    Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ROMAN, Level.NUMBER, Level.NUMBER2, Level.NUMBER3, Level.LETTER,
)  # fmt: skip
_DEPTH: Mapping[Level, int] = {**{level: depth for depth, level in enumerate(_ORDER)}, Level.ARTICLE: 4}
_LETTER_DEPTH = _DEPTH[Level.LETTER]
_BULLETS: Mapping[Level, str] = {Level.DASH: "-", Level.PLUS: "+", Level.STAR: "*"}
_CENTRED = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})

_FIRST_ABSTRACT, _BULLET_LIST, _D_LIST = 3, 1, 2


@dataclass(frozen=True, slots=True)
class Label:
    """How a block gets its label: typed before the text, or by a list (number of the list, depth)."""

    typed: str = ""
    list: tuple[int, int] | None = None


@dataclass(slots=True)
class Lists:
    """All lists of a document, as they come into use."""

    party: bool = False
    indent_mm: float = 12.7
    _abstracts: list[str] = field(default_factory=list)
    _nums: list[str] = field(default_factory=list)

    def outline(self, blocks: Iterable[Block]) -> Outline:
        """The labels of one body."""
        used = frozenset(each.level for each in blocks if isinstance(each, Heading | Point))
        with_articles = Level.ARTICLE in used
        middle = Level.ARTICLE if with_articles else Level.ROMAN
        levels = "".join(
            self._level(depth, middle if depth == _DEPTH[middle] else level)
            for depth, level in enumerate(_ORDER)
        )
        # Articles count through all chapters, and chapters through all parts: lists of their own see to it in
        # every word processor.
        groups = (range(1), range(1, 4), range(4, len(_ORDER))) if with_articles else (range(len(_ORDER)),)
        lists: dict[int, int] = {}
        abstract = 0
        for group in groups:
            abstract = _FIRST_ABSTRACT + len(self._abstracts)
            self._abstracts.append(_abstract(abstract, levels))
            lists |= dict.fromkeys(group, self.add(abstract))
        depths = frozenset(_DEPTH[level] for level in used if level in _DEPTH)
        return Outline(self, abstract, middle, lists, depths)

    def add(self, abstract: int, start: int | None = None, depth: int = _LETTER_DEPTH) -> int:
        """A list of these formats; with a start, one that goes on there with one level."""
        number = _FIRST_ABSTRACT + len(self._nums)
        override = (
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if start is not None
            else ""
        )
        self._nums.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
        return number

    def _level(self, depth: int, level: Level) -> str:
        kind, text = _format(level, depth, party=self.party)
        indent = 0 if level in _CENTRED else twips(self.indent_mm)
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="0" w:firstLine="{indent}"/></w:pPr></w:lvl>'
        )

    def xml(self) -> str:
        """Contents of the numbering part: all formats, then all lists."""
        indent = f'<w:pPr><w:ind w:left="0" w:firstLine="{twips(self.indent_mm)}"/></w:pPr>'
        font = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:hint="default"/></w:rPr>'
        bullets = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>{indent}{font}</w:lvl>'
            for depth, sign in enumerate(_BULLETS.values())
        )
        d = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="đ)"/><w:lvlJc w:val="left"/>{indent}</w:lvl>'
        )
        fixed = _abstract(_BULLET_LIST, bullets) + _abstract(_D_LIST, d)
        nums = "".join(
            f'<w:num w:numId="{each}"><w:abstractNumId w:val="{each}"/></w:num>'
            for each in (_BULLET_LIST, _D_LIST)
        )
        return fixed + "".join(self._abstracts) + nums + "".join(self._nums)


def _abstract(number: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x4E430000 + number:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _format(level: Level, depth: int, *, party: bool) -> tuple[str, str]:
    """Number format and text of a level as a list keeps them."""
    own = f"%{depth + 1}"
    match level:
        case Level.PART:
            return "upperRoman", f"Phần {own}"
        case Level.CHAPTER:
            return "upperRoman", f"Chương {own}"
        case Level.SECTION:
            return "decimal", f"Mục {own}"
        case Level.SUBSECTION:
            return "decimal", f"Tiểu mục {own}"
        case Level.ARTICLE:
            return "decimal", f"Điều {own}."
        case Level.ROMAN:
            return "upperRoman", f"{own}-" if party else f"{own}."
        case Level.LETTER:
            return "lowerLetter", f"{own})"
    first = _DEPTH[Level.NUMBER]
    return "decimal", "".join(f"%{each + 1}." for each in range(first, depth + 1))


@dataclass(slots=True)
class Outline:
    """Counts through one body the way Word will."""

    lists: Lists
    abstract: int
    middle: Level
    mains: Mapping[int, int]
    """Depth → list."""
    _used: frozenset[int]
    """Depths that occur in the body."""
    _opening: Outline | None = None
    """What stands before the first heading of the level above counts on its own: word processors do not agree on it."""
    _counters: list[int] = field(default_factory=lambda: [0] * len(_ORDER))
    _letters: int = 0
    """Points so far in this run."""
    _begun_anew: dict[int, int] = field(default_factory=dict)
    """Depth → the list that began anew there, until a higher level comes."""

    def label_of(self, block: Heading | Point) -> Label:
        """The label of the next block of the body."""
        level = block.level
        if level in _BULLETS:
            sign = _BULLETS[level]
            own = block.label in (None, sign)
            return (
                Label(list=(_BULLET_LIST, list(_BULLETS).index(level))) if own else Label(block.label or "")
            )
        if self._has_nothing_above(level):
            self._opening = self._opening or self.lists.outline((block,))
            return self._opening.label_of(block)
        if block.label == "" or (level in (Level.ROMAN, Level.ARTICLE) and level is not self.middle):
            return Label(block.label or "")
        if block.label is not None and block.label != self.next_label(level):
            if block.label != self._first_label(level):
                return Label(block.label)
            self._begin_anew(level)
        return Label(list=self._take(level))

    def _has_nothing_above(self, level: Level) -> bool:
        """Whether the level above occurs in this body, but not yet."""
        depth = _DEPTH[level]
        above = [each for each in self._used if each < depth and self.mains[each] == self.mains[depth]]
        return bool(above) and not any(self._counters[each] for each in above)

    def next_label(self, level: Level) -> str:
        """What the next block of a level prints if it is numbered."""
        if level is Level.LETTER:
            return f"{ALPHABET[self._letters]})" if self._letters < len(ALPHABET) else "a)"
        return self._print(level, self._counters[_DEPTH[level]] + 1)

    def _first_label(self, level: Level) -> str:
        return "a)" if level is Level.LETTER else self._print(level, 1)

    def _print(self, level: Level, own: int) -> str:
        depth = _DEPTH[level]
        kind, text = _format(level, depth, party=self.lists.party)
        for place in range(depth + 1):
            value = own if place == depth else max(self._counters[place], 1)
            text = text.replace(f"%{place + 1}", int_to_roman(value) if kind == "upperRoman" else str(value))
        return text

    def _begin_anew(self, level: Level) -> None:
        depth = _DEPTH[level]
        self._begun_anew[depth] = self.lists.add(self.abstract, 1, depth)
        self._counters[depth] = 0
        if level is Level.LETTER:
            self._letters = 0

    def _take(self, level: Level) -> tuple[int, int]:
        if level is Level.LETTER:
            return self._take_letter()
        depth = _DEPTH[level]
        for above in range(depth):
            self._counters[above] = max(self._counters[above], 1)
        self._counters[depth] += 1
        for below in range(depth + 1, len(_ORDER)):
            if self.mains[below] != self.mains[depth]:
                continue
            self._counters[below] = 0
            self._begun_anew.pop(below, None)
        self._letters = 0
        return self._begun_anew.get(depth, self.mains[depth]), depth

    def _take_letter(self) -> tuple[int, int]:
        """The list that prints the next letter; past "y)" the alphabet begins anew."""
        if self._letters >= len(ALPHABET):
            self._begin_anew(Level.LETTER)
        letter = ALPHABET[self._letters]
        self._letters += 1
        if letter == "đ":
            return _D_LIST, 0
        if letter in _AFTER_SKIPPED:
            start = _AFTER_SKIPPED[letter]
            self._begun_anew[_LETTER_DEPTH] = self.lists.add(self.abstract, start)
        return self._begun_anew.get(_LETTER_DEPTH, self.mains[_LETTER_DEPTH]), _LETTER_DEPTH
