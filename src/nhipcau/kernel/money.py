"""Amounts in đồng: whole numbers, printed as 1.234.567 đồng, read as officers write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from nhipcau.kernel.folding import fold

_SCALES = {
    "": 1,
    "dong": 1,
    "d": 1,
    "vnd": 1,
    "nghin": 10**3,
    "ngan": 10**3,
    "trieu": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_AMOUNT = re.compile(r"\s*(?P<figures>\d[\d.,\s]*)\s*(?P<words>\D*)")


def printed(amount: int) -> str:
    """`1234567` → "1.234.567 đồng" with an unbroken space."""
    return f"{amount:,}".replace(",", ".") + "\u00a0đồng"


def read_amount(text: str) -> int | None:
    """ "1.234.567 đồng", "35 triệu", "1,5 tỷ đồng" → đồng; None where it is no single amount."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    words = [word for word in fold(found["words"]).split() if word not in {"dong", "vnd"}] or [""]
    if len(words) > 1 or words[0] not in _SCALES:
        return None
    figures = "".join(found["figures"].split()).strip(".,")
    # Points part thousands; a comma before one or two last figures is a decimal comma, else it parts thousands too.
    whole, comma, rest = figures.rpartition(",")
    if comma and (len(rest) <= 2 or _SCALES[words[0]] > 1):
        number = Decimal(f"{re.sub(r'[.,]', '', whole)}.{rest}")
    elif _SCALES[words[0]] > 1 and re.fullmatch(r"\d+\.\d{1,2}", figures):
        number = Decimal(figures)  # "1.5 tỷ", as spreadsheets write it
    else:
        number = Decimal(re.sub(r"[.,]", "", figures))
    return int((number * _SCALES[words[0]]).quantize(Decimal(1), rounding=ROUND_HALF_UP))
