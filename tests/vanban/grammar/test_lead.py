"""Who leads an item. All places and plans here are invented."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.item import Attribute, Item
from vanban.grammar.roles import coop_of, lead_of

OWN_TEXT = [
    ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng đề án.", ["Sở Nội vụ"]),
    (
        "Đề nghị Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng tuyên truyền.",
        ["Ban Tuyên giáo và Dân vận Tỉnh ủy"],
    ),
    (
        "Yêu cầu các cơ quan báo chí trên địa bàn tỉnh mở chuyên mục.",
        ["các cơ quan báo chí trên địa bàn tỉnh"],
    ),
    ("Đồng thời, giao Công an tỉnh rà soát hằng năm.", ["Công an tỉnh"]),
    ("Ngoài các tin đã có, đề nghị Báo Lam Sơn, Đài Lam Sơn chọn thêm bài.", ["Báo Lam Sơn", "Đài Lam Sơn"]),
    ("UBND tỉnh yêu cầu các sở, ngành, UBND các xã báo cáo.", ["các sở, ngành", "UBND các xã"]),
    (
        "Báo Lam Sơn, Cổng Thông tin điện tử tỉnh: xây dựng chuyên trang.",
        ["Báo Lam Sơn", "Cổng Thông tin điện tử tỉnh"],
    ),
    ("Sở Tài chính căn cứ khả năng ngân sách, bố trí kinh phí.", ["Sở Tài chính"]),
    ("Sở Nội vụ là cơ quan đầu mối theo dõi Kế hoạch.", ["Sở Nội vụ"]),
    ("Sở Nội vụ, trên cơ sở báo cáo của các địa phương, tổng hợp kết quả.", ["Sở Nội vụ"]),
    (
        "Các sở, ban, ngành, UBND các xã theo chức năng xây dựng kế hoạch.",
        ["Các sở, ban, ngành", "UBND các xã"],
    ),
    ("Các đơn vị được giao chủ trì có trách nhiệm lập dự toán.", ["Các đơn vị"]),
    ("Căn cứ Kế hoạch này, các sở, ngành tỉnh triển khai thực hiện.", ["các sở, ngành tỉnh"]),
    ("Căn cứ Nghị quyết số 01 của HĐND tỉnh, Sở Y tế xây dựng đề án.", ["Sở Y tế"]),
    ("Ban hành quy chế; Sở Y tế tổ chức tập huấn.", ["Sở Y tế"]),
    ("Tổ chức hội nghị. Công an tỉnh bảo đảm an ninh. Sở Y tế bố trí trực.", ["Công an tỉnh", "Sở Y tế"]),
    (
        "Thủ trưởng các sở, ngành; Chủ tịch UBND các xã chịu trách nhiệm thi hành.",
        ["Thủ trưởng các sở, ngành", "Chủ tịch UBND các xã"],
    ),
    ("Giao Sở Xây dựng Chủ trì thẩm định.", ["Sở Xây dựng"]),
    (
        "Các ông (bà): Chánh Văn phòng UBND tỉnh, Giám đốc Sở Y tế chịu trách nhiệm thi hành.",
        ["Chánh Văn phòng UBND tỉnh", "Giám đốc Sở Y tế"],
    ),
    ("Sở Y tế, cơ quan thường trực Ban Chỉ đạo, chịu trách nhiệm đôn đốc.", ["Sở Y tế"]),
    ("Đối với cấp xã: UBND các xã, phường tổ chức tuyên truyền.", ["UBND các xã, phường"]),
    ("Đề nghị Thường trực các huyện ủy, thị ủy quan tâm lãnh đạo.", ["Thường trực các huyện ủy, thị ủy"]),
    (
        "Các trường học, trạm y tế trên địa bàn xã phối hợp thực hiện.",
        ["Các trường học, trạm y tế trên địa bàn xã"],
    ),
    ("Bảo tàng tỉnh trưng bày hiện vật.", ["Bảo tàng tỉnh"]),
    ("Hằng năm, trước ngày 20/11, các sở, ngành báo cáo kết quả.", ["các sở, ngành"]),
    ("Chỉ đạo “Sở Y tế. Công an tỉnh”; Sở Nội vụ tổng hợp.", ["Sở Nội vụ"]),
]

NO_LEAD = [
    "Ban hành kế hoạch năm 2031.",
    "Báo cáo kết quả thực hiện.",
    "Phòng ngừa các hành vi vi phạm.",
    "Hội nghị tập huấn cho cán bộ các sở, ngành; UBND các xã, phường; phóng viên các cơ quan báo chí.",
    "Phối hợp với Sở Y tế, các sở, ngành liên quan triển khai đề án.",
    "Tùy theo tình hình, phối hợp với Sở Y tế, Sở Nội vụ và các ngành tổ chức hội nghị.",
    "Hỗ trợ các hợp tác xã; các doanh nghiệp tham gia hội chợ.",
    "Phối hợp với Sở Y tế; các doanh nghiệp và các đơn vị liên quan rà soát quy hoạch.",
    "Tổ chức 02 lớp tập huấn.",
    "Đoàn công tác của tỉnh đi thăm.",
    "Bộ tiêu chí đánh giá được ban hành.",
    "Các sở, ngành đã tổ chức nhiều hội nghị.",
    "Ban Chỉ đạo gồm lãnh đạo các sở, ngành.",
    "Kiểm tra việc chấp hành; yêu cầu các cơ sở khắc phục ngay.",
]


@pytest.mark.parametrize(("text", "units"), OWN_TEXT)
def test_the_text_names_who_leads(text: str, units: list[str]) -> None:
    assert list(lead_of(Item(text))) == units


@pytest.mark.parametrize("text", NO_LEAD)
def test_units_that_are_no_subject_do_not_lead(text: str) -> None:
    assert lead_of(Item(text)) == ()


def test_attribute_lines_come_before_the_text() -> None:
    item = Item(
        "Sở Y tế tổ chức hội nghị.",
        attributes=(
            Attribute("lead", "Đơn vị chủ trì", "Sở Nội vụ; Sở Tài chính"),
            Attribute("lead", "Đơn vị thực hiện", "sở nội vụ, UBND các xã"),
            Attribute("coop", "Đơn vị phối hợp", "Công an tỉnh"),
        ),
    )
    assert lead_of(item) == ("Sở Nội vụ", "Sở Tài chính", "UBND các xã")


def test_an_attribute_line_that_is_a_sentence_gives_its_subjects() -> None:
    value = "Sở Nội vụ chủ trì, phối hợp với các sở, ngành và các đơn vị có liên quan."
    assert lead_of(Item("Mở lớp.", attributes=(Attribute("lead", "Cơ quan thực hiện", value),))) == (
        "Sở Nội vụ",
    )


SENTENCES_OF_ATTRIBUTES = [
    ("Sở Y tế chủ trì; Sở Nội vụ, Sở Tài chính phối hợp", ["Sở Y tế"], ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Y tế chủ trì, UBND các xã phối hợp thực hiện.", ["Sở Y tế"], ["UBND các xã"]),
    ("Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)", ["Sở Y tế"], ["Sở Nội vụ"]),
    ("Sở Y tế chủ trì, phối hợp với các sở, ngành.", ["Sở Y tế"], ["các sở, ngành"]),
    ("Ban Quản lý bảo trì đường bộ", ["Ban Quản lý bảo trì đường bộ"], []),
]


@pytest.mark.parametrize(("value", "leads", "partners"), SENTENCES_OF_ATTRIBUTES)
def test_a_line_of_the_lead_may_name_who_helps(value: str, leads: list[str], partners: list[str]) -> None:
    item = Item("Mở lớp.", attributes=(Attribute("lead", "Đơn vị thực hiện", value),))
    assert list(lead_of(item)) == leads
    assert list(coop_of(item)) == partners


def test_a_heading_nearer_than_the_context_line_goes_first() -> None:
    context = "Căn cứ Kế hoạch này, các sở, ngành tổ chức thực hiện, cụ thể"
    item = Item("Bố trí kinh phí.", context=context, titles=("Sở Tài chính", "Phân công"), nearer_titles=1)
    assert lead_of(item) == ("Sở Tài chính",)
    assert lead_of(Item("Bố trí kinh phí.", context=context, titles=("Sở Tài chính",))) == ("các sở, ngành",)


def test_a_bare_reference_keeps_the_units_of_the_heading() -> None:
    heading = "Các sở, ban, ngành; Ủy ban nhân dân các xã, phường"
    item = Item(
        "Căn cứ Kế hoạch này, các cơ quan, đơn vị tổ chức thực hiện.", titles=(heading, "TỔ CHỨC THỰC HIỆN")
    )
    assert lead_of(item) == ("Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường")


HEADINGS = [
    ("Đề nghị Hội Nhà báo tỉnh", "assignment", ["Hội Nhà báo tỉnh"]),
    ("Trách nhiệm của Sở Tài chính", "assignment", ["Sở Tài chính"]),
    ("Đối với các sở, ngành", "assignment", ["các sở, ngành"]),
    ("Đối với các doanh nghiệp", "tasks", []),
    ("Doanh nghiệp số", "tasks", []),
    ("Sở Y tế chủ trì, phối hợp với Công an tỉnh", "assignment", ["Sở Y tế"]),
    ("Các sở, ngành căn cứ chức năng, nhiệm vụ, đề ra giải pháp", "assignment", ["Các sở, ngành"]),
    (
        "Các Sở: Tài chính, Xây dựng; Công an tỉnh",
        "assignment",
        ["Các Sở: Tài chính, Xây dựng", "Công an tỉnh"],
    ),
    ("Truyền thông về biển, đảo", "tasks", []),
]


@pytest.mark.parametrize(("heading", "kind", "units"), HEADINGS)
def test_the_nearest_heading_that_names_units_gives_the_lead(
    heading: str, kind: str, units: list[str]
) -> None:
    item = Item("Phối hợp với UBND các xã rà soát.", titles=(heading, "PHẦN CHUNG"), section_kind=kind)
    assert list(lead_of(item)) == units


def test_the_context_line_comes_before_the_heading() -> None:
    item = Item(
        "Báo cáo kết quả.", context="Yêu cầu các đơn vị, địa phương được giao nhiệm vụ", titles=("Sở Y tế",)
    )
    assert lead_of(item) == ("các đơn vị, địa phương",)


def test_the_context_names_the_lead_as_whose_work_it_is() -> None:
    item = Item("Theo dõi kết quả.", context="Nội dung giám sát của chủ dự án thành phần")
    assert lead_of(item) == ("chủ dự án thành phần",)


def test_an_outer_context_line_counts_where_the_nearer_one_names_nobody() -> None:
    item = Item(
        "Việc quản lý sách.",
        context="Nội dung kiểm tra",
        outer_contexts=("Nội dung theo dõi, kiểm tra của cơ quan chủ quản Chương trình",),
        titles=("Sở Y tế",),
    )
    assert lead_of(item) == ("cơ quan chủ quản Chương trình",)


def test_a_heading_may_name_units_by_their_part_in_the_work() -> None:
    heading = "Các sở, ngành chủ trì, tham gia các dự án thư viện"
    assert lead_of(Item("Báo cáo kết quả.", titles=(heading,), section_kind="assignment")) == (heading,)


@given(st.text(max_size=120))
def test_reading_a_lead_never_fails(text: str) -> None:
    lead_of(Item(text, attributes=(Attribute("lead", "x", text),), context=text, titles=(text,)))
    lead_of(Item(text, context=text, titles=(text,)))


@pytest.mark.parametrize(
    "part",
    ["Sở A; ", "Căn cứ các sở, ban, ngành, ", "phối hợp với Sở A, ", "“(", "Sở A, cơ quan ", "Giao Sở A. "],
)
def test_the_work_grows_with_the_length_only(part: str) -> None:
    def calls_for(text: str) -> int:
        return calls_of(lambda: lead_of(Item(text, context=text)))

    calls_for(part)  # compiles patterns
    short, long = calls_for(part * 500), calls_for(part * 1000)
    assert long <= 2.5 * short + 200


def calls_of(work: Callable[[], object]) -> int:
    """How many functions were called meanwhile, those of patterns and texts among them: the same on every machine."""
    count = 0

    def note(_frame: FrameType, event: str, _about: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
