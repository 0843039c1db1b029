"""Scans are recognised by machine where OCRmyPDF is installed; the reader says that they were."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from tests.vanban.office import needs_ocr, needs_office
from tests.vanban.reading.test_converted import plan
from vanban.reading.converted import convert
from vanban.reading.registry import read


def scan(pdf: bytes) -> bytes:
    """Every page as a grey picture of 200 dots an inch: what a scanner of an office gives."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages: list[Image.Image] = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    paper = io.BytesIO()
    pages[0].save(paper, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return paper.getvalue()


@pytest.mark.office
@needs_office
@needs_ocr
def test_a_scan_is_read_and_said_to_be_one() -> None:
    found = read(scan(convert(plan(), "docx", "pdf")), "scan.pdf")
    assert "phối hợp với các đơn vị tổ chức tuyên truyền về biển đảo" in found.text
    assert [note.code for note in found.notes] == ["recognised"]
