"""What the rules tell apart, beyond their two examples."""

from __future__ import annotations

from datetime import date

import pytest

import vanban
from vanban.catalog.days_off import DayOff
from vanban.checking.specimen import PREAMBLE, SIGNATURE, TASK, specimen
from vanban.checking.tasks import unit_key


def found(text: str, rule: str, **options: object) -> list[vanban.Finding]:
    reading = vanban.read_bytes(text.encode(), "plan.txt")
    return [f for f in vanban.check(reading, **options) if f.rule == rule]  # type: ignore[arg-type]


def place(text: str, finding: vanban.Finding) -> str:
    reading = vanban.read_bytes(text.encode(), "plan.txt")
    return reading.source.text[finding.spans[0].start : finding.spans[0].end]


def preamble(citation: str) -> str:
    return specimen(
        preamble=PREAMBLE.replace("Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ", citation)
    )


# --- tasks


def test_without_a_register_no_unit_is_unknown() -> None:
    text = specimen(TASK.replace("Sở Tài chính", "Sở Khí tượng"))
    assert found(text, "unknown-unit") == []
    (finding,) = found(text, "unknown-unit", known_units=["Sở Ngoại vụ"])
    assert "Sở Khí tượng" in finding.vi


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Lam Sơn"),
        ("Công an tỉnh Lam Sơn", "Công an tỉnh"),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ],
)
def test_names_compare_as_people_write_them(printed: str, known: str) -> None:
    text = specimen(TASK.replace("Sở Tài chính", printed))
    assert found(text, "unknown-unit", known_units=["Sở Ngoại vụ", known]) == []


def test_generic_names_are_never_unknown() -> None:
    text = specimen(TASK.replace("Sở Tài chính", "các sở, ban, ngành liên quan"))
    assert found(text, "unknown-unit", known_units=["Sở Ngoại vụ"]) == []


def test_a_unit_key_forgets_case_accents_and_joining_words() -> None:
    assert unit_key("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH") == unit_key("Sở VHTTDL")


def test_many_tasks_without_lead_are_one_finding() -> None:
    items = "\n".join(
        f"- Tổ chức hoạt động giới thiệu di sản thứ {n} của tỉnh với bạn bè quốc tế." for n in range(1, 9)
    )
    text = specimen(f"1. Quảng bá di sản\n{items}")
    (finding,) = found(text, "task-without-lead")
    assert finding.task is None
    assert len(finding.spans) == 8


def test_work_listed_before_it_is_assigned_is_a_form_of_plan_and_weighs_less() -> None:
    text = specimen("1. Bản tin đối ngoại\nPhát hành bản tin đối ngoại của tỉnh.")
    (finding,) = found(text, "task-without-lead")
    assert finding.severity is vanban.Severity.INFO


# --- dates


def test_a_report_after_the_year_is_not_outside_the_period() -> None:
    text = specimen(TASK.replace("Quý II/2026", "trước ngày 15/01/2027"))
    assert found(text, "deadline-outside-period") == []


def test_a_deadline_long_after_the_period_is_outside_it() -> None:
    text = specimen(TASK.replace("Quý II/2026", "trước ngày 15/10/2027"))
    (finding,) = found(text, "deadline-outside-period")
    assert finding.task == 0
    assert place(text, finding) == "15/10/2027"


def test_the_caller_s_calendar_decides_on_days_off() -> None:
    text = specimen(TASK.replace("Quý II/2026", "trước ngày 15/5/2026"))
    closed = {date(2026, 5, 15), date(2026, 5, 14)}

    def calendar(day: date) -> DayOff | None:
        return DayOff("ngày nghỉ bù", "a day off in lieu") if day in closed else None

    (finding,) = found(text, "deadline-on-day-off", calendar=calendar)
    assert "13/05/2026" in finding.vi


@pytest.mark.parametrize(
    ("sentence", "severities"),
    [
        (
            "Báo cáo kết quả 6 tháng trước ngày 15/6/2026 và báo cáo năm trước ngày 15/12/2026 về UBND tỉnh.",
            [],
        ),
        ("Báo cáo kết quả 6 tháng trước ngày 20/5/2026 về UBND tỉnh.", ["info"]),
        ("Báo cáo kết quả quý III trước ngày 15/3/2026 về UBND tỉnh.", ["warning"]),
        ("Báo cáo kết quả 6 tháng cuối năm trước ngày 15/6/2026 về UBND tỉnh.", ["warning"]),
    ],
)
def test_report_days_are_compared_with_the_period_they_report_on(
    sentence: str, severities: list[str]
) -> None:
    assert [f.severity for f in found(specimen(closing=sentence), "report-before-period")] == severities


# --- citations


def test_an_instrument_is_judged_on_the_day_of_the_plan() -> None:
    citation = "Luật Báo chí số 103/2016/QH13 của Quốc hội"
    assert found(preamble(citation), "replaced-instrument") == []
    later = preamble(citation).replace("12 tháng 01 năm 2026", "03 tháng 8 năm 2026")
    (finding,) = found(later, "replaced-instrument")
    assert "126/2025/QH15" in finding.vi
    assert finding.severity is vanban.Severity.ERROR


def test_the_number_of_another_year_is_another_document() -> None:
    citation = "Chỉ thị số 21/CT-TTg ngày 06/8/2019 của Thủ tướng Chính phủ"
    assert found(preamble(citation), "date-of-instrument-differs") == []


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("Kế hoạch số 122/KH/TU ngày 26/12/2025 của Tỉnh ủy", "122-KH/TU"),
        ("Nghị quyết số 36/NQ-TW ngày 22/10/2018 của Ban Chấp hành Trung ương", "36-NQ/TW"),
        ("Nghị định số 72/NĐ-CP ngày 07/9/2015 của Chính phủ", "72/2015/NĐ-CP"),
    ],
)
def test_a_wrong_number_is_shown_rightly_written(number: str, right: str) -> None:
    (finding,) = found(preamble(number), "number-form")
    assert f"“{right}”" in finding.vi


@pytest.mark.parametrize(
    "number",
    [
        "Chỉ thị số 08/CT-TTg ngày 05/3/2025 của Thủ tướng Chính phủ",
        "Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị",
        "Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025 của Thủ tướng Chính phủ",
        "Luật Ngân sách nhà nước số 89/2025/QH15",
    ],
)
def test_right_numbers_are_left_alone(number: str) -> None:
    assert found(preamble(number), "number-form") == []


# --- letterhead and signature


def test_a_blank_number_and_day_are_a_draft_not_a_fault() -> None:
    text = specimen(number="    /KH-UBND", place="Lam Sơn, ngày    tháng    năm 2026")
    (finding,) = found(text, "not-yet-numbered")
    assert finding.severity is vanban.Severity.INFO
    assert found(text, "letterhead-parts") == []


def test_an_office_with_one_head_signs_without_on_behalf() -> None:
    text = specimen(signature="TM. SỞ NGOẠI VỤ\nGIÁM ĐỐC\n\nLê Văn An").replace(
        "ỦY BAN NHÂN DÂN TỈNH LAM SƠN", "UBND TỈNH LAM SƠN\nSỞ NGOẠI VỤ"
    )
    (finding,) = found(text, "signature-against-issuer")
    assert "thủ trưởng" in finding.vi


def test_a_chairman_who_issues_does_not_sign_on_behalf() -> None:
    text = specimen(preamble=PREAMBLE.replace("Ủy ban nhân dân tỉnh ban hành", "Chủ tịch UBND tỉnh ban hành"))
    assert len(found(text, "signature-against-issuer")) == 1


def test_signing_by_order_needs_no_on_behalf() -> None:
    text = specimen(signature="TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLê Văn An")
    assert found(text, "signature-against-issuer") == []


def test_blanks_are_missed_once_for_the_whole_signature() -> None:
    text = specimen(signature=SIGNATURE.replace("TM. ", "TM.").replace("KT. ", "KT."))
    (finding,) = found(text, "signature-blank")
    assert len(finding.spans) == 2


# --- money, numbering, names


@pytest.mark.parametrize(
    ("money", "count"),
    [
        ("Kinh phí: 1,5 tỷ đồng (một tỷ năm trăm triệu đồng) từ ngân sách nhà nước.", 0),
        ("Kinh phí: 350 triệu đồng (bằng chữ: ba trăm năm mươi triệu đồng) từ ngân sách nhà nước.", 0),
        ("Kinh phí: 350 triệu đồng (ba trăm năm triệu đồng) từ ngân sách nhà nước.", 1),
        ("Mỗi đơn vị cử 02 (hai) cán bộ dự toán, sử dụng ngân sách nhà nước.", 0),
        ("Mỗi đơn vị cử 02 (ba) cán bộ dự toán, sử dụng ngân sách nhà nước.", 1),
        ("Kinh phí từ Nghị quyết 15 (khóa XI) và ngân sách nhà nước.", 0),
    ],
)
def test_figures_are_compared_with_words(money: str, count: int) -> None:
    assert len(found(specimen(money=money), "figures-against-words")) == count


def test_a_heading_number_used_twice_is_found() -> None:
    (finding,) = found(
        specimen().replace("III. KINH PHÍ", "II. KINH PHÍ").replace("IV. TỔ", "III. TỔ"), "numbering-gap"
    )
    assert "“II” dùng hai lần" in finding.vi


def test_a_missing_heading_number_is_named() -> None:
    (finding,) = found(specimen().replace("IV. TỔ CHỨC", "V. TỔ CHỨC"), "numbering-gap")
    assert "thiếu IV" in finding.vi


@pytest.mark.parametrize("labels", [("a", "b", "c", "d", "đ"), ("a", "b", "c", "d", "e")])
def test_both_orders_of_letters_have_no_gap(labels: tuple[str, ...]) -> None:
    points = "\n".join(f"{label}) Nội dung thứ {i};" for i, label in enumerate(labels, 1))
    assert found(specimen(f"1. Các điểm\n{points}"), "numbering-gap") == []


def test_numbers_that_begin_anew_under_another_heading_are_no_gap() -> None:
    text = specimen("1. Thứ nhất\na) Việc một;\nb) Việc hai.\n2. Thứ hai\na) Việc một;\nb) Việc hai.")
    assert found(text, "numbering-gap") == []


def test_a_unit_is_judged_on_the_day_of_the_plan() -> None:
    old = specimen(TASK.replace("Sở Tài chính", "Sở Thông tin và Truyền thông"))
    (finding,) = found(old, "unit-no-more")
    assert finding.task == 0
    assert found(old.replace("năm 2026", "năm 2024").replace("/2026", "/2024"), "unit-no-more") == []


def test_a_yearly_plan_may_look_back_on_results() -> None:
    text = specimen(TASK.replace("của tỉnh.", "của tỉnh trên cơ sở kết quả thực hiện trong năm 2025."))
    assert found(text, "other-year") == []
