"""Formats of older Word versions, read by way of LibreOffice where it is installed.

LibreOffice runs without a screen, with a profile of its own in a temporary folder (so that several runs,
and a user's open session, do not disturb each other), with macros off as always when converting.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from vanban.errors import DamagedDocument, EncryptedDocument
from vanban.model.source import SourceDocument
from vanban.reading.docx.reader import read as read_docx
from vanban.reading.draft import with_notes
from vanban.reading.limits import OFFICE_SECONDS
from vanban.reading.tools import find_tool, run_tool

INSTALL = "LibreOffice Writer (libreoffice-writer-nogui)"


def read(data: bytes, suffix: str) -> SourceDocument:
    """Lines of a .doc or .rtf; `ToolMissing` where LibreOffice is not installed."""
    return with_notes(read_docx(convert(data, suffix, "docx")), (), suffix)


def convert(data: bytes, suffix: str, target: str) -> bytes:
    """The document in another format."""
    office = find_tool("soffice", "libreoffice", install=INSTALL)
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{suffix}"
        source.write_bytes(data)
        result = run_tool(
            [
                office, "--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck", "--nodefault",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to", target, "--outdir", str(folder / "out"), str(source),
            ],
            folder,
            OFFICE_SECONDS,
        )  # fmt: skip
        produced = folder / "out" / f"document.{target}"
        if not produced.exists():
            if b"password" in (result.stdout + result.stderr).lower():
                raise EncryptedDocument(suffix)
            raise DamagedDocument("LibreOffice could not open the file")
        return produced.read_bytes()
