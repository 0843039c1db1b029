"""How large a document may be, and why.

The limits are far above any plan of an office (the longest known has 60 pages and 2 MB) and low enough
that no file keeps a worker busy for minutes or fills its memory.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_BYTES = 60 * MEGABYTE
"""A scan of 100 pages at 300 dpi is about 50 MB."""

MAX_ENTRIES = 4_000
"""Files inside a .docx or .odt: parts and pictures; a document with a picture on each of 500 pages has 600."""

MAX_PART = 200 * MEGABYTE
"""One unpacked part: 30,000 paragraphs with rich formatting are about 60 MB of XML."""

MAX_RATIO = 250
"""Unpacked to packed size of a part; XML of word processors reaches 30, a bomb 1000."""

RATIO_FROM = 8 * MEGABYTE
"""Small parts may be as repetitive as they like."""

MAX_CHARACTERS = 30_000_000
"""Text of a document; 30,000 long paragraphs have 20 million."""

MAX_TEXT_BYTES = 30 * MEGABYTE
"""A plain text file: more than this is a log or noise, no document."""

MAX_LINES = 400_000
MAX_COLUMNS = 64
"""Columns of a table; repeated empty columns of spreadsheets pasted into a text run into the thousands."""

MAX_PAGES = 500
"""Pages of a PDF: ten times the longest plan; reading one takes about 20 ms."""

MAX_DEPTH = 40
"""Tables, text boxes and content controls inside one another; real documents stay below six."""

OFFICE_SECONDS = 90
"""LibreOffice converts a plan in 3 s; a start on a cold machine takes 20 s."""

OCR_SECONDS = 900
"""Tesseract needs about 5 s a page."""
