"""Dated duties to report or submit. All bodies are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.deadlines import find_deadlines
from vanban.grammar.item import Attribute, Item
from vanban.model.document import Deadline, Period

PLAN = Period(date(2031, 1, 1), date(2031, 12, 31))
SIGNED = date(2030, 11, 8)


def deadlines(*texts: str) -> tuple[Deadline, ...]:
    return find_deadlines([(Item(text), 1000 * place) for place, text in enumerate(texts)], PLAN, SIGNED)


def test_a_closing_sentence_gives_one_duty_a_day() -> None:
    sentence = (
        "UBND tỉnh yêu cầu các sở, ngành báo cáo kết quả thực hiện về UBND tỉnh (thông qua Sở Nội vụ) "
        "trước ngày 20/5 và ngày 20/11/2031."
    )
    first, second = deadlines(f"Trên đây là Kế hoạch thư viện. {sentence}")
    assert (first.date, second.date) == (date(2031, 5, 20), date(2031, 11, 20))
    assert (first.what, first.text) == ("báo cáo kết quả thực hiện", sentence)
    assert first.senders == ("các sở, ngành",)
    assert first.receivers == ("UBND tỉnh", "Sở Nội vụ")


def test_each_report_of_a_sentence_has_its_own_name() -> None:
    first, second = deadlines(
        "Báo cáo kết quả hoạt động thư viện định kỳ 6 tháng (trước ngày 12/6), báo cáo năm chậm nhất vào ngày 15/11 "
        "để Sở Nội vụ tổng hợp, báo cáo UBND tỉnh."
    )
    assert (first.what, second.what) == ("Báo cáo kết quả hoạt động thư viện", "báo cáo năm")
    assert first.receivers == second.receivers == ("Sở Nội vụ",)


def test_a_plan_to_be_sent_is_a_duty_too() -> None:
    (found,) = deadlines("Xây dựng Kế hoạch chi tiết năm 2031; gửi về Sở Nội vụ trước ngày 15/01/2031.")
    assert (found.what, found.date) == ("Kế hoạch chi tiết năm 2031", date(2031, 1, 15))


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ báo cáo kết quả định kỳ.",
        "Hoàn thành công trình trước ngày 20/5/2031.",
        "Gửi số liệu trước ngày 20 hằng tháng.",
        "Theo Báo cáo số 12/BC-ABC ngày 20/5/2030 của Sở Nội vụ.",
    ],
)
def test_without_a_duty_or_without_a_day_there_is_no_deadline(text: str) -> None:
    assert deadlines(text) == ()


def test_a_row_whose_work_is_the_report_takes_the_day_of_its_time_column() -> None:
    item = Item(
        "Báo cáo kết quả năm",
        (Attribute("time", "Thời hạn", "Trước 30/11/2031"), Attribute("lead", "Chủ trì", "Sở A")),
    )
    (found,) = find_deadlines([(item, 0)], PLAN, SIGNED)
    assert (found.date, found.senders) == (date(2031, 11, 30), ("Sở A",))


def test_spans_point_at_the_sentence() -> None:
    text = "Làm tốt. Gửi báo cáo về Sở Nội vụ trước ngày 20/5/2031."
    (found,) = deadlines("", text)
    span = found.spans[0]
    assert text[span.start - 1000 : span.end - 1000] == found.text


@given(st.text(alphabet="báo cáo gửi trước ngày 0123456789/;.(về SởUBND)để", max_size=150))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(found.text for found in deadlines(text))
