"""What the guard sees of real files: Word, PDF-less archives, spreadsheets, old encodings. Built here, never stored."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from itertools import pairwise

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from nhipcau.library import content_types as types
from nhipcau.library.compound import properties_of
from nhipcau.library.guard import carries_mark
from nhipcau.library.looking import OutOfSight, look

PLAIN = "Chấp hành nghiêm chế độ bảo vệ bí mật Nhà nước trong hoạt động thông tin đối ngoại."


def word(change: Callable[[Document], object] = lambda document: None) -> bytes:
    document = docx.Document()
    document.add_paragraph("ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY")
    for number in range(40):
        document.add_paragraph(f"{number}. {PLAIN}")
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in members.items():
            target.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def with_member(data: bytes, name: str, member: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(name, member)
    return out.getvalue()


def is_marked(data: bytes) -> bool:
    return carries_mark("ke-hoach", look(data, types.content_type_of(data)))


def test_an_open_plan_that_speaks_of_secrets_passes() -> None:
    assert not is_marked(word())


MARKS: dict[str, Callable[[Document], object]] = {
    "a paragraph of its own": lambda d: d.add_paragraph("MẬT"),
    "a table cell": lambda d: setattr(d.add_table(1, 2).cell(0, 1), "text", "TỐI MẬT"),
    "the page header": lambda d: setattr(d.sections[0].header.paragraphs[0], "text", "Trang 1 – MẬT"),
    "the page footer": lambda d: setattr(d.sections[0].footer.paragraphs[0], "text", "TUYỆT MẬT"),
    "the title property": lambda d: setattr(d.core_properties, "title", "Tối mật"),
    "the keywords": lambda d: setattr(d.core_properties, "keywords", "kế hoạch; MẬT"),
    "beside the letterhead": lambda d: d.paragraphs[0].add_run("\tMẬT"),
    "letters in separate runs": lambda d: [p := d.add_paragraph("M"), p.add_run("Ậ"), p.add_run("T")],
}  # fmt: skip


@pytest.mark.parametrize("place", MARKS)
def test_a_mark_in_a_word_file_is_found(place: str) -> None:
    assert is_marked(word(MARKS[place]))


def test_a_mark_in_a_drawn_text_box_is_found() -> None:
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:pict>'
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>Dòng bình thường</w:t></w:r></w:p>"
    )
    assert is_marked(word(lambda d: d.element.body.insert(3, parse_xml(box))))


def test_a_mark_drawn_as_word_art_is_found() -> None:
    art = b'<w:hdr xmlns:w="w"><v:textpath xmlns:v="v" string="M\xe1\xba\xacT"/></w:hdr>'
    assert is_marked(with_member(word(), "word/header9.xml", art))


def test_a_mark_in_an_embedded_word_file_is_found() -> None:
    inner = word(MARKS["a paragraph of its own"])
    assert is_marked(with_member(word(), "word/embeddings/vao.docx", inner))


def test_a_mark_in_a_spreadsheet_cell_or_header_is_found() -> None:
    for change in ("cell", "header"):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet["A1"] = "Đơn vị"
        if change == "cell":
            sheet["B7"] = "TỐI MẬT"
        else:
            assert sheet.oddHeader is not None
            sheet.oddHeader.left.text = "MẬT"
        out = io.BytesIO()
        book.save(out)
        assert is_marked(out.getvalue())


def test_open_document_text_is_looked_at() -> None:
    content = (
        '<o xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:p><t:span>TỐI</t:span> MẬT</t:p></o>'
    )
    assert is_marked(archive(mimetype=types.ODT, **{"content.xml": content}))
    plain = content.replace("MẬT", "MẬT MÃ HÓA là gì")
    assert not is_marked(archive(mimetype=types.ODT, **{"content.xml": plain}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_plain_text_is_looked_at(encoding: str) -> None:
    assert is_marked(f"UBND TỈNH SÔNG MÂY\nMẬT\n{PLAIN}\n".encode(encoding))
    assert not is_marked(f"UBND TỈNH SÔNG MÂY\n{PLAIN}\n".encode(encoding))


def test_rich_text_is_looked_at() -> None:
    assert is_marked(b"{\\rtf1\\ansi K\\u7871 ho\\u7841ch\\par M\\u7852T\\par}")
    assert not is_marked(b"{\\rtf1\\ansi b\\u7843o v\\u7879 b\\u237 m\\u7853t nh\\u224 n\\u432\\u7899c\\par}")


def test_old_word_files_are_looked_at() -> None:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    name = "WordDocument".encode("utf-16-le")
    assert is_marked(magic + name + "\rUBND TỈNH\rMẬT\rSố: 1\r".encode("utf-16-le"))
    assert not is_marked(magic + name + f"\r{PLAIN}\r".encode("utf-16-le"))


def test_a_file_inside_an_archive_is_looked_at() -> None:
    assert is_marked(archive(**{"ho-so.txt": "MẬT\nKế hoạch"}))
    assert is_marked(archive(**{"MẬT__ho-so.txt": "Kế hoạch"}))
    assert not is_marked(archive(**{"ho-so.txt": "Kế hoạch"}))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(**{"a.bin": b"\x00\x01\x02" * 50}), "unreadable"),
        (
            archive(**{"a.zip": archive(**{"b.zip": archive(**{"c.zip": archive(**{"d.txt": "chữ"})})})}),
            "nested",
        ),
        (with_member(word(), "word/vbaProject.bin", b"macro"), "macros"),
        (b"PK\x03\x04" + word()[4:2000], "unreadable"),
        (archive(**{"a.txt": b"0" * (21 * 2**20)}), "too-large"),
        (b"%PDF-1.7\nnothing", "damaged"),
    ],
    ids=["unknown member", "archives in archives", "macros", "cut short", "archive bomb", "broken pdf"],
)
def test_what_cannot_be_looked_into_is_said(data: bytes, code: str) -> None:
    if code == "too-large":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("a.txt", b"0" * (21 * 2**20))
        data = out.getvalue()
    with pytest.raises(OutOfSight) as refused:
        look(data, types.content_type_of(data))
    assert refused.value.code == code


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("member", ["word/document.xml", "docProps/core.xml"])
def test_what_declares_words_of_its_own_is_refused(coding: str, member: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE w [<!ENTITY a "MẬT"><!ENTITY f SYSTEM "file:///x">]>'
        '<w:d xmlns:w="w"><w:p><w:t>&a;&f;</w:t></w:p></w:d>'
    ).encode(coding)
    with pytest.raises(OutOfSight) as refused:
        look(with_member(archive(**{"[Content_Types].xml": "<a/>"}), member, bomb), types.DOCX)
    assert refused.value.code == "declarations"


def test_the_doctype_of_an_old_list_of_members_hides_nothing() -> None:
    listed = '<!DOCTYPE m PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>'
    members = {"META-INF__manifest.xml": listed, "content.xml": "<o/>"}
    assert not is_marked(archive(mimetype=types.ODT, **members))


@pytest.mark.parametrize(
    "entry",
    [
        rb"{\title M\u7852T}",
        rb"{\keywords T\u7888I, M\u7852T}",
        rb"{\*\category M\u7853t}{\subject x}",
        rb"{\doccomm T\u7889i m\u7853t}",
    ],
)
def test_a_mark_in_the_information_of_rich_text_is_found(entry: bytes) -> None:
    assert is_marked(rb"{\rtf1\ansi{\info" + entry + rb"}\pard K\u7871 ho\u7841ch\par}")


def test_a_custom_property_of_rich_text_is_looked_at() -> None:
    custom = rb"{\rtf1\ansi{\*\userprops{\propname DoMat}\proptype30{\staticval %b}}\pard x\par}"
    assert is_marked(custom % b"A")
    assert not is_marked(custom % rb"Th\u432\u7901ng")


def old_word(**properties: str) -> bytes:
    """A compound file with one set of properties, small enough to lie among the small sectors."""
    numbers = {"title": 2, "subject": 3, "keywords": 5, "comments": 6}
    values = [(1, struct.pack("<IHH", 2, 65001, 0))]
    for key, value in properties.items():
        text = value.encode() + b"\0"
        text = struct.pack("<II", 0x1E, len(text)) + text
        values.append((numbers[key], text + b"\0" * (-len(text) % 4)))
    at, table, body = 8 + 8 * len(values), b"", b""
    for number, content in values:
        table += struct.pack("<II", number, at + len(body))
        body += content
    section = struct.pack("<II", at + len(body), len(values)) + table + body
    stream = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48) + section
    small = -(-len(stream) // 64)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBB12s36sIII", written, len(written), kind, 1, b"\xff" * 12, b"", start, size, 0
        )

    # The stream lies in the file's last sectors, in an order of its own: the last small sector first.
    order = [*range(small - 1, -1, -1)]
    chain = [end] * small
    for here, after in pairwise(order):
        chain[here] = after
    laid = bytearray(64 * small)
    for part, place in enumerate(order):
        piece = stream[64 * part : 64 * part + 64]
        laid[64 * place : 64 * place + len(piece)] = piece
    root_sectors = -(-len(laid) // 512)
    fat = [0xFFFFFFFD, end, end, *(3 + each + 1 for each in range(root_sectors - 1)), end]
    directory = (
        entry("Root Entry", 5, 3, len(laid)) + entry("WordDocument", 2, end, 0)
        + entry("\x05SummaryInformation", 2, order[0], len(stream)) + b"\0" * 128
    )  # fmt: skip
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6sIIIIIIIIII", 62, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 2, 1, end, 0, 0)
    head += struct.pack("<109I", *[free] * 109)[4:] + b"\0" * 4

    def padded(numbers: list[int]) -> bytes:
        return struct.pack("<128I", *numbers, *[free] * (128 - len(numbers)))

    data = head[:512] + padded(fat) + directory + padded(chain) + bytes(laid)
    return data + b"\0" * (-len(data) % 512)


@pytest.mark.parametrize("key", ["title", "subject", "keywords", "comments"])
def test_a_mark_in_the_properties_of_an_old_word_file_is_found(key: str) -> None:
    filler = {"title": "Kế hoạch thông tin đối ngoại của tỉnh", "subject": PLAIN}
    assert is_marked(old_word(**{**filler, key: "TỐI, MẬT"}))
    assert not is_marked(old_word(**{**filler, key: "Kế hoạch, năm 2026"}))


def test_a_broken_old_file_has_no_properties_and_stops_nothing() -> None:
    whole = old_word(title="Kế hoạch")
    for length in range(8, len(whole), 61):
        properties_of(whole[:length])
