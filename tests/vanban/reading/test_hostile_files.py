"""Files that are broken, hostile or simply the wrong ones end in a typed error, soon, with advice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random
from typing import NoReturn

import pytest
from benchmarks.fuzz import mutated, open_document_parts, pdf_file, reshaped, word_parts
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.reading.ooxml import NAMESPACES, docx, item, p, table
from vanban.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    NotVietnamese,
    TooLarge,
    UnknownFormat,
    UnreadableDocument,
)
from vanban.reading.limits import MAX_BYTES, MEGABYTE
from vanban.reading.registry import read

SENTENCE = "Sở Văn hóa chủ trì, phối hợp với các đơn vị tổ chức tuyên truyền về biển đảo trong năm."


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(document: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def lied_about(data: bytes, size: int) -> bytes:
    """A container whose directory says that its largest part is small."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    largest = max(archive.infolist(), key=lambda entry: entry.file_size)
    return data.replace(largest.file_size.to_bytes(4, "little"), size.to_bytes(4, "little"))


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(600)


def encrypted_pdf() -> bytes:
    return pdf_file().replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard/V 1"
        b"/R 2/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">/P -4>>",
    )


BOMB = f"<w:document {NAMESPACES}><w:body>{'<w:p/>' * (20 * MEGABYTE // 6)}</w:body></w:document>"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)

CASES: dict[str, tuple[Callable[[], bytes], type[UnreadableDocument]]] = {
    "no bytes": (lambda: b"", EmptyDocument),
    "blanks only": (lambda: b" \r\n\t\n", EmptyDocument),
    "a word file without text": (lambda: docx(p("")), EmptyDocument),
    "a truncated word file": (lambda: docx(p(SENTENCE))[:-40], DamagedDocument),
    "a word file cut early": (lambda: docx(p(SENTENCE))[:200], DamagedDocument),
    "a word file whose xml breaks off": (lambda: word("<w:document><w:bo"), DamagedDocument),
    "a word file without a body": (lambda: word(f"<w:document {NAMESPACES}/>"), DamagedDocument),
    "a truncated pdf": (lambda: pdf_file()[:60], DamagedDocument),
    "an encrypted word file": (lambda: compound("EncryptedPackage"), EncryptedDocument),
    "an encrypted pdf": (encrypted_pdf, EncryptedDocument),
    "an encrypted open document": (
        lambda: zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
            }
        ),
        EncryptedDocument,
    ),
    "a spreadsheet": (lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), UnknownFormat),
    "an old spreadsheet": (lambda: compound("Workbook"), UnknownFormat),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), UnknownFormat),
    "a program": (lambda: b"MZ" + bytes(range(256)) * 4, UnknownFormat),
    "a web page": (lambda: b"<!DOCTYPE html><html><body>x</body></html>", UnknownFormat),
    "another archive": (lambda: zipped({"a.txt": "x"}), UnknownFormat),
    "a zip bomb": (lambda: word(BOMB), TooLarge),
    "a zip bomb that lies about its size": (lambda: lied_about(word(BOMB), 1000), UnreadableDocument),
    "thousands of parts": (lambda: zipped({f"word/{i}": "" for i in range(5000)}), TooLarge),
    "xml entities": (lambda: word(ENTITIES), DamagedDocument),
    "an entity that reads a file": (lambda: word(OUTSIDE), DamagedDocument),
    "tables in tables in tables": (
        lambda: word(f"<w:document {NAMESPACES}><w:body>{'<w:tbl><w:tr><w:tc>' * 500}{'</w:tc></w:tr></w:tbl>' * 500}"
                     "</w:body></w:document>"),
        UnreadableDocument,
    ),
    "english": (lambda: b"The committee shall report its findings to the council before the end of the year. " * 3, NotVietnamese),
    "numbers": (lambda: b"12 34 56 78 90 " * 100, NotVietnamese),
    "zero bytes": (lambda: bytes(10_000), EmptyDocument),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_a_bad_file_is_refused_with_its_own_error_and_advice(name: str) -> None:
    make, error = CASES[name]
    with pytest.raises(error) as caught:
        read(make(), "kế hoạch.docx")
    assert caught.value.vi
    assert caught.value.advice_vi


class Untouched(bytes):
    """Contents that nobody may look at: only how long they are."""

    def _looked_at(self, *_args: object, **_named: object) -> NoReturn:
        raise AssertionError("looked at")

    __getitem__ = __iter__ = __contains__ = startswith = find = count = decode = split = _looked_at


def test_a_hundred_megabytes_are_refused_without_a_look() -> None:
    noise = bytes(range(256)) * (100 * MEGABYTE // 256)
    with pytest.raises(TooLarge):
        read(Untouched(noise), "x.docx")
    with pytest.raises(UnreadableDocument):
        read(noise[: MAX_BYTES - 1], "x.txt")


@pytest.mark.parametrize("name", ["kế hoạch.docx", "kế hoạch.pdf", "", "không có đuôi"])
def test_contents_decide_and_the_name_does_not(name: str) -> None:
    assert read(docx(p(SENTENCE)), name).format == "docx"
    assert read(SENTENCE.encode(), name).text == SENTENCE


def test_word_templates_and_files_with_macros_are_word_files() -> None:
    data = docx(p(SENTENCE), styles="")
    assert read(data, "mau.dotm").text == SENTENCE


@given(seed=st.integers(min_value=0, max_value=2**32), form=st.sampled_from(["word", "open", "pdf", "text"]))
@settings(max_examples=400, deadline=10_000)
def test_whatever_happened_to_a_file_it_gives_lines_or_a_typed_error(seed: int, form: str) -> None:
    random = Random(seed)
    if form == "pdf":
        data = mutated(pdf_file(), random)
    elif form == "text":
        data = mutated(SENTENCE.encode() * 3, random)
    else:
        parts = word_parts() if form == "word" else open_document_parts()
        name = random.choice([name for name in parts if name.endswith(".xml")])
        data = zipped({**parts, name: reshaped(parts[name], random)})
    try:
        found = read(data, "x")
    except UnreadableDocument:
        return
    for line in found.lines:
        assert found.text[line.span.start : line.span.end] == line.text
        assert line.text == " ".join(line.text.split())


def test_deep_nesting_that_is_sound_is_read() -> None:
    inner = p(SENTENCE)
    for _ in range(12):
        inner = table(f"<w:tr><w:tc>{inner}</w:tc></w:tr>")
    assert read(docx(inner), "x").text == SENTENCE


def test_a_list_of_thousands_is_counted_to_its_end() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    found = read(docx("".join(item(SENTENCE) for _ in range(3000)), numbering=numbering), "x")
    assert found.lines[-1].text == f"3000. {SENTENCE}"
