"""How many things an item makes, trains or assigns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.item import Attribute, Item
from vanban.grammar.quantities import quantity_of
from vanban.grammar.times import time_of
from vanban.model.document import Quantity


def quantity(item: Item) -> Quantity | None:
    return quantity_of(item, time_of(item, None, None)[1])


FIXED = [
    ("Tổ chức 02 lớp tập huấn cho phóng viên.", Quantity(2, "lớp tập huấn")),
    ("Bồi dưỡng kiến thức (03 lớp); bồi dưỡng kỹ năng (01 lớp).", Quantity(3, "lớp")),
    ("Mỗi đơn vị bố trí 01 cán bộ kiêm nhiệm.", Quantity(1, "cán bộ kiêm nhiệm")),
    ("Phân công 01 (một) lãnh đạo phụ trách.", Quantity(1, "lãnh đạo")),
    ("In 1.500 cuốn cẩm nang.", Quantity(1500, "cuốn")),
]


@pytest.mark.parametrize(("text", "expected"), FIXED)
def test_the_first_number_of_things_is_the_quantity(text: str, expected: Quantity) -> None:
    assert quantity(Item(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tập trung 03 nhiệm vụ trọng tâm.",
        "Thực hiện Quyết định ban hành 04 Chương trình nâng cao năng lực.",
        "Phối hợp với 2 huyện biên giới.",
        "Tham gia chương trình thời sự dài 10 phút.",
        "Họp 01 lần mỗi năm.",
        "Thực hiện Kế hoạch số 12/KH-ABC ngày 01/02/2031.",
        "Đạt 100% chỉ tiêu năm 2031.",
    ],
)
def test_numbers_of_what_is_only_talked_about_do_not_count(text: str) -> None:
    assert quantity(Item(text)) is None


def test_a_recurring_number_has_a_thing_and_no_count() -> None:
    item = Item("Thực hiện bản tin.", (Attribute("time", "Thời gian", "02 số/quý"),))
    assert quantity(item) == Quantity(None, "số")
    assert quantity(Item("Mỗi tháng làm từ 02 - 04 phóng sự về làng nghề.")) == Quantity(None, "phóng sự")


def test_times_are_no_things() -> None:
    assert quantity(Item("Cung cấp tin.", (Attribute("time", "Thời gian", "01 lần/quý"),))) is None


def test_a_line_of_number_gives_it_with_its_measure() -> None:
    item = Item("Mở hội nghị.", (Attribute("quantity", "Số lượng", "dự kiến 250 người/hội nghị"),))
    assert quantity(item) == Quantity(250, "người/hội nghị")


@given(st.text(alphabet="0123456789 ()/.lớptinbàisốquýnămcánbộ,-", max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    found = quantity(Item(text))
    assert found is None or found.of


@pytest.mark.parametrize(
    ("text", "count", "of"),
    [
        ("Lắp đặt 150 thùng rác tại bến xe.", 150, "thùng rác"),
        ("Treo 10 băng rôn tại trụ sở.", 10, "băng rôn"),
        ("Thành lập 12 đội tình nguyện.", 12, "đội tình nguyện"),
        ("Tập huấn cho 40 người/lớp về sách.", 40, "người/lớp"),
    ],
)
def test_things_set_up_by_number(text: str, count: int, of: str) -> None:
    found = quantity_of(Item(text), ())
    assert found is not None
    assert (found.count, found.of) == (count, of)
