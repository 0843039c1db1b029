"""Figures against words: sums of money and small numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.checking.rule import Case, Rule
from vanban.checking.specimen import specimen
from vanban.model import Finding, Severity, Span
from vanban.text.numerals import int_to_words, words_to_int

_SCALES = {
    "": 1,
    "đồng": 1,
    "đ": 1,
    "vnđ": 1,
    "nghìn đồng": 10**3,
    "triệu đồng": 10**6,
    "tỷ đồng": 10**9,
    "tỉ đồng": 10**9,
}
_SUM = re.compile(
    r"(?<![\d.,/])(?P<figures>\d{1,3}(?:[.\s]\d{3})+|\d+(?:,\d+)?)\s*(?P<scale>(?:nghìn|triệu|tỷ|tỉ)\s+đồng|đồng|đ|vnđ)?\s*"
    r"\(\s*(?:bằng\s+chữ|viết\s+bằng\s+chữ)?\s*:?\s*(?P<words>[^()\d]{2,200}?)\s*(?P<money>đồng(?:\s+chẵn)?)?\s*[./]*\s*\)",
    re.IGNORECASE,
)
_SMALL = 999


class FiguresAgainstWords(Rule):
    """A number in figures and its words in brackets must be the same number."""

    id = "figures-against-words"
    severity = Severity.ERROR
    source = "Luật Ngân sách nhà nước (dự toán); quy tắc ghi số tiền bằng số và bằng chữ"
    good = specimen(
        money="Kinh phí thực hiện: 1.250.000.000 đồng (một tỷ hai trăm năm mươi triệu đồng) từ ngân sách nhà nước."
    )
    bad = specimen(
        money="Kinh phí thực hiện: 1.250.000.000 đồng (một tỷ hai trăm mười lăm triệu đồng) từ ngân sách nhà nước."
    )

    def find(self, case: Case) -> Iterator[Finding]:
        if "(" not in case.source.text:
            return
        for found in _SUM.finditer(case.source.text):
            if not (found["money"] or found["scale"]) and "," in found["figures"]:
                continue
            written = words_to_int(found["words"])
            amount = _amount(found["figures"], found["scale"] or "")
            if written is None or amount is None or written == amount:
                continue
            if not (found["money"] or found["scale"]) and amount > _SMALL:
                continue  # "2026 (hai nghìn …)" and numbers of documents are no counts
            yield self.finding(
                f"“{found[0].strip()}”: số và chữ không khớp; số viết bằng chữ là {int_to_words(amount)}. Hãy kiểm tra lại cả hai.",
                f"“{found[0].strip()}”: figures and words differ; in words the figures are “{int_to_words(amount)}”. Check both.",
                (Span(found.start(), found.end()),),
                task=case.task_at(Span(found.start(), found.end())),
            )


def _amount(figures: str, scale: str) -> int | None:
    """The number in figures, in đồng: "1,5" only with a scale."""
    factor = _SCALES.get(" ".join(scale.lower().split()), 1)
    plain = re.sub(r"[.\s]", "", figures)
    if "," not in plain:
        return int(plain) * factor
    whole, _, fraction = plain.partition(",")
    value = int(whole + fraction) * factor
    return value // 10 ** len(fraction) if value % 10 ** len(fraction) == 0 else None


RULES: tuple[type[Rule], ...] = (FiguresAgainstWords,)
