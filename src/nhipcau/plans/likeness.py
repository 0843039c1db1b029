"""How alike two pieces of work are, and why: pure. Amendments, the cascade and comparisons of years ask here.

Texts are compared by folded words and pairs of neighbouring words without stop words, weighted by rarity in the texts at hand
(a cosine); kind, named units, product and time add to it. The reasons are kept as data, so that a screen can say them in words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from nhipcau.kernel.folding import fold

# Words that nearly every order of a plan contains; folded.
STOP_WORDS = frozenset({
    "ban", "bang", "cac", "cho", "chu", "chuc", "co", "cong", "cua", "cung", "cuong", "day", "de", "den", "dia", "do", "don",
    "dong", "dung", "duoc", "hang", "hien", "hoat", "hop", "khai", "khi", "la", "lien", "manh", "moi", "mot", "nam", "nay",
    "nganh", "nham", "nhung", "noi", "phoi", "phuong", "quan", "ra", "so", "tac", "tai", "tang", "theo", "thuc", "tiep", "tinh",
    "tren", "trien", "trong", "tu", "tuc", "va", "vao", "ve", "vi", "voi",
})  # fmt: skip
# Shares of the score; of the words, FULL already counts as all.
WORDS, KIND, UNIT, PRODUCT, TIME = 70, 10, 8, 6, 6
FULL = 0.62
LEAST_WORDS = 0.13  # below this, nothing else makes two orders the same work
SHOWN_PHRASES = 5


@dataclass(frozen=True, slots=True)
class Work:
    """A task as comparing needs it: `units` are keys of the units it names, `months` count year × 12 + month (0 to 11)."""

    key: Hashable
    text: str
    kind: str = ""
    units: frozenset[int] = frozenset()
    product: str = ""
    quantity: int | None = None
    months: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A pair with its score (0 to 100), the cosine of its words and the reasons."""

    left: Hashable
    right: Hashable
    score: int
    words: float
    reasons: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class _Known:
    work: Work
    terms: dict[str, str]  # folded term → how it is printed
    weights: dict[str, float] = field(default_factory=dict)
    norm: float = 1.0


def terms_of(text: str) -> dict[str, str]:
    """Words, and pairs of words that stand side by side, without stop words: folded → printed."""
    words = [(fold(word), word.strip(".,;:!?()“”\"'").lower()) for word in text.split()]
    found = {folded: printed for folded, printed in words if folded and folded not in STOP_WORDS}
    for (one, printed), (other, second) in pairwise(words):
        if one in found and other in found:
            found[f"{one} {other}"] = f"{printed} {second}"
    return found


class Comparison:
    """Two sets of work, weighed together. `alike` gives every pair worth a look, the most alike first."""

    def __init__(self, left: Iterable[Work], right: Iterable[Work]) -> None:
        self._left = [_Known(work, terms_of(work.text)) for work in left]
        self._right = [_Known(work, terms_of(work.text)) for work in right]
        everybody = [*self._left, *self._right]
        seen = Counter(term for known in everybody for term in known.terms)
        rarity = {term: math.log(1 + len(everybody) / count) for term, count in seen.items()}
        for known in everybody:
            known.weights = {term: rarity[term] * (1.0 if " " in term else 0.7) for term in known.terms}
            known.norm = math.sqrt(sum(weight * weight for weight in known.weights.values())) or 1.0
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, known in enumerate(self._right):
            for term in known.terms:
                self._holders[term].append(number)

    def alike(self, *, least: int = 0, below: frozenset[int] = frozenset()) -> list[Likeness]:
        """Pairs whose score reaches `least`. `below` are the units of a subordinate plan on the left: a task on the right that names one is nearer."""
        found = []
        for known in self._left:
            dots: dict[int, float] = defaultdict(float)
            for term, weight in known.weights.items():
                for number in self._holders.get(term, ()):
                    dots[number] += weight * weight
            for number, dot in dots.items():
                other = self._right[number]
                cosine = dot / (known.norm * other.norm)
                if cosine >= LEAST_WORDS:
                    pair = _likeness(known, other, cosine, below)
                    if pair.score >= least:
                        found.append(pair)
        return sorted(found, key=lambda pair: (-pair.score, -pair.words))


def _likeness(left: _Known, right: _Known, cosine: float, below: frozenset[int]) -> Likeness:
    one, other = left.work, right.work
    common = {term: left.weights[term] for term in left.terms.keys() & right.terms.keys()}
    reasons: list[dict[str, Any]] = [
        {"code": "words", "words": _phrases(other.text, common), "share": round(cosine * 100)}
    ]  # fmt: skip
    score = WORDS * min(1.0, cosine / FULL)
    if one.kind and one.kind == other.kind and one.kind != "other":
        score += KIND
        reasons.append({"code": "kind", "kind": one.kind})
    elif one.kind and other.kind and "other" not in (one.kind, other.kind):
        score -= KIND / 2
        reasons.append({"code": "other-kind", "kind": other.kind})
    if other.units & (below or one.units):
        score += UNIT
        reasons.append({"code": "unit"})
    if one.product and fold(one.product) == fold(other.product):
        score += PRODUCT
        reasons.append({"code": "product", "product": other.product})
    if one.months and other.months:
        if one.months & other.months:
            score += TIME * len(one.months & other.months) / min(len(one.months), len(other.months))
            reasons.append({"code": "time"})
        else:
            score -= TIME / 2
            reasons.append({"code": "other-time"})
    return Likeness(one.key, other.key, max(0, min(100, round(score))), cosine, tuple(reasons))


def _phrases(text: str, common: Mapping[str, float]) -> list[str]:
    """The words of `text` that stand in both, neighbours together: the weightiest, in the order of the text."""
    runs: list[tuple[float, int, list[str]]] = []
    before = ""
    for number, word in enumerate(text.split()):
        folded = fold(word)
        printed = word.strip(".,;:!?()“”\"'").lower()
        if folded in common:
            if runs and f"{before} {folded}" in common and runs[-1][2]:
                weight, first, words = runs.pop()
                runs.append((weight + common[folded], first, [*words, printed]))
            else:
                runs.append((common[folded], number, [printed]))
        before = folded
    heavy = sorted(sorted(runs, reverse=True, key=lambda run: run[0])[:SHOWN_PHRASES], key=lambda run: run[1])
    return list(dict.fromkeys(" ".join(words) for _weight, _first, words in heavy))


def pair_off(left: Sequence[Work], right: Sequence[Work], *, least: int) -> dict[Hashable, Likeness]:
    """Each piece of work at most once: equal texts first, then the most alike. By the key of the right one."""
    pairs: dict[Hashable, Likeness] = {}
    taken: set[Hashable] = set()
    by_text: Mapping[str, list[Work]] = defaultdict(list)
    for work in left:
        by_text[fold(work.text)].append(work)
    for work in right:
        same = by_text.get(fold(work.text))
        if same:
            twin = next((each for each in same if each.units == work.units), same[0])
            same.remove(twin)
            pairs[work.key] = Likeness(twin.key, work.key, 100, 1.0, ({"code": "same"},))
            taken.add(twin.key)
    rest = Comparison(
        [work for work in left if work.key not in taken], [work for work in right if work.key not in pairs]
    )
    for pair in rest.alike(least=least):
        if pair.left not in taken and pair.right not in pairs:
            taken.add(pair.left)
            pairs[pair.right] = pair
    return pairs
