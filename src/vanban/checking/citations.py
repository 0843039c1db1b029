"""Checks on the documents that a plan cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.catalog.document_types import YEAR_IN_NUMBER, is_party_symbol
from vanban.catalog.legal_instruments import amendments_of, find_instrument, successors_of
from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import PREAMBLE, specimen
from vanban.model import Citation, Finding, Severity, Span

_YEAR_IN_NUMBER = re.compile(r"^\d+[a-z]?/((?:19|20)\d\d)/")


def _where(citation: Citation, *, first: bool = True) -> tuple[Span, ...]:
    return citation.spans[:1] if first else citation.spans


class YearOfNumberDiffers(Rule):
    """The year in the number is the year of issue; another year in the date is a slip."""

    id = "year-of-number-differs"
    severity = Severity.ERROR
    source = f"{DECREE_30}, điều 15 khoản 2 (số văn bản theo năm)"
    good = specimen()
    bad = specimen(preamble=PREAMBLE.replace("07/9/2015", "07/9/2012"))

    def find(self, case: Case) -> Iterator[Finding]:
        for citation in case.document.citations:
            year = _YEAR_IN_NUMBER.match(citation.number)
            if year and citation.date and int(year[1]) != citation.date.year:
                yield self.finding(
                    f"{citation.type} số {citation.number} lại ghi ngày {citation.date:%d/%m/%Y}: năm trong số và năm ban hành phải là một. Hãy tra lại văn bản.",
                    f"{citation.type} {citation.number} is dated {citation.date:%d/%m/%Y}: the year in the number and the year of issue must agree. Look the document up.",
                    _where(citation),
                )


class DateOfInstrumentDiffers(Rule):
    """The day printed beside a known instrument is not its day of issue."""

    id = "date-of-instrument-differs"
    severity = Severity.WARNING
    source = f"{DECREE_30}, phụ lục I phần II mục 6 (viện dẫn văn bản)"
    good = specimen()
    bad = specimen(preamble=PREAMBLE.replace("07/9/2015", "09/7/2015"))

    def find(self, case: Case) -> Iterator[Finding]:
        for citation in case.document.citations:
            known = find_instrument(citation.type, citation.number)
            if known is None or known.issued is None or known.confidence == "unverified":
                continue
            if citation.date is None or citation.date == known.issued:
                continue
            year = _YEAR_IN_NUMBER.match(citation.number)
            if year and int(year[1]) != citation.date.year:
                continue  # said by another rule
            if not year and citation.date.year != known.issued.year:
                continue  # numbers start anew every year: it is another document
            yield self.finding(
                f"{citation.type} số {citation.number} ban hành ngày {known.issued:%d/%m/%Y}, kế hoạch ghi {citation.date:%d/%m/%Y}. Hãy tra lại ngày.",
                f"{citation.type} {citation.number} was issued on {known.issued:%d/%m/%Y}, the plan says {citation.date:%d/%m/%Y}. Look the date up.",
                _where(citation),
            )


class ReplacedInstrument(Rule):
    """A text that no longer applied on the day of the plan cannot be its ground."""

    id = "replaced-instrument"
    severity = Severity.WARNING
    source = "Luật Ban hành văn bản quy phạm pháp luật (hiệu lực của văn bản)"
    good = specimen()
    bad = specimen(
        preamble=PREAMBLE.replace(
            "Nghị định số 72/2015/NĐ-CP ngày 07/9/2015", "Quyết định số 79/2010/QĐ-TTg ngày 30/11/2010"
        )
    )

    def find(self, case: Case) -> Iterator[Finding]:
        if case.day is None:
            return
        for citation in case.document.citations:
            known = find_instrument(citation.type, citation.number)
            if known is None or not known.has_ended(case.day) or known.confidence == "unverified":
                continue
            if (
                citation.date is not None
                and known.issued is not None
                and citation.date.year != known.issued.year
            ):
                continue
            after = "; ".join(f"{new.type} số {new.number}" for new in successors_of(known, case.day))
            yield self.finding(
                f"{citation.type} số {citation.number} đã hết hiệu lực từ {known.effective_to:%d/%m/%Y}, trước ngày của kế hoạch."
                + (f" Hãy viện dẫn {after}." if after else " Hãy viện dẫn văn bản đang có hiệu lực."),
                f"{citation.type} {citation.number} ended on {known.effective_to:%d/%m/%Y}, before the plan's date."
                + (f" Cite {after}." if after else " Cite the text in force."),
                _where(citation),
                severity=Severity.ERROR if citation.basis else None,
            )


class AmendmentNotCited(Rule):
    """A base text is cited without the text that amends it."""

    id = "amendment-not-cited"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 6 (viện dẫn văn bản)"
    good = specimen()
    bad = specimen(place="Lam Sơn, ngày 12 tháng 10 năm 2026")

    def find(self, case: Case) -> Iterator[Finding]:
        if case.day is None:
            return
        numbers = {citation.number for citation in case.document.citations}
        for citation in case.document.citations:
            known = find_instrument(citation.type, citation.number)
            if known is None:
                continue
            for new in amendments_of(known, case.day):
                if new.number not in numbers:
                    yield self.finding(
                        f"{citation.type} số {citation.number} đã được sửa đổi, bổ sung bởi {new.type} số {new.number} từ {new.effective_from:%d/%m/%Y}. Hãy viện dẫn cả văn bản sửa đổi.",
                        f"{citation.type} {citation.number} has been amended by {new.type} {new.number} since {new.effective_from:%d/%m/%Y}. Cite the amendment too.",
                        _where(citation),
                    )


class CitedAfterPlan(Rule):
    """A plan cannot cite a document that is younger than itself."""

    id = "cited-after-plan"
    severity = Severity.ERROR
    source = f"{DECREE_30}, phụ lục I phần II mục 6 (căn cứ ban hành)"
    good = specimen()
    bad = specimen(
        preamble=PREAMBLE.replace(
            "Nghị định số 72/2015/NĐ-CP ngày 07/9/2015", "Kế hoạch số 31/KH-BVHTTDL ngày 20/3/2026"
        )
    )

    def find(self, case: Case) -> Iterator[Finding]:
        signed = case.document.header.date
        if signed is None:
            return
        for citation in case.document.citations:
            year = _YEAR_IN_NUMBER.match(citation.number)
            if year and citation.date and int(year[1]) != citation.date.year:
                continue  # said by another rule
            if citation.date is not None and citation.date > signed:
                yield self.finding(
                    f"{citation.type} số {citation.number} ghi ngày {citation.date:%d/%m/%Y}, sau ngày ký kế hoạch ({signed:%d/%m/%Y}). Hãy kiểm tra hai ngày này.",
                    f"{citation.type} {citation.number} is dated {citation.date:%d/%m/%Y}, after the plan was signed ({signed:%d/%m/%Y}). Check both dates.",
                    _where(citation),
                )


_PARTY_FORM = re.compile(r"^\d+[a-z]?-[^\W\d_]+/[\w.&-]+$")


class NumberForm(Rule):
    """The number of a cited document is not written as its kind of document asks."""

    id = "number-form"
    severity = Severity.WARNING
    source = f"{DECREE_30}, phụ lục I phần II mục 3; Hướng dẫn số 36-HD/VPTW (văn bản của Đảng)"
    good = specimen(
        preamble=PREAMBLE.replace(
            "Chính phủ,", "Chính phủ; Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị,"
        )
    )
    bad = specimen(
        preamble=PREAMBLE.replace(
            "Chính phủ,", "Chính phủ; Kết luận số 57/KL-TW ngày 15/6/2023 của Bộ Chính trị,"
        )
    )

    def find(self, case: Case) -> Iterator[Finding]:
        for citation in case.document.citations:
            number = citation.number
            if is_party_symbol(number) and not _PARTY_FORM.match(number):
                yield self._of_party(citation)
            elif citation.type in YEAR_IN_NUMBER and not _YEAR_IN_NUMBER.match(number):
                yield self._without_year(citation)
            yield from self._blanks(case, citation)

    def _of_party(self, citation: Citation) -> Finding:
        right = _party_form(citation.number)
        return self.finding(
            f"Số “{citation.number}” của văn bản Đảng viết sai: sau số là gạch nối, trước cơ quan là gạch chéo. Hãy viết “{right}”.",
            f"The Party number “{citation.number}” is written wrongly: a hyphen after the number, a stroke before the body. Write “{right}”.",
            _where(citation),
        )

    def _without_year(self, citation: Citation) -> Finding:
        year = f"{citation.date.year}" if citation.date else "năm"
        right = re.sub(r"^(\d+[a-z]?)[-/]", rf"\1/{year}/", citation.number)
        return self.finding(
            f"{citation.type} số {citation.number} thiếu năm ban hành trong số. Hãy viết “{right}”.",
            f"{citation.type} {citation.number} lacks the year in its number. Write “{right}”.",
            _where(citation),
        )

    def _blanks(self, case: Case, citation: Citation) -> Iterator[Finding]:
        for span in citation.spans:
            printed = case.text_of(span)
            if re.search(r"\s", printed) and "".join(printed.split()) == citation.number:
                yield self.finding(
                    f"Số văn bản “{printed}” có khoảng trắng thừa. Hãy viết liền “{citation.number}”.",
                    f"The number “{printed}” has a stray blank. Write “{citation.number}”.",
                    (span,),
                    severity=Severity.INFO,
                )
                return


def _party_form(number: str) -> str:
    """ "122/KH/TU" and "36/NQ-TW" as the Party writes them: 122-KH/TU, 36-NQ/TW."""
    parts = [part for part in re.split(r"[-/]", number) if part]
    if len(parts) < 3:
        return number
    return f"{parts[0]}-{parts[1]}/{'-'.join(parts[2:])}"


_GUIDANCE = re.compile(r"/(?:BTTTT|BVHTTDL)-TT", re.IGNORECASE)


class GuidanceNotCited(Rule):
    """A yearly plan of external information rests on the ministry's letter of guidance for that year."""

    id = "guidance-not-cited"
    severity = Severity.INFO
    source = "Nghị định số 72/2015/NĐ-CP, điều 24 khoản 3; Thông tư số 22/2016/TT-BTTTT, điều 3"
    good = specimen(
        title="Công tác thông tin đối ngoại năm 2026",
        preamble=PREAMBLE.replace(
            "Chính phủ,",
            "Chính phủ; Công văn số 512/BVHTTDL-TTCS&TTĐN ngày 05/9/2025 của Bộ Văn hóa, Thể thao và Du lịch,",
        ),
    )
    bad = specimen(title="Công tác thông tin đối ngoại năm 2026")

    def find(self, case: Case) -> Iterator[Finding]:
        header = case.document.header
        period = header.period
        if (
            case.is_party
            or period is None
            or header.type != "Kế hoạch"
            or period.start.year != period.end.year
        ):
            return
        if not header.title or "thông tin đối ngoại" not in header.title.lower():
            return
        if (
            not (header.issuer or "")
            .lower()
            .startswith(
                (
                    "ubnd tỉnh",
                    "ủy ban nhân dân tỉnh",
                    "uỷ ban nhân dân tỉnh",
                    "ubnd thành phố",
                    "ủy ban nhân dân thành phố",
                )
            )
        ):
            return
        if any(_GUIDANCE.search(citation.number) for citation in case.document.citations):
            return
        yield self.finding(
            f"Kế hoạch chưa viện dẫn văn bản của Bộ hướng dẫn xây dựng kế hoạch thông tin đối ngoại năm {period.start.year}. Nếu đã có, hãy thêm vào căn cứ.",
            f"The plan does not cite the ministry's guidance for the external-information plan of {period.start.year}. Where there is one, add it to the grounds.",
            case.whole(),
        )


RULES: tuple[type[Rule], ...] = (
    YearOfNumberDiffers,
    DateOfInstrumentDiffers,
    ReplacedInstrument,
    AmendmentNotCited,
    CitedAfterPlan,
    NumberForm,
    GuidanceNotCited,
)
