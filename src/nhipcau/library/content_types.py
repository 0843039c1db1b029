"""What a file is, by its first bytes and its members: its name is never trusted."""

from __future__ import annotations

import io
import zipfile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
OLE = "application/x-ole-storage"
RTF = "application/rtf"
PDF = "application/pdf"
TEXT = "text/plain"
ZIP = "application/zip"
ENCRYPTED = "application/encrypted"
UNKNOWN = "application/octet-stream"

EXTENSIONS: dict[str, str] = {
    DOCX: ".docx", XLSX: ".xlsx", PPTX: ".pptx", ODT: ".odt", ODS: ".ods", ODP: ".odp", DOC: ".doc", XLS: ".xls",
    PPT: ".ppt", RTF: ".rtf", PDF: ".pdf", TEXT: ".txt", ZIP: ".zip", "image/jpeg": ".jpg", "image/png": ".png",
    "image/gif": ".gif", "image/webp": ".webp", "image/heic": ".heic", "image/tiff": ".tif", "video/mp4": ".mp4",
    "audio/mpeg": ".mp3", "audio/mp4": ".m4a",
}  # fmt: skip
WITHOUT_TEXT = frozenset(kind for kind in EXTENSIONS if kind.partition("/")[0] in {"image", "video", "audio"})
OPEN_DOCUMENT = frozenset({ODT, ODS, ODP})
OFFICE_OPEN = frozenset({DOCX, XLSX, PPTX})
OLE_DOCUMENTS = frozenset({DOC, XLS, PPT, OLE})

_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"), (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"), (b"\xff\xf3", "audio/mpeg"), (b"{\\rtf", RTF),
)  # fmt: skip
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php", b"#!")


def content_type_of(data: bytes) -> str:
    """The content type that the bytes themselves show; `UNKNOWN` where they show none that is dealt with."""
    for first, kind in _FIRST_BYTES:
        if data.startswith(first):
            return kind
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_ole(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return _of_media(data[8:12])
    return TEXT if _is_text(data) else UNKNOWN


def _of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return declared if declared in OPEN_DOCUMENT else ZIP
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return UNKNOWN
    if "[Content_Types].xml" in names:
        for member, kind in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
            if any(name.startswith(member) for name in names):
                return kind
    return ZIP


def _of_ole(data: bytes) -> str:
    for stream, kind in (
        ("EncryptedPackage", ENCRYPTED), ("WordDocument", DOC), ("Workbook", XLS), ("PowerPoint Document", PPT),
    ):  # fmt: skip
        if stream.encode("utf-16-le") in data:
            return kind
    return OLE


def _of_media(brand: bytes) -> str:
    if brand in {b"heic", b"heix", b"mif1", b"msf1"}:
        return "image/heic"
    return "audio/mp4" if brand in {b"M4A ", b"M4B "} else "video/mp4"


def _is_text(data: bytes) -> bool:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not head.strip() or b"\x00" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    # Text of a broken font encoding carries stray control characters; the reader tells what is wrong with it.
    return control * 20 <= len(head)
