"""Sums of money in words, as estimates and receipts close: "hai tỷ hai trăm bảy mươi tám triệu đồng"."""

from __future__ import annotations

from vanban.text.numerals import int_to_words


def amount_in_words(amount: int) -> str:
    """Whole đồng in Vietnamese words, small letters; "không đồng" for nothing, "âm …" below zero."""
    return f"{int_to_words(amount)} đồng"
