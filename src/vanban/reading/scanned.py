"""Scans: OCRmyPDF with Tesseract's Vietnamese model lays a text layer over the pictures."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vanban.errors import DamagedDocument, EncryptedDocument, ToolMissing
from vanban.model.source import Note
from vanban.reading.limits import OCR_SECONDS
from vanban.reading.tools import find_tool, run_tool

INSTALL = "OCRmyPDF (ocrmypdf), Tesseract (tesseract-ocr, tesseract-ocr-vie)"
RECOGNISED = Note(
    "recognised",
    "Tệp là bản quét; chữ được nhận dạng tự động, cần đối chiếu kỹ với bản gốc.",
    "The file is a scan; its text was recognised by machine and must be compared with the original.",
)

_EXIT_MISSING = 3
_EXIT_ENCRYPTED = 8


def recognise(data: bytes, *, anew: bool) -> bytes:
    """The PDF with a text layer of recognised words; `anew` replaces a layer that is there.

    Raises `ToolMissing` naming what to install.
    """
    program = find_tool("ocrmypdf", install=INSTALL)
    find_tool("tesseract", install=INSTALL)
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "scan.pdf", folder / "text.pdf"
        source.write_bytes(data)
        mode = "--force-ocr" if anew else "--skip-text"
        result = run_tool(
            [program, "-l", "vie", mode, "--output-type", "pdf", "--quiet", str(source), str(target)],
            folder,
            OCR_SECONDS,
        )
        if target.exists() and result.returncode == 0:
            return target.read_bytes()
    if result.returncode == _EXIT_MISSING:
        raise ToolMissing(INSTALL)
    if result.returncode == _EXIT_ENCRYPTED:
        raise EncryptedDocument("scan")
    raise DamagedDocument("OCRmyPDF could not recognise the scan")
