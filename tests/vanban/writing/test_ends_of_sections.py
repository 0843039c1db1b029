"""What ends a section needs no page of its own: nothing but a line of one point below the table that fills the page."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml.ns import qn

import vanban


def test_a_table_is_followed_by_the_end_of_its_section_alone() -> None:
    rows = tuple(vanban.Row((str(place), "Bản tin")) for place in range(3))
    table = vanban.Table((vanban.Column("STT", 0.5), vanban.Column("Tên", 3)), rows)
    data = vanban.write_docx(
        vanban.OfficialDocument(
            type="Báo cáo", title="Kết quả", issuer=("Sở Ngoại vụ",), symbol="BC-SNgV", place="Lam Sơn", body=(),
            signature=vanban.Signature(title="GIÁM ĐỐC"), recipients=("Lưu: VT",),
            annexes=(vanban.Annex("Bảng số liệu", (table,)), vanban.Annex("Biểu mẫu", (table,))),
        )
    )  # fmt: skip
    body = docx.Document(BytesIO(data)).element.body
    tables = list(body.iterchildren(qn("w:tbl")))[-3:]
    for each, is_last in zip(tables, (False, False, True), strict=True):
        tail = each.getnext()
        spacing = tail.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        told = {name: spacing.get(qn(f"w:{name}")) for name in ("before", "after", "line", "lineRule")}
        assert told == {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
        ends = (
            tail.getnext().tag == qn("w:sectPr") if is_last else tail.find(f".//{qn('w:sectPr')}") is not None
        )
        assert ends
    closing = tables[0]
    assert all(each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for each in closing.iter(qn("w:p")))
