"""Names of OpenDocument elements and attributes."""

from __future__ import annotations

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, FO, DRAW, MANIFEST = (
    f"{{{_URN}{name}:1.0}}"
    for name in ("office", "text", "table", "style", "xsl-fo-compatible", "drawing", "manifest")
)
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

P, H, LIST, ITEM, LIST_HEADER = (f"{TEXT}{name}" for name in ("p", "h", "list", "list-item", "list-header"))
TABLE_, ROW, CELL, COVERED = (
    f"{TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
STYLE_NAME = f"{TEXT}style-name"


def counted(value: str | None, default: int, largest: int) -> int:
    """A repeat or a span, kept within bounds whatever the file says."""
    if value is None or not value.isdecimal():
        return default
    return max(1, min(int(value[:9]), largest))
