"""Types of official documents and their symbols.

State types and their abbreviations are those of annex III of Nghị định 30/2020/NĐ-CP, with the normative types of the
Law on the promulgation of legal documents; Party types are those of the Party's rules on paperwork. A letter
(công văn) has no abbreviation of its own: its symbol starts with the issuing body.
"""

from __future__ import annotations

STATE: dict[str, str] = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
"""Symbol → type, annex III of Nghị định 30/2020/NĐ-CP."""

NORMATIVE: dict[str, str] = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "L": "Lệnh",
    "PL": "Pháp lệnh",
    "QH": "Luật",
    "SL": "Sắc lệnh",
}
"""Symbol → type of legal documents that annex III does not list."""

PARTY: dict[str, str] = {
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "QC": "Quy chế",
    "QĐ": "Quy định",
    "TT": "Thông tri",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "TC": "Thông cáo",
    "TTr": "Tờ trình",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "BC": "Báo cáo",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "QyĐ": "Quyết định",
    "CV": "Công văn",
    "BB": "Biên bản",
}
"""Symbol → type of Party documents ("57-KL/TW": the symbol follows a hyphen)."""

SYMBOLS: dict[str, str] = {
    symbol.upper(): name
    for symbol, name in {**PARTY, **NORMATIVE, **STATE, "KL": "Kết luận", "CV": "Công văn"}.items()
}
"""Symbol in capitals → type, where nothing tells State and Party apart."""

PRINTED_TYPES: tuple[str, ...] = tuple(
    sorted(
        {
            *STATE.values(),
            *NORMATIVE.values(),
            *PARTY.values(),
            "Bộ luật",
            "Hiến pháp",
            "Văn bản hợp nhất",
            "Văn bản",
            "Công văn",
            "Công thư",
            "Thư",
            "Lời kêu gọi",
            "Tuyên bố",
            "Thông báo kết luận",
            "Thông báo ý kiến kết luận",
            "Kết luận thanh tra",
            "Kết luận kiểm tra",
            "Kết luận liên ngành",
            "Chương trình hành động",
            "Chương trình phối hợp",
            "Quy chế phối hợp",
            "Kế hoạch phối hợp",
            "Kế hoạch hành động",
            "Kế hoạch liên tịch",
            "Kế hoạch liên ngành",
            "Hướng dẫn liên ngành",
            "Hướng dẫn liên tịch",
            "Quy hoạch",
            "Thỏa thuận",
            "Ý kiến",
            "Nghị quyết chuyên đề",
        },
        key=lambda name: (-len(name), name),
    )
)
"""Types as plans print them before "số", longest first."""

TITLES: tuple[str, ...] = (
    "Kế hoạch", "Kế hoạch hành động", "Chương trình", "Chương trình hành động", "Chương trình công tác", "Đề án", "Phương án",
    "Quyết định", "Chỉ thị", "Hướng dẫn", "Thông báo", "Báo cáo", "Nghị quyết", "Kết luận", "Công điện", "Tờ trình", "Quy chế",
    "Quy định", "Dự án", "Chiến lược", "Thông tri", "Kế hoạch liên tịch", "Lịch công tác",
)  # fmt: skip
"""Types of documents that hand out work, as they stand in capitals above their title."""

LETTER = "Công văn"
"""An official letter prints no type; its subject opens with "V/v"."""

LAWS: tuple[str, ...] = ("Bộ luật", "Luật", "Pháp lệnh")
"""Types whose title may stand between type and number ("Luật Thư viện số 46/2019/QH14")."""


def type_of_symbol(symbol: str) -> str | None:
    """The type a symbol stands for: "QĐ-UBND" → "Quyết định", "QH15" → "Luật", "UBND-VX" → "Công văn"."""
    first = symbol.replace("/", "-").split("-")[0].strip().upper()
    known = SYMBOLS.get(first) or SYMBOLS.get(first.rstrip("0123456789"))
    return known or ("Công văn" if first else None)


YEAR_IN_NUMBER: frozenset[str] = frozenset(
    {"Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Bộ luật", "Pháp lệnh"}
)
"""Types that are always normative: their number carries the year ("72/2015/NĐ-CP")."""

PARTY_BODIES: frozenset[str] = frozenset({
    "TW", "TU", "HU", "ThU", "QU", "ĐU", "ĐUK", "VPTW", "VPTU", "BTGTW", "BTGDVTW", "BTGTU", "BTGDVTU", "BTCTW", "BTCTU", "BDVTW",
    "BDVTU", "BNCTW", "BNCTU", "UBKTTW", "UBKTTU", "BCSĐ",
})  # fmt: skip
"""Symbols of Party bodies."""


def is_party_symbol(symbol: str) -> bool:
    """Whether a number or symbol ends in a Party body: "36/NQ-TW" and "122-KH/TU" do, "08/CT-TTg" does not."""
    return symbol.replace("–", "-").replace("/", "-").rsplit("-", 1)[-1] in PARTY_BODIES
