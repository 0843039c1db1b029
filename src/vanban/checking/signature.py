"""Checks on the signature: who may sign "on behalf of", and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import SIGNATURE, specimen
from vanban.model import Finding, Line, Severity, Signer, Span

_ON_BEHALF = re.compile(r"(?:^|\s)(?:TM|T/M|T\.M)\s?[./]?\s*(?=[A-ZĐÀ-Ỹ])")
_COLLECTIVE = re.compile(
    r"^(?:ubnd|hđnd|ủy ban|uỷ ban|hội đồng|ban chỉ đạo|ban thường vụ|ban chấp hành|ban thường trực|thường trực|chính phủ|đảng ủy|tỉnh ủy|thành ủy|huyện ủy)\b",
    re.IGNORECASE,
)
_ONE_HEAD = re.compile(
    r"^(?:sở|cục|chi cục|tổng cục|bộ (?!chỉ huy)|văn phòng|công an|trung tâm|phòng|thanh tra|đài|báo|viện|trường)\b",
    re.IGNORECASE,
)
_OF_THE_COUNCIL = {"Kế hoạch", "Chương trình", "Đề án", "Báo cáo", "Tờ trình", "Nghị quyết", "Phương án"}
"""Types that a people's committee issues as a body; decisions and letters may be its chairman's own."""
_CHAIRMAN_ISSUES = re.compile(
    r"\bChủ tịch (?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)[^.;,:]{0,40}?\s+ban hành\b"
)
_LINES_ABOVE = 5


def _lines_above(case: Case, signer: Signer) -> list[Line]:
    """The lines of the signature and those directly above it, in the same cell."""
    if not signer.spans:
        return []
    at = case.index_at(signer.spans[0].start)
    cell = case.lines[at].cell
    return [line for line in case.lines[max(0, at - _LINES_ABOVE) : at + 1] if line.cell == cell]


def _on_behalf(case: Case, signer: Signer) -> Line | None:
    """The line "TM. ..." above a signature."""
    return next((line for line in reversed(_lines_above(case, signer)) if _ON_BEHALF.search(line.text)), None)


class SignatureAgainstIssuer(Rule):
    """The mark "TM." stands where a collective body issues, and only there."""

    id = "signature-against-issuer"
    severity = Severity.WARNING
    source = f"{DECREE_30}, điều 13; phụ lục I phần II mục 7"
    good = specimen()
    bad = specimen(signature="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn An")

    def find(self, case: Case) -> Iterator[Finding]:
        header = case.document.header
        issuer = header.issuer or ""
        for signer in case.document.signers[:1]:
            behalf = _on_behalf(case, signer)
            if behalf is not None and _ONE_HEAD.match(issuer):
                yield self.finding(
                    f"“{behalf.text.strip()}”: {issuer} làm việc theo chế độ thủ trưởng, người đứng đầu ký trực tiếp, không ghi “TM.”.",
                    f"“{behalf.text.strip()}”: {issuer} has a single head, who signs in person without “TM.”.",
                    (behalf.span,),
                )
            elif behalf is None and self._needs_behalf(case, issuer, signer):
                yield self.finding(
                    f"{issuer} ban hành theo chế độ tập thể: phía trên chức vụ người ký phải có “TM.” và tên cơ quan. Hãy đối chiếu với bản gốc.",
                    f"{issuer} issues as a body: “TM.” with its name stands above the signer's office. Compare with the original.",
                    signer.spans,
                )
            elif behalf is not None and (found := _CHAIRMAN_ISSUES.search(case.source.text)):
                yield self.finding(
                    f"Nội dung ghi “{found[0]}” nhưng chữ ký ghi “{behalf.text.strip()}”. Chủ tịch ban hành thì không ghi “TM.”; tập thể ban hành thì sửa nội dung.",
                    f"The text says “{found[0]}” but the signature “{behalf.text.strip()}”. Where the chairman issues there is no “TM.”; where the body issues, mend the text.",
                    (Span(found.start(), found.end()), behalf.span),
                )

    @staticmethod
    def _needs_behalf(case: Case, issuer: str, signer: Signer) -> bool:
        if case.document.header.type not in _OF_THE_COUNCIL or not _COLLECTIVE.match(issuer) or case.is_party:
            return False
        authority = (signer.authority or "").replace(" ", "").upper()
        if not authority and not signer.title:
            return False  # the block is lost but for the name
        return not authority.startswith(("TL", "T/L", "TUQ"))


_TIGHT = re.compile(r"(?:^|\s)(TM|KT|TL|TUQ|Q)\.(?=[A-ZĐÀ-Ỹ]{2})")


class SignatureBlank(Rule):
    """A blank follows "TM." and "KT."."""

    id = "signature-blank"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I phần II mục 7"
    good = specimen()
    bad = specimen(signature=SIGNATURE.replace("KT. ", "KT."))

    def find(self, case: Case) -> Iterator[Finding]:
        for signer in case.document.signers[:1]:
            tight = [line for line in _lines_above(case, signer) if _TIGHT.search(line.text)]
            marks = {found[1] for line in tight if (found := _TIGHT.search(line.text))}
            if tight:
                shown = ", ".join(f"“{mark}. ”" for mark in sorted(marks, reverse=True))
                yield self.finding(
                    f"Sau {shown} trong chữ ký phải có khoảng trắng.",
                    f"A blank follows {shown} in the signature.",
                    [line.span for line in tight],
                )


RULES: tuple[type[Rule], ...] = (SignatureAgainstIssuer, SignatureBlank)
