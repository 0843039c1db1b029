"""Names of OOXML elements and attributes in the transitional namespace."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)
"""Namespaces of the strict variant and what they stand for in the transitional one."""

VAL = f"{W}val"
P, TBL, SDT, TR, TC = f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}tr", f"{W}tc"
R_RUN, T, TAB, BR, CR, SYM = f"{W}r", f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}sym"
RPR, PPR, NUMPR = f"{W}rPr", f"{W}pPr", f"{W}numPr"
BODY, SECTPR, CUSTOM_XML = f"{W}body", f"{W}sectPr", f"{W}customXml"
ALTERNATE = f"{MC}AlternateContent"
TEXT_BOX = f"{W}txbxContent"

_FALSE = {"0", "false", "off", "none"}


def is_on(value: str | None) -> bool:
    """An on/off element without a value, or with a true one, is on."""
    return value is None or value.lower() not in _FALSE


def whole(value: str | None, default: int | None = None) -> int | None:
    """A number of an attribute; the default where it is missing or no sane number."""
    try:
        number = int(float(value)) if value is not None else default
    except (ValueError, OverflowError):
        return default
    return number if number is None or abs(number) < 10**9 else default
