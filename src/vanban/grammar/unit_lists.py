"""Where a list of units ends in running text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vanban.grammar import lexicon
from vanban.grammar.unit_names import (
    Opening,
    after_determiner,
    generic_end,
    lists_fields,
    name_end,
    opening_at,
)
from vanban.grammar.words import Phrases, Words

SEPARATORS = frozenset({",", "và", "cùng", "hoặc"})
_ACTIVE = Phrases(("hoạt động",))
_ABBREVIATED = frozenset({"tp", "tx", "tt", "p", "q", "h", "x"})


class Stop(StrEnum):
    """What a list of units ran into."""

    END = "end"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    PARTICLE = "particle"
    MARK = "mark"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Extent:
    """A list of units in running text: words from `first` up to, not with, `end`."""

    first: int
    end: int
    stop: Stop
    opening: Opening | None
    complete: bool


class _Scan:
    """One walk over a list of units in running text."""

    def __init__(self, words: Words, index: int, *, whole: bool, clause: bool, end: int | None) -> None:
        self.words, self.first, self.whole, self.clause = words, index, whole, clause
        self.limit = len(words) if end is None else end
        self.ended = False
        self.index, self.complete, self.opening = index, False, opening_at(words, index)
        self.common = False

    def run(self) -> Extent:
        self._open()
        stop = Stop.END
        while self.index < self.limit:
            found = self._step()
            if found is not None:
                stop = found
                break
        return Extent(self.first, self.index, stop, self.opening, self.complete)

    def _open(self) -> None:
        """Take the word or words that open a unit; titles of officials before it are taken with it."""
        words, opening = self.words, opening_at(self.words, self.index)
        while opening is Opening.OFFICIAL:
            self.common, self.complete = False, False
            self.index = lexicon.OFFICIALS.match(words, self.index)
            opening = opening_at(words, self.index)
        if opening is None:
            return
        self.common = opening in (Opening.DETERMINER, Opening.GENERIC)
        if opening is Opening.NAME:
            end = name_end(words, self.index)
            self.complete = not lexicon.OPEN.match(words, self.index) and self._is_closed(end)
            self.index = end
        elif opening is Opening.DETERMINER:
            self.index, self.complete = after_determiner(words, self.index), False
            while self.index < len(words) and words.word(self.index).isdigit():
                self.index += 1
            self.index = name_end(words, self.index) or generic_end(words, self.index) or self.index
        elif opening is Opening.GENERIC:
            self.index, self.complete = generic_end(words, self.index), False

    def _is_closed(self, end: int) -> bool:
        """A standing name, or a head with a standing field, needs nothing more to be a name."""
        standing = lexicon.STANDING.match(self.words, self.index)
        head = lexicon.HEADS.match(self.words, self.index)
        return end == standing or (bool(head) and lexicon.FIELDS.match(self.words, head) == end)

    def _step(self) -> Stop | None:
        words, index = self.words, self.index
        closing = words.closing.get(index)
        if closing is not None:
            self.index = closing + 1
            return None
        mark = words.folded[index]
        if mark in SEPARATORS or mark == ";":
            return self._separator(mark)
        if not mark[0].isalnum():
            return self._mark(mark)
        if words.capital[index]:
            return self._capital()
        return self._tail() if self.complete else self._open_name()

    def _separator(self, mark: str) -> Stop | None:
        words, after = self.words, self.index + 1
        while words.word(after) in SEPARATORS or words.word(after) == "với":
            after += 1
        if after >= len(words):
            return Stop.END
        opening = opening_at(words, after)
        if mark == ";" and self.ended:
            return Stop.MARK
        if opening in (Opening.NAME, Opening.OFFICIAL, Opening.DETERMINER):
            self.ended = self.clause and mark == "và"
            self.index = after
            self._open()
            return None
        if mark == ";":
            return Stop.MARK
        noun = generic_end(words, after) or self._joining(after)
        if noun:
            self.index, self.complete = noun, bool(lexicon.PLACES.match(words, after)) and not self.whole
            return None
        field = lexicon.FIELDS.match(words, after) if words.capital[after] else 0
        if field:
            self.index = field
            return None
        if words.capital[after]:
            self.index, self.complete = after, False
            return self._capital()
        if self.whole and words.folded[after][0].isalpha():
            self.index = after + 1
            return None
        stop = self._stopper(after)
        if stop is None and mark == "và" and not self.complete:
            self.index = after + 1
            return None
        return stop if stop and mark != "," else Stop.MARK

    def _joining(self, index: int) -> int:
        end = max(lexicon.JOINING.match(self.words, index), lexicon.PROTECTED.match(self.words, index))
        verb = lexicon.VERBS.match(self.words, index)
        if not verb:
            end = max(end, lexicon.FIELDS.match(self.words, index))
        return end if end and end >= verb and self.words.word(index) not in ("tổ", "trong", "có", "là") else 0

    def _mark(self, mark: str) -> Stop | None:
        words, after = self.words, self.index + 1
        following = after < len(words)
        if mark in "-–/" and following:
            if words.capital[after] or self._joining(after) or generic_end(words, after):
                self.index = after
                return None
        elif mark in "“\"'‘":
            closing = next(
                (k for k in range(after, min(after + 30, len(words))) if words.folded[k] in "”\"'’"), None
            )
            if closing is not None:
                self.index = closing + 1
                return None
        elif (mark == "." and following and words.word(self.index - 1) in _ABBREVIATED) or (
            mark == ":"
            and following
            and words.capital[after]
            and (self._counts_places() or lists_fields(words, self.index))
        ):
            self.index = after
            return None
        return Stop.MARK

    def _counts_places(self) -> bool:
        """Habit: places counted before a colon are named after it ("UBND 2 huyện biên giới: A và B")."""
        back = self.words.folded[max(self.first, self.index - 6) : self.index]
        return any(word.isdigit() for word in back) and any(
            place in back for place in ("huyện", "xã", "phường", "tỉnh", "thôn", "khu")
        )

    def _capital(self) -> Stop | None:
        """A capital goes on with the name; after a whole name it may be the verb of a line joined on."""
        words, index = self.words, self.index
        end, tail = name_end(words, index), lexicon.TAILS.match(words, index)
        if tail > end:
            self.index, self.complete = tail, True
        elif end:
            self.complete = self._is_closed(end) and not lexicon.OPEN.match(words, index)
            self.index = end
        elif self.complete and lexicon.VERBS.match(words, index) > index + 1:
            return Stop.VERB
        else:
            self.index = index + 1
            # A name in capitals throughout is a proper noun that ends with them ("Báo Lam Sơn").
            if (
                index - self.first > 1
                and words.capital[index - 1]
                and not lexicon.HEADS.match(words, index - 1)
            ):
                self.complete = True
        return None

    def _tail(self) -> Stop | None:
        words, index = self.words, self.index
        end = lexicon.TAILS.match(words, index)
        if not end or (end < lexicon.VERBS.match(words, index)):
            if self._describes(index):
                return None
            stop = self._stopper(index)
            if stop is None and self.whole:
                self.index += 1
                return None
            return stop or Stop.WORD
        self.index = end
        if words.word(end - 1) in ("của", "các", "thuộc"):
            noun = name_end(words, end) or generic_end(words, end)
            if noun:
                self.index = noun
            self.complete = not noun or bool(lexicon.PLACES.match(words, end))
        return None

    def _open_name(self) -> Stop | None:
        words, index = self.words, self.index
        closing = lexicon.CLOSING_TAILS.match(words, index)
        if closing:
            self.index, self.complete = closing, True
            return None
        determiner = lexicon.DETERMINERS.match(words, index)
        if determiner:
            self.index = name_end(words, determiner) or generic_end(words, determiner) or determiner
            return None
        protected = max(lexicon.PROTECTED.match(words, index), self._protected_from(index))
        if protected:
            self.index = protected
            return None
        tail = lexicon.TAILS.match(words, index)
        if tail > lexicon.VERBS.match(words, index) and tail > index + 1:
            self.index = tail
            return None
        if self._describes(index):
            return None
        stop = self._stopper(index)
        if stop is not None and not self._second_syllable(index):
            return stop
        self.index += 1
        return None

    def _describes(self, index: int) -> bool:
        """Take a verb that describes units named by a common noun: in a line of names, or after "hoạt động"."""
        describing = self.whole or (index > 2 and _ACTIVE.match(self.words, index - 2) == index)
        end = lexicon.MODIFYING.match(self.words, index) if describing and self.common else 0
        self.index = end or self.index
        return bool(end)

    def _second_syllable(self, index: int) -> bool:
        """One capital syllable is half a name: the next belongs to it ("Chương trình"); so does what is managed."""
        words = self.words
        if words.folded[index - 2 : index + 2] == ["cơ", "quan", "quản", "lý"]:
            return index + 2 < len(words) and words.capital[index + 2]
        last = words.slice(index - 1, index)
        half = (words.capital[index - 1] and not words.capital[index - 2]) or bool(
            lexicon.HEADS.match(words, index - 2)
        )
        single = lexicon.VERBS.match(words, index) == index + 1
        return index - 1 > self.first and half and single and len(last) > 1 and last.istitle()

    def _protected_from(self, index: int) -> int:
        """Common compounds ("cơ quan quản lý nhà nước") whose noun was taken with the opening."""
        for back in (1, 2):
            if index - back >= self.first:
                end = lexicon.PROTECTED.match(self.words, index - back)
                if end > index:
                    return end
        return 0

    def _stopper(self, index: int) -> Stop | None:
        words = self.words
        verb, particle = lexicon.VERBS.match(words, index), lexicon.PARTICLES.match(words, index)
        auxiliary = lexicon.AUXILIARIES.match(words, index)
        if verb and verb >= max(particle, auxiliary):
            return Stop.VERB
        if auxiliary and auxiliary >= particle:
            return Stop.AUXILIARY
        return Stop.PARTICLE if particle else None


def list_at(
    words: Words, index: int, *, whole: bool = False, clause: bool = False, end: int | None = None
) -> Extent:
    """The list of units that starts at a word and ends before the verb or mark that follows.

    `whole`: the line is expected to be names only, so that verbs inside names do not end it. `clause`: the list is
    part of a clause, so that after "A và B" a ";" ends it. `end`: the word at which nobody asks for more of the list,
    which may reach past it.
    """
    return _Scan(words, index, whole=whole, clause=clause, end=end).run()
