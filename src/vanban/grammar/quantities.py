"""How many things an item makes, trains or assigns.

The habit of the genre: a fixed number stands before its thing, with a leading nought below ten ("02 lớp",
"01 (một) lãnh đạo", "250 người/hội nghị"). Numbers of what is only talked about (topics, tasks, programmes,
places, minutes, years, money, shares) are no quantities, and "lần" is no thing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from vanban.grammar.item import Item
from vanban.grammar.recurrence import Rate, find_rates
from vanban.model.document import Quantity, Recurring, When

# Things that plans order by number. Longer names first where one opens another.
_THINGS = (
    "cán bộ kiêm nhiệm", "cán bộ, công chức", "cán bộ", "công chức", "viên chức", "lãnh đạo", "chuyên viên", "đồng chí",
    "nhân sự", "biên chế", "đầu mối", "học viên", "đại biểu", "người", "lượt người", "lớp tập huấn", "lớp bồi dưỡng", "lớp",
    "khóa tập huấn", "khóa", "khoá", "hội nghị", "hội thảo", "tọa đàm", "toạ đàm", "cuộc thi", "hội thi", "hội chợ",
    "hội nghị tập huấn", "buổi", "cuộc họp báo", "cuộc", "triển lãm", "đoàn", "số báo", "số", "bản tin", "ấn phẩm", "cuốn",
    "quyển", "tờ rơi", "tờ gấp", "tờ", "bộ tài liệu", "tài liệu", "đĩa", "poster", "pa nô", "pano", "áp phích", "băng rôn",
    "phóng sự", "phim tài liệu", "phim", "video clip", "video", "clip", "chương trình phát thanh", "chương trình truyền hình",
    "chương trình", "chuyên mục", "chuyên trang", "chuyên đề", "tin, bài", "tin bài", "tin", "bài viết", "bài", "tác phẩm",
    "sản phẩm", "bản", "bộ", "mô hình", "trạm", "điểm", "đợt", "gian hàng", "giải", "hồ sơ", "phần mềm", "hệ thống",
    "đội tình nguyện", "đội", "tổ", "câu lạc bộ", "thùng rác", "thùng", "tủ sách", "cây xanh", "camera", "máy tính", "biển báo",
    "tập thể", "gương", "pa-nô", "kỳ", "ý kiến", "nhà", "công trình", "sự kiện", "diễn đàn", "chiến dịch", "trang", "kênh", "tiểu phẩm", "kịch bản",
)  # fmt: skip
_THING = "|".join(sorted((re.escape(thing) for thing in _THINGS), key=len, reverse=True))
_FIXED = re.compile(
    rf"(?<![\d.,/:%-])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}})(?:\s*\([^()\d]{{1,20}}\))?\s+((?:{_THING})(?:/(?!(?:năm|quý|tháng|tuần|ngày|kỳ)\b)[^\W\d_]+(?:\s(?!(?:về|cho|để|tại|trong|trên|và|của|với)\b)[^\W\d_]+)?)?)(?!\w)",
    re.IGNORECASE,
)
# In running text the number is that of a thing to be made or assigned only after a verb of making or in a bracket.
_MAKING = re.compile(
    r"(?:bố trí|phân công|cử|giao|tổ chức|mở|xây dựng|thực hiện|sản xuất|xuất bản|phát hành|in|biên soạn|thành lập|thiết lập|lắp đặt"
    r"|ít nhất|tối thiểu|khoảng|dự kiến|đăng|đăng tải|phát sóng|phát|viết|thiết kế|cấp|tuyển dụng|đào tạo|bồi dưỡng|tập huấn|hình thành"
    r"|duy trì|hoàn thành|triển khai|tham gia|trang bị|với|gồm|có|từ|và|cho|tham dự|tuyển chọn|chọn|đầu tư|hỗ trợ|treo|trồng|trao|tặng)"
    r"(?:\s+(?:được|mới|lắp đặt|thí điểm|thêm|các|tổ chức))*\s+$|[(,]\s*$",
    re.IGNORECASE,
)
_NOT_MADE = re.compile(
    r"(?:trong|của|theo|tại|thuộc|trên|ban hành|phê duyệt|ngoài|đối với|giữa|sau|qua|nhóm|triển khai thực hiện|thực hiện tốt)\s+(?:cả\s+)?$",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:ban hành|phê duyệt|nằm trong|số lượng)\s+$", re.IGNORECASE)
# "04 Chương trình" (a capital) and "02 Tiểu dự án" are names of cited things.
_NAMED = re.compile(r"\d\)?\s+(?:Chương trình|Tiểu|Dự án|Đề án|Kế hoạch|Mô hình|Hệ thống)")
_PER_PERIOD = re.compile(r"\s*/\s*(?:0?1\s+)?(?:năm|quý|tháng|tuần|ngày|kỳ|nhiệm kỳ)\b", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_CLAUSE_END = re.compile(r"[.;]")
_COUNTED_REACH = 90  # characters after "mỗi tháng" within which its number stands
_NO_THINGS = frozenset({"lần", "kỳ", "đợt", "lượt"})


def quantity_of(item: Item, when: tuple[When, ...]) -> Quantity | None:
    """The first fixed number of things the item makes, trains or assigns; a recurring number has no count.

    `when` is what the item's time said: only where it recurs is a recurring number looked for.
    """
    lines = [attribute.value for attribute in item.attributes if attribute.kind == "quantity"]
    for value in lines:
        if found := _first_fixed(value, anywhere=True):
            return found
    if found := _first_fixed(item.text, anywhere=False):
        return found
    if not any(isinstance(each, Recurring) for each in when):
        return None
    times = [attribute.value for attribute in item.attributes if attribute.kind == "time"]
    for value in [*lines, *times, item.text]:
        for rate in find_rates(value):
            if thing := _thing_of(rate):
                return Quantity(None, thing)
    return None


def _first_fixed(text: str, *, anywhere: bool) -> Quantity | None:
    """ "(02 lớp)", "bố trí 01 cán bộ kiêm nhiệm"; `anywhere`: in a line that gives nothing but the number."""
    rates: _Rates | None = None
    for m in _FIXED.finditer(text) if _DIGIT.search(text) else ():
        before = text[max(0, m.start() - 40) : m.start()]
        if not anywhere and (not _MAKING.search(before) or _NOT_MADE.search(before) or _CITED.search(before)):
            continue
        if not anywhere and _NAMED.match(m[0][len(m[1]) - 1 :]):
            continue
        if rates is None:
            rates = _Rates(text)
        if rates.count(m) or _PER_PERIOD.match(text, m.end()):
            continue
        thing = m[2]
        if thing.lower() not in _NO_THINGS:
            return Quantity(int(m[1].replace(".", "")), thing)
    return None


class _Rates:
    """The recurrences of a text, asked for each of its numbers: only those that may reach a number are looked at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rates = find_rates(text)
        self.starts = [rate.start for rate in self.rates]
        self.reaches = list(accumulate((rate.end + _COUNTED_REACH for rate in self.rates), max))

    def count(self, match: re.Match[str]) -> bool:
        """Whether a number is a recurring one."""
        at = bisect_right(self.starts, match.start()) - 1
        while at >= 0 and self.reaches[at] >= match.start():
            if self._counts(self.rates[at], match):
                return True
            at -= 1
        return False

    def _counts(self, rate: Rate, match: re.Match[str]) -> bool:
        """Whether the number stands within the rate's words, or follows "mỗi tháng"."""
        if rate.start <= match.start() < rate.end:
            return True
        return (
            rate.thing is not None
            and rate.end <= match.start() <= rate.end + _COUNTED_REACH
            and not _CLAUSE_END.search(self.text, rate.end, match.start())
        )


def _thing_of(rate: Rate) -> str | None:
    if rate.thing is None or rate.thing.split()[0].lower().strip(",") in _NO_THINGS:
        return None
    return rate.thing.strip(" ,")
