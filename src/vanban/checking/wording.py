"""Checks on how the text is typed: Unicode form, doubled marks, years of another plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import TASK, specimen
from vanban.model import Finding, Severity, Span

DECOMPOSED_NOTE = "decomposed-unicode"
"""Code of the note that readers leave where letters came as base letter and mark."""


class DecomposedUnicode(Rule):
    """Decomposed letters look right but are not found by search and break in other programs."""

    id = "decomposed-unicode"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần I mục 2 (Unicode theo TCVN 6909:2001)"
    good = specimen()
    bad = unicodedata.normalize("NFD", specimen())

    def find(self, case: Case) -> Iterator[Finding]:
        for note in case.source.notes:
            if note.code == DECOMPOSED_NOTE:
                yield self.finding(
                    f"{note.vi} Hãy chuyển tệp gốc sang Unicode dựng sẵn.",
                    f"{note.en} Convert the original to composed Unicode.",
                )
                return


_DOUBLED = re.compile(r"(?<![;,.:])(?:; ?;+|, ?,+|; ?,|, ?;|: ?:+|: ?;)(?! ?\))")
_MOST_SHOWN = 10
STALE = 5
"""Years before the plan that are taken for a slip; older ones are history."""


class DoubledPunctuation(Rule):
    """Two marks where one is meant."""

    id = "doubled-punctuation"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 6"
    good = specimen()
    bad = specimen(TASK.replace("của tỉnh.", "của tỉnh;;"))

    def find(self, case: Case) -> Iterator[Finding]:
        found = [Span(m.start(), m.end()) for m in _DOUBLED.finditer(case.source.text)]
        if found:
            shown = ", ".join(f"“{mark}”" for mark in dict.fromkeys(case.text_of(span) for span in found))
            yield self.finding(
                f"Có {len(found)} chỗ hai dấu câu liền nhau: {shown}. Hãy giữ lại một dấu.",
                f"Two punctuation marks stand together in {len(found)} places: {shown}. Keep one.",
                found[:_MOST_SHOWN],
            )


_YEAR_OF_WORK = re.compile(
    r"(?:^|[.;:]\s+|\b(?:trong|cho|của|kế hoạch|công tác|hoạt động|thực hiện|dự toán)\s+)(?:[Tt]rong\s+)?[Nn]ăm\s+((?:19|20)\d\d)(?!\s*[-–/\d])"
)
_PAST = re.compile(
    r"kết quả|tổng kết|so với|từ năm|đến năm|giai đoạn|kế thừa|hằng năm|hàng năm|đã |năm trước|ban hành|phê duyệt|số\s+\d|ước thực hiện|kỷ niệm|tiếp theo|quyết toán"
    r"|tầm nhìn|mục tiêu|nhiệm kỳ|chuyển tiếp|thành lập",
    re.IGNORECASE,
)


class OtherYear(Rule):
    """A yearly plan whose task speaks of last year's work: often left over from the plan before."""

    id = "other-year"
    severity = Severity.INFO
    source = "Quy tắc soạn thảo: nội dung thuộc kỳ của kế hoạch"
    good = specimen()
    bad = specimen(
        TASK.replace(
            "Biên tập, phát hành bản tin đối ngoại của tỉnh.",
            "Phát hành 06 số bản tin đối ngoại trong năm 2025.",
        )
    )

    def find(self, case: Case) -> Iterator[Finding]:
        period = case.document.header.period
        if period is None or period.start.year != period.end.year:
            return
        for index, task in case.tasks():
            for span in task.spans:
                found = _YEAR_OF_WORK.search(case.text_of(span))
                if (
                    found
                    and period.start.year - STALE <= int(found[1]) < period.start.year
                    and not _PAST.search(task.text)
                ):
                    start = span.start + found.start(1)
                    yield self.finding(
                        f"Nhiệm vụ nói đến năm {found[1]}, kế hoạch là của năm {period.start.year}. Hãy kiểm tra có phải sót từ kế hoạch cũ không.",
                        f"The task speaks of {found[1]}, the plan is for {period.start.year}. See whether it is left over from the last plan.",
                        (Span(start, start + 4),),
                        task=index,
                    )
                    break


RULES: tuple[type[Rule], ...] = (DecomposedUnicode, DoubledPunctuation, OtherYear)
