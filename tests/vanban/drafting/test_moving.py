"""Times of a plan moved on: what moves, what stays, and what is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanban
from vanban.drafting.moving import Moving, move, moving_to
from vanban.drafting.notes import Reason
from vanban.grammar.citations import find_citations
from vanban.model import By, Period, Within

YEAR_2026 = moving_to(Period(date(2026, 1, 1), date(2026, 12, 31)))
LEAP_2028 = moving_to(Period(date(2028, 1, 1), date(2028, 12, 31)))
TWO_YEARS = moving_to(Period(date(2025, 1, 1), date(2026, 12, 31)))

MOVES = [
    ("Hoạt động thông tin đối ngoại năm 2026", "Hoạt động thông tin đối ngoại năm 2027"),
    ("KẾ HOẠCH NĂM 2026", "KẾ HOẠCH NĂM 2027"),
    ("trong quý II/2026 và quý IV năm 2026", "trong quý II/2027 và quý IV năm 2027"),
    ("hoàn thành trước ngày 15/11/2026", "hoàn thành trước ngày 15/11/2027"),
    ("trước ngày 20/5 và ngày 20/11/2026", "trước ngày 20/5 và ngày 20/11/2027"),
    ("gửi báo cáo trước ngày 15/01/2027", "gửi báo cáo trước ngày 15/01/2028"),
    ("gửi kế hoạch chậm nhất ngày 20/12/2025", "gửi kế hoạch chậm nhất ngày 20/12/2026"),
    ("khai mạc ngày 15 tháng 8 năm 2026", "khai mạc ngày 15 tháng 8 năm 2027"),
    ("xong trong tháng 6/2026", "xong trong tháng 6/2027"),
    ("từ tháng 3/2026 đến tháng 9/2026", "từ tháng 3/2027 đến tháng 9/2027"),
    ("6 tháng đầu năm 2026", "6 tháng đầu năm 2027"),
    (
        "Lập dự toán kinh phí năm 2027 gửi Sở Tài chính trước ngày 15/7/2026",
        "Lập dự toán kinh phí năm 2028 gửi Sở Tài chính trước ngày 15/7/2027",
    ),
    ("xây dựng kế hoạch, dự toán kinh phí cho năm 2027", "xây dựng kế hoạch, dự toán kinh phí cho năm 2028"),
    ("đề ra phương hướng, nhiệm vụ năm 2027", "đề ra phương hướng, nhiệm vụ năm 2028"),
    ("chuẩn bị các nội dung cho năm 2027", "chuẩn bị các nội dung cho năm 2028"),
    ("sự kiện của đất nước năm 2026, 2027", "sự kiện của đất nước năm 2027, 2028"),
    ("sự kiện của đất nước năm 2025 và năm 2026", "sự kiện của đất nước năm 2026 và năm 2027"),
    ("tăng 10% so với cùng kỳ năm 2025", "tăng 10% so với cùng kỳ năm 2026"),
    (
        "Hội nghị tổng kết công tác năm 2025, triển khai nhiệm vụ năm 2026",
        "Hội nghị tổng kết công tác năm 2026, triển khai nhiệm vụ năm 2027",
    ),
    (
        "Nghị định số 930/2026/NĐ-CP ngày 05/3/2026 của Chính phủ về thư viện; hoàn thành trong năm 2026",
        "Nghị định số 930/2026/NĐ-CP ngày 05/3/2026 của Chính phủ về thư viện; hoàn thành trong năm 2027",
    ),
    (
        "Thực hiện Công văn số 12/BVH-VP ngày 03/10/2025 về kế hoạch năm 2026, UBND tỉnh ban hành Kế hoạch năm 2026",
        "Thực hiện Công văn số 12/BVH-VP ngày 03/10/2025 về kế hoạch năm 2026, UBND tỉnh ban hành Kế hoạch năm 2027",
    ),
    (
        "thực hiện Thông tư số 925/2024/TT-BVH ngày 02/4/2024, xong trước ngày 30/9/2026",
        "thực hiện Thông tư số 925/2024/TT-BVH ngày 02/4/2024, xong trước ngày 30/9/2027",
    ),
]

STAYS = [
    "Ngày Giải phóng (30/4/1975)",
    "Công ước năm 1982 và Hiệp ước (ký ngày 18/2/1979)",
    "Hội Hữu nghị thành lập năm 2026",
    "Quy chế ban hành ngày 12/01/2026",
    "Chương trình giai đoạn 2021 - 2030, tầm nhìn đến năm 2045",
    "Chương trình giai đoạn 2026 - 2030",
    "xây dựng chuyên đề “Lam Sơn 2026”",
    "diễn đàn Horasis 2026",
    "kết quả năm 2025",
    "kết quả đã tổng kết và đã công bố trong năm 2025",
    "mục tiêu của kế hoạch đến năm 2027",
    "chuẩn bị Hội nghị các nhà lãnh đạo năm 2027",
    "dự toán theo Nghị quyết số 15/NQ-HĐND ngày 09/12/2025 về dự toán ngân sách năm 2027",
    "xây dựng kế hoạch tham gia “Lam Sơn chào năm 2027”",
    "đạt 2026 lượt khách, 2.026 ấn phẩm",
    "Đại hội đại biểu toàn quốc lần thứ XIV",
    "Luật số 926/2026/QH16 ngày 12 tháng 3 năm 2026",
]


@pytest.mark.parametrize(("before", "after"), MOVES)
def test_times_of_the_plan_move(before: str, after: str) -> None:
    assert move(before, YEAR_2026).text == after


@pytest.mark.parametrize("text", STAYS)
def test_the_past_programmes_and_names_stay(text: str) -> None:
    assert move(text, YEAR_2026).text == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026", "2027"),
        ("6/2026", "6/2027"),
        ("quý III-IV/2026", "quý III-IV/2027"),
        ("từ 01/3/2026 đến 30/6/2026", "từ 01/3/2027 đến 30/6/2027"),
        ("tháng 12/2025", "tháng 12/2026"),
        ("01 số/quý", "01 số/quý"),
    ],
)
def test_everything_in_a_time_line_moves(before: str, after: str) -> None:
    assert move(before, YEAR_2026, line=True).text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("giai đoạn 2025 - 2026", "giai đoạn 2027 - 2028"),
        ("trong các năm 2025, 2026", "trong các năm 2027, 2028"),
        ("trong năm 2025 và 2026", "trong năm 2027 và 2028"),
        ("giai đoạn 2026 - 2030", "giai đoạn 2026 - 2030"),
        ("giai đoạn 2021-2030", "giai đoạn 2021-2030"),
    ],
)
def test_a_plan_of_two_years_moves_by_two(before: str, after: str) -> None:
    assert move(before, TWO_YEARS).text == after


def test_a_plan_may_be_moved_to_another_year() -> None:
    moving = moving_to(YEAR_2026.period, 2030)
    assert move("quý II/2026", moving).text == "quý II/2030"
    assert vanban.move_times("năm 2026", YEAR_2026.period, year=2028) == "năm 2028"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("trước ngày 29/02/2028", "trước ngày 28/02/2029", Reason.LEAP),
        ("trước ngày 29/02", "trước ngày 28/02", Reason.LEAP),
        ("ngày 29 tháng 02 năm 2028", "ngày 28 tháng 02 năm 2029", Reason.LEAP),
        ("trước ngày 28/02/2028", "trước ngày 28/02/2029", Reason.MOVED),
    ],
)
def test_a_leap_day_is_made_safe(before: str, after: str, reason: Reason) -> None:
    moved = move(before, LEAP_2028)
    assert (moved.text, [each.reason for each in moved.changes]) == (after, [reason])


def test_a_commemoration_counts_on_and_says_so() -> None:
    moved = move("Kỷ niệm 50 năm ngày thiết lập quan hệ (27/1/1976 – 27/1/2026), B (1976 - 2026)", YEAR_2026)
    assert moved.text == "Kỷ niệm 51 năm ngày thiết lập quan hệ (27/1/1976 – 27/1/2027), B (1976 - 2027)"
    told = {each.reason: (each.old, each.new) for each in moved.changes}
    assert told[Reason.ANNIVERSARY] == ("Kỷ niệm 50 năm", "Kỷ niệm 51 năm")


@pytest.mark.parametrize(
    ("text", "reason", "old"),
    [
        ("Cuộc thi ảnh lần thứ 10 năm 2026", Reason.ORDINAL, "lần thứ 10"),
        ("kết quả 5 năm thực hiện Đề án", Reason.JUBILEE, "5 năm thực hiện"),
        ("kết quả đã đạt được trong năm 2025", Reason.BEFORE, "năm 2025"),
        ("chuẩn bị Hội nghị các nhà lãnh đạo năm 2027", Reason.AFTER, "năm 2027"),
        ("nhân dịp Tết Nguyên đán, xong trước ngày 13/02/2026", Reason.LUNAR, "13/02/2026"),
        ("nhân dịp Tết Nguyên đán, xong trước ngày 13/02", Reason.LUNAR, "13/02"),
        ("vui Tết Trung thu trong tháng 9/2026", Reason.LUNAR, "tháng 9/2026"),
        ("diễn đàn Horasis 2026", Reason.NAME, "Horasis 2026"),
        ("Hội thành lập năm 2026", Reason.HISTORY, "năm 2026"),
        ("Chương trình giai đoạn 2022 - 2026", Reason.SPAN, "2022 - 2026"),
        ("thứ Tư, ngày 15/4/2026", Reason.WEEKDAY, "15/4/2026"),
    ],
)
def test_what_a_person_has_to_look_at_is_told(text: str, reason: Reason, old: str) -> None:
    assert (reason, old) in [(each.reason, each.old) for each in move(text, YEAR_2026).changes]


@pytest.mark.parametrize(
    "text",
    [
        "Tết Dương lịch, xong trước ngày 28/12/2026",
        "Tết Thiếu nhi, xong trước ngày 01/6/2026",
        "Chúc Tết kiều bào. Báo cáo trước ngày 15/11/2026",
        "đón Tết Nguyên đán và kỷ niệm ngày 03/02/1930",
    ],
)
def test_no_lunar_day_is_seen_where_none_is_meant(text: str) -> None:
    assert Reason.LUNAR not in {each.reason for each in move(text, YEAR_2026).changes}


def test_meanings_move_as_texts_do() -> None:
    assert YEAR_2026.when(By(date(2026, 11, 15))) == By(date(2027, 11, 15))
    quarter = Within(date(2028, 1, 1), date(2028, 2, 29))
    assert LEAP_2028.when(quarter) == Within(date(2029, 1, 1), date(2029, 2, 28))


days = st.dates(date(2005, 1, 1), date(2027, 12, 31))
cited = st.builds(
    lambda type_, number, day, symbol: f"{type_} số {number}/{day.year}/{symbol} ngày {day:%d/%m/%Y}",
    st.sampled_from(["Nghị định", "Thông tư", "Quyết định"]),
    st.integers(1, 999),
    days,
    st.sampled_from(["NĐ-CP", "TT-BVHTTDL", "QĐ-TTg"]),
)
timed = st.sampled_from(
    ["trước ngày 15/11/2026", "trong quý II/2026", "năm 2026", "thường xuyên", "giai đoạn 2026 - 2027", ""]
)


@given(st.lists(st.tuples(timed, cited, timed), min_size=1, max_size=4), st.booleans())
def test_moving_never_touches_citations(parts: list[tuple[str, str, str]], line: bool) -> None:
    text = "; ".join(f"{one} thực hiện {document} của Chính phủ, {other}" for one, document, other in parts)
    moved = move(text, YEAR_2026, line=line).text
    before, after = (find_citations([(each, 0, False)], None) for each in (text, moved))
    assert [(each.type, each.number, each.date) for each in after] == [
        (each.type, each.number, each.date) for each in before
    ]
    assert all(document in moved for _, document, _ in parts)


@given(days, st.integers(1, 10))
def test_a_moved_day_is_the_same_day_of_another_year(day: date, years: int) -> None:
    moved = Moving(YEAR_2026.period, years).day(day)
    assert moved.year == day.year + years
    assert (moved.month, moved.day) == (day.month, day.day) or (day.month, day.day, moved.day) == (2, 29, 28)


@pytest.mark.parametrize(
    ("end", "moved"),
    [
        (date(2027, 2, 28), date(2031, 2, 28)),
        (date(2024, 2, 28), date(2028, 2, 28)),  # not the end of that February
        (date(2024, 2, 29), date(2028, 2, 29)),
        (date(2096, 2, 28), date(2100, 2, 28)),
    ],
)
def test_the_end_of_february_stays_its_end(end: date, moved: date) -> None:
    start = end.replace(day=1)
    assert Moving(YEAR_2026.period, 4).when(Within(start, end)) == Within(moved.replace(day=1), moved)


def test_the_end_of_february_reaches_the_twenty_ninth() -> None:
    february = Within(date(2027, 2, 1), date(2027, 2, 28))
    assert Moving(YEAR_2026.period, 1).when(february) == Within(date(2028, 2, 1), date(2028, 2, 29))
