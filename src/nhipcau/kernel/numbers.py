"""Numbers as Vietnamese documents write them."""

from __future__ import annotations

from decimal import Decimal


def grouped(value: int | Decimal) -> str:
    """1.234.567,5: points between thousands, a comma before decimals, no noughts at the end."""
    whole, _point, rest = f"{Decimal(value):,f}".partition(".")
    decimals = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")
