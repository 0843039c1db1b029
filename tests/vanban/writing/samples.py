"""Fictional documents of a province that does not exist, to be written and read."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image, ImageDraw

from vanban.writing.documents import (
    Annex,
    Circulation,
    Column,
    Heading,
    Layout,
    Level,
    OfficialDocument,
    Orientation,
    Paragraph,
    Picture,
    Point,
    Row,
    RowKind,
    Signature,
    Table,
    Urgency,
)
from vanban.writing.measures import Align

COUNCIL = Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Lê Văn An")


def chart() -> bytes:
    """A small bar chart as PNG."""
    image = Image.new("RGB", (600, 240), "white")
    pen = ImageDraw.Draw(image)
    for at, height in enumerate((60, 120, 90, 180, 150)):
        pen.rectangle((60 + at * 100, 220 - height, 120 + at * 100, 220), fill="#1f5f8b")
    pen.line((40, 220, 580, 220), fill="black", width=2)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def attribute_lines(lead: str, coop: str, time: str) -> tuple[Point, ...]:
    return (
        Point(Level.DASH, f"Đơn vị chủ trì: {lead}."),
        Point(Level.DASH, f"Đơn vị phối hợp: {coop}."),
        Point(Level.DASH, f"Thời gian thực hiện: {time}."),
    )


def plan() -> OfficialDocument:
    """A province's yearly plan, with an annex table lying across."""
    return OfficialDocument(
        type="Kế hoạch",
        title="Công tác thông tin đối ngoại trên địa bàn tỉnh Lam Sơn năm 2026",
        issuer=("Ủy ban nhân dân", "tỉnh Lam Sơn"),
        symbol="KH-UBND",
        place="Lam Sơn",
        year=2026,
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại",
        ),
        body=(
            Paragraph(
                "Ủy ban nhân dân tỉnh ban hành Kế hoạch công tác thông tin đối ngoại trên địa bàn tỉnh năm 2026 như sau:"
            ),
            Heading(Level.ROMAN, "Mục đích, yêu cầu"),
            Heading(Level.NUMBER, "Mục đích"),
            Paragraph(
                "Giới thiệu tiềm năng, thế mạnh và con người Lam Sơn với bạn bè quốc tế; cung cấp thông tin chính thức, kịp thời về tình hình của tỉnh."
            ),
            Heading(Level.NUMBER, "Yêu cầu"),
            Paragraph("Nội dung thông tin chính xác, hình thức phù hợp với từng nhóm công chúng."),
            Heading(Level.ROMAN, "Nội dung"),
            Heading(Level.NUMBER, "Bản tin đối ngoại"),
            Paragraph(
                "Biên tập, phát hành bản tin đối ngoại của tỉnh bằng tiếng Việt và tiếng Anh, 01 số/quý."
            ),
            *attribute_lines("Sở Ngoại vụ", "Sở Tài chính", "Quý II/2026"),
            Heading(Level.NUMBER, "Tập huấn nghiệp vụ"),
            Paragraph(
                "Tổ chức 02 lớp tập huấn cho cán bộ làm công tác thông tin đối ngoại của các sở, ban, ngành."
            ),
            *attribute_lines(
                "Sở Văn hóa, Thể thao và Du lịch", "Sở Ngoại vụ; các đơn vị liên quan", "trước ngày 15/9/2026"
            ),
            Heading(Level.NUMBER, "Hoạt động quảng bá"),
            Point(Level.LETTER, "Tổ chức triển lãm ảnh về danh lam thắng cảnh của tỉnh;"),
            Point(Level.LETTER, "Sản xuất phóng sự giới thiệu làng nghề truyền thống;"),
            Point(Level.LETTER, "Đón đoàn phóng viên nước ngoài đến tác nghiệp tại tỉnh;"),
            Point(Level.LETTER, "Cập nhật chuyên mục tiếng Anh trên cổng thông tin điện tử;"),
            Point(Level.LETTER, "Phát hành tập gấp giới thiệu môi trường đầu tư;"),
            Point(Level.LETTER, "Tham gia hội chợ du lịch quốc tế;"),
            Point(Level.LETTER, "Tổ chức cuộc thi ảnh về tỉnh Lam Sơn."),
            Heading(Level.ROMAN, "Kinh phí"),
            Paragraph("Kinh phí thực hiện được bố trí từ ngân sách nhà nước theo phân cấp hiện hành."),
            Heading(Level.ROMAN, "Tổ chức thực hiện"),
            Heading(Level.NUMBER, "Sở Ngoại vụ"),
            Point(Level.DASH, "Chủ trì, đôn đốc việc thực hiện Kế hoạch này."),
            Point(
                Level.DASH, "Tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện trước ngày 20/11/2026."
            ),
            Heading(Level.NUMBER, "Sở Tài chính"),
            Point(Level.DASH, "Thẩm định dự toán, tham mưu bố trí kinh phí thực hiện Kế hoạch."),
        ),
        closing=(
            "Trên đây là Kế hoạch công tác thông tin đối ngoại trên địa bàn tỉnh Lam Sơn năm 2026. Phân công cụ thể tại Phụ lục kèm theo",
        ),
        signature=Signature(COUNCIL.authority, COUNCIL.title, "Lê Văn An"),
        recipients=(
            "Bộ Văn hóa, Thể thao và Du lịch",
            "Thường trực Tỉnh ủy",
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Các sở, ban, ngành",
            "UBND các xã, phường",
            "Lưu: VT, NV",
        ),
        drafter="PL.(60)",
        annexes=(
            Annex(
                "Phân công nhiệm vụ năm 2026",
                (
                    Table(
                        (
                            Column("STT", 0.6, Align.CENTRE),
                            Column("Nội dung công việc", 4),
                            Column("Đơn vị chủ trì", 2),
                            Column("Đơn vị phối hợp", 2),
                            Column("Thời gian", 1.4, Align.CENTRE),
                        ),
                        (
                            Row(("I", "Thông tin, quảng bá"), RowKind.GROUP),
                            *(
                                Row(
                                    (
                                        str(n),
                                        f"Xuất bản ấn phẩm giới thiệu tỉnh Lam Sơn số {n}",
                                        "Sở Ngoại vụ",
                                        "Sở Tài chính",
                                        "Quý III/2026",
                                    )
                                )
                                for n in range(1, 31)
                            ),
                        ),
                    ),
                ),
                orientation=Orientation.LANDSCAPE,
            ),
        ),
        contact=(
            "Số 1 đường Hòa Bình, phường Lam Sơn, tỉnh Lam Sơn. Điện thoại: 0200 000 000. Email: vanphong@lamson.example",
        ),
    )


def report() -> OfficialDocument:
    """A department's report to the People's Committee, with figures, a chart and two annexes."""
    figures = Table(
        (
            Column("STT", 0.5, Align.CENTRE),
            Column("Chỉ tiêu", 3),
            Column("Kế hoạch", 1, Align.RIGHT),
            Column("Thực hiện", 1, Align.RIGHT),
        ),
        (
            Row(("1", "Bản tin đối ngoại (số)", "4", "4")),
            Row(("2", "Lớp tập huấn", "2", "3")),
            Row(("", "Tổng kinh phí (đồng)", "1.234.567.000", "1.200.000.000"), RowKind.TOTAL),
        ),
        caption="Biểu 1. Kết quả thực hiện các chỉ tiêu",
    )
    return OfficialDocument(
        type="Báo cáo",
        title="Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
        superior=("UBND tỉnh Lam Sơn",),
        issuer=("Sở Ngoại vụ",),
        number="7",
        symbol="BC-SNgV",
        place="Lam Sơn",
        date=date(2026, 2, 5),
        addressees=("Ủy ban nhân dân tỉnh", "Bộ Văn hóa, Thể thao và Du lịch"),
        body=(
            Paragraph("Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2026, Sở Ngoại vụ báo cáo kết quả như sau:"),
            Heading(Level.ROMAN, "Kết quả"),
            Heading(Level.NUMBER, "Kết quả chung"),
            Heading(Level.NUMBER2, "Ấn phẩm"),
            Paragraph("Đã phát hành bốn số bản tin, mỗi số 1.000 bản."),
            Heading(Level.NUMBER2, "Tập huấn"),
            Paragraph("Đã tổ chức ba lớp cho 120 học viên."),
            figures,
            Picture(chart(), "Hình 1. Số tin, bài theo tháng", 120),
            Heading(Level.ROMAN, "Đánh giá"),
            Point(Level.NUMBER, "Công tác phối hợp giữa các cơ quan có nhiều tiến bộ."),
            Point(Level.NUMBER, "Kinh phí còn hạn hẹp."),
        ),
        closing=("Sở Ngoại vụ kính báo cáo Ủy ban nhân dân tỉnh",),
        signature=Signature((), "GIÁM ĐỐC"),
        recipients=("Như trên", "Lưu: VT, TTĐN"),
        annexes=(Annex("Danh mục ấn phẩm", (Point(Level.NUMBER, "Bản tin số 1."), Point(Level.NUMBER, "Bản tin số 2."))),
                 Annex("Số liệu chi tiết", (figures,))),
    )  # fmt: skip


def letter() -> OfficialDocument:
    """An urgent letter of the office of the People's Committee."""
    return OfficialDocument(
        type="Công văn",
        title="V/v đôn đốc báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
        superior=("UBND tỉnh Lam Sơn",),
        issuer=("Văn phòng",),
        symbol="VP-NC",
        place="Lam Sơn",
        addressees=("Sở Ngoại vụ",),
        body=(
            Paragraph("Văn phòng Ủy ban nhân dân tỉnh đề nghị Sở Ngoại vụ gửi báo cáo trước ngày 15/6/2026."),
            Paragraph("Báo cáo gửi về địa chỉ thư điện tử của Văn phòng để tổng hợp."),
        ),
        closing=("Trân trọng",),
        signature=Signature(("KT. CHÁNH VĂN PHÒNG",), "PHÓ CHÁNH VĂN PHÒNG", "Trần Thị Bình"),
        recipients=("Lưu: VT, NC",),
        urgency=Urgency.VERY_URGENT,
        circulation=Circulation.INTERNAL,
    )


def party_plan() -> OfficialDocument:
    """A plan of a provincial Party committee."""
    return OfficialDocument(
        layout=Layout.PARTY,
        type="Kế hoạch",
        title="công tác thông tin đối ngoại năm 2026",
        superior=("Đảng bộ tỉnh Lam Sơn",),
        issuer=("Ban Chỉ đạo", "công tác thông tin đối ngoại"),
        number="7",
        symbol="KH/BCĐ",
        place="Lam Sơn",
        date=date(2026, 1, 12),
        body=(
            Paragraph("Ban Chỉ đạo ban hành Kế hoạch công tác thông tin đối ngoại năm 2026 như sau:"),
            Heading(Level.ROMAN, "Mục đích, yêu cầu"),
            Point(Level.DASH, "Nâng cao chất lượng công tác thông tin đối ngoại."),
            Heading(Level.ROMAN, "Nội dung"),
            Heading(Level.NUMBER, "Tuyên truyền biển, đảo"),
            Point(Level.DASH, "Tổ chức hội nghị thông tin chuyên đề cho báo cáo viên trong quý II/2026."),
        ),
        signature=Signature(("T/M BAN CHỈ ĐẠO",), "TRƯỞNG BAN", "Trần Văn Dũng"),
        recipients=("Thường trực Tỉnh ủy", "Các cơ quan thành viên", "Lưu Ban Chỉ đạo"),
    )


def decision() -> OfficialDocument:
    """A decision in articles."""
    return OfficialDocument(
        type="Quyết định",
        title="Ban hành Quy chế phối hợp cung cấp thông tin",
        issuer=("Ủy ban nhân dân", "tỉnh Lam Sơn"),
        symbol="QĐ-UBND",
        place="Lam Sơn",
        decider="Ủy ban nhân dân tỉnh Lam Sơn",
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Theo đề nghị của Giám đốc Sở Ngoại vụ"),
        body=(
            Heading(Level.CHAPTER, "Quy định chung"),
            Heading(Level.ARTICLE, "Phạm vi điều chỉnh"),
            Point(Level.NUMBER, "Quy chế này quy định việc phối hợp cung cấp thông tin."),
            Point(Level.NUMBER, "Quy chế áp dụng với:"),
            Point(Level.LETTER, "Các sở, ban, ngành;"),
            Point(Level.LETTER, "Ủy ban nhân dân các xã, phường."),
            Heading(Level.ARTICLE, "Nguyên tắc"),
            Point(Level.NUMBER, "Chính xác, kịp thời."),
            Heading(Level.CHAPTER, "Điều khoản thi hành"),
            Heading(Level.ARTICLE, "Hiệu lực"),
            Paragraph("Quyết định này có hiệu lực từ ngày ký."),
        ),
        signature=COUNCIL,
        recipients=("Như Điều 3", "Lưu: VT, NV"),
        urgency=Urgency.EXPRESS,
    )  # fmt: skip


SAMPLES = {"plan": plan, "report": report, "letter": letter, "party": party_plan, "decision": decision}
