"""The styles of a written document: each element of form has one, so that a change of style changes them all."""

from __future__ import annotations

from collections.abc import Mapping

from vanban.writing.measures import LETTER_SUBJECT_GAP, Align, Lettering, Part, Rules, half_points, twips

STYLE_OF: Mapping[Part, tuple[str, str]] = {
    Part.STATE_NAME: ("VBQuocHieu", "VB Quốc hiệu"),
    Part.MOTTO: ("VBTieuNgu", "VB Tiêu ngữ"),
    Part.SUPERIOR: ("VBCoQuanChuQuan", "VB Cơ quan chủ quản"),
    Part.ISSUER: ("VBCoQuanBanHanh", "VB Cơ quan ban hành"),
    Part.NUMBER: ("VBSoKyHieu", "VB Số, ký hiệu"),
    Part.PLACE_DATE: ("VBDiaDanh", "VB Địa danh, thời gian"),
    Part.TYPE: ("VBTenLoai", "VB Tên loại"),
    Part.SUBJECT: ("VBTrichYeu", "VB Trích yếu"),
    Part.LETTER_SUBJECT: ("VBTrichYeuCongVan", "VB Trích yếu công văn"),
    Part.ADDRESSEE: ("VBKinhGui", "VB Kính gửi"),
    Part.BASIS: ("VBCanCu", "VB Căn cứ"),
    Part.BODY: ("VBNoiDung", "VB Nội dung"),
    Part.CHAPTER: ("VBChuong", "VB Phần, Chương, Mục"),
    Part.ROMAN: ("VBMucLaMa", "VB Mục I, II"),
    Part.ARTICLE: ("VBDieu", "VB Điều"),
    Part.NUMBERED: ("VBKhoan", "VB Khoản có tiêu đề"),
    Part.AUTHORITY: ("VBQuyenHan", "VB Quyền hạn, chức vụ"),
    Part.SIGNER: ("VBHoTen", "VB Họ tên người ký"),
    Part.RECIPIENTS_WORD: ("VBNoiNhan", "VB Nơi nhận"),
    Part.RECIPIENTS: ("VBNoiNhanDong", "VB Danh sách nơi nhận"),
    Part.DRAFTER: ("VBNguoiSoan", "VB Ký hiệu người soạn"),
    Part.CONTACT: ("VBDiaChi", "VB Địa chỉ cơ quan"),
    Part.PAGE_NUMBER: ("VBSoTrang", "VB Số trang"),
    Part.ANNEX_LABEL: ("VBPhuLuc", "VB Phụ lục"),
    Part.ANNEX_TITLE: ("VBTenPhuLuc", "VB Tên phụ lục"),
    Part.ANNEX_REFERENCE: ("VBKemTheo", "VB Kèm theo"),
    Part.MARK: ("VBDauChi", "VB Dấu chỉ"),
    Part.CELL: ("VBO", "VB Ô bảng"),
    Part.CAPTION: ("VBChuThich", "VB Chú thích"),
    Part.NOTE: ("VBCuocChu", "VB Cước chú"),
}
"""Style of each part: its id, and its name in Word's list of styles."""

_OUTLINE: Mapping[Part, int] = {
    Part.CHAPTER: 0,
    Part.ROMAN: 0,
    Part.ANNEX_LABEL: 0,
    Part.ARTICLE: 1,
    Part.NUMBERED: 1,
}
_INDENTED = frozenset({Part.BODY, Part.BASIS, Part.ROMAN, Part.ARTICLE, Part.NUMBERED})
_RUNNING = _INDENTED | {Part.CHAPTER}
_KEPT_WITH_NEXT = frozenset({
    Part.CHAPTER, Part.ROMAN, Part.ARTICLE, Part.NUMBERED, Part.TYPE, Part.ANNEX_LABEL, Part.ANNEX_TITLE, Part.AUTHORITY,
    Part.RECIPIENTS_WORD,
})  # fmt: skip
_GAPS: Mapping[Part, tuple[float, float]] = {
    Part.TYPE: (14, 0), Part.LETTER_SUBJECT: (LETTER_SUBJECT_GAP.chosen, 0), Part.NUMBER: (8, 0), Part.PLACE_DATE: (8, 0), Part.CELL: (2, 2),
    Part.CAPTION: (3, 6), Part.ADDRESSEE: (0, 6), Part.CONTACT: (2, 0), Part.ANNEX_REFERENCE: (2, 0),
}  # fmt: skip
"""Points before and after, where an element does not follow the gaps of running text."""


def style_id(part: Part) -> str:
    """The id of a part's style."""
    return STYLE_OF[part][0]


def styles_xml(rules: Rules) -> str:
    """Contents of the styles part."""
    font = f'<w:rFonts w:ascii="{rules.font}" w:hAnsi="{rules.font}" w:eastAsia="{rules.font}" w:cs="{rules.font}"/>'
    size = half_points(rules.parts[Part.BODY].size.chosen)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    basic = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    )
    line = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="VBDuongKe"><w:name w:val="VB Đường kẻ"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:spacing w:before="40" w:after="0" w:line="80" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="6"/><w:szCs w:val="6"/></w:rPr></w:style>'
    )
    return defaults + basic + "".join(_style(part, rules) for part in STYLE_OF) + line


def _style(part: Part, rules: Rules) -> str:
    identity, name = STYLE_OF[part]
    following = f'<w:next w:val="{style_id(Part.BODY)}"/>' if part in _OUTLINE else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{_paragraph(part, rules)}</w:pPr>'
        f"<w:rPr>{look(rules.parts[part])}</w:rPr></w:style>"
    )


def _paragraph(part: Part, rules: Rules) -> str:
    keep = "<w:keepNext/>" if part in _KEPT_WITH_NEXT else ""
    before, after = _GAPS.get(part, (0.0, 0.0))
    line = 1.0
    if part in _RUNNING:
        after, line = rules.body.gap.chosen, rules.body.line.chosen
    spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{round(line * 240)}" w:lineRule="auto"/>'
    indent = f'<w:ind w:firstLine="{twips(rules.body.indent.chosen)}"/>' if part in _INDENTED else ""
    align = rules.parts[part].align or Align.LEFT
    outline = f'<w:outlineLvl w:val="{_OUTLINE[part]}"/>' if part in _OUTLINE else ""
    return f'{keep}{spacing}{indent}<w:jc w:val="{align}"/>{outline}'


def look(lettering: Lettering) -> str:
    """Weight, slope and size as elements of `w:rPr`."""
    bold = "<w:b/><w:bCs/>" if lettering.bold else ""
    italic = "<w:i/><w:iCs/>" if lettering.italic else ""
    size = half_points(lettering.size.chosen)
    return f'{bold}{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
