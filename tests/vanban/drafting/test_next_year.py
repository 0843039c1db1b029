"""Next year's plan drafted from a plan, written, and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban
from tests.vanban.grammar.plans import CLOSING, HEAD
from vanban.drafting.moving import moving_to
from vanban.drafting.notes import Reason
from vanban.model import Document, Task

ON = date(2026, 11, 20)
INVENTED = Path(__file__).parent.parent / "grammar" / "whole_plans"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "plans"
BODY = """I. MỤC ĐÍCH
Phục vụ Nhân dân.
II. NHIỆM VỤ
1. Tập huấn
a) Tổ chức tập huấn nghiệp vụ cho 50 cán bộ.
- Đơn vị chủ trì: Sở Ngoại vụ.
- Thời gian: quý II/2026.
b) Biên soạn 02 cuốn sách ảnh.
- Đơn vị chủ trì: Sở Du lịch.
c) Tổ chức hội nghị quảng bá theo điểm a.
- Thời gian: trước ngày 15/9/2026.
2. Báo chí
- Tổ chức họp báo hằng quý.
+ Đơn vị chủ trì: Sở Ngoại vụ.
- Mời phóng viên nước ngoài đến thăm tỉnh.
3. Trang tin
Xây dựng chuyên trang tiếng Anh.
- Đơn vị chủ trì: Văn phòng UBND tỉnh.
4. Xuất bản
4.1. In 1.000 tờ gấp.
4.2. In 500 bản đồ.
III. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ
- Theo dõi, đôn đốc việc thực hiện Kế hoạch.
2. Sở Du lịch
- Xây dựng kế hoạch chi tiết gửi Sở Ngoại vụ trước ngày 15/01/2026.
3. Sở Tài chính thẩm định dự toán.
"""


def plan(body: str = BODY, *, head: str = HEAD) -> vanban.Reading:
    return vanban.read_bytes(f"{head}{body}{CLOSING}".encode(), "plan.txt")


def drafted(reading: vanban.Reading, **decided: object) -> tuple[vanban.NextYear, Document]:
    """The draft, and what is read from its file."""
    found = vanban.next_year(reading, on=ON, decisions=vanban.Decisions(**decided))  # type: ignore[arg-type]
    return found, vanban.read_bytes(vanban.write_docx(found.document), "draft.docx").document


def said(task: Task) -> dict[str, object]:
    return {
        "path": task.path, "text": task.text, "lead": task.lead, "coop": task.coop, "time": task.time, "when": task.when,
        "quantity": task.quantity, "languages": task.languages, "kind": task.kind, "context": task.context,
    }  # fmt: skip


def paths(document: Document) -> list[str]:
    return ["/".join(task.path) for task in document.tasks]


def reads_back(path: Path) -> str:
    """Every task with its path, text, units, times and quantity; figures on one line."""
    reading = vanban.read_file(path)
    found, back = drafted(reading)
    moving = moving_to(reading.document.header.period or found.period)
    wanted = [said(new) for _, new in found.carried]
    assert [said(task) for task in back.tasks] == wanted
    assert [new.when for _, new in found.carried] == [
        tuple(moving.when(each) for each in task.when) for task in reading.document.tasks
    ]
    assert back.header.period == found.period
    assert (back.header.number, back.header.date) == (None, None)
    assert [signer.name for signer in back.signers if signer.name] == []
    assert Reason.MISREAD not in {note.reason for note in found.notes}
    changed = sum(each.new != each.old for each in found.bases)
    asked = sum(note.is_asked for note in found.notes)
    return f"{path.stem}: {len(wanted)} tasks, {len(back.tasks)} read back equal, {len(found.bases)} bases ({changed} changed), {len(found.notes)} notes ({asked} to look at)"


@pytest.mark.parametrize("name", sorted(path.stem for path in INVENTED.glob("*.txt")))
def test_the_draft_of_an_invented_plan_reads_back(name: str) -> None:
    print(reads_back(INVENTED / f"{name}.txt"))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", sorted(path.stem for path in SHARED.glob("*.txt")))
def test_the_draft_of_a_real_plan_reads_back(name: str) -> None:
    print(reads_back(SHARED / f"{name}.txt"))


def test_nothing_is_invented_at_the_head_and_the_foot() -> None:
    found, back = drafted(plan())
    document = found.document
    assert (document.number, document.date, document.year) == (None, None, None)
    assert document.signature is not None
    assert document.signature.name is None
    assert document.symbol == "KH-UBND"
    assert back.header.title == "Phát triển thư viện cộng đồng năm 2027"
    assert "số 12" in next(note.vi for note in found.notes if note.reason is Reason.CLEARED)


def test_the_same_plan_gives_the_same_draft() -> None:
    assert drafted(plan())[0] == drafted(plan())[0]


DROPS = [
    ([("II", "1", "b")], ["II/1/a", "II/1/b", "II/2/-1", "II/2/-2", "II/3/p-1", "II/4/4.1", "II/4/4.2"]),
    ([("II", "1", "a"), ("II", "1", "b")], ["II/1/a", "II/2/-1", "II/2/-2", "II/3/p-1", "II/4/4.1", "II/4/4.2"]),
    ([("II", "2", "-1")], ["II/1/a", "II/1/b", "II/1/c", "II/2/-1", "II/3/p-1", "II/4/4.1", "II/4/4.2"]),
    ([("II", "3", "p-1")], ["II/1/a", "II/1/b", "II/1/c", "II/2/-1", "II/2/-2", "II/3/3.1", "II/3/3.2"]),
    ([("II", "4", "4.1")], ["II/1/a", "II/1/b", "II/1/c", "II/2/-1", "II/2/-2", "II/3/p-1", "II/4/4.1"]),
]  # fmt: skip


@pytest.mark.parametrize(("dropped", "left"), DROPS)
def test_what_is_dropped_goes_with_its_lines_and_lists_are_renumbered(
    dropped: list[tuple[str, ...]], left: list[str]
) -> None:
    _, back = drafted(plan(), tasks={path: vanban.TaskDecision(drop=True) for path in dropped})
    assert [path for path in paths(back) if path.startswith("II/")] == left


def test_units_and_times_of_neighbours_stay_theirs() -> None:
    _, back = drafted(plan(), tasks={("II", "1", "b"): vanban.TaskDecision(drop=True)})
    first, second = back.tasks[:2]
    assert (first.lead, first.time) == (("Sở Ngoại vụ",), "quý II/2027")
    assert (second.lead, second.time) == ((), "trước ngày 15/9/2027")


PATHS = [task.path for task in plan().document.tasks]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(PATHS), max_size=len(PATHS) - 1))
def test_dropping_leaves_exactly_the_others(dropped: set[tuple[str, ...]]) -> None:
    found, back = drafted(plan(), tasks={path: vanban.TaskDecision(drop=True) for path in dropped})
    kept = [new for old, new in found.carried if old.path not in dropped]
    assert [(task.text, task.lead, task.coop, task.when) for task in back.tasks] == [
        (task.text, task.lead, task.coop, task.when) for task in kept
    ]
    letters = [task.path[-1] for task in back.tasks if task.path[-1].isalpha()]
    assert letters == list("abc")[: len(letters)]


NEW = [
    (("II", "1"), ("II", "1", "d")),
    (("II", "2"), ("II", "2", "-3")),
    (("II", "4"), ("II", "4", "4.3")),
    (("II",), ("II", "5")),
    (("III", "1"), ("III", "1", "-2")),
    (("II", "9", "x"), ("II", "5")),
]


@pytest.mark.parametrize(("section", "path"), NEW)
def test_new_work_stands_at_the_end_of_its_section(section: tuple[str, ...], path: tuple[str, ...]) -> None:
    new = vanban.NewTask(
        "Tổ chức cuộc thi ảnh về tỉnh.", ("Sở Du lịch",), ("Sở Ngoại vụ",), "quý I/2027", section
    )
    found, back = drafted(plan(), new=(new,))
    task = next(each for each in back.tasks if each.text == new.text)
    assert (task.path, task.lead, task.coop, task.time) == (path, new.lead, new.coop, new.time)
    assert len(back.tasks) == len(PATHS) + 1
    assert Reason.MISREAD not in {note.reason for note in found.notes}


def test_what_a_person_writes_is_written() -> None:
    decided = {
        ("II", "1", "a"): vanban.TaskDecision(
            text="Tổ chức tập huấn cho 60 cán bộ.", lead=("Sở Du lịch",), coop=("Công an tỉnh",), time="quý III/2027"
        ),
        ("II", "2", "-2"): vanban.TaskDecision(lead=("Sở Du lịch",), time="tháng 9/2027"),
        ("II", "3", "p-1"): vanban.TaskDecision(lead=("Sở Ngoại vụ",)),
    }  # fmt: skip
    _, back = drafted(plan(), tasks=decided)
    by_path = {task.path: task for task in back.tasks}
    for path, wanted in decided.items():
        task = by_path[path]
        assert task.text == (wanted.text or task.text)
        assert task.lead == wanted.lead
        assert task.coop == (wanted.coop or ())
        assert task.time == (wanted.time or None)
    assert by_path["II", "2", "-1"].lead == ("Sở Ngoại vụ",)


def test_units_are_renamed_but_not_in_citations() -> None:
    head = HEAD.replace("của UBND tỉnh về giao", "của Sở Du lịch về giao")
    found, back = drafted(plan(head=head), renamed={"Sở Du lịch": "Sở Văn hóa, Thể thao và Du lịch"})
    assert "của Sở Du lịch về giao" in " ".join((*found.document.bases, *(getattr(b, "text", "") for b in found.document.body)))  # fmt: skip
    assert any(task.lead == ("Sở Văn hóa, Thể thao và Du lịch",) for task in back.tasks)


SUPERIOR = vanban.SuperiorPlan(
    "Kế hoạch", "5/KH-UBND", date(2026, 12, 1), "UBND tỉnh", "Thông tin đối ngoại năm 2027"
)
SUPERIOR_CITED = "Kế hoạch số 5/KH-UBND ngày 01/12/2026 của UBND tỉnh về thông tin đối ngoại năm 2027"


def test_the_superior_plan_becomes_a_ground() -> None:
    found, back = drafted(plan(), superior=SUPERIOR)
    assert found.document.bases[0] == f"Căn cứ {SUPERIOR_CITED}"
    assert next(each for each in back.citations if each.number == "5/KH-UBND").basis


LAST = HEAD.replace("Quyết định số 7/QĐ-UBND ngày 02/01/2026", "Kế hoạch số 7/KH-UBND ngày 02/01/2026")


@pytest.mark.parametrize(
    ("head", "superior"),
    [
        (LAST, SUPERIOR),
        (LAST, replace(SUPERIOR, issuer="Ủy ban nhân dân tỉnh")),
        (HEAD, replace(SUPERIOR, issuer="Tỉnh ủy", replaces="7/QĐ-UBND")),
    ],
)
def test_the_superior_plan_takes_the_place_of_its_last(head: str, superior: vanban.SuperiorPlan) -> None:
    found, back = drafted(plan(head=head), superior=superior)
    assert [each.number for each in back.citations if each.basis] == ["5/KH-UBND"]
    assert [each.new for each in found.bases] == [superior.cited]


def test_a_number_that_ends_alike_is_another_document() -> None:
    head = HEAD.replace("số 7/QĐ-UBND", "số 15/KH-UBND").replace(
        "Quyết định số 15", "Kế hoạch liên tịch số 15"
    )
    _, back = drafted(plan(head=head), superior=replace(SUPERIOR, issuer="Tỉnh ủy"))
    assert {each.number for each in back.citations if each.basis} == {"5/KH-UBND", "15/KH-UBND"}


def test_a_superior_plan_that_a_person_wrote_in_is_not_added_again() -> None:
    _, back = drafted(plan(), superior=SUPERIOR, bases={"7/QĐ-UBND": SUPERIOR.cited})
    assert [each.number for each in back.citations if each.basis] == ["5/KH-UBND"]


def test_a_place_that_is_referred_to_is_told_of() -> None:
    found, _ = drafted(plan(), tasks={("II", "1", "b"): vanban.TaskDecision(drop=True)})
    assert "điểm a" in next(note.old for note in found.notes if note.reason is Reason.REFERENCE)


def test_rows_of_a_table_are_dropped_and_numbered_anew() -> None:
    reading = vanban.read_file(INVENTED / "table_of_work.txt")
    first = reading.document.tasks[0].path
    _, back = drafted(reading, tasks={first: vanban.TaskDecision(drop=True)})
    assert len(back.tasks) == len(reading.document.tasks) - 1
    assert back.tasks[0].path == first


def test_without_a_period_nothing_is_drafted() -> None:
    reading = plan(head=HEAD.replace(" năm 2026\n", "\n"))
    with pytest.raises(vanban.UnwritableDocument):
        vanban.next_year(reading, on=ON)
    period = vanban.Period(date(2026, 1, 1), date(2026, 12, 31))
    assert vanban.next_year(reading, on=ON, period=period).period.start == date(2027, 1, 1)


def test_units_in_a_run_in_heading_stay_a_heading_for_the_work_below() -> None:
    body = "I. NỘI DUNG\n1. Sở Ngoại vụ: xây dựng chuyên trang về tỉnh.\n- Đăng tin hằng tuần.\n- Trả lời bạn đọc.\n2. Sở Du lịch in tờ gấp.\n"
    _, back = drafted(plan(body), tasks={("I", "1"): vanban.TaskDecision(drop=True)})
    assert [(task.path, task.lead) for task in back.tasks] == [
        (("I", "1", "-1"), ("Sở Ngoại vụ",)), (("I", "1", "-2"), ("Sở Ngoại vụ",)), (("I", "2"), ("Sở Du lịch",)),
    ]  # fmt: skip


def test_a_paragraph_beside_others_gets_units_of_its_own() -> None:
    body = "I. NỘI DUNG\n1. Truyền thông\nXây dựng chuyên trang về tỉnh.\nIn tờ gấp bằng ba thứ tiếng.\n"
    _, back = drafted(plan(body), tasks={("I", "1", "p-2"): vanban.TaskDecision(lead=("Sở Du lịch",))})
    assert [(task.text, task.lead) for task in back.tasks] == [
        ("Xây dựng chuyên trang về tỉnh.", ()), ("In tờ gấp bằng ba thứ tiếng.", ("Sở Du lịch",)),
    ]  # fmt: skip


def test_what_cannot_be_said_below_an_item_is_told() -> None:
    body = "I. NỘI DUNG\n1. Truyền thông\n- Biển, đảo:\n+ Mở chuyên mục.\n+ In tờ gấp.\n"
    found, back = drafted(
        plan(body), tasks={("I", "1", "-1", "+1"): vanban.TaskDecision(lead=("Sở Du lịch",))}
    )
    assert back.tasks[0].text == "Mở chuyên mục (Đơn vị chủ trì: Sở Du lịch)."
    assert Reason.MISREAD in {note.reason for note in found.notes}


def test_a_new_name_is_not_renamed_again() -> None:
    names = {"Sở Ngoại vụ": "Sở Du lịch", "Sở Du lịch": "Sở Ngoại vụ"}
    _, back = drafted(plan(), renamed=names)
    by_path = {task.path: task for task in back.tasks}
    assert by_path["II", "1", "a"].lead == ("Sở Du lịch",)
    assert by_path["II", "1", "b"].lead == ("Sở Ngoại vụ",)
