"""What a draft says of itself: every change it made, and everything a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why something was changed, or kept though a person should look at it."""

    MOVED = "moved"
    LEAP = "leap-day"
    ANNIVERSARY = "anniversary"
    REPLACED = "basis-replaced"
    AMENDED = "basis-amended"
    SUPERIOR = "superior-plan"
    RENAMED = "unit-renamed"
    DROPPED = "dropped"
    EMPTY = "heading-emptied"
    ADDED = "added"
    REWRITTEN = "rewritten"
    RELABELLED = "relabelled"
    CLEARED = "cleared"
    CITED = "year-in-a-citation"
    SPAN = "span-of-years"
    NAME = "year-in-a-name"
    HISTORY = "past-event"
    BEFORE = "year-before"
    AFTER = "year-after"
    LUNAR = "lunar-day"
    ORDINAL = "ordinal"
    JUBILEE = "years-of-work"
    WEEKDAY = "weekday"
    ENDED = "basis-ended"
    EXPIRED = "basis-out-of-its-period"
    YEARLY = "basis-of-the-year"
    UNKNOWN = "basis-unknown"
    REFERENCE = "reference"
    KEPT = "not-dropped"
    MISREAD = "reads-otherwise"


ASKED = frozenset({
    Reason.ANNIVERSARY, Reason.CITED, Reason.SPAN, Reason.NAME, Reason.HISTORY, Reason.BEFORE, Reason.AFTER, Reason.LUNAR, Reason.ORDINAL, Reason.JUBILEE,
    Reason.WEEKDAY, Reason.ENDED, Reason.EXPIRED, Reason.YEARLY, Reason.UNKNOWN, Reason.REFERENCE, Reason.KEPT, Reason.MISREAD, Reason.LEAP,
})  # fmt: skip
"""Reasons that want a person's eye before the draft is handed in."""


class Words(NamedTuple):
    """A remark in both languages; "{old}" and "{new}" are filled in."""

    vi: str
    en: str


WORDS: dict[Reason, Words] = {
    Reason.MOVED: Words("“{old}” đổi thành “{new}”.", "“{old}” became “{new}”."),
    Reason.LEAP: Words("Năm mới không có ngày 29/02: “{old}” đổi thành “{new}”.", "The new year has no 29 February: “{old}” became “{new}”."),
    Reason.ANNIVERSARY: Words("Số năm kỷ niệm tính tiếp: “{old}” thành “{new}”; hãy xem năm mới có còn tổ chức không.", "The anniversary counts on: “{old}” became “{new}”; see whether it is still celebrated."),
    Reason.REPLACED: Words("{old} đã hết hiệu lực; thay bằng {new}.", "{old} is no longer in force; replaced by {new}."),
    Reason.AMENDED: Words("{old} đã được sửa đổi, bổ sung; thêm {new}.", "{old} has been amended; {new} was added."),
    Reason.SUPERIOR: Words("Thêm căn cứ là kế hoạch mới của cấp trên: {new}.", "The superior's new plan became a basis: {new}."),
    Reason.RENAMED: Words("Tên đơn vị “{old}” đổi thành “{new}”.", "The unit “{old}” is now called “{new}”."),
    Reason.DROPPED: Words("Bỏ nhiệm vụ theo quyết định: {old}", "Dropped as decided: {old}"),
    Reason.EMPTY: Words("Đề mục không còn nhiệm vụ nào nên bỏ: {old}", "No task is left under this heading, so it was dropped: {old}"),
    Reason.ADDED: Words("Thêm nhiệm vụ mới: {new}", "New task: {new}"),
    Reason.REWRITTEN: Words("Viết lại theo quyết định: {new}", "Rewritten as decided: {new}"),
    Reason.RELABELLED: Words("Đánh số lại: “{old}” thành “{new}”.", "Renumbered: “{old}” became “{new}”."),
    Reason.CLEARED: Words("Bỏ trống {old}: dự thảo chưa có số, ngày và chữ ký.", "Left blank: {old}. A draft has no number, day or signature."),
    Reason.CITED: Words("“{old}” là năm trong tên văn bản được viện dẫn nên giữ nguyên; hãy xem có văn bản mới không.", "“{old}” belongs to a cited document and was kept; see whether there is a newer one."),
    Reason.SPAN: Words("“{old}” là giai đoạn không trùng với thời gian của kế hoạch nên giữ nguyên; hãy xem giai đoạn mới.", "“{old}” is a span of years other than the plan's and was kept; see whether there is a new one."),
    Reason.NAME: Words("“{old}” có thể là tên riêng nên giữ nguyên; hãy xem có phải đổi năm không.", "“{old}” may be a name and was kept; see whether its year has to change."),
    Reason.HISTORY: Words("“{old}” là việc đã qua nên giữ nguyên.", "“{old}” tells of the past and was kept."),
    Reason.BEFORE: Words("“{old}” là năm trước kỳ kế hoạch cũ nên giữ nguyên; hãy xem có phải đổi không.", "“{old}” is the year before the old plan and was kept; see whether it has to change."),
    Reason.AFTER: Words("“{old}” là năm sau kỳ kế hoạch cũ nên giữ nguyên; hãy xem có phải đổi không.", "“{old}” is the year after the old plan and was kept; see whether it has to change."),
    Reason.LUNAR: Words("“{old}” đi cùng ngày lễ theo âm lịch nhưng đổi theo dương lịch; hãy xem lịch năm mới.", "“{old}” stands beside a day of the lunar calendar but was moved by the civil one; look at the new year's calendar."),
    Reason.ORDINAL: Words("“{old}” giữ nguyên; hãy xem năm tới là lần thứ mấy.", "“{old}” was kept; see which one it is next year."),
    Reason.JUBILEE: Words("“{old}” giữ nguyên; hãy xem số năm.", "“{old}” was kept; see how many years it will be."),
    Reason.WEEKDAY: Words("Thứ trong tuần trước “{new}” không tính lại; hãy xem lịch.", "The day of the week before “{new}” was not worked out; look at the calendar."),
    Reason.ENDED: Words("{old} đã hết hiệu lực, chưa biết văn bản thay thế; hãy tra cứu.", "{old} is no longer in force and no successor is known; look it up."),
    Reason.EXPIRED: Words("{old}: giai đoạn ghi trong tên văn bản đã hết; hãy xem văn bản của giai đoạn mới.", "{old}: the years in its title are over; see whether there is a document for the new ones."),
    Reason.YEARLY: Words("{old} là văn bản của kỳ cũ; hãy thay bằng văn bản của kỳ mới hoặc bỏ.", "{old} is a document of the old period; put the new one in its place or take it out."),
    Reason.UNKNOWN: Words("{old}: danh mục không có văn bản này nên giữ nguyên; hãy xem còn hiệu lực không.", "{old} is not in the catalogue and was kept; see whether it is still in force."),
    Reason.REFERENCE: Words("“{old}” nhắc tới số mục; các mục đã đánh số lại, hãy xem.", "“{old}” refers to a numbered place; places were renumbered, so look at it."),
    Reason.KEPT: Words("Không bỏ được dòng này vì dưới nó còn việc chuyển tiếp: {old}", "This line was not dropped, because work below it is carried over: {old}"),
    Reason.MISREAD: Words("Đọc lại dự thảo thì nhiệm vụ này khác điều đã quyết định: {new}", "Read again, this task says something other than decided: {new}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftNote:
    """One thing that was done or kept: why, where (`path` of the old plan, `zone` beside the body), from what to what."""

    reason: Reason
    zone: str
    path: tuple[str, ...] = ()
    old: str = ""
    new: str = ""

    @property
    def vi(self) -> str:
        """The remark in Vietnamese."""
        return WORDS[self.reason].vi.format(old=self.old, new=self.new)

    @property
    def en(self) -> str:
        """The remark in English."""
        return WORDS[self.reason].en.format(old=self.old, new=self.new)

    @property
    def is_asked(self) -> bool:
        """Whether a person has to look."""
        return self.reason in ASKED
