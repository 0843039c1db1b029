"""Documents of one fragment over and over are read and checked in time that grows with their length."""

from __future__ import annotations

from time import process_time

import pytest

from tests.vanban.grammar.plans import CLOSING, HEAD
from vanban.pipeline import check, read_bytes

FRAGMENTS = {
    "units": "Sở Y tế; ",
    "common units": "các sở; ",
    "officials": "Giám đốc Sở Y tế; ",
    "titles": "Giám đốc ",
    "unit colon": "Sở Nội vụ: ",
    "orders": "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính; ",
    "partners": "phối hợp với Sở A, ",
    "labels in turn": "1. Mở phòng đọc\n\na) Mua sách\n\n",
    "items": "- Mở phòng đọc ở các xã.\n\n",
    "numbers": "02 lớp mỗi tháng 3 buổi, ",
    "rates": "mỗi tháng 02 bài, 01 tin; ",
    "counted numbers": "mỗi tháng 02 bài, ",
    "recurrence": "01 số mỗi định kỳ tháng quý 1/ ",
    "due days": "báo cáo Sở Nội vụ trước ngày 15/6; ",
    "reports": "mẫu báo cáo tình hình trước ngày 15/6, ",
    "days": "ngày 01/6 ",
    "blanks": "báo cáo   ",
    "page numbers": "5\n\f\n",
    "form feeds": "\f\n\n",
    "tabs": "Thư viện\t",
    "bars": "| Thư viện | Sở Nội vụ |\n",
    "lone bars": "|\nThư viện\n",
    "brackets": "(",
    "quotes": "“Thư viện ",
    "sums": "1.000.000 đồng (một triệu đồng), ",
    "digits": "1",
    "dotted digits": "1.000.",
    "citations": "Quyết định số 7/QĐ-UBND ngày 02/01/2026 của UBND tỉnh, ",
    "letterheads": "SỞ NỘI VỤ   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "recipients": "Nơi nhận:\n- Như trên;\n",
    "signatures": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n",
    "headings": "I. NHIỆM VỤ\n\n",
    "ands": "và ",
    "colons": "thư viện: ",
    "sentences": "Mở phòng đọc. ",
}
SHORT = 12_000  # characters of the shorter document
STEEPEST = 3.0  # twice as long a document may take no more than this many times as long
NOISE = 0.1  # seconds that a busy machine may take for anything
TRIES = 3


def seconds(text: str) -> float:
    """Time of the processor for one reading with its checks."""
    started = process_time()
    check(read_bytes(text.encode(), "plan.txt"))
    return process_time() - started


def document(opening: str, fragment: str, length: int) -> str:
    return f"{HEAD}I. NHIỆM VỤ\n\n{opening}{fragment * (length // len(fragment))}\n{CLOSING}"


@pytest.mark.parametrize("name", FRAGMENTS)
@pytest.mark.parametrize("opening", ["", "1. Sở Nội vụ "], ids=["bare", "item"])
def test_twice_the_text_takes_about_twice_the_time(name: str, opening: str) -> None:
    short, long = (document(opening, FRAGMENTS[name], length) for length in (SHORT, 2 * SHORT))
    seconds(HEAD)  # loads and compiles what the first reading needs
    tries = ((seconds(short), seconds(long)) for _ in range(TRIES))
    assert any(late <= max(STEEPEST * early, NOISE) for early, late in tries)


def test_a_long_heading_is_judged_once_for_all_items_below_it() -> None:
    def under(length: int) -> str:
        heading = "phòng đọc, tủ sách ở xã; " * (length // 25)
        return f"{HEAD}I. NHIỆM VỤ\n\n1. {heading}\n\n" + "- Tủ sách.\n\n" * (length // 50)

    seconds(HEAD)
    tries = ((seconds(under(SHORT)), seconds(under(2 * SHORT))) for _ in range(TRIES))
    assert any(late <= max(STEEPEST * early, NOISE) for early, late in tries)
