"""Languages that information products are made in: the names Vietnamese documents print, and the codes.

Codes are ISO 639-1 where the language has one, else ISO 639-3.
"""

from __future__ import annotations

LANGUAGES: dict[str, tuple[str, ...]] = {
    "vi": ("việt", "việt nam"),
    "en": ("anh",),
    "ko": ("hàn", "hàn quốc", "triều tiên"),
    "ja": ("nhật", "nhật bản"),
    "zh": ("trung", "trung quốc", "hoa", "hán", "phổ thông trung quốc"),
    "lo": ("lào",),
    "km": ("khmer", "khơ me", "khơ-me", "campuchia", "cam-pu-chia"),
    "fr": ("pháp",),
    "ru": ("nga",),
    "de": ("đức",),
    "es": ("tây ban nha",),
    "th": ("thái lan",),
    "rad": ("êđê", "ê đê", "ê-đê"),
    "cmo": ("m'nông", "mnông", "mơ nông", "mơ-nông", "m’nông"),
    "jra": ("gia rai", "gia-rai", "jarai", "j'rai", "jrai"),
    "kpm": ("cơ ho", "cơ-ho", "k'ho", "k’ho"),
    "sed": ("xê đăng", "xơ đăng", "xê-đăng", "xơ-đăng", "sê đăng"),
    "bdq": ("ba na", "ba-na", "bana", "bahnar"),
    "hmn": ("h'mông", "hmông", "mông", "h’mông"),
    "cja": ("chăm",),
    "tyz": ("tày",),
    "nut": ("nùng",),
    "blt": ("thái",),
    "ium": ("dao",),
    "mtq": ("mường",),
    "rog": ("raglai", "ra glai", "ra-glai"),
}

CODES: dict[str, str] = {name: code for code, names in LANGUAGES.items() for name in names}
"""Printed name in small letters → code."""
