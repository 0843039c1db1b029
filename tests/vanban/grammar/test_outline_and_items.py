"""Which lines are sections, tasks, context lines, attribute lines and topics. All plans here are invented."""

from __future__ import annotations

import pytest

from tests.vanban.grammar.plans import CLOSING, headings, paths, plan

STRUCTURES = [
    (
        "a heading with a paragraph below is a section, the paragraph its task",
        "I. NHIỆM VỤ\n\n1. Hoàn thiện quy chế\n\nSửa đổi quy chế thư viện.\n\n- Đơn vị chủ trì: Sở Nội vụ\n",
        ["I NHIỆM VỤ", "I/1 Hoàn thiện quy chế"],
        ["I/1/p-1"],
    ),
    (
        "a labelled line with nothing but attribute lines below is the task",
        "I. NHIỆM VỤ\n\n1. Mua sách\n\na) Mua sách thiếu nhi.\n\n- Đơn vị chủ trì: Sở Nội vụ\n\n- Thời gian: năm 2026\n",
        ["I NHIỆM VỤ", "I/1 Mua sách"],
        ["I/1/a"],
    ),
    (
        "items in the list of the attribute lines are topics of one task",
        "I. NHIỆM VỤ\n\n1. Mở lớp với các nội dung sau:\n\n- Cách mượn sách.\n\n- Cách sửa sách.\n\n- Đơn vị chủ trì: Sở Nội vụ\n",
        ["I NHIỆM VỤ"],
        ["I/1"],
    ),
    (
        "a paragraph that only names legal bases makes no section",
        "I. NHIỆM VỤ\n\n1. Xây dựng văn bản quản lý thư viện\n\nCăn cứ Nghị định số 9/2025/NĐ-CP và quy chế của tỉnh.\n\n- Đơn vị chủ trì: Sở Nội vụ\n",
        ["I NHIỆM VỤ"],
        ["I/1"],
    ),
    (
        "a run-in heading is section and task",
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ: chủ trì mở lớp cho thủ thư.\n\n- In tài liệu.\n",
        ["I TỔ CHỨC THỰC HIỆN", "I/1 Sở Nội vụ"],
        ["I/1", "I/1/-1"],
    ),
    (
        "a bullet that introduces lower bullets is a context line",
        "I. NHIỆM VỤ\n\n1. Quảng bá\n\n- Quảng bá sách cũ:\n\n+ Mở phòng đọc.\n\n+ In tờ rơi.\n\n- Mở trang mạng.\n",
        ["I NHIỆM VỤ", "I/1 Quảng bá"],
        ["I/1/-1/+1", "I/1/-1/+2", "I/1/-2"],
    ),
    (
        "a full sentence with lower bullets is itself a task",
        "I. NHIỆM VỤ\n\n1. Quảng bá\n\n- Quảng bá sách cũ ở các xã.\n\n+ Mở phòng đọc.\n",
        ["I NHIỆM VỤ", "I/1 Quảng bá"],
        ["I/1/-1", "I/1/-1/+1"],
    ),
    (
        "paragraphs stand below a short starred heading",
        "I. NHIỆM VỤ\n\n1. Đài tỉnh\n\nPhát tin hằng ngày.\n\n* Phối hợp với các trường\n\nTổ chức thi đọc sách.\n",
        ["I NHIỆM VỤ", "I/1 Đài tỉnh"],
        ["I/1/p-1", "I/1/*1/p-1"],
    ),
    (
        "a paragraph before numbers is the context of all of them",
        "I. TỔ CHỨC THỰC HIỆN\n\nYêu cầu các xã được giao nhiệm vụ:\n\n1. Xây dựng kế hoạch.\n\n2. Báo cáo kết quả.\n",
        ["I TỔ CHỨC THỰC HIỆN"],
        ["I/1", "I/2"],
    ),
    (
        "nothing in a section on purpose is a task",
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao văn hóa đọc.\n",
        ["I MỤC ĐÍCH, YÊU CẦU", "I/1 Mục đích"],
        [],
    ),
    (
        "in a section on money only an order to a unit is a task",
        "I. KINH PHÍ\n\n1. Kinh phí được bố trí từ ngân sách tỉnh.\n\n2. Các sở, ngành có trách nhiệm lập dự toán gửi Sở Tài chính.\n",
        ["I KINH PHÍ"],
        ["I/2"],
    ),
    (
        "an item on difficulties is no task though numbered",
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ theo dõi.\n\n2. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Nội vụ.\n",
        ["I TỔ CHỨC THỰC HIỆN"],
        ["I/1"],
    ),
    (
        "a last paragraph that calls upon all makes no section of the line above it",
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\na) Theo dõi kết quả.\n\nCác sở, ban, ngành căn cứ nhiệm vụ được giao triển khai thực hiện Kế hoạch này./.\n",
        ["I TỔ CHỨC THỰC HIỆN", "I/1 Sở Nội vụ"],
        ["I/1/a"],
    ),
    (
        "a numbered order is work though it ends the document",
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ theo dõi.\n\n2. Giao Thanh tra tỉnh kiểm tra việc thực hiện nghiêm túc Kế hoạch này./.\n",
        ["I TỔ CHỨC THỰC HIỆN"],
        ["I/1", "I/2"],
    ),
    (
        "a reporting heading gives tasks only where units are named",
        "I. CHẾ ĐỘ BÁO CÁO\n\n- Các sở, ngành báo cáo trước ngày 15/12.\n\n- Báo cáo gồm hai phần.\n",
        ["I CHẾ ĐỘ BÁO CÁO"],
        ["I/-1"],
    ),
    (
        "targets inside a section of tasks are no tasks",
        "I. NỘI DUNG\n\n1. Mở thư viện xã.\n\n2. Chỉ tiêu chủ yếu\n\n2.1. Trên 80% số xã có thư viện.\n",
        ["I NỘI DUNG", "I/2 Chỉ tiêu chủ yếu"],
        ["I/1"],
    ),
    (
        "a bullet left inside a line opens a new item",
        "I. NHIỆM VỤ\n\n1. Quảng bá\n\n- Mở phòng đọc. - In tờ rơi.\n",
        ["I NHIỆM VỤ", "I/1 Quảng bá"],
        ["I/1/-1", "I/1/-2"],
    ),
    (
        "an unlabelled paragraph between bullets counts apart",
        "I. NHIỆM VỤ\n\n1. Quảng bá\n\n- Mở phòng đọc.\n\nMời nhà văn nói chuyện.\n\n- In tờ rơi.\n",
        ["I NHIỆM VỤ", "I/1 Quảng bá"],
        ["I/1/-1", "I/1/p-1", "I/1/-2"],
    ),
    (
        "numbers that start anew below a letter stay below it",
        "I. NHIỆM VỤ\n\n1. Quảng bá\n\na) Trong trường học\n\n1. Thi kể chuyện.\n\n2. Thi vẽ.\n",
        ["I NHIỆM VỤ", "I/1 Quảng bá", "I/1/a Trong trường học"],
        ["I/1/a/1", "I/1/a/2"],
    ),
]


@pytest.mark.parametrize(
    ("habit", "body", "sections", "tasks"), STRUCTURES, ids=[row[0] for row in STRUCTURES]
)
def test_the_structure_is_read_as_the_genre_means_it(
    habit: str, body: str, sections: list[str], tasks: list[str]
) -> None:
    found = plan(body, closing="" if body.endswith("./.\n") else CLOSING)
    assert headings(found) == sections
    assert paths(found) == tasks


def test_topics_join_the_text_with_their_bullets() -> None:
    found = plan(
        "I. NHIỆM VỤ\n\n1. Mở lớp cho thủ thư.\n\n- Nội dung:\n\n+ Cách sửa sách.\n\n+ Cách mượn sách.\n\n- Đơn vị chủ trì: Sở Nội vụ\n"
    )
    assert [task.text for task in found.tasks] == [
        "Mở lớp cho thủ thư. - Nội dung: + Cách sửa sách. + Cách mượn sách."
    ]
    assert found.tasks[0].lead == ("Sở Nội vụ",)


def test_a_block_of_attribute_lines_belongs_to_each_item_since_the_block_before() -> None:
    found = plan(
        "I. NHIỆM VỤ\n\n1. Sửa nhà\n\n- Lợp mái.\n\n- Quét vôi.\n\nCơ quan chủ trì: Sở Xây dựng\n\n- Trồng cây.\n\nCơ quan chủ trì: UBND các xã\n"
    )
    assert [task.lead for task in found.tasks] == [("Sở Xây dựng",), ("Sở Xây dựng",), ("UBND các xã",)]


def test_lettered_attribute_lines_belong_to_the_items_of_their_heading() -> None:
    found = plan(
        "I. NHIỆM VỤ\n\n1. Đào tạo\n\na) Nhiệm vụ:\n\n- Mở lớp.\n\n- In sách.\n\nb) Cơ quan thực hiện: Sở Nội vụ.\n\nc) Thời gian: quý II/2026.\n"
    )
    assert headings(found) == ["I NHIỆM VỤ", "I/1 Đào tạo", "I/1/a Nhiệm vụ"]
    assert [(task.lead, len(task.when)) for task in found.tasks] == [(("Sở Nội vụ",), 1), (("Sở Nội vụ",), 1)]


def test_the_context_is_the_nearest_line_above_without_its_colon() -> None:
    found = plan("I. NHIỆM VỤ\n\n1. Quảng bá\n\n- Ở vùng cao:\n\n+ Mở phòng đọc.\n\n- In tờ rơi.\n")
    assert [task.context for task in found.tasks] == ["Ở vùng cao", None]


def test_an_item_cut_by_a_page_break_is_one_item() -> None:
    long = "Tổ chức cho học sinh các trường trong tỉnh tham quan thư viện tỉnh và thư viện các huyện, nghe nói chuyện về sách và"
    found = plan(f"I. NHIỆM VỤ\n\n1. Quảng bá\n\n- {long}\n\nthi kể chuyện theo sách.\n\n- In tờ rơi.\n")
    assert [task.text for task in found.tasks] == [f"{long} thi kể chuyện theo sách.", "In tờ rơi."]


def test_a_footnote_is_no_part_of_the_item_around_it() -> None:
    long = "Tổ chức cho học sinh các trường trong tỉnh tham quan thư viện tỉnh⁽¹⁾ và thư viện các huyện, nghe nói chuyện về"
    found = plan(f"I. NHIỆM VỤ\n\n1. Quảng bá\n\n- {long}\n\n⁽¹⁾ Thành lập ngày 01/6/1976.\n\nsách mới.\n")
    assert [task.text for task in found.tasks] == [f"{long} sách mới."]


def test_spans_point_at_the_words_of_each_task() -> None:
    from_text = plan("I. NHIỆM VỤ\n\n1. Mở thư viện xã.\n")
    assert from_text.tasks[0].spans
    span = from_text.tasks[0].spans[0]
    assert span.end - span.start == len("1. Mở thư viện xã.")


def test_items_below_a_line_that_orders_units_are_tasks_under_any_heading() -> None:
    found = plan(
        "I. MỤC TIÊU\n\n1. Tháng đọc sách\n\nCăn cứ tình hình thực tế, các cơ quan, đơn vị thực hiện các hoạt động sau:"
        "\n\n- Mở phòng đọc.\n\n- Thi kể chuyện.\n\n2. Chỉ tiêu\n\n- Mỗi xã có một phòng đọc.\n"
    )
    assert paths(found) == ["I/1/-1", "I/1/-2"]
    assert {task.lead for task in found.tasks} == {("các cơ quan, đơn vị",)}


def test_what_helps_and_what_hinders_is_told_not_ordered() -> None:
    found = plan("I. GIẢI PHÁP\n\n1. Bối cảnh\n\na) Thuận lợi\n\n- Sách nhiều.\n\n2. Mở phòng đọc.\n")
    assert paths(found) == ["I/2"]
