"""Tables of work, annexes, decisions that carry a plan. All plans here are invented."""

from __future__ import annotations

from tests.vanban.grammar.plans import CLOSING, HEAD, headings, paths, plan

BODY = "I. NHIỆM VỤ\n\n1. Mở thư viện xã.\n"

TABLE = """
PHỤ LỤC
DANH MỤC NHIỆM VỤ MỞ THƯ VIỆN
(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2026 của UBND tỉnh Lam Sơn)

| STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
|---|---|---|---|---|
| (1) | (2) | (3) | (4) | (5) |
| I | XÂY DỰNG |  |  |  |
| 1 | Sửa phòng đọc | Sở Xây dựng | Sở Nội vụ; UBND các xã | quý II/2026 |
| 2 | Mua giá sách | Sở Nội vụ |  | Thường xuyên |
| II | ĐÀO TẠO |  |  |  |
| 1 | Mở lớp thủ thư | Sở Nội vụ | Sở Y tế | 6/2026 |
"""


def test_rows_of_a_table_of_work_are_tasks_and_group_rows_sections() -> None:
    found = plan(BODY, closing=CLOSING + TABLE)
    assert headings(found) == [
        "I NHIỆM VỤ",
        "PHỤ LỤC DANH MỤC NHIỆM VỤ MỞ THƯ VIỆN",
        "PHỤ LỤC/I XÂY DỰNG",
        "PHỤ LỤC/II ĐÀO TẠO",
    ]
    assert paths(found) == ["I/1", "PHỤ LỤC/I/1", "PHỤ LỤC/I/2", "PHỤ LỤC/II/1"]
    row = found.tasks[1]
    assert (row.text, row.lead, row.coop) == ("Sửa phòng đọc", ("Sở Xây dựng",), ("Sở Nội vụ", "UBND các xã"))
    assert len(row.when) == 1
    assert [s.name for s in found.signers] == ["Lê Văn Mẫu"]


def test_a_table_of_figures_and_a_blank_form_give_nothing() -> None:
    annex = "\nPHỤ LỤC\nMẪU BÁO CÁO\n\nI. KẾT QUẢ THỰC HIỆN\n\n1. Sở báo cáo số lớp đã mở.\n\n| TT | Xã | Số sách |\n| 1 | Hòa Lạc | 120 |\n"
    found = plan(BODY, closing=CLOSING + annex)
    assert headings(found) == ["I NHIỆM VỤ"]
    assert paths(found) == ["I/1"]


def test_headings_of_columns_may_stand_on_two_rows() -> None:
    table = "\nPHỤ LỤC\nNHIỆM VỤ\n\n| TT | Nhiệm vụ | Đơn vị thực hiện | | Thời hạn |\n| | | Chủ trì | Phối hợp | |\n| 1 | Mua sách | Sở Nội vụ | Sở Y tế | 2026 |\n"
    task = plan(BODY, closing=CLOSING + table).tasks[-1]
    assert (task.path, task.lead, task.coop) == (("PHỤ LỤC", "1"), ("Sở Nội vụ",), ("Sở Y tế",))


DECISION = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN

Số: 30/QĐ-UBND

Lam Sơn, ngày 06 tháng 3 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch mở thư viện năm 2026

ỦY BAN NHÂN DÂN TỈNH LAM SƠN

Căn cứ Luật Thư viện số 46/2019/QH14;

QUYẾT ĐỊNH:

"""

ARTICLES = """Điều 1. Ban hành kèm theo Quyết định này Kế hoạch mở thư viện năm 2026.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Điều 3. Giám đốc Sở Nội vụ, Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này./.
"""

ATTACHED = """
KẾ HOẠCH
Mở thư viện năm 2026

I. NHIỆM VỤ

1. Mở thư viện xã.
"""


def test_a_decision_gives_its_own_header_and_the_tasks_of_its_plan() -> None:
    found = plan(ARTICLES, head=DECISION, closing=CLOSING.replace("Trên đây", "Đây") + ATTACHED)
    assert (found.header.type, found.header.symbol) == ("Quyết định", "QĐ-UBND")
    assert found.header.title == "Ban hành Kế hoạch mở thư viện năm 2026"
    assert paths(found) == ["Điều 3", "I/1"]
    assert headings(found) == ["I NHIỆM VỤ"]
    assert [s.name for s in found.signers] == ["Lê Văn Mẫu"]


def test_a_header_may_be_known_only_from_its_annex() -> None:
    head = "KẾ HOẠCH\nMở thư viện năm 2026\n\nSở Nội vụ ban hành Kế hoạch như sau:\n\n"
    annex = "\nPHỤ LỤC\nNHIỆM VỤ\n(Kèm theo Kế hoạch số      /KH-SNV ngày   /   /2026 của Sở Nội vụ tỉnh Lam Sơn)\n"
    header = plan(BODY, head=head, closing=CLOSING + annex).header
    assert (header.number, header.symbol, header.issuer) == (None, "KH-SNV", "Sở Nội vụ tỉnh Lam Sơn")
    assert HEAD.startswith("ỦY BAN")


def test_rows_left_out_of_a_table_and_the_page_around_it_are_no_work() -> None:
    cells = ["TT", "Nội dung", "Cơ quan chủ trì", "Sản phẩm"]
    rows = [["1", "Mua sách", "Sở Tài chính", "Quyết định"]]
    more = [
        ["2", "Mở phòng đọc", "Sở Nội vụ", "Quyết định của Chủ tịch"],
        ["3", "In thẻ", "Sở Nội vụ", "Thẻ"],
    ]

    def printed(row: list[str]) -> str:
        return "".join(f"|\n{cell}\n" for cell in row) + "|\n"

    table = "".join(map(printed, [cells, *rows])) + "…..........\n" + "".join(map(printed, more))
    page = "Kế hoạch mở thư viện năm 2026\n## Văn bản liên quan\nBan hành:\n26\n|\nTHUỘC TÍNH\n"
    found = plan(BODY, closing=f"{CLOSING}\nPHỤ LỤC\nCÁC VIỆC\n\n{table}{page}")
    annex = [task for task in found.tasks if task.path[0] == "PHỤ LỤC"]
    assert [(task.path[-1], task.text) for task in annex] == [
        ("1", "Mua sách"),
        ("2", "Mở phòng đọc"),
        ("3", "In thẻ"),
    ]
