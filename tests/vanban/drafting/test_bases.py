"""Legal bases brought up to a day."""

from __future__ import annotations

from datetime import date

import pytest

from vanban.drafting.bases import BasisState, renew_body, renew_preamble
from vanban.drafting.moving import moving_to
from vanban.model import Period

ON = date(2026, 11, 20)
MOVING = moving_to(Period(date(2026, 1, 1), date(2026, 12, 31)))
NO = frozenset[str]()


@pytest.mark.parametrize(
    ("text", "state", "after"),
    [
        (
            "Căn cứ Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ quy định việc phát ngôn và cung cấp thông tin cho báo chí;",
            BasisState.REPLACED,
            "Căn cứ Nghị định số 244/2026/NĐ-CP ngày 26/6/2026 của Chính phủ về phát ngôn và cung cấp thông tin cho báo chí;",
        ),
        (
            "Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13 ngày 25/6/2015;",
            BasisState.REPLACED,
            "Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15 ngày 25/6/2025;",
        ),
        (
            "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;",
            BasisState.AMENDED,
            "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại, được sửa đổi, bổ sung bởi Nghị định số 148/2026/NĐ-CP ngày 12/5/2026 của Chính phủ;",
        ),
        ("Căn cứ Nghị định số 918/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về một cửa;", BasisState.UNKNOWN, ""),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;", BasisState.IN_FORCE, ""),
        ("Thực hiện Công văn số 88/BVH-VP ngày 10/10/2025 của Bộ Văn hóa về xây dựng kế hoạch năm 2026;", BasisState.YEARLY, ""),
        ("Thực hiện Kế hoạch số 9/KH-UBND ngày 10/01/2026 của UBND tỉnh;", BasisState.YEARLY, ""),
        ("Căn cứ Quyết định số 7/QĐ-UBND ngày 02/02/2021 của UBND tỉnh về Đề án giai đoạn 2021 - 2025;", BasisState.EXPIRED, ""),
    ],
)  # fmt: skip
def test_what_becomes_of_a_basis(text: str, state: BasisState, after: str) -> None:
    done = renew_preamble(text, MOVING, ON, {}, NO)
    assert [each.state for each in done.bases] == [state]
    assert done.text == (after or text)


def test_the_day_decides() -> None:
    text = "Căn cứ Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ;"
    assert renew_preamble(text, MOVING, date(2026, 6, 30), {}, NO).text == text
    (basis,) = renew_preamble(text, MOVING, date(2026, 7, 1), {}, NO).bases
    assert (basis.state, basis.since) == (BasisState.REPLACED, date(2026, 7, 1))


def test_an_amendment_that_is_cited_already_is_not_added() -> None:
    text = "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ;"
    assert renew_preamble(text, MOVING, ON, {}, frozenset({"148/2026/NĐ-CP"})).text == text


def test_a_number_of_another_year_is_another_document() -> None:
    text = "Căn cứ Nghị quyết số 47/NQ-CP ngày 01/3/2019 của Chính phủ;"
    assert [each.state for each in renew_preamble(text, MOVING, ON, {}, NO).bases] == [BasisState.UNKNOWN]


MANY = "Thực hiện Chỉ thị số 1/CT-UBND ngày 02/01/2020 của UBND tỉnh; Quyết định số 2/QĐ-UBND ngày 03/01/2020 của UBND tỉnh về thư viện và Quyết định số 3/QĐ-UBND ngày 04/01/2020 của UBND tỉnh, UBND xã ban hành Kế hoạch như sau:"


@pytest.mark.parametrize(
    ("decided", "after"),
    [
        ({"1/CT-UBND": None}, MANY.replace("Chỉ thị số 1/CT-UBND ngày 02/01/2020 của UBND tỉnh; ", "")),
        ({"2/QĐ-UBND": "Quyết định số 5/QĐ-UBND"}, MANY.replace("Quyết định số 2/QĐ-UBND ngày 03/01/2020 của UBND tỉnh về thư viện", "Quyết định số 5/QĐ-UBND")),
    ],
)  # fmt: skip
def test_a_person_decides_about_a_basis(decided: dict[str, str | None], after: str) -> None:
    assert renew_preamble(MANY, MOVING, ON, decided, NO).text == after


def test_a_ground_that_is_taken_out_leaves_no_line() -> None:
    text = "Căn cứ Quyết định số 2/QĐ-UBND ngày 03/01/2020 của UBND tỉnh về thư viện;"
    assert renew_preamble(text, MOVING, ON, {"2/QĐ-UBND": None}, NO).text == ""


def test_in_the_body_only_the_document_itself_is_replaced() -> None:
    text = (
        "Triển khai Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ tới các xã trước ngày 30/6/2027."
    )
    done = renew_body(text, ON)
    assert done.text == (
        "Triển khai Nghị định số 244/2026/NĐ-CP ngày 26/6/2026 của Chính phủ tới các xã trước ngày 30/6/2027."
    )


def test_a_document_named_in_a_title_belongs_to_it() -> None:
    text = "Căn cứ Nghị quyết số 47/NQ-CP ngày 15/4/2024 của Chính phủ ban hành Chương trình thực hiện Kết luận số 57-KL/TW."
    (basis,) = renew_preamble(text, MOVING, ON, {}, NO).bases
    assert basis.old == text.removeprefix("Căn cứ ").removesuffix(".")


def test_a_strategy_that_begins_in_the_old_year_is_not_of_that_year() -> None:
    text = "Căn cứ Quyết định số 173/QĐ-TTg ngày 27/01/2026 của Thủ tướng Chính phủ phê duyệt Chiến lược giai đoạn 2026 - 2030;"
    assert [each.state for each in renew_preamble(text, MOVING, ON, {}, NO).bases] == [BasisState.LISTED]
