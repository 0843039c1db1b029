"""When an item is to be done, from its time line or its text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.item import Attribute, Item
from vanban.grammar.times import due_dates, time_of
from vanban.model.document import By, Ongoing, Per, Period, Recurring, When, Within

PLAN = Period(date(2031, 1, 1), date(2031, 12, 31))
SIGNED = date(2030, 11, 8)


def within(start: str, end: str) -> Within:
    return Within(date.fromisoformat(start), date.fromisoformat(end))


def by(day: str) -> By:
    return By(date.fromisoformat(day))


def every(per: Per, low: int = 1, high: int | None = None) -> Recurring:
    return Recurring(low, low if high is None else high, per)


def of_line(value: str, label: str = "Thời gian thực hiện") -> tuple[When, ...]:
    return time_of(Item("Làm việc.", (Attribute("time", label, value),)), PLAN, SIGNED)[1]


def of_text(text: str) -> tuple[When, ...]:
    return time_of(Item(text), PLAN, SIGNED)[1]


LINES: list[tuple[str, tuple[When, ...]]] = [
    ("Quý II", (within("2031-04-01", "2031-06-30"),)),
    ("quý III/2032", (within("2032-07-01", "2032-09-30"),)),
    ("quý I, II/2031", (within("2031-01-01", "2031-06-30"),)),
    ("Quý I và quý III", (within("2031-01-01", "2031-03-31"), within("2031-07-01", "2031-09-30"))),
    ("Quý IV/2031 - Quý II/2032", (within("2031-10-01", "2032-06-30"),)),
    ("Quý III Năm 2031", (within("2031-07-01", "2031-09-30"),)),
    ("Xong trong Quý 4/2031", (within("2031-10-01", "2031-12-31"),)),
    ("Tháng 6", (within("2031-06-01", "2031-06-30"),)),
    ("6/2031", (within("2031-06-01", "2031-06-30"),)),
    ("Tháng 02/2032", (within("2032-02-01", "2032-02-29"),)),
    ("tháng 10, 11/2031", (within("2031-10-01", "2031-11-30"),)),
    ("từ tháng 3 đến tháng 5/2031", (within("2031-03-01", "2031-05-31"),)),
    ("6 tháng đầu năm 2031", (within("2031-01-01", "2031-06-30"),)),
    ("Năm 2031", (within("2031-01-01", "2031-12-31"),)),
    ("trong năm 2031", (within("2031-01-01", "2031-12-31"),)),
    ("2031-2035", (within("2031-01-01", "2035-12-31"),)),
    ("Giai đoạn 2031 - 2035", (within("2031-01-01", "2035-12-31"),)),
    ("từ năm 2031 đến năm 2033", (within("2031-01-01", "2033-12-31"),)),
    ("Năm 2031 và các năm tiếp theo", (within("2031-01-01", "2031-12-31"),)),
    ("Từ ngày 05/4/2031 đến ngày 20/4/2031", (within("2031-04-05", "2031-04-20"),)),
    ("Trong năm", (within("2031-01-01", "2031-12-31"),)),
    ("Trước 30/6/2031", (by("2031-06-30"),)),
    ("Hoàn thành xong trước ngày 01/01/2032", (by("2032-01-01"),)),
    ("Trước tháng 6/2031", (by("2031-05-31"),)),
    ("Chậm nhất trong tháng 6/2031", (by("2031-06-30"),)),
    ("trước ngày 20 hằng tháng", (every("month"),)),
    ("Hằng năm", (every("year"),)),
    ("Tháng 12 hằng năm", (every("year"),)),
    ("hàng quý", (every("quarter"),)),
    ("6 tháng/lần", (every("half-year"),)),
    ("01 quý/lần", (every("quarter"),)),
    ("Định kỳ 6 tháng, năm", (every("half-year"), every("year"))),
    ("02 số/quý", (every("quarter", 2),)),
    ("03 - 05 tin/tháng", (every("month", 3, 5),)),
    ("01 lần/năm", (every("year"),)),
    ("Thường xuyên", (Ongoing(),)),
    ("thường xuyên, liên tục trong năm", (Ongoing(),)),
    ("Từ 01/7/2031", ()),
    ("Sau khi Nghị định được ban hành", ()),
    ("đột xuất", ()),
]


@pytest.mark.parametrize(("value", "expected"), LINES)
def test_a_time_line_is_read_whole(value: str, expected: tuple[When, ...]) -> None:
    assert of_line(value) == expected
    assert time_of(Item("x", (Attribute("time", "Thời gian", value),)), PLAN, SIGNED)[0] == value


TEXTS: list[tuple[str, tuple[When, ...]]] = [
    ("Gửi đăng ký trước ngày 20/5 và ngày 20/11/2031.", (by("2031-05-20"), by("2031-11-20"))),
    (
        "Báo cáo 6 tháng (trước ngày 12/6), báo cáo năm chậm nhất vào ngày 15/11.",
        (by("2031-06-12"), by("2031-11-15")),
    ),
    ("Báo cáo định kỳ hằng năm (trước ngày 10 tháng 12).", (by("2031-12-10"),)),
    (
        "Hằng tháng (trước ngày 16 hằng tháng), năm (trước ngày 20/11 hằng năm) gửi số liệu.",
        (by("2031-11-20"),),
    ),
    ("Mỗi tháng thực hiện từ 02 - 04 phóng sự về làng nghề.", (every("month", 2, 4),)),
    ("Tổ chức hội chợ hàng năm của tỉnh.", (every("year"),)),
    ("Định kỳ một quý/lần thông báo tình hình.", (every("quarter"),)),
    ("Trong năm 2031, mở hai lớp.", (within("2031-01-01", "2031-12-31"),)),
    ("Hoàn thành trong tháng 9/2031.", (within("2031-09-01", "2031-09-30"),)),
    ("Khảo sát trong quý II năm 2031.", (within("2031-04-01", "2031-06-30"),)),
    ("Thường xuyên cập nhật tin.", (Ongoing(),)),
    ("Tuyên truyền các ngày lễ lớn trong năm 2031.", ()),
    ("Thực hiện đề án giai đoạn 2031 - 2035.", ()),
    ("Bố trí từ nguồn chi thường xuyên.", ()),
    ("Hỗ trợ trung tâm giáo dục thường xuyên.", ()),
    ("Khu vực thường xuyên xảy ra ngập.", ()),
    ("Theo Quyết định số 12/QĐ-ABC ngày 01/02/2031 của cơ quan.", ()),
    ("Hiệp ước (ký ngày 18/2/1999) còn hiệu lực.", ()),
    ("Họp báo định kỳ.", ()),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_in_running_text_only_times_of_the_work_count(text: str, expected: tuple[When, ...]) -> None:
    assert of_text(text) == expected


def test_bare_periodic_is_shown_but_means_no_time() -> None:
    assert time_of(Item("Họp báo định kỳ."), PLAN, SIGNED) == ("định kỳ", ())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Báo cáo định kỳ 6 tháng (trước ngày 12/6), năm chậm nhất ngày 15/11.",
            "định kỳ 6 tháng (trước ngày 12/6); chậm nhất ngày 15/11",
        ),
        ("Khảo sát trong quý II năm 2031.", "trong quý II năm 2031"),
        ("Thường xuyên cập nhật; thường xuyên gửi tin.", "Thường xuyên"),
        ("Cập nhật tin.", None),
    ],
)
def test_times_in_running_text_are_shown_as_printed(text: str, shown: str | None) -> None:
    assert time_of(Item(text), PLAN, SIGNED)[0] == shown


def test_a_day_is_due_where_the_line_says_when_work_is_over() -> None:
    assert of_line("31/12/2031", "Thời hạn hoàn thành") == (by("2031-12-31"),)
    assert of_line("ngày 15/6/2031", "Thời gian") == (within("2031-06-15", "2031-06-15"),)


def test_the_time_line_wins_over_the_text() -> None:
    item = Item("Báo cáo trước ngày 20/11.", (Attribute("time", "Thời gian", "Quý IV"),))
    assert time_of(item, PLAN, SIGNED)[1] == (within("2031-10-01", "2031-12-31"),)


ROMANS = ("I", "II", "III", "IV")


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "form", ["quý {r}/{y}", "Quý {r} năm {y}", "quý {n}/{y}", "Quý {r} - {y}", "trong quý {r}/{y}"]
)
@pytest.mark.parametrize("year", [1999, 2031])
def test_every_quarter_is_an_interval_of_three_months(quarter: int, form: str, year: int) -> None:
    (found,) = of_line(form.format(r=ROMANS[quarter - 1], n=quarter, y=year))
    assert isinstance(found, Within)
    assert (found.start.month, found.end.month, found.end.year) == (3 * quarter - 2, 3 * quarter, year)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    "form", ["tháng {m}/{y}", "Tháng {m:02d}/{y}", "{m}/{y}", "{m:02d}/{y}", "tháng {m} năm {y}"]
)
def test_every_month_is_an_interval(month: int, form: str) -> None:
    (found,) = of_line(form.format(m=month, y=2031))
    assert isinstance(found, Within)
    assert (found.start, found.end.month) == (date(2031, month, 1), month)


def test_a_yearly_day_without_a_plan_is_the_next_after_signing() -> None:
    text = "Báo cáo trước ngày 01/6 và 15/11 hằng năm."
    assert [on for _, _, on in due_dates(text, None, date(2031, 8, 1))] == [
        date(2032, 6, 1),
        date(2031, 11, 15),
    ]


@given(st.text(alphabet="quýthángnămtrướcngày0123456789/-. ,IVhằnglầnđịnhkỳmỗi()", max_size=120))
def test_any_text_is_read_without_failing(text: str) -> None:
    for item in (Item(text), Item("x", (Attribute("time", "Thời gian", text),))):
        for when in time_of(item, PLAN, SIGNED)[1]:
            if isinstance(when, Within):
                assert when.start <= when.end
