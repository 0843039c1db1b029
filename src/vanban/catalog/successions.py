"""Standing units of the State that were followed by others, with the day since which the old name is past.

A row holds for every province ("Sở Thông tin và Truyền thông"), so it names no place. Where the day differed from
province to province, it is the last on which the old name could still be right, so that nobody is told wrongly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vanban.text.folding import fold_case


@dataclass(frozen=True, slots=True)
class Succession:
    """`former` ended before `since`; `successors` carry its work (the first one external information)."""

    former: str
    successors: tuple[str, ...]
    since: date
    source: str


_GOVERNMENT = "Nghị quyết 176/2025/QH15"
_DEPARTMENTS = "Nghị định 45/2025/NĐ-CP; Nghị định 150/2025/NĐ-CP"
_TWO_LEVELS = "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
_PARTY = "Sắp xếp cơ quan tham mưu của Đảng năm 2025"
_MARCH = date(2025, 3, 1)
_APRIL = date(2025, 4, 1)
_JULY = date(2025, 7, 1)

SUCCESSIONS: tuple[Succession, ...] = tuple(
    Succession(former, tuple(part.strip() for part in after.split(";")), since, source)
    for former, after, since, source in (
        (
            "Bộ Thông tin và Truyền thông",
            "Bộ Văn hóa, Thể thao và Du lịch; Bộ Khoa học và Công nghệ",
            _MARCH,
            "Nghị định 43/2025/NĐ-CP",
        ),
        (
            "Cục Thông tin đối ngoại",
            "Cục Thông tin cơ sở và Thông tin đối ngoại",
            _MARCH,
            "Nghị định 43/2025/NĐ-CP",
        ),
        ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính", _MARCH, _GOVERNMENT),
        ("Bộ Giao thông vận tải", "Bộ Xây dựng", _MARCH, _GOVERNMENT),
        ("Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường", _MARCH, _GOVERNMENT),
        ("Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Nông nghiệp và Môi trường", _MARCH, _GOVERNMENT),
        ("Bộ Lao động, Thương binh và Xã hội", "Bộ Nội vụ", _MARCH, _GOVERNMENT),
        ("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ", _MARCH, _GOVERNMENT),
        ("Ủy ban Dân tộc", "Bộ Dân tộc và Tôn giáo", _MARCH, _GOVERNMENT),
        (
            "Sở Thông tin và Truyền thông",
            "Sở Văn hóa, Thể thao và Du lịch; Sở Khoa học và Công nghệ",
            _APRIL,
            _DEPARTMENTS,
        ),
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính", _APRIL, _DEPARTMENTS),
        ("Sở Giao thông vận tải", "Sở Xây dựng", _APRIL, _DEPARTMENTS),
        ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường", _APRIL, _DEPARTMENTS),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường", _APRIL, _DEPARTMENTS),
        ("Sở Lao động, Thương binh và Xã hội", "Sở Nội vụ", _APRIL, _DEPARTMENTS),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ", _APRIL, _DEPARTMENTS),
        ("Ban Tuyên giáo Trung ương", "Ban Tuyên giáo và Dân vận Trung ương", _MARCH, _PARTY),
        ("Ban Dân vận Trung ương", "Ban Tuyên giáo và Dân vận Trung ương", _MARCH, _PARTY),
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy", _APRIL, _PARTY),
        ("Ban Tuyên giáo Thành ủy", "Ban Tuyên giáo và Dân vận Thành ủy", _APRIL, _PARTY),
        ("Ban Dân vận Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy", _APRIL, _PARTY),
        ("Ban Dân vận Thành ủy", "Ban Tuyên giáo và Dân vận Thành ủy", _APRIL, _PARTY),
        ("UBND huyện", "UBND xã; UBND phường", _JULY, _TWO_LEVELS),
        ("UBND các huyện", "UBND các xã, phường, đặc khu", _JULY, _TWO_LEVELS),
        ("UBND cấp huyện", "UBND cấp xã", _JULY, _TWO_LEVELS),
        ("UBND quận", "UBND phường", _JULY, _TWO_LEVELS),
        ("UBND thị xã", "UBND phường", _JULY, _TWO_LEVELS),
        ("Huyện ủy", "Đảng ủy xã", _JULY, _TWO_LEVELS),
        ("Phòng Văn hóa và Thông tin", "Phòng Văn hóa - Xã hội", _JULY, "Thông tư 10/2025/TT-BVHTTDL"),
        ("Công an huyện", "Công an xã", _MARCH, "Sắp xếp tổ chức Công an địa phương năm 2025"),
    )
)  # fmt: skip

_SHORT = (
    ("ủy ban nhân dân", "ubnd"),
    ("uỷ ban nhân dân", "ubnd"),
    ("tt&tt", "thông tin và truyền thông"),
    ("tttt", "thông tin và truyền thông"),
    ("kh&đt", "kế hoạch và đầu tư"),
    ("gtvt", "giao thông vận tải"),
    ("tn&mt", "tài nguyên và môi trường"),
    ("nn&ptnt", "nông nghiệp và phát triển nông thôn"),
    ("lđ-tb&xh", "lao động, thương binh và xã hội"),
    ("lđtb&xh", "lao động, thương binh và xã hội"),
    ("uỷ", "ủy"),
    ("hoá", "hóa"),
)


def _spelt(name: str) -> str:
    text = fold_case(name)
    for short, long in _SHORT:
        text = text.replace(short, long)
    return text


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, Succession]]:
    known = {_spelt(row.former): row for row in SUCCESSIONS}
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?:{names})(?!\w)"), known


def succession_of(name: str, on: date) -> Succession | None:
    """The succession that a printed name of a unit falls under on a day; None where the name is still right.

    Only the head of the name counts: "Sở Thông tin và Truyền thông tỉnh" is found, "Văn phòng UBND huyện" is not.
    """
    pattern, known = _pattern()
    found = pattern.match(_spelt(name))
    if found is None:
        return None
    row = known[found[0]]
    return row if on >= row.since else None
