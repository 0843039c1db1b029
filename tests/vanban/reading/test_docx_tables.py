"""Cells of Word tables know their place."""

from __future__ import annotations

from tests.vanban.reading.ooxml import abstract, cell, document, item, level, num, p, row, table
from vanban.model.source import Cell, LineKind, SourceDocument


def places(found: SourceDocument) -> list[tuple[str, Cell | None]]:
    return [(line.text, line.cell) for line in found.lines]


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_cells_are_counted_by_table_row_and_column() -> None:
    body = (
        p("trước")
        + table(row(cell("a"), cell("b")), row(cell("c"), cell("d")))
        + p("giữa")
        + table(row(cell("e")))
    )
    assert places(document(body)) == [
        ("trước", None), ("a", Cell(0, 0, 0)), ("b", Cell(0, 0, 1)), ("c", Cell(0, 1, 0)), ("d", Cell(0, 1, 1)),
        ("giữa", None), ("e", Cell(1, 0, 0)),
    ]  # fmt: skip


def test_cells_merged_sideways_keep_the_grid_of_those_after_them() -> None:
    body = table(row(cell("nhóm", span(2)), cell("x")), row(cell("1"), cell("2"), cell("3")))
    assert places(document(body))[:2] == [("nhóm", Cell(0, 0, 0, 1, 2)), ("x", Cell(0, 0, 2))]


def test_cells_merged_downwards_are_read_once() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("đơn vị", start), cell("a")), row(cell("", on), cell("b")), row(cell("", on), cell("c")),
        row(cell("khác"), cell("d")),
    )  # fmt: skip
    assert places(document(body)) == [
        ("đơn vị", Cell(0, 0, 0, 3)), ("a", Cell(0, 0, 1)), ("b", Cell(0, 1, 1)), ("c", Cell(0, 2, 1)),
        ("khác", Cell(0, 3, 0)), ("d", Cell(0, 3, 1)),
    ]  # fmt: skip


def test_a_row_may_begin_further_right() -> None:
    body = table(row(cell("x"), properties='<w:gridBefore w:val="2"/>'))
    assert places(document(body)) == [("x", Cell(0, 0, 2))]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    inner = table(row(cell("trong")))
    body = table(row(cell(p("ngoài") + inner + p("sau")), cell("b")))
    assert places(document(body)) == [
        ("ngoài", Cell(0, 0, 0)), ("trong", Cell(1, 0, 0)), ("sau", Cell(0, 0, 0)), ("b", Cell(0, 0, 1)),
    ]  # fmt: skip


def test_a_number_column_filled_by_a_list_is_printed() -> None:
    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    body = table(row(cell(item("")), cell("việc một")), row(cell(item("")), cell("việc hai")))
    found = document(body, numbering=numbering)
    assert [line.text for line in found.lines] == ["1", "việc một", "2", "việc hai"]
    assert {line.kind for line in found.lines} == {LineKind.CELL}


def test_absurd_spans_are_bounded() -> None:
    found = document(
        table(row(cell("x", span(10**8)), cell("y", span(-4)), cell("z", '<w:gridSpan w:val="q"/>')))
    )
    assert [line.text for line in found.lines] == ["x", "y", "z"]
