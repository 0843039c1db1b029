"""What a file is, by its contents; its name is never trusted, only used to say what was expected."""

from __future__ import annotations

import re
from enum import StrEnum

from vanban.errors import DamagedDocument, EmptyDocument, EncryptedDocument, UnknownFormat
from vanban.reading.archive import Archive
from vanban.text.decoding import marked_encoding, wide_encoding


class Format(StrEnum):
    """Formats that have a reader."""

    PLAIN = "text"
    DOCX = "docx"
    PDF = "pdf"
    ODT = "odt"
    DOC = "doc"
    RTF = "rtf"


_HEAD = 1024
_ZIP, _ZIP_EMPTY = b"PK\x03\x04", b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=\"Word.Document\"")
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)

# First bytes of what offices hand in by mistake, and how the user calls it.
_OTHERS = (
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"\x89PNG", "PNG picture"),
    (b"II*\x00", "TIFF picture"),
    (b"MM\x00*", "TIFF picture"),
    (b"GIF8", "GIF picture"),
    (b"RIFF", "picture or sound"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"%!PS", "PostScript"),
)
_TEXT_CONTROLS = bytes(code for code in range(32) if code not in (0, 9, 10, 11, 12, 13, 26, 27))
_STRANGE_ALLOWED = 0.1  # in a text with a damaged part
_CONTROLS_ALLOWED = 0.02  # VPS puts a few capitals among the control characters


def sniff(data: bytes) -> Format:
    """The format of a file; raises `EmptyDocument`, `UnknownFormat`, `EncryptedDocument`, `DamagedDocument`."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyDocument
    head = data[:_HEAD]
    if head.startswith((_ZIP, _ZIP_EMPTY)):
        return _container(data)
    if head.startswith(_COMPOUND):
        return _compound(data)
    if b"%PDF-" in head:
        return Format.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if _WORD_XML.search(head):
        return Format.DOC
    for start, name in _OTHERS:
        if head.startswith(start):
            raise UnknownFormat(name)
    if _WEB_PAGE.match(head):
        raise UnknownFormat("web page")
    if _is_binary(data):
        raise UnknownFormat("binary data")
    return Format.PLAIN


def _container(data: bytes) -> Format:
    archive = Archive(data)
    names = archive.names()
    if "mimetype" in archive and archive.read("mimetype").strip().startswith(_OPEN_TEXT):
        return Format.ODT
    if "word/document.xml" in archive or any(name.startswith("word/") for name in names):
        return Format.DOCX
    if "[content_types].xml" in archive:
        if b"wordprocessingml" in archive.read("[content_types].xml"):
            return Format.DOCX
        raise UnknownFormat("spreadsheet or presentation")
    if "encryptedpackage" in archive:
        raise EncryptedDocument
    raise UnknownFormat("zip archive")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _compound(data: bytes) -> Format:
    """Old Word files and encrypted new ones share a container; its directory names the streams."""
    if _utf16("EncryptedPackage") in data or _utf16("EncryptionInfo") in data:
        raise EncryptedDocument
    if _utf16("WordDocument") in data:
        return Format.DOC
    if _utf16("Workbook") in data or _utf16("PowerPoint") in data:
        raise UnknownFormat("spreadsheet or presentation")
    raise DamagedDocument("compound file without a document")


def _is_binary(data: bytes) -> bool:
    """More control characters than any text has, in whatever encoding the bytes show to be in."""
    sample = data[:65536]
    marked = marked_encoding(sample)
    encoding = marked[1] if marked is not None else wide_encoding(sample)
    if encoding is None:
        controls = len(sample) - len(sample.translate(None, _TEXT_CONTROLS)) + sample.count(0)
        return controls > len(sample) * _CONTROLS_ALLOWED
    text = sample.decode(encoding, "replace")
    strange = sum(
        1
        for character in text
        if (ord(character) < 0x20 and character not in "\t\n\r\f\v") or character == "\ufffd"
    )
    return strange > max(2, len(text) * _STRANGE_ALLOWED)
