"""The annexes of a report: its figures, who reported, and charts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import vanban
from nhipcau.reporting.documents import pictures
from nhipcau.reporting.documents.wording import Content, answer, day, entries, measure, number, short_name

MOST_CHARTS, MOST_BARS, FEWEST_BARS = 4, 12, 2
WIDE_NUMBER = 0.8  # "STT" in bold on one line
RIGHT, CENTRE, LEFT = vanban.Align.RIGHT, vanban.Align.CENTRE, vanban.Align.LEFT
STATES = {
    "awaited": "Chưa gửi",
    "draft": "Chưa gửi",
    "submitted": "Chưa gửi",
    "sent": "Đã gửi",
    "returned": "Trả lại, chưa gửi lại",
    "accepted": "Đã gửi",
}


def annexes_of(content: Content) -> tuple[vanban.Annex, ...]:
    """Figures where the form has any; of a consolidated report who reported, and charts where a font is at hand."""
    found = []
    if content["figures"]:
        found.append(vanban.Annex("Bảng số liệu", tuple(_figures(content))))
    if len(content["units"]) > 1:
        found.append(vanban.Annex("Tình hình gửi báo cáo của các đơn vị", tuple(_units(content))))
        if charts := tuple(_charts(content)):
            found.append(vanban.Annex("Biểu đồ", charts))
    return tuple(found)


def _figures(content: Content) -> Iterator[vanban.Block]:
    cycle = content["cycle"]
    guessed = cycle["has_estimates"]
    columns = [
        vanban.Column("STT", WIDE_NUMBER, CENTRE), vanban.Column("Chỉ tiêu", 3.8), vanban.Column("Đơn vị tính", 1.0, CENTRE),
        vanban.Column(f"Thực hiện đến {day(cycle['cut_off_on'])}", 1.9, RIGHT),
    ]  # fmt: skip
    if guessed:
        columns.append(vanban.Column(f"Ước thực hiện đến {day(cycle['period_to'])}", 1.9, RIGHT))
    columns.append(vanban.Column("Ghi chú", 1.4))
    titles = {section["position"]: section["title"] for section in content["sections"]}
    rows: list[vanban.Row] = []
    group = None
    for place, figure in enumerate(content["figures"], start=1):
        if figure["section"] != group:
            group = figure["section"]
            rows.append(vanban.Row(("", titles.get(group, "")), vanban.RowKind.GROUP))
        cells = [str(place), _label(figure), measure(figure), _value(figure)]
        if guessed:
            cells.append(answer(figure, "estimate"))
        rows.append(vanban.Row((*cells, _note(figure))))
    # Above the table: below it the note may stand on a page of its own.
    if guessed:
        yield vanban.Paragraph(
            f"Ghi chú: số liệu thực hiện tính đến ngày {day(cycle['cut_off_on'])}; số liệu đến ngày "
            f"{day(cycle['period_to'])} là ước thực hiện.",
            italic=True,
        )
    yield vanban.Table(tuple(columns), tuple(rows))


def _label(figure: Content) -> str:
    """The name of the figure; entries of a list stand below it, where there is room for them."""
    if figure["type"] != "list":
        return str(figure["label"])
    return "\n".join((figure["label"], *(f"- {each}" for each in entries(figure))))


def _value(figure: Content) -> str:
    """The figure in its column; of a list how many entries it has."""
    if figure["type"] == "list":
        return number(str(len(entries(figure)))) if figure["entries"] else ""
    return answer(figure)


def _note(figure: Content) -> str:
    """The unit's note; for a count of yes and no what it counts."""
    if figure["type"] == "yes-no" and figure["of"] is not None:
        return "; ".join(filter(None, ("Số đơn vị trả lời “Có”", figure["note"])))
    return str(figure["note"])


def _units(content: Content) -> Iterator[vanban.Block]:
    units = content["units"]
    counted = sum(1 for each in units if each["is_counted"])
    late = sum(1 for each in units if each["is_counted"] and each["is_late"])
    nothing = sum(1 for each in units if each["is_counted"] and each["is_nothing"])
    yield vanban.Paragraph(
        f"Tổng số {len(units)} đơn vị; đã gửi {counted}, trong đó gửi sau hạn {late}, không phát sinh {nothing}; "
        f"chưa gửi {len(units) - counted}."
    )
    columns = (
        vanban.Column("STT", WIDE_NUMBER, CENTRE), vanban.Column("Đơn vị", 3.6), vanban.Column("Tình trạng", 1.6),
        vanban.Column("Ngày gửi", 1.4, CENTRE), vanban.Column("Ghi chú", 2.0),
    )  # fmt: skip
    rows = tuple(
        vanban.Row(
            (str(place), each["name"], _state(each), day(each["first_sent_on"]), each["nothing_because"])
        )
        for place, each in enumerate(units, start=1)
    )
    yield vanban.Table(columns, rows)


def _state(unit: Content) -> str:
    if not unit["is_counted"]:
        return STATES[unit["state"]]
    word = "Không phát sinh" if unit["is_nothing"] else STATES[unit["state"]]
    return f"{word}, sau hạn" if unit["is_late"] else word


def _charts(content: Content) -> Iterator[vanban.Block]:
    """The first figures that several units gave, each by unit, the largest first."""
    names = {each["code"]: short_name(each) for each in content["units"]}
    drawn = 0
    for figure in content["figures"]:
        if drawn == MOST_CHARTS or figure["type"] not in {"number", "money"}:
            continue
        told = [
            (names[each["unit"]], Decimal(each["value"]), number(each["value"]))
            for each in figure["contributions"]
            if each["value"] is not None and Decimal(each["value"]) > 0
        ]
        rows = sorted(told, key=lambda row: -row[1])[:MOST_BARS]
        # Bars of one length say nothing that a line of text does not.
        if len({value for _label, value, _text in rows}) < FEWEST_BARS:
            continue
        image = pictures.bars(rows)
        if image is None:
            yield vanban.Paragraph(
                "(Không có biểu đồ: máy chủ thiếu phông chữ có dấu tiếng Việt.)", italic=True
            )
            return
        drawn += 1
        more = f" ({len(rows)} đơn vị có số liệu cao nhất)" if len(told) > len(rows) else ""
        counted_in = f" ({figure['measure']})" if figure["measure"] else ""
        words = "; ".join(f"{label}: {text}" for label, _value, text in rows)
        yield vanban.Picture(
            image,
            caption=f"Biểu đồ {drawn}. {figure['label']}{counted_in}{more}",
            description=f"{figure['label']}: {words}",
        )
