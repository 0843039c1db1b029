"""What kind of work an item orders: decided by its first action.

The habit of the genre: an item opens with who acts and with openers that say nothing of the work ("chủ trì, phối hợp
với …", "tiếp tục tăng cường"); then comes the first verb with its object, which decides; purposes and
adverbials after it do not count. General information work takes the kind of the channel, product or occasion
named with it. Carrying out the plan as a whole has no kind: the next action decides. An item that only names
a topic takes the kind of the line that introduces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from vanban.catalog import duties
from vanban.catalog import kinds as catalog
from vanban.grammar.action_words import ACTION_WORDS, PRODUCTS
from vanban.grammar.channels import channel_of, on_portal
from vanban.grammar.item import Item
from vanban.grammar.subjects import named_before_colon
from vanban.grammar.unit_lists import list_at
from vanban.grammar.unit_names import name_end, opens_subject
from vanban.grammar.words import Phrases, Words, words_of
from vanban.model.document import TaskKind

_VERBS = Phrases(duties.VERBS)
_PASSING = Phrases(catalog.PASSING)
_MAKING = Phrases(catalog.MAKING)
_IMPLEMENTING = Phrases(catalog.IMPLEMENTING)
_GUARDING = Phrases(catalog.GUARDING)
_CONTROLLING = Phrases(catalog.CONTROLLING)
_FOREIGNERS = Phrases(catalog.FOREIGNERS)
_WHOLE = Phrases(catalog.WHOLE)
_PURPOSES = Phrases(catalog.PURPOSES)
_PERMITTING = Phrases(catalog.PERMITTING)
_NOMINAL = Phrases(catalog.NOMINAL)
_ORDERS = Phrases(duties.ORDERS)
_ADVERBIALS = Phrases(duties.ADVERBIALS)
_MANNER = Phrases(duties.MANNER)
_CONSULTING = Phrases(catalog.CONSULTING)
_SETTLING = Phrases(catalog.SETTLING)
_WORK = Phrases(catalog.WORK)
_COMPLIANCE = Phrases(catalog.COMPLIANCE)
_DIFFICULTIES = Phrases(catalog.DIFFICULTIES)
_RULES = Phrases(catalog.RULES)
_PLANS = Phrases(catalog.PLANS)
_RESPONSIBLE = Phrases(("có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ"))
_LABELLED = re.compile(
    r"^(?:(?:Hoạt động|Nhiệm vụ|Nội dung|Giải pháp|Dự án|Tiểu dự án|Chuyên đề)\s+(?:số\s+)?\d{1,2}\s*[-–:.]\s*)?(?:[-–+]\s*)?"
    r"(?:(?:Nội dung|Nhiệm vụ|Công việc|Hoạt động)(?:\s+(?:thực hiện|công việc|hoạt động|chính|cụ thể))*\s*:\s*)?"
)
_ON_CONTENT = re.compile(
    r"^(?:(?:Các|Một số|Những)\s+)?(?:nội dung|hoạt động|công tác|việc)\s+(?=\S)", re.IGNORECASE
)

# Most words of a text open no verb: they are left at one look.
_VERB_OPENINGS = frozenset().union(
    *(table.openings for table in (_VERBS, _PASSING, _MAKING, _IMPLEMENTING, _GUARDING, _CONTROLLING))
)
_OVERSIGHT = {"report", "monitoring"}
_OVER_OVERSIGHT = {"budget", "security", "report", "monitoring", "correction", "personnel"}
_ASIDE = {"budget": ("từ", "bằng"), "report": ("trong", "mẫu", "biểu")}
_SOURCES = ("nguồn", "vốn", "các", "sử", "dụng")
_HAVING = ("không", "có", "đang")
_REPORTING = ("báo", "sơ", "tổng", "đôn")
_LAYING_DOWN = ("về", "chi")
_FIRST_OBJECT = 5
_INSPECTED = 6
_COUNTING = ("những", "các", "số", "của", "nguồn", "mọi")
_COLUMNS = ("chuyên", "trang")
_OBJECT_WORDS = 3
_REACH = 6
_CONSULTING_REACH = 14
_SUBJECT_REACH = 45


def kind_of(item: Item) -> TaskKind:
    """The kind of work of an item; of its context line or nearest title where it has no action of its own."""
    text = _LABELLED.sub("", item.text)
    kind = _kind_of_text(text)
    for heading in (*((item.context,) if item.context else ()), *item.titles[:1]):
        if kind is None:
            kind = _kind_of_text(_ON_CONTENT.sub("", heading))
    return cast(TaskKind, kind or "other")


@lru_cache(maxsize=256)  # a heading is asked again for every item below it
def _kind_of_text(text: str) -> str | None:
    """None where the text has no action and names no kind."""
    words = words_of(text)
    begin = _after_label(words, text)
    if begin == 0 and _NOMINAL.match(words, 0):
        return None
    acted = carried = False
    for start, end in _clauses(words, begin):
        if acted and _on_difficulties(words, start, end):
            continue
        clause = _Clause(words, start, end)
        clause.whole = carried and bool(_PLANS.match(words, start))
        kind = clause.read()
        if kind is not None:
            return kind
        if clause.acted and not clause.whole and not acted:
            return "other"
        acted, carried = acted or clause.acted or clause.whole, clause.whole
    return "other" if acted else None


def _on_difficulties(words: Words, start: int, end: int) -> bool:
    """ "… nếu có khó khăn, vướng mắc, báo cáo …": only what to do in case of difficulties."""
    if "nếu" not in words.folded[start:end] and words.folded[start : start + 2] != ["trong", "quá"]:
        return False
    return any(_DIFFICULTIES.match(words, index) for index in range(start, end))


def _after_label(words: Words, text: str) -> int:
    """Index after "UNIT:" at the opening."""
    return words.index_at(text.find(":") + 1) if named_before_colon(text) else 0


def _clauses(words: Words, begin: int) -> Iterable[tuple[int, int]]:
    """Word ranges parted by "." and ";"."""
    start = begin
    for index in words.outside_brackets(begin, len(words)):
        if words.folded[index] in (";", ".", "\n") and index >= start:
            if index > start:
                yield start, index
            start = index + 1
    if start < len(words):
        yield start, len(words)


class _Clause:
    """One reading of a clause from left to right."""

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words, self.start, self.end = words, start, end
        self.index = start
        self.acted = self.whole = False
        self.default: str | None = None
        self.spread = 0
        self.drafted = False
        self.verb: str | None = None
        self.object_words = 0
        self.planned = self.guarded = self.controlled = self.inspected = False

    def read(self) -> str | None:
        """The kind that the clause decides; None where it has none (`acted` and `whole` say why)."""
        self._open()
        while self.index < self.end:
            found = self._step()
            if found == "":
                break
            if found is not None:
                return found
        if self.default is None and self.verb == "implementing" and self.object_words <= 1:
            self.whole = True  # "tổ chức thực hiện đúng tiến độ": what, the plan says itself
        if self.default == "communication":
            return channel_of(self.words, self.spread, self.end) or self.default
        if self.default == "report" and not self._oversees_work():
            return "other"
        if self.inspected and self.spread >= self.end and self.words.word(self.end - 1) != "giá":
            return "monitoring"
        return self.default

    def _oversees_work(self) -> bool:
        """Oversight is a report where the plan's work is its object, not the compliance of others."""
        words = self.words
        end = next((i for i in range(self.spread, self.end) if _PURPOSES.match(words, i)), self.end)
        follows = range(self.spread, min(end, self.spread + _INSPECTED) if self.inspected else end)
        if any(_COMPLIANCE.match(words, ahead) for ahead in follows):
            return False
        return self.spread + (0 if self.inspected else 2) >= end or any(
            _WORK.match(words, ahead) for ahead in follows
        )

    # Openings.

    def _open(self) -> None:
        """Skips the subject, the order and an opening adverbial."""
        words = self.words
        order = _ORDERS.match(words, self.index)
        if order and opens_subject(words, order):
            self.index = order
        adverbial = _ADVERBIALS.match(words, self.index)
        if (adverbial and adverbial >= _VERBS.match(words, self.index)) or words.word(self.index) == "bám":
            self._skip_adverbial()
        if self.index < self.end and opens_subject(words, self.index):
            self.index = min(max(list_at(words, self.index, end=self.end).end, self.index + 1), self.end)
            for ahead in range(self.index, min(self.index + _SUBJECT_REACH, self.end)):
                if after := _RESPONSIBLE.match(words, ahead):
                    self.index = after
                    break

    def _skip_adverbial(self) -> None:
        """To the comma after which a verb or a subject follows ("Căn cứ …, Sở A …")."""
        for ahead in self.words.outside_brackets(self.index, self.end):
            if self.words.folded[ahead : ahead + 2] == ["chủ", "động"]:
                self.index = ahead
                return
            if self.words.folded[ahead] == "," and ahead + 1 < self.end:
                after = ahead + 1
                if _VERBS.match(self.words, after) or opens_subject(self.words, after):
                    self.index = after
                    return
        if self.words.word(self.index) == "bám":
            self.index = self.end

    # One word after another.

    def _step(self) -> str | None:
        """Reads on from the current word: a kind, "" where the first action is over, None to go on."""
        words, index = self.words, self.index
        if index in words.closing:
            self.index = words.closing[index] + 1
            return None
        word = words.folded[index]
        if word in (",", "và") and (self._new_action(index + 1) or self._oversight_ends(index)):
            return ""
        if after := _PERMITTING.match(words, index):
            self.index, self.object_words = after, 0
            return None
        if word == "phối" and words.word(index + 1) == "hợp":
            self._skip_partners()
            return None
        fresh = not self.acted or (self.verb == "making" and not self.object_words)
        if self.default is None and fresh and not self.whole and _SETTLING.match(words, index):
            return "other"
        if word == ":" and (self._listing() or self.default in _OVERSIGHT):
            return ""
        known = ACTION_WORDS.at(words, index, self.end)
        if known is not None:
            return self._known(*known)
        if self._ended_by_purpose():
            return ""
        return self._other_word()

    def _listing(self) -> bool:
        """Whether a colon only opens the parts of an object already named."""
        if self.whole:
            return self.words.word(self.index - 1) in ("gồm", "sau")
        return self.acted and self.object_words >= _OBJECT_WORDS

    def _new_action(self, index: int) -> bool:
        """Whether a second verb follows the first action's object."""
        if not self.acted or self.whole or self.object_words < _OBJECT_WORDS:
            return False
        after = _VERBS.match(self.words, index)
        return bool(after) and not (self.words.word(index) == "báo" and self._consults(after))

    def _oversight_ends(self, index: int) -> bool:
        """Whether the first thing that is followed has been named; what further things are decides nothing."""
        if self.default != "monitoring" or index - self.spread < _FIRST_OBJECT:
            return False
        return self.words.word(index + 1) not in _REPORTING

    def _ended_by_purpose(self) -> bool:
        return bool(_PURPOSES.match(self.words, self.index)) and (self.acted or self.default is not None)

    def _skip_partners(self) -> None:
        """ "phối hợp [chặt chẽ] với A, B": the partners are no object."""
        words, after = self.words, self.index + 2
        while manner := _MANNER.match(words, after):
            after = manner
        joined = words.word(after) in ("với", "cùng")
        while words.word(after) in ("với", "cùng"):
            after += 1
        if words.folded[after : after + 2] == ["một", "trong"]:
            while after < self.end and not _PURPOSES.match(words, after):
                after += 1
        elif after < self.end and opens_subject(words, after):
            after = max(list_at(words, after, end=self.end).end, after + 1)
        elif joined:
            while after < self.end and not _VERBS.match(words, after):
                after += 1
        self.index = min(after, self.end)

    def _other_word(self) -> str | None:
        """A verb, a unit's name or a word of the object."""
        words, index = self.words, self.index
        if words.folded[index] in _VERB_OPENINGS and (after := self._verb(index)):
            self.index = after
            return None
        if words.capital[index] and (after := name_end(words, index)):
            self.index = min(max(list_at(words, index, end=self.end).end, after), self.end)
            return None
        if (
            self.acted
            and self.object_words == 0
            and self.verb == "implementing"
            and (after := _WHOLE.match(words, index))
            and not _MAKING.match(words, after)
        ):
            self.whole, self.index = True, after
            return None
        if words.folded[index] not in catalog.EMPTY:
            self.object_words += 1
        self.index += 1
        return None

    def _verb(self, index: int) -> int:
        """Index after a verb here; 0 where none stands."""
        words = self.words
        if words.folded[index : index + 2] == ["nghiên", "cứu"] and self.object_words:
            return 0
        if after := _GUARDING.match(words, index):
            self.guarded = self.acted = True
            self.object_words = 0
            return after
        if after := _CONTROLLING.match(words, index):
            self.controlled = True
        making, implementing = _MAKING.match(words, index), _IMPLEMENTING.match(words, index)
        passing, verb = _PASSING.match(words, index), _VERBS.match(words, index)
        longest = max(making, implementing, passing, verb)
        if not longest:
            return 0
        drafting, self.object_words = self.object_words == 0, 0
        if self.whole:
            pass
        elif making == longest or (
            implementing == longest and self.verb == "making" and drafting and self.drafted
        ):
            self.verb = "making"
            self.drafted = words.folded[index] not in ("nghiên", "rà")
        elif implementing == longest:
            self.verb = "implementing"
        elif passing < longest:
            self.verb = "doing"
        if passing != longest or words.folded[longest - 1 : longest + 1] == ["tác", "với"]:
            self.acted = True
        elif words.folded[index] in ("tham", "chỉ"):
            after = longest + 3 if words.folded[longest : longest + 3] == [",", "hướng", "dẫn"] else longest
            if opens_subject(words, after):
                return min(max(list_at(words, after, end=self.end).end, after), self.end)
        return longest

    # Words that tell the kind.

    def _known(self, mark: str, after: int) -> str | None:
        words, index = self.words, self.index
        if mark == "neutral":
            self.object_words += 1
            self.index = after
            return None
        if mark == "inspection":
            self._inspect(after)
            return None
        if mark == "plans":
            return self._plan(after)
        if mark == "rules":
            return self._rule(after)
        if mark == "communication?":
            if self.object_words or self.verb in ("making", "doing") or words.word(index - 1) in _COUNTING:
                self.index = after
                self.object_words += 2
                return None
            mark = "communication!"
        kind = mark.rstrip("!")
        if words.folded[index] == "báo" and words.word(index + 1) == "cáo" and self._consults(after):
            self.index, self.object_words = after, 0
            return None
        if mark == "communication!":
            return self._communication(index, after)
        self.index = after
        if mark in _OVERSIGHT and self._is_no_oversight(mark):
            return None
        if mark.endswith("!"):
            return self._decided(kind, index, after)
        if self.default is None or kind == "report" or self.default == "other":
            self.default, self.spread, self.inspected = kind, after, False
            self.controlled = self.controlled or kind == "report"
        self.acted = True
        self.object_words = 0
        return None

    def _inspect(self, after: int) -> None:
        """Inspection as the first oversight is a report of the work or control of others."""
        self.index = after
        if self.default is not None or self._is_no_oversight("report"):
            return
        self.default, self.spread, self.inspected = "report", after, True
        self.acted = self.controlled = True

    def _is_no_oversight(self, mark: str) -> bool:
        """A word of oversight within an object, in a plan's name or beside another verb gives no kind."""
        if self.object_words or self.planned or self._examines():
            return True
        return mark == "monitoring" and self.verb == "doing"

    def _examines(self) -> bool:
        """ "thẩm tra, giám sát việc thực hiện pháp luật": the second verb of those who make rules."""
        return self.verb == "making" and self.acted and not self.object_words

    def _consults(self, after: int) -> bool:
        """ "báo cáo UBND tỉnh xem xét, …" asks a superior."""
        for ahead in range(after, min(after + _CONSULTING_REACH, self.end)):
            if self.words.folded[ahead] == ",":
                return False
            if _CONSULTING.match(self.words, ahead):
                return True
        return False

    def _plan(self, after: int) -> str | None:
        """Drawing up a plan is other, unless for a product or of money; carrying one out takes its subject's kind."""
        named = self.index == self.start and not self.words.word(after).isdigit()
        if self.verb == "making" or (named and not self.whole):
            ahead = ACTION_WORDS.at(self.words, after, self.end) if after < self.end else None
            if ahead and ahead[0] in ("training!", "budget!"):
                return ahead[0].rstrip("!")
            self.planned = self.acted = True
            self.default = self.default or "other"
        elif self.verb == "implementing" or self.object_words == 0:
            self.whole = True
            if covering := _WHOLE.match(self.words, self.index):
                after = max(after, covering)
        self.index = after
        return None

    def _rule(self, after: int) -> str | None:
        if self.default == "report":
            self.index = after
            return None
        if self.verb == "making" and not self.object_words and not self.planned:
            return "regulation"
        opens = self.words.word(after) in _LAYING_DOWN or self.index == self.start
        named = opens and self.words.folded[self.index] == "quy"
        if self.verb is None and (named or _RULES.match(self.words, after)):
            return "regulation"
        if self.verb == "implementing":
            self.whole = True
        self.index = after
        return None

    def _decided(self, kind: str, index: int, after: int) -> str | None:
        if kind == "press" and self.controlled and self._with_foreigners(after):
            return "security"
        if self.object_words > _REACH or (self.planned and kind not in PRODUCTS):
            return None
        if self._aside(kind, index):
            return None
        if self.default == "monitoring" and kind == "report" and self.words.folded[index] not in _REPORTING:
            return None
        if self.default in _OVERSIGHT and kind not in _OVER_OVERSIGHT:
            return None
        if self.default == "communication" and kind != "correction":
            return None
        if (
            kind == "press"
            and self.words.folded[index] in _COLUMNS
            and on_portal(self.words, after, self.end)
        ):
            return "portal"
        return kind

    def _aside(self, kind: str, index: int) -> bool:
        """Whether a word only tells what something else is made or paid from ("hàng từ nguồn ngân sách")."""
        before = index - 1
        while kind == "budget" and before > self.start and self.words.folded[before] in _SOURCES:
            before -= 1
        return self.words.word(before) in _ASIDE.get(kind, ()) or (
            before < index - 1 and self.words.word(before) in _HAVING
        )

    def _with_foreigners(self, after: int) -> bool:
        return any(_FOREIGNERS.match(self.words, ahead) for ahead in range(after, self.end))

    def _communication(self, index: int, after: int) -> str | None:
        """General information work: the first channel, product or occasion of the clause decides."""
        if self.verb == "implementing" and self.object_words == 0 and not self.whole:
            covering = _WHOLE.match(self.words, index)
            if covering and covering > index:
                self.whole, self.index = True, max(covering, after)
                return None
        blocked = self.guarded or self.planned or self.default in _OVERSIGHT
        if blocked:
            self.index, self.object_words = after, self.object_words + 2
            return None
        narrower = ACTION_WORDS.at(self.words, after, self.end) if after < self.end else None
        if narrower and narrower[0] in ("correction!", "publication!", "programme!"):
            return narrower[0].rstrip("!")
        return channel_of(self.words, after, self.end) or "communication"
