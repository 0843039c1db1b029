"""Checks on the head and the close of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.catalog.document_types import type_of_symbol
from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import specimen
from vanban.model import Finding, Severity, Span
from vanban.text.motto import MOTTO, PARTY, STATE

_STATE = re.compile(STATE, re.IGNORECASE)
_MOTTO = re.compile(MOTTO, re.IGNORECASE)
_PARTY = re.compile(PARTY)
_NUMBER_LEFT_BLANK = re.compile(r"^\W*Số\s*:?\s*[.…]*\s*[-/]\s*[A-ZĐ][\w&./-]*", re.MULTILINE)
_DATE_LEFT_BLANK = re.compile(r",\s*ngày[\s.…]*(?:\d{1,2}[\s.…]*)?tháng[\s.…]*(?:\d{1,2}[\s.…]*)?năm")


def _head(case: Case) -> str:
    """The text before the first section or task."""
    return case.source.text[: case.first_task_at]


class LetterheadParts(Rule):
    """Parts of the head that every official document carries."""

    id = "letterhead-parts"
    severity = Severity.WARNING
    source = f"{DECREE_30}, điều 8 khoản 2"
    good = specimen()
    bad = specimen().replace("Số: 15/KH-UBND\n", "").replace("Độc lập - Tự do - Hạnh phúc\n", "")

    def find(self, case: Case) -> Iterator[Finding]:
        missing = list(_missing_parts(case))
        if missing:
            vi = ", ".join(name for name, _ in missing)
            en = ", ".join(name for _, name in missing)
            yield self.finding(
                f"Phần đầu văn bản thiếu: {vi}. Hãy đối chiếu với bản gốc; nếu bản gốc cũng thiếu, hãy bổ sung.",
                f"The head of the document lacks: {en}. Compare it with the original and complete it.",
                case.whole(),
            )


def _missing_parts(case: Case) -> Iterator[tuple[str, str]]:
    header = case.document.header
    head = _head(case)
    if case.is_party:
        if not _PARTY.search(head):
            yield "tiêu đề “Đảng Cộng sản Việt Nam”", "the Party's heading"
    else:
        if not _STATE.search(head):
            yield "Quốc hiệu", "the name of the State"
        if not _MOTTO.search(head):
            yield "Tiêu ngữ", "the motto"
    if header.issuer is None or header.issuer_inferred:
        yield "tên cơ quan ban hành", "the issuing body"
    if header.symbol is None:
        yield "số, ký hiệu", "number and symbol"
    if (header.place is None or header.date is None) and not _DATE_LEFT_BLANK.search(head):
        yield "địa danh và ngày tháng", "place and date"
    is_letter = header.symbol is not None and type_of_symbol(header.symbol) == "Công văn"
    if header.type is None and not is_letter:
        yield "tên loại văn bản", "the type of document"
    if header.title is None:
        yield "trích yếu nội dung", "the subject"


class NotYetNumbered(Rule):
    """A draft: the number or the day is left blank for the clerk."""

    id = "not-yet-numbered"
    severity = Severity.INFO
    source = f"{DECREE_30}, điều 15"
    good = specimen()
    bad = specimen(number="     /KH-UBND")

    def find(self, case: Case) -> Iterator[Finding]:
        header = case.document.header
        head = _head(case)
        blanks = []
        spans: list[Span] = []
        if header.symbol is not None and header.number is None and (found := _NUMBER_LEFT_BLANK.search(head)):
            blanks.append(("số", "the number"))
            spans.append(Span(found.start(), found.end()))
        if header.date is None and (found := _DATE_LEFT_BLANK.search(head)):
            blanks.append(("ngày tháng", "the date"))
            spans.append(Span(found.start(), found.end()))
        if blanks:
            yield self.finding(
                f"Văn bản còn để trống {' và '.join(vi for vi, _ in blanks)}: có thể là bản dự thảo. Hãy dùng bản đã phát hành nếu có.",
                f"{' and '.join(en for _, en in blanks).capitalize()} left blank: this may be a draft. Use the issued document where there is one.",
                spans,
            )


class ClosingParts(Rule):
    """Recipients and signature close every official document."""

    id = "closing-parts"
    severity = Severity.WARNING
    source = f"{DECREE_30}, điều 8 khoản 2; phụ lục I phần II mục 7, 9"
    good = specimen()
    bad = specimen().split("Nơi nhận:", maxsplit=1)[0]

    def find(self, case: Case) -> Iterator[Finding]:
        missing = []
        if not case.document.recipients:
            missing.append(("nơi nhận", "the recipients"))
        if not case.document.signers:
            missing.append(("chức vụ và họ tên người ký", "the signer's office and name"))
        if missing:
            yield self.finding(
                f"Phần cuối văn bản thiếu: {', '.join(vi for vi, _ in missing)}. Hãy đối chiếu với bản gốc.",
                f"The close of the document lacks: {', '.join(en for _, en in missing)}. Compare it with the original.",
                (case.lines[-1].span,) if case.lines else (),
            )


_OWN_NUMBER = re.compile(
    r"^\W{0,3}(?P<word>Số|SỐ)(?P<colon>\s*:)?(?P<gap>\s*)(?P<number>\d+)(?P<before>\s*)(?P<join>[-/–])(?P<after>\s*)(?P<symbol>[A-ZĐ][\w./& -]*)",
    re.MULTILINE,
)


class OwnNumberForm(Rule):
    """How the document prints its own number."""

    id = "own-number-form"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 3; Hướng dẫn số 36-HD/VPTW (văn bản của Đảng)"
    good = specimen(number="05/KH-UBND")
    bad = specimen(number="5 /KH-UBND")

    def find(self, case: Case) -> Iterator[Finding]:
        found = _OWN_NUMBER.search(_head(case))
        if found is None:
            return
        faults = []
        if len(found["number"]) == 1:
            faults.append(
                (
                    f"số dưới 10 phải thêm số 0 ở trước (0{found['number']})",
                    "numbers below 10 take a leading 0",
                )
            )
        if found["before"] or found["after"]:
            faults.append(
                ("không để khoảng trắng giữa số và ký hiệu", "no blank stands between number and symbol")
            )
        if not case.is_party and not found["colon"]:
            faults.append(("sau chữ “Số” phải có dấu hai chấm", "a colon follows “Số”"))
        if not case.is_party and found["join"] != "/":
            faults.append(("giữa số và ký hiệu là gạch chéo", "a stroke stands between number and symbol"))
        if faults:
            yield self.finding(
                f"Số văn bản “{found[0].strip()}”: {'; '.join(vi for vi, _ in faults)}.",
                f"The number “{found[0].strip()}”: {'; '.join(en for _, en in faults)}.",
                (Span(found.start(), found.end()),),
            )


_PLACE_DAY = re.compile(r"[^\W\d_.],?\s*ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+\d{4}")


class PlaceAndDateForm(Rule):
    """Days below 10 and the months 1 and 2 take a leading 0; a comma follows the place."""

    id = "place-and-date-form"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 4"
    good = specimen()
    bad = specimen(place="Lam Sơn, ngày 5 tháng 1 năm 2026")

    def find(self, case: Case) -> Iterator[Finding]:
        header = case.document.header
        if header.date is None:
            return
        for span in header.spans:
            found = _PLACE_DAY.search(case.source.text, span.start, span.end)
            if found is None:
                continue
            faults = []
            if len(found["day"]) == 1:
                faults.append(f"ngày 0{found['day']}")
            if found["month"] in ("1", "2"):
                faults.append(f"tháng 0{found['month']}")
            if faults:
                yield self.finding(
                    f"Ngày dưới 10 và tháng 1, 2 phải thêm số 0 ở trước: {', '.join(faults)}.",
                    f"Days below 10 and months 1 and 2 take a leading 0: {', '.join(faults)}.",
                    (span,),
                )
            return


_KEEP = re.compile(r"^\W*Lưu\s+VT\b|^\W*Lưu\s*:\s*VT\s*-\s*[A-ZĐ]", re.MULTILINE)


class KeepLineForm(Rule):
    """The last recipient is the file: "- Lưu: VT, <drafting unit>."."""

    id = "keep-line-form"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 9"
    good = specimen()
    bad = specimen(keep="- Lưu VT, NV.")

    def find(self, case: Case) -> Iterator[Finding]:
        if case.is_party:
            return
        for recipient in case.document.recipients:
            for span in recipient.spans:
                if _KEEP.search(case.text_of(span)):
                    yield self.finding(
                        f"“{case.text_of(span).strip()}”: dòng lưu viết “- Lưu: VT, <đơn vị soạn thảo>.”, có dấu hai chấm và dấu phẩy.",
                        f"“{case.text_of(span).strip()}”: the filing line is written “- Lưu: VT, <drafting unit>.”, with colon and comma.",
                        (span,),
                    )
                    return


RULES: tuple[type[Rule], ...] = (
    LetterheadParts,
    NotYetNumbered,
    ClosingParts,
    OwnNumberForm,
    PlaceAndDateForm,
    KeepLineForm,
)
