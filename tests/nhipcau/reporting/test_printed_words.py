"""What the printed report says of figures, lists and empty sections, from plain values."""

from __future__ import annotations

from typing import Any

import pytest

import vanban
from nhipcau.reporting.documents.annexes import annexes_of
from nhipcau.reporting.documents.official import official
from nhipcau.reporting.documents.wording import entries, measure, short_name

PROVINCE = {"code": "LS", "kind": "province", "name": "UBND tỉnh Lam Sơn", "short_name": "UBND tỉnh"}


def figure(kind: str, value: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "code": kind,
        "label": f"Chỉ tiêu {kind}",
        "type": kind,
        "measure": "",
        "section": 1,
        "value": value,
    }
    return plain | {"of": None, "estimate": None, "entries": [], "note": "", "contributions": []} | more  # fmt: skip


def content(*figures: dict[str, Any], titles: tuple[str, ...] = ("Kết quả",), text: str = "") -> dict[str, Any]:  # fmt: skip
    sections = [
        {
            "position": place,
            "level": 1,
            "title": title,
            "has_text": True,
            "text": text,
            "files": [],
            "parts": [],
        }
        for place, title in enumerate(titles, start=1)
    ]
    cycle = {
        "cadence": "half-year", "period_from": "2026-01-01", "period_to": "2026-06-30", "cut_off_on": "2026-06-10",
        "due_on": "2026-06-15", "has_estimates": True, "is_outward": False, "receiver_name": "",
    }  # fmt: skip
    return {
        "report": {"is_nothing": False, "nothing_because": "", "said_on": "2026-06-12"}, "cycle": cycle, "plan": None,
        "form": {"subject": "Kết quả công tác thông tin đối ngoại"}, "unit": PROVINCE, "above": [], "keeper": PROVINCE,
        "gathers": None, "units": [], "sections": sections, "figures": list(figures),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("Bản tin số 1 (https://lamson.example/so-1)", "Bản tin số 1"),
        ("Bản tin số 1 (https://lamson.example/so-1), quý I", "Bản tin số 1, quý I"),
        ("(https://lamson.example/so-1)", "(https://lamson.example/so-1)"),
        ("Bản tin (tiếng Anh)", "Bản tin (tiếng Anh)"),
    ],
)
def test_addresses_in_brackets_are_not_printed(entry: str, told: str) -> None:
    assert entries(figure("list", "1", entries=[entry])) == [told]


def test_entries_that_differ_by_address_are_printed_once() -> None:
    both = ["Bản tin (https://lamson.example/1)", "Bản tin (https://lamson.example/2)"]
    assert entries(figure("list", "2", entries=both)) == ["Bản tin"]


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        (figure("yes-no", "14", of="16"), "đơn vị"),
        (figure("yes-no", "1"), ""),
        (figure("number", "14", measure="số"), "số"),
    ],
)
def test_yes_and_no_of_many_counts_units(told: dict[str, Any], unit: str) -> None:
    assert measure(told) == unit


@pytest.mark.parametrize(
    ("name", "short", "label"),
    [
        ("Sở Ngoại vụ", "Sở NgV", "Sở NgV"),
        ("Ủy ban nhân dân xã Bến Lụa", "", "UBND xã Bến Lụa"),
        ("Trung tâm Xúc tiến Đầu tư", "", "TT Xúc tiến Đầu tư"),
        ("Công an tỉnh", "", "Công an tỉnh"),
    ],
)
def test_charts_name_units_by_their_short_names(name: str, short: str, label: str) -> None:
    assert short_name({"name": name, "short_name": short}) == label


def test_the_annex_tells_its_note_first_and_a_list_below_its_name() -> None:
    listed = figure("list", "2", entries=["Bản tin (https://lamson.example/1)", "Sách ảnh"])
    (annex,) = annexes_of(content(listed))
    note, table = annex.body
    assert isinstance(note, vanban.Paragraph)
    assert note.text.startswith("Ghi chú: ")
    assert isinstance(table, vanban.Table)
    assert table.columns[0].title == "STT"
    assert table.rows[1].cells[:4] == ("1", "Chỉ tiêu list\n- Bản tin\n- Sách ảnh", "", "2")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Hạn chế", "Không có."),
        ("Nguyên nhân", "Không có."),
        ("Đề xuất, kiến nghị", "Không có."),
        ("Xuất bản phẩm", "Trong kỳ không phát sinh."),
    ],
)
def test_an_empty_section_says_so(title: str, told: str) -> None:
    body = official(content(titles=(title,)), is_draft=False).body
    assert isinstance(body[-1], vanban.Paragraph)
    assert body[-1].text == told


def test_yes_of_many_has_its_unit_in_the_text() -> None:
    body = official(content(figure("yes-no", "14", of="16")), is_draft=False).body
    assert "Chỉ tiêu yes-no: 14/16 đơn vị." in [each.text for each in body if isinstance(each, vanban.Point)]
