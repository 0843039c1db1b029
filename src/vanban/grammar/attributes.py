"""Attribute lines: "Đơn vị chủ trì: Sở A", "Thời gian thực hiện: quý II/2024".

They are never tasks; they say who, with whom and when of the item above. Offices print several on one
line parted by ";" and leave the colon out after "Thời gian thực hiện".
"""

from __future__ import annotations

import re
from functools import lru_cache

from vanban.grammar.item import Attribute, AttributeKind

_BODY = r"(?:[Đđ]ơn vị|[Cc]ơ quan|[Tt]ổ chức|[Bb]ộ phận|[Ss]ở|[Bb]an|[Nn]gành|[Đđ]ịa phương)"
_BODIES = rf"(?:{_BODY}(?:(?:,\s*|\s+và\s+|/|,?\s+)(?:{_BODY}))*)"
_DOING = r"(?:\s*(?:tham mưu|thực hiện|triển khai|tổ chức|cung cấp thông tin|chính|chung|,|và))*"

_LEAD = (
    rf"(?:{_BODIES}\s+(?:được giao\s+)?(?:chủ trì|đầu mối|chịu trách nhiệm(?:\s+chính)?|thực hiện|phụ trách|tham mưu){_DOING}"
    r"|[Cc]hủ trì(?:\s+(?:thực hiện|tham mưu|tổ chức))*|(?:Phân công|Trách nhiệm)\s+(?:thực hiện|chủ trì)|Đơn vị tổ chức)"
)
_COOP = (
    rf"(?:{_BODIES}\s+(?:được giao\s+)?(?:cùng\s+)?phối hợp{_DOING}|[Pp]hối hợp(?:\s+(?:thực hiện|tổ chức))?)"
)
_TIME = (
    r"(?:[Tt]hời gian|[Tt]hời hạn|Thời điểm|Tiến độ|Lộ trình)"
    r"(?:\s+(?:và\s+)?(?:thực hiện|hoàn thành|tổ chức|triển khai|dự kiến|kết thúc|,|báo cáo)|(?:\s+[^\s:.;]+){1,5}(?=\s*:))*|Hoàn thành"
)
_AUDIENCE = r"(?:Đối tượng|Thành phần)(?:\s+(?:thực hiện|tham gia|tham dự|tập huấn|bồi dưỡng|áp dụng|thụ hưởng|,|mời))*"
_TOPIC = r"Nội dung(?:\s+(?:thực hiện|truyền thông|tập huấn|triển khai|tuyên truyền|chính|cụ thể|công việc|hoạt động))*"
_OTHER = (
    r"(?:Sản phẩm|Kết quả)(?:\s+(?:dự kiến|đầu ra|thực hiện|cần đạt|đạt được|hoàn thành|,|và|kết quả|sản phẩm))*"
    r"|Lãnh đạo(?:\s+\S+){0,3}\s+(?:phụ trách|chỉ đạo)|(?:Người|Cán bộ|Đồng chí)\s+phụ trách"
    r"|Địa điểm(?:\s+(?:tổ chức|thực hiện|dự kiến))*|(?:Nguồn\s+)?[Kk]inh phí(?:\s+(?:thực hiện|dự kiến))*"
    r"|Nguồn lực(?:\s+thực hiện)?|Hình thức(?:\s+(?:tổ chức|thực hiện))*|Quy mô|Phương thức(?:\s+thực hiện)?"
    r"|Ghi chú|Cách thức(?:\s+thực hiện)?|Phạm vi(?:\s+thực hiện)?"
)
_LABELS: tuple[tuple[AttributeKind, str], ...] = (
    ("coop", _COOP),
    ("lead", _LEAD),
    ("time", _TIME),
    ("quantity", r"Số lượng(?:\s+(?:dự kiến|tham gia|tham dự|học viên))?"),
    ("audience", _AUDIENCE),
    ("topic", _TOPIC),
    ("other", _OTHER),
)
_ANY = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _LABELS)
_LABEL = re.compile(rf"(?:{_ANY})\s*(?:\([^()]{{0,80}}\)\s*)?:\s*")
_BARE_TIME = re.compile(
    r"(?P<time>Thời (?:gian|hạn)\s+(?:thực hiện|hoàn thành|tổ chức))\s+(?=năm\b|trong\b|từ\b|quý\b|Quý\b|tháng\b|thường xuyên|trước\b|h[ằà]ng\b|cả năm|\d)"
)
# "Chủ trì: Sở A. Hoàn thành trước 30/4": after another attribute the time needs neither label nor colon.
_DONE_BY = re.compile(
    r"(?P<time>(?:Hoàn thành|Xong|Thực hiện))\s+(?=trước\b|trong\b|vào\b|chậm nhất\b|quý\b|tháng\b)"
)
_JOINT = re.compile(r"[;.]\s+")
_LONGEST_LABEL = 120


@lru_cache(maxsize=1024)
def attributes_of(text: str) -> tuple[Attribute, ...]:
    """The attributes that a line (without its own label) holds; empty where it is no attribute line."""
    first = _label_at(text, 0)
    if first is None:
        return ()
    joints = [joint.end() for joint in _JOINT.finditer(text, first.end())]
    further = (_label_at(text, joint) or _DONE_BY.match(text, joint) for joint in joints)
    found = [first, *(label for label in further if label)]
    attributes = []
    for index, label in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        kind = _kind_of(label)
        attributes.append(Attribute(kind, label[kind].strip(), text[label.end() : end].strip(" ;")))
    return tuple(attributes)


def _label_at(text: str, at: int) -> re.Match[str] | None:
    label = _LABEL.match(text, at) or _BARE_TIME.match(text, at)
    return label if label and label.end() - label.start() <= _LONGEST_LABEL else None


def _kind_of(label: re.Match[str]) -> AttributeKind:
    return next(kind for kind, _ in _LABELS if label.groupdict().get(kind) is not None)
