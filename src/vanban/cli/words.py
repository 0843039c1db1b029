"""What the command line says, in Vietnamese and English."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vanban.model import By, Ongoing, Recurring, Severity, When, Within
from vanban.text.numerals import int_to_roman

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """All strings of one language."""

    language: Language
    about: str
    read: str
    check: str
    write: str
    file: str
    description: str
    output: str
    as_pdf: str
    marked: str
    written: str
    not_json: str
    as_json: str
    tongue: str
    cannot_open: str
    check_path: str
    not_found: str
    is_folder: str
    no_right: str
    number: str
    issuer: str
    inferred: str
    date: str
    period: str
    signers: str
    recipients: str
    basis: str
    nothing: str
    tasks: str
    path: str
    work: str
    lead: str
    coop: str
    when: str
    kind: str
    deadlines: str
    what: str
    senders: str
    receivers: str
    budget: str
    source: str
    findings: str
    no_findings: str
    see_check: str
    ground: str
    paragraph: str
    more_places: str
    severities: Mapping[Severity, str]
    kinds: Mapping[str, str]
    periods: Mapping[str, str]
    before: str
    times: str
    ongoing: str


_VI = Words(
    language="vi",
    about="Đọc và kiểm tra văn bản hành chính.",
    read="đọc một văn bản và in nội dung dạng có cấu trúc",
    check="kiểm tra thể thức và nội dung một văn bản",
    write="tạo văn bản Word đúng thể thức từ mô tả JSON",
    description="tệp JSON mô tả văn bản (hoặc - để đọc từ đầu vào chuẩn)",
    output="tệp kết quả .docx hoặc .pdf",
    as_pdf="tạo thêm bản PDF cạnh tệp Word (cần LibreOffice)",
    marked="ghi bản Word có chú thích tại từng chỗ phát hiện vào tệp này",
    written="Đã tạo {name}.",
    not_json="Tệp {name} không phải JSON hợp lệ (dòng {line}).",
    file="tệp .txt, .md, .docx, .pdf, .odt (hoặc - để đọc từ đầu vào chuẩn)",
    as_json="in kết quả dạng JSON",
    tongue="ngôn ngữ hiển thị",
    cannot_open="Không mở được tệp {name}: {reason}.",
    check_path="Hãy kiểm tra tên tệp, đường dẫn và quyền đọc.",
    not_found="không có tệp này",
    is_folder="đây là thư mục",
    no_right="không có quyền đọc",
    number="Số, ký hiệu",
    issuer="Cơ quan ban hành",
    inferred="suy ra từ nội dung",
    date="Ngày ban hành",
    period="Kỳ kế hoạch",
    signers="Người ký",
    recipients="Nơi nhận",
    basis="Căn cứ",
    nothing="không nêu",
    tasks="Nhiệm vụ",
    path="Mục",
    work="Nội dung",
    lead="Chủ trì",
    coop="Phối hợp",
    when="Thời gian",
    kind="Loại",
    deadlines="Thời hạn báo cáo, gửi nộp",
    what="Việc",
    senders="Nơi gửi",
    receivers="Gửi đến",
    budget="Kinh phí",
    source="Nguồn",
    findings="Phát hiện",
    no_findings="Không phát hiện sai sót.",
    see_check="xem chi tiết: vanban check {name}",
    ground="Căn cứ",
    paragraph="đoạn {number}",
    more_places="và {count} chỗ khác",
    severities={Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"},
    kinds={
        "regulation": "văn bản quy định", "personnel": "nhân sự", "training": "tập huấn", "publication": "ấn phẩm",
        "programme": "phát thanh, truyền hình", "press": "báo chí", "portal": "cổng thông tin", "event": "sự kiện",
        "communication": "tuyên truyền", "correction": "phản bác", "monitoring": "theo dõi", "report": "báo cáo",
        "security": "an ninh", "budget": "kinh phí", "other": "khác",
    },
    periods={"month": "tháng", "quarter": "quý", "half-year": "nửa năm", "year": "năm"},
    before="trước {day}",
    times="{count} lần/{period}",
    ongoing="thường xuyên",
)  # fmt: skip

_EN = Words(
    language="en",
    about="Read and check administrative documents.",
    read="read a document and print what it says as structure",
    check="check form and contents of a document",
    write="write an official Word document from its JSON description",
    description="a JSON file that describes the document (or - for standard input)",
    output="the .docx or .pdf to write",
    as_pdf="also write a PDF beside the Word file (needs LibreOffice)",
    marked="write a Word copy with a comment at the place of every finding",
    written="Written: {name}.",
    not_json="The file {name} is no valid JSON (line {line}).",
    file="a .txt, .md, .docx, .pdf or .odt file (or - for standard input)",
    as_json="print JSON",
    tongue="language of the output",
    cannot_open="The file {name} cannot be opened: {reason}.",
    check_path="Check its name, its folder and the right to read it.",
    not_found="there is no such file",
    is_folder="it is a folder",
    no_right="reading is not permitted",
    number="Number, symbol",
    issuer="Issuing body",
    inferred="inferred from the text",
    date="Issued on",
    period="Period",
    signers="Signed by",
    recipients="Recipients",
    basis="Grounds",
    nothing="not stated",
    tasks="Tasks",
    path="Item",
    work="Work",
    lead="Lead",
    coop="With",
    when="When",
    kind="Kind",
    deadlines="Deadlines to report or submit",
    what="What",
    senders="From",
    receivers="To",
    budget="Budget",
    source="Source",
    findings="Findings",
    no_findings="Nothing to remark.",
    see_check="for details: vanban check {name}",
    ground="Source of law",
    paragraph="paragraph {number}",
    more_places="and {count} more places",
    severities={Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Notes"},
    kinds={},
    periods={"month": "month", "quarter": "quarter", "half-year": "half-year", "year": "year"},
    before="by {day}",
    times="{count} a {period}",
    ongoing="ongoing",
)

WORDS: Mapping[Language, Words] = {"vi": _VI, "en": _EN}


def say_when(words: Words, when: When) -> str:
    """A time of a task for people: "trước 15/11/2026", "3-5 lần/tháng"."""
    match when:
        case By():
            return words.before.format(day=f"{when.date:%d/%m/%Y}")
        case Within():
            return _say_interval(words, when)
        case Recurring():
            count = str(when.min) if when.min == when.max else f"{when.min}-{when.max}"
            return words.times.format(count=count, period=words.periods[when.per])
        case Ongoing():
            return words.ongoing


def _say_interval(words: Words, when: Within) -> str:
    """A whole year, quarter or month by its name; anything else by its days."""
    start, end = when.start, when.end
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year
    months = end.month - start.month + 1
    if whole and months == 12:
        return f"{words.periods['year']} {start.year}"
    if whole and months == 3 and start.month % 3 == 1:
        return f"{words.periods['quarter']} {int_to_roman(end.month // 3)}/{start.year}"
    if whole and months == 1:
        return f"{words.periods['month']} {start.month}/{start.year}"
    return f"{start:%d/%m/%Y} - {end:%d/%m/%Y}"


def say_money(amount: int) -> str:
    """1250000000 → "1.250.000.000 đồng"."""
    return f"{amount:,}".replace(",", ".") + " đồng"
