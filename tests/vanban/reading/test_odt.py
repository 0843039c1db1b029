"""OpenDocument texts: lists as printed, tables, notes, tracked changes."""

from __future__ import annotations

import io
import zipfile

from vanban.model.source import Cell, LineKind, SourceDocument
from vanban.reading.odt.reader import read

URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in ("office", "text", "table", "style")) + (
    f' xmlns:fo="{URN}:xsl-fo-compatible:1.0" xmlns:draw="{URN}:drawing:1.0"'
)
OUTLINE = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>'
)
STYLES = (
    '<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="hidden" style:family="text"><style:text-properties text:display="none"/></style:style>'
)


def document(body: str, masters: str = "") -> SourceDocument:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{OUTLINE}{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        if masters:
            archive.writestr(
                "styles.xml", f"<office:document-styles {SPACES}>{masters}</office:document-styles>"
            )
    return read(out.getvalue())


def texts(body: str) -> list[str]:
    return [line.text for line in document(body).lines]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def item(*inner: str) -> str:
    return f"<text:list-item>{''.join(inner)}</text:list-item>"


def listed(*items: str, style: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'


def test_nested_lists_print_roman_digits_and_letters() -> None:
    inner = listed(item(p("Mục đích"), listed(item(p("Báo chí")), item(p("Phát thanh")))), item(p("Yêu cầu")))
    body = listed(item(p("MỤC ĐÍCH"), inner), item(p("NHIỆM VỤ"), listed(item(p("Tuyên truyền")))))
    assert texts(body) == [
        "I. MỤC ĐÍCH", "1. Mục đích", "a) Báo chí", "b) Phát thanh", "2. Yêu cầu", "II. NHIỆM VỤ", "1. Tuyên truyền",
    ]  # fmt: skip


def test_a_list_counts_afresh_unless_it_continues_another() -> None:
    body = (
        listed(item(p("a")), more='xml:id="x"') + listed(item(p("b")))
        + listed(item(p("c")), more='text:continue-list="x"') + listed(item(p("d")), more='text:continue-numbering="true"')
    )  # fmt: skip
    assert texts(body) == ["I. a", "I. b", "II. c", "III. d"]


def test_only_the_first_paragraph_of_an_item_has_its_label() -> None:
    body = listed(
        "<text:list-header><text:p>đầu</text:p></text:list-header>", item(p("a"), p("b")), style="B"
    )
    assert texts(body) == ["đầu", "- a", "b"]


def test_an_item_may_set_its_number() -> None:
    body = listed('<text:list-item text:start-value="4"><text:p>a</text:p></text:list-item>', item(p("b")))
    assert texts(body) == ["IV. a", "V. b"]


def test_notes_boxes_blanks_and_breaks_stand_where_a_person_reads_them() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        f"{p('Chú thích')}</text:note-body></text:note>"
    )
    body = p(f"Kỷ<text:s text:c='3'/>niệm{note}<text:line-break/>năm nay<text:tab/>x") + p(
        f"<draw:frame><draw:text-box>{p('Hỏa tốc')}</draw:text-box></draw:frame>"
    )
    found = document(body)
    assert [(line.kind, line.text) for line in found.lines] == [
        (LineKind.BODY, "Kỷ niệm⁽¹⁾ năm nay x"), (LineKind.FOOTNOTE, "⁽¹⁾ Chú thích"), (LineKind.BODY, "Hỏa tốc"),
    ]  # fmt: skip


def test_deleted_hidden_and_listed_contents_are_out() -> None:
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('bỏ')}</text:deletion></text:changed-region>"
        f"</text:tracked-changes><text:table-of-content><text:index-body>{p('mục lục')}</text:index-body></text:table-of-content>"
        + p('giữ<text:span text:style-name="hidden"> ẩn</text:span>')
    )
    assert texts(body) == ["giữ"]


def test_cells_know_their_place() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(text)}</table:table-cell>"

    wide, high = cell("a", "table:number-columns-spanned='2'"), cell("c", "table:number-rows-spanned='2'")
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{wide}"
        f"<table:covered-table-cell/>{cell('b')}</table:table-row></table:table-header-rows>"
        f"<table:table-row><table:table-cell table:number-columns-repeated='99999999'/>{cell('xa')}</table:table-row>"
        f"<table:table-row>{high}</table:table-row></table:table>"
    )
    assert [(line.text, line.cell) for line in document(body).lines] == [
        ("a", Cell(0, 0, 0, 1, 2)), ("b", Cell(0, 0, 2)), ("c", Cell(0, 2, 0, 2, 1)),
    ]  # fmt: skip


def test_headers_are_told_apart_and_looks_are_hints() -> None:
    masters = f"<office:master-styles><style:master-page><style:header>{p('Dự thảo')}</style:header></style:master-page></office:master-styles>"
    header, title = document(p("KẾ HOẠCH", "C"), masters).lines
    assert (header.kind, header.text) == (LineKind.PAGE_HEADER, "Dự thảo")
    assert (title.centred, title.bold) == (True, True)
