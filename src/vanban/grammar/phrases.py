"""Turns of phrase by which a paragraph shows what it is: closing, legal basis, note, statement."""

from __future__ import annotations

import re

_CLOSING = re.compile(
    r"^(?:Trên đây là\b|(?:Trong quá trình|Quá trình)\s+(?:triển khai|thực hiện|tổ chức|chỉ đạo)[^.;]{0,160}?(?:nếu|có|gặp|phát sinh)[^.;]{0,60}?(?:khó khăn|vướng mắc|phát sinh|sửa đổi|điều chỉnh|bổ sung)"
    r"|Nhận được (?:Kế hoạch|Công văn|văn bản)|Nếu có (?:khó khăn|vướng mắc|phát sinh)|(?:Kế hoạch|Quyết định|Chương trình) này (?:có hiệu lực|thay thế))"
)
_FINAL_MARK = re.compile(r"\.?\s*/\s*\.?\s*[\w.]{0,6}$|\./\.?")
_CALLS = re.compile(
    r"\b(?:yêu cầu|đề nghị|giao|căn cứ|trân trọng)\b.*\b(?:thực hiện|triển khai|quyết định|giải quyết|chỉ đạo|hướng dẫn|nghiêm túc|hiệu quả)\b",
    re.IGNORECASE | re.DOTALL,
)
_EVERYBODY = re.compile(
    r"^(?:(?:Đề nghị|Yêu cầu|Giao)\s+)?(?:Các|Tất cả|Thủ trưởng|Giám đốc|Chủ tịch|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Căn cứ|Nhận được|Ban Chỉ đạo|Đảng ủy|Thường trực|Yêu cầu|Đề nghị)\b"
)
_CARRY_OUT = re.compile(r"\b(?:triển khai|thực hiện|thi hành)\b")
_SERIOUSLY = re.compile(
    r"\bnghiêm túc\b[^.]{0,60}(?:triển khai|thực hiện)|(?:triển khai|thực hiện)[^.]{0,40}\bnghiêm túc\b"
)
_DOCUMENTS = r"(?:Nghị định|Luật|Bộ luật|Pháp lệnh|Thông tư|Quyết định|Nghị quyết|Chỉ thị|Công văn|Kết luận|Văn bản|Kế hoạch|Hướng dẫn|Chương trình)"
_BASIS = re.compile(rf"^(?:Căn cứ|Thực hiện theo|Theo)\s+(?:các\s+)?{_DOCUMENTS}\b", re.IGNORECASE)
_MAIN_CLAUSE = re.compile(
    r"[,;]\s+(?:các|mỗi|từng|[Gg]iao|yêu cầu|đề nghị|chủ động|chủ trì|phối hợp|xây dựng|tổ chức|triển khai|tham mưu|thực hiện|tiến hành|đẩy mạnh|tăng cường|rà soát|UBND|Ủy ban|Sở|Ban|Công an|Phòng|Bộ|Đài|Văn phòng|Hội)\b"
)
_NOTE = re.compile(r"^(?:\(.*\)|\[.*\]|“[^”]*”|\"[^\"]*\")[\s.;:]*$", re.DOTALL)
_STATEMENT = re.compile(
    r"^(?:Hiện nay|Hiện tại|Đến nay|Tính đến|Trong những năm qua|Thời gian qua|(?:Nguồn\s+|Tổng\s+)?[Kk]inh phí\b|Nguồn vốn\b|(?:Chi tiết|Có|Kèm theo)\b.{0,80}\b(?:[Pp]hụ lục|[Bb]iểu)|Lưu ý:?$)"
)
_TARGETS = re.compile(
    r"^(?:(?:Các|Một số|Những)\s+)?(?:quan điểm|mục tiêu|chỉ tiêu|đối tượng|phạm vi|thành phần|tình hình|thực trạng|kết quả|bối cảnh|thuận lợi|khó khăn|hạn chế|tồn tại|nguyên nhân|nguyên tắc|phương châm|dự báo|đánh giá)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"^(?:Giao|Đề nghị|Yêu cầu)\s")
_PAST = re.compile(r"^[^,.;:]{0,80}\bđã\b")
_ENUMERATED = re.compile(r"^\((?:\d{1,2}|[ivx]{1,5})\)\s*\S")


def is_closing(text: str, *, labelled: bool = False) -> bool:
    """Whether a paragraph only closes the document or says what to do in case of difficulties.

    A labelled item that orders serious work ("2. Giao Sở A ... nghiêm túc./.") is work, though it comes last.
    """
    if _CLOSING.match(text):
        return True
    return (
        not labelled and ends_document(text) and bool(_SERIOUSLY.search(text)) and bool(_CALLS.search(text))
    )


def calls_upon_all(text: str) -> bool:
    """Whether a document's last paragraph turns to everybody: "Các sở, ban, ngành ... triển khai thực hiện ..." """
    return ends_document(text) and bool(_EVERYBODY.match(text)) and bool(_CARRY_OUT.search(text))


def ends_document(text: str) -> bool:
    """Whether a text carries the mark "./." that ends a document."""
    return bool(_FINAL_MARK.search(text[-14:]))


def is_basis(text: str) -> bool:
    """Whether a paragraph only names legal bases: "Căn cứ Nghị định ... và quy chế ..."."""
    return bool(_BASIS.match(text)) and not _MAIN_CLAUSE.search(text)


def is_note(text: str) -> bool:
    """A remark in brackets or a motto in quotation marks standing alone."""
    return bool(_NOTE.match(text))


def is_statement(text: str) -> bool:
    """A sentence that states and orders nothing: where money comes from, how things stand."""
    return bool(_STATEMENT.match(text))


def is_target_heading(title: str) -> bool:
    """A heading of aims, targets, viewpoints or of how things stand: its items state, they do not order."""
    return bool(_TARGETS.match(title))


def gives_order(text: str) -> bool:
    """An item that opens with an order to somebody: "Giao Sở A ...", "Đề nghị ..."."""
    return bool(_ORDER.match(text))


def tells_past(text: str) -> bool:
    """A sentence about what a unit has done."""
    return bool(_PAST.match(text))


def is_enumerated(text: str) -> bool:
    """A paragraph "(1) ...", "(i) ...": contents of the item above."""
    return bool(_ENUMERATED.match(text))
