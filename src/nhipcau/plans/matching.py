"""What a printed name of a unit means in the register: a pure question on the names of the register.

A name is compared in three ways, the surest first: as it stands, with the standing abbreviations written out ("UBND", "Sở VHTTDL"
as an alias), and without the proper name of the province ("Công an tỉnh" is "Công an tỉnh Lam Sơn"). Then come groups ("các sở, ban,
ngành"), names that mean no particular unit ("các đơn vị liên quan"), and similar spellings, which a person must confirm.

A unit that is no more leads to the one that follows it, where the register knows one; where it knows several, or where a whole level
is no more (districts), the answer is a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from nhipcau.kernel.folding import fold, folded_marks
from nhipcau.plans.models import Match

SIMILAR_FROM = 0.8
COMMUNES = ("commune", "ward", "special-zone")

# Standing abbreviations of the genre, folded.
_WRITTEN_OUT = {
    "ub": "uy ban", "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "ubmttq": "uy ban mat tran to quoc", "mttq": "mat tran to quoc",
    "bch": "ban chi huy", "bchqs": "bo chi huy quan su", "bdbp": "bo doi bien phong", "bcd": "ban chi dao", "vp": "van phong",
    "ttdn": "thong tin doi ngoai", "vhttdl": "van hoa the thao va du lich", "vhtt": "van hoa the thao", "dl": "du lich", "khcn": "khoa hoc va cong nghe",
    "gddt": "giao duc va dao tao", "tttt": "thong tin va truyen thong", "nnmt": "nong nghiep va moi truong", "ptth":
    "phat thanh truyen hinh", "lhcthn": "lien hiep cac to chuc huu nghi", "tinh doan": "doan thanh nien tinh",
}  # fmt: skip
_JOINED = re.compile(r"(?<=[A-ZĐ])\s*[&,.-]\s*(?=[A-ZĐ]{1,4}\b)")
_MARKED_OUT = (("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"))
_SMALL_WORDS = re.compile(r"\b(?:va|viet nam|chxhcn|cong san ho chi minh)\b")
_GENERIC = re.compile(
    r"^(?:cac|moi|mot so|nhung|tat ca|thu truong|lanh dao|nguoi dung dau)\b|\blien quan\b|^(?:co quan|don vi|dia phuong)\b"
)
_RELATED = re.compile(r"\blien quan\b")

# A generic plural names every unit of some kinds; the words are looked for in the folded name. Special zones are meant where they
# are named, or the whole level is ("cấp xã"): the review shows the kinds, and a person adds what the office means beyond its words.
_KIND_WORDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\bso\b"), ("department",)),
    (re.compile(r"\bdoan the\b|\bhoi doan the\b|\bto chuc chinh tri xa hoi\b"), ("association",)),
    (re.compile(r"\bco quan bao chi\b|\bbao dai\b"), ("press-agency",)),
    (re.compile(r"\bcap xa\b"), COMMUNES),
    (re.compile(r"\b(?:cac|phuong|dac khu) xa\b|\bxa phuong\b"), ("commune",)),
    (re.compile(r"\b(?:cac|xa|dac khu) phuong\b"), ("ward",)),
    (re.compile(r"\b(?:cac|xa|phuong) dac khu\b"), ("special-zone",)),
)
_PLURAL = re.compile(r"\bcac\b|\bcap xa\b|^moi\b")
_KIND_WORDS_OF_COMMUNES = re.compile(r"(?<!thi )\b(?:xa|phuong|dac khu)\b")
# Districts ended with 30/06/2025 (Luật 72/2025/QH15): what a plan asks of all of them is asked of the communes.
_DISTRICTS = re.compile(
    r"\bcac (?:huyen|quan|thi xa)\b|\b(?:huyen|quan) (?:thi xa|thanh pho)\b|\bcap huyen\b"
)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the register as matching needs it: every name it bears or bore, and the living ones that follow it if it is gone.

    `near` is how many steps of the tree it has in common with the plan's owner: of two "Sở Tài chính" the nearer one is meant.
    """

    pk: int
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    gone: bool = False
    successors: tuple[int, ...] = ()
    near: int = 0


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A named group of units."""

    pk: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means. `former` is the unit that bore it and is no more; `kinds` stands for all units of some kinds."""

    match: Match
    unit: int | None = None
    group: int | None = None
    kinds: tuple[str, ...] = ()
    former: int | None = None
    confidence: int = 0


@dataclass
class Register:
    """All names of the register, indexed once for a whole document. `place` is the proper name of the province."""

    units: Iterable[KnownUnit]
    groups: Iterable[KnownGroup] = ()
    place: str = ""
    _marked: dict[str, list[KnownUnit]] = field(init=False, default_factory=dict)
    _exact: dict[str, list[KnownUnit]] = field(init=False, default_factory=dict)
    _known: dict[str, list[KnownUnit]] = field(init=False, default_factory=dict)
    _groups: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        place = fold(self.place)
        for unit in self.units:
            for index, name in enumerate((*unit.names, *unit.aliases)):
                if name:
                    self._marked.setdefault(with_marks(name), []).append(unit)
                    target = self._exact if index < len(unit.names) else self._known
                    target.setdefault(written_out(name), []).append(unit)
                    self._known.setdefault(bare(name, place), []).append(unit)
        for group in self.groups:
            for name in group.names:
                self._groups[written_out(name)] = group.pk

    def meaning(self, printed: str) -> Meaning:
        """What `printed` means."""
        full, short = written_out(printed), bare(printed, fold(self.place))
        steps = (
            (self._marked, with_marks(printed), Match.EXACT),
            (self._exact, full, Match.EXACT),
            (self._known, full, Match.ALIAS),
            (self._known, short, Match.ALIAS),
        )
        for index, key, match in steps:
            found = _single(index.get(key, []))
            if found is not None:
                return _of_unit(found, match)
        if full in self._groups:
            return Meaning(Match.GROUP, group=self._groups[full], confidence=100)
        return self._of_many(full) or self._similar(short) or Meaning(Match.UNKNOWN)

    def _of_many(self, full: str) -> Meaning | None:
        """A plural of kinds, or a name that means nobody in particular."""
        if _DISTRICTS.search(full) and _KIND_WORDS_OF_COMMUNES.search(full) is None:
            return Meaning(Match.SIMILAR, kinds=COMMUNES, confidence=60)
        named = (kind for words, meant in _KIND_WORDS if words.search(full) for kind in meant)
        kinds = tuple(dict.fromkeys(named))
        if kinds and _PLURAL.search(full) and not _RELATED.search(full):
            return Meaning(Match.GROUP, kinds=kinds, confidence=90)
        return Meaning(Match.GENERIC, confidence=100) if _GENERIC.search(full) else None

    def _similar(self, short: str) -> Meaning | None:
        best, best_unit = 0.0, None
        words, first = set(short.split()), short.split(" ", 1)[0]
        for index in (self._exact, self._known):
            for key, units in index.items():
                if key.split(" ", 1)[0] != first or len(words & set(key.split())) * 2 < len(words):
                    continue  # a ministry and a department of one field differ in their first word alone
                ratio = _alike(short, key)
                if ratio > best and (unit := _single(units)) is not None:
                    best, best_unit = ratio, unit
        if best_unit is None or best < SIMILAR_FROM:
            return None
        follower = _of_unit(best_unit, Match.SIMILAR)
        return Meaning(
            Match.SIMILAR, unit=follower.unit, former=follower.former, confidence=round(best * 100)
        )


def written_out(name: str) -> str:
    """The folded name with standing abbreviations written out and small words left away."""
    folded = fold(_JOINED.sub("", name))
    words = " ".join(_WRITTEN_OUT.get(word, word) for word in folded.split())
    return " ".join(_SMALL_WORDS.sub(" ", words).split())


def with_marks(name: str) -> str:
    """The name in lower case with its diacritics: tells Bến Lụa from Bến Lúa."""
    text = folded_marks(name)
    for short, long in _MARKED_OUT:
        text = re.sub(rf"\b{short}\b", long, text)
    return text


def bare(name: str, place: str) -> str:
    """The same without the proper name of the province and a closing "tỉnh", which documents use or drop at will."""
    text = written_out(name)
    if place:
        text = re.sub(rf"\b(?:(?:tinh|thanh pho) )?{re.escape(place)}\b", " tinh ", text)
    return " ".join(re.sub(r"(?: tinh)+ *$", "", f"{text.strip()}").split()) or text


# The first words of a name, folded, and the kind of unit that bears them; the first that fits counts.
_KIND_OF = tuple(
    (re.compile(rf"^(?:{words})\b"), kind)
    for words, kind in (
        ("so|thanh tra tinh", "department"),
        ("(?:uy ban nhan dan |hoi dong nhan dan )?xa", "commune"),
        ("(?:uy ban nhan dan |hoi dong nhan dan )?phuong", "ward"),
        ("(?:uy ban nhan dan |hoi dong nhan dan )?dac khu", "special-zone"),
        ("(?:uy ban nhan dan|hoi dong nhan dan) (?:tinh|thanh pho)", "province"),
        ("tinh uy|thanh uy|dang uy|ban (?:tuyen giao|to chuc|noi chinh|dan van)|van phong (?:tinh uy|thanh uy)", "party-body"),
        ("uy ban mat tran|mat tran|hoi|hiep hoi|lien hiep|lien doan|lien minh|doan thanh nien|tinh doan", "association"),
        ("cong an", "police"),
        ("bo doi bien phong|bien phong|(?:bo|ban) chi huy bo doi bien phong|don bien phong", "border-guard"),
        ("bo chi huy|ban chi huy|quan su|bo doi", "military"),
        ("bao tang|thu vien|trung tam|ban quan ly|chi cuc|nha hat|cong thong tin", "agency"),
        ("bao|dai|tap chi|co quan bao chi", "press-agency"),
        ("truong|dai hoc|hoc vien|vien|cao dang", "school"),
        ("bo|cuc|tong cuc|ngan hang nha nuoc", "central"),
        ("phong|khoa|van phong", "section"),
    )
)  # fmt: skip


def kind_of(name: str) -> str:
    """The kind that the first words of a name tell ("Sở …" is a department); "other" where they tell nothing."""
    full = written_out(name)
    return next((kind for words, kind in _KIND_OF if words.search(full)), "other")


def place_of(province: str) -> str:
    """The proper name in "Ủy ban nhân dân tỉnh Lam Sơn"."""
    found = re.search(r"(?:tỉnh|thành phố|TP\.?)\s+(.+)$", province, re.IGNORECASE)
    return found[1] if found else ""


def _single(units: list[KnownUnit]) -> KnownUnit | None:
    """The one unit that bears the name: of several, the nearest to the owner; of those, one that still exists."""
    nearest = max((unit.near for unit in units), default=0)
    distinct = {unit.pk: unit for unit in units if unit.near == nearest}
    living = [unit for unit in distinct.values() if not unit.gone]
    candidates = living or list(distinct.values())
    return candidates[0] if len(candidates) == 1 else None


def _of_unit(unit: KnownUnit, match: Match) -> Meaning:
    if not unit.gone:
        return Meaning(match, unit=unit.pk, confidence=100)
    if len(unit.successors) == 1:
        known = Match.SIMILAR if match == Match.SIMILAR else Match.ALIAS
        return Meaning(known, unit=unit.successors[0], former=unit.pk, confidence=100)
    # Its work went to several: the first is proposed, and a person decides.
    if unit.successors:
        return Meaning(Match.SIMILAR, unit=unit.successors[0], former=unit.pk, confidence=60)
    return Meaning(Match.UNKNOWN, former=unit.pk)


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR_FROM or matcher.quick_ratio() < SIMILAR_FROM:
        return 0.0
    return matcher.ratio()
