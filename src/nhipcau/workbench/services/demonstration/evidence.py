"""What the demonstration's units say they did: a sentence and a figure that suit the kind of work."""

from __future__ import annotations

from dataclasses import dataclass

from nhipcau.plans.models import TaskKind


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of evidence; `of` is what its figure counts, from `least` to `most`; empty: no figure."""

    note: str
    of: str = ""
    least: int = 0
    most: int = 0


DONE = (
    Told("Đã thực hiện xong, có biên bản lưu tại đơn vị."),
    Told("Đã hoàn thành, sản phẩm đã gửi cơ quan đầu mối."),
    Told("Đã thực hiện theo kế hoạch."),
)
TOLD: dict[str, tuple[Told, ...]] = {
    TaskKind.TRAINING: (
        Told(
            "Đã tổ chức lớp bồi dưỡng tại Nhà văn hóa tỉnh, học viên được cấp tài liệu.", "học viên", 35, 90
        ),
        Told("Lớp tập huấn hai ngày, có phần thực hành trả lời phỏng vấn.", "học viên", 28, 70),
    ),
    TaskKind.PUBLICATION: (
        Told("Đã phát hành số mới của bản tin, có phần tiếng Anh.", "bản", 500, 1500),
        Told("Đã in và gửi tới các cơ quan, doanh nghiệp, đoàn khách quốc tế.", "cuốn", 300, 1200),
    ),
    TaskKind.PROGRAMME: (
        Told("Đã phát sóng chương trình và đăng trên các nền tảng số.", "phút", 15, 30),
        Told("Đã sản xuất, phát sóng; có phụ đề tiếng Anh.", "phút", 10, 28),
    ),
    TaskKind.PORTAL: (
        Told("Đã cập nhật tin, ảnh trên Cổng Thông tin điện tử tỉnh.", "lượt truy cập", 900, 6400),
        Told("Đã đăng tin, bài kèm ảnh; bản tiếng Anh cập nhật trong ngày.", "lượt truy cập", 700, 5200),
    ),
    TaskKind.PRESS: (
        Told("Đã cung cấp tài liệu và hỗ trợ phóng viên tác nghiệp.", "tin, bài", 3, 14),
        Told("Đã phối hợp đăng phát trên báo chí trung ương và địa phương.", "tin, bài", 4, 18),
    ),
    TaskKind.EVENT: (
        Told("Đã tổ chức, có sự tham dự của đại biểu các địa phương kết nghĩa.", "đại biểu", 60, 240),
        Told("Đã tổ chức trong hai ngày, có gian giới thiệu sản phẩm và thuyết minh.", "khách", 200, 900),
    ),
    TaskKind.COMMUNICATION: (
        Told("Đã tổ chức tuyên truyền tới cán bộ, nhân dân và khách quốc tế.", "lượt người", 120, 800),
        Told("Đã lồng ghép trong các buổi sinh hoạt, tiếp khách."),
    ),
    TaskKind.MONITORING: (Told("Đã tổng hợp và gửi bản điểm tin trong ngày làm việc đầu của tháng."),),
    TaskKind.REPORT: (Told("Đã gửi báo cáo đúng mẫu về cơ quan đầu mối."),),
    TaskKind.PERSONNEL: (Told("Đã có văn bản phân công lãnh đạo phụ trách và công chức đầu mối."),),
    TaskKind.REGULATION: (Told("Đã trình ban hành văn bản; đăng trên Cổng Thông tin điện tử tỉnh."),),
}


def told_of(kind: str, chance: int) -> tuple[str, int | None, str]:
    """Note, figure and what it counts; the same chance (from 0 to 99) says the same."""
    said = TOLD.get(kind, DONE)
    one = said[chance % len(said)]
    if not one.of:
        return one.note, None, ""
    return one.note, one.least + (one.most - one.least) * chance // 99, one.of
