"""Who issues a document: read from the agency block, or inferred where there is none.

The agency block is printed in capitals, often on two levels; the issuer is the lower one. Its name is
given in sentence case as offices write it: capitals for the first word, for proper names after the word
of the administrative unit, and for the parts of a department's name.
"""

from __future__ import annotations

import re
from collections import Counter

from vanban.text.normalise import squeeze

_HEADS = (
    "ỦY BAN", "UỶ BAN", "UBND", "HĐND", "HỘI ĐỒNG", "SỞ", "BỘ", "BAN", "TỈNH ỦY", "TỈNH UỶ", "THÀNH ỦY", "THÀNH UỶ", "HUYỆN ỦY",
    "ĐẢNG ỦY", "ĐẢNG UỶ", "ĐẢNG ĐOÀN", "ĐẢNG BỘ", "CÔNG AN", "CỤC", "CHI CỤC", "TỔNG CỤC", "VĂN PHÒNG", "PHÒNG", "TRƯỜNG", "ĐẠI HỌC",
    "TRUNG TÂM", "VIỆN", "LIÊN HIỆP", "LIÊN ĐOÀN", "ĐOÀN", "MẶT TRẬN", "HỘI", "THANH TRA", "CHÍNH PHỦ", "THỦ TƯỚNG", "QUỐC HỘI", "KHO BẠC",
    "BẢO HIỂM", "NGÂN HÀNG", "TÒA ÁN", "ĐÀI", "BÁO", "TỔ", "QUÂN KHU", "TỔNG CÔNG TY", "CÔNG TY", "TẬP ĐOÀN", "HỌC VIỆN", "THUẾ",
    "TỈNH ĐOÀN", "THÀNH ĐOÀN", "KIỂM TOÁN", "CẢNG VỤ", "BAN CHẤP HÀNH", "BAN QUẢN LÝ", "THÔNG TẤN", "BỆNH VIỆN", "KHU", "UBKT", "UBMTTQ",
)  # fmt: skip
AGENCY = re.compile(rf"(?:{'|'.join(sorted(_HEADS, key=len, reverse=True))})(?!\w)(?!\s+HÀNH\s)(?!\s+THƯỞNG)")
_PLACE_WORD = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU)\s+\S")
_COUNCIL = re.compile(
    r"^(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|ĐẢNG BỘ|BAN CHẤP HÀNH)$"
)
_OPEN_END = re.compile(r"(?:\bVÀ|,|-|–|\bCỦA|\bTHEO|\bCÁC|\bỦY|\bCHỈ ĐẠO|\bTRA|\bQUẢN LÝ)$")

_PLACES = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường")
_PLACE_NAME = re.compile(rf"\b({'|'.join(_PLACES)})\s+(?!ủy\b|uỷ\b|đoàn\b|lỵ\b)(.+)$")
_DEPARTMENT = re.compile(
    r"^(bộ|sở|ban|phòng|cục|chi cục|tổng cục|vụ|viện|văn phòng|trung tâm|đài|báo|hội|liên hiệp|thanh tra)\s+(.)"
)
_AFTER_JOINT = re.compile(r"(,\s|\svà\s|\s[-–]\s)(\w)")
_CAPITALISED = re.compile(
    r"\b(nhân dân tối cao|chính phủ|quốc hội|mặt trận tổ quốc|việt nam|trung ương|thủ tướng|bộ đội|tỉnh ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|bảo hiểm xã hội|kho bạc nhà nước|ngân hàng nhà nước)\b"
)
_FIXED = {
    "mặt trận tổ quốc": "Mặt trận Tổ quốc", "việt nam": "Việt Nam", "trung ương": "Trung ương", "chính phủ": "Chính phủ",
    "quốc hội": "Quốc hội", "thủ tướng": "Thủ tướng", "bộ đội": "Bộ đội", "tỉnh ủy": "Tỉnh ủy", "thành ủy": "Thành ủy",
    "huyện ủy": "Huyện ủy", "quận ủy": "Quận ủy", "đảng ủy": "Đảng ủy", "nhân dân tối cao": "nhân dân tối cao",
    "bảo hiểm xã hội": "Bảo hiểm xã hội", "kho bạc nhà nước": "Kho bạc Nhà nước", "ngân hàng nhà nước": "Ngân hàng Nhà nước",
}  # fmt: skip
_SHORT = re.compile(r"\b(ubnd|hđnd|ubmttq|mttq)\b")


def agency_of(lines: list[str]) -> str | None:
    """The lower level of an agency block, in sentence case."""
    levels: list[str] = []
    for line in lines:
        if levels and _continues(levels[-1], line):
            levels[-1] = f"{levels[-1]} {line}"
        elif AGENCY.match(line) or not levels:
            levels.append(line)
    return sentence_case(levels[-1]) if levels else None


def _continues(level: str, line: str) -> bool:
    """Whether a line of the block goes on with the name above: its place, or the rest of a broken name."""
    if _PLACE_WORD.match(line):
        return not re.search(r"(?:TỈNH|THÀNH PHỐ)\s+\S", level) or not AGENCY.match(line)
    if _COUNCIL.match(level) and not AGENCY.match(line):
        return True
    return bool(_OPEN_END.search(level)) or not AGENCY.match(line) or line.startswith("VÀ ")


def sentence_case(name: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH" → "Ủy ban nhân dân tỉnh Bình Minh"."""
    lower = squeeze(name).lower()
    head, place = lower, ""
    if found := _PLACE_NAME.search(lower):
        head = lower[: found.start()]
        place = f"{found[1]} {_title_case(found[2])}"
    if found := _DEPARTMENT.match(head):
        head = head[: found.start(2)] + found[2].upper() + head[found.end() :]
        head = _AFTER_JOINT.sub(lambda m: m[1] + m[2].upper(), head)
    head = _CAPITALISED.sub(lambda m: _FIXED[m[1]], head)
    whole = squeeze(_SHORT.sub(lambda m: m[1].upper(), f"{head} {place}"))
    return whole[:1].upper() + whole[1:]


def _title_case(name: str) -> str:
    return " ".join(
        "-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in name.split()
    )


_ISSUES = re.compile(
    r"(?P<who>(?:Thường trực\s+)?(?:Chủ tịch\s+)?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Ban Chỉ đạo|Ban chỉ đạo|Sở|Ban|Bộ|Phòng|Cục|Đảng ủy|Tỉnh ủy|Huyện ủy|Hội đồng nhân dân|Công an|Văn phòng|Trường|Hội|Trung tâm|Đoàn)"
    r"[^.;:“”()]{0,120}?)\s+(?:tỉnh\s+)?(?:ban hành|xây dựng|triển khai|lập|đề ra|phát động)\s+(?:và\s+\S+\s+)?(?:[Kk]ế hoạch|[Cc]hương trình|[Đđ]ợt|[Pp]hương án|[Hh]ướng dẫn)"
)
_BARE_COUNCIL = re.compile(
    r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)(?:\s+(tỉnh|huyện|thành phố|quận|thị xã|xã|phường))?$",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(
    r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+((?:[A-ZĐÀ-Ỹ][\wà-ỹ]*)(?:\s+[A-ZĐÀ-Ỹ][\wà-ỹ]*){0,4})"
)
_OF_COUNCIL = re.compile(r"UBND")
_OF_COMMITTEE = re.compile(r"BCĐ")


def infer_issuer(
    symbol: str | None, place: str | None, title: str | None, preamble: str, text: str, signature: str
) -> str | None:
    """The issuer of a document without agency block, from symbol, place and the sentence that issues it."""
    who = _issuing_subject(preamble)
    where = _place_of(place, f"{title or ''}. {preamble}", text)
    council = bool(symbol and _OF_COUNCIL.search(symbol)) or (symbol is None and "CHỦ TỊCH" in signature)
    if (
        who
        and not _BARE_COUNCIL.match(who)
        and not who.startswith(("UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân"))
    ):
        return (
            who
            if _NAMED_PLACE.search(who) or where is None or not _OF_COMMITTEE.search(symbol or "BCĐ")
            else f"{who} {where}"
        )
    if council or who:
        return f"UBND {where}" if where else (who or None)
    return None


def _issuing_subject(preamble: str) -> str | None:
    issued = list(_ISSUES.finditer(preamble))
    if not issued:
        return None
    who = squeeze(issued[-1]["who"])
    # The subject is what follows the last comma of the legal bases before it; commas inside a department's
    # name ("Sở Văn hóa, Thể thao và Du lịch") are followed by no unit word.
    last = re.split(
        r",\s+(?=(?:Thường trực|Chủ tịch|Ủy ban|Uỷ ban|UBND|Ban|Sở|Bộ|Phòng|Cục|Đảng|Tỉnh|Huyện|Hội)\b)", who
    )[-1]
    return re.sub(r"^(?:Thường trực|Chủ tịch)\s+", "", last)


def _place_of(place: str | None, near: str, text: str) -> str | None:
    """The unit's place with its level: "huyện Xuân Hòa", taken from where the name is most often printed."""
    for source in (near, text):
        counted = Counter((found[1].lower(), found[2]) for found in _NAMED_PLACE.finditer(source))
        if place:
            counted = Counter({key: count for key, count in counted.items() if key[1].startswith(place)})
            if counted:
                level = max(counted, key=lambda key: counted[key])[0]
                return f"{level} {place}"
        elif counted:
            level, name = max(counted, key=lambda key: counted[key])
            return f"{level} {name}"
    return None
