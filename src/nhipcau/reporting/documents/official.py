"""The report as an official document: Báo cáo in the layout of Nghị định 30/2020/NĐ-CP, or of the Party for its bodies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import vanban
from nhipcau.organisations.selectors.letterhead import lowered
from nhipcau.reporting.documents.annexes import annexes_of
from nhipcau.reporting.documents.office import (
    addressees_of,
    full_name,
    layout_of,
    lines_of,
    place_of,
    recipients_of,
    signature_of,
    superior_of,
    symbol_of,
)
from nhipcau.reporting.documents.wording import Content, answer, day, long_day, measure, period

LEVELS = {1: vanban.Level.ROMAN, 2: vanban.Level.NUMBER, 3: vanban.Level.LETTER}
MOST_POINTS = 8  # figures told in a section; the annex has all
# Of these officials write that there are none; of work that none came up.
WANTING = re.compile(
    r"\b(?:hạn chế|nguyên nhân|khó khăn|vướng mắc|tồn tại|đề xuất|kiến nghị|chưa)\b", re.IGNORECASE
)
BULLETS = {"-": vanban.Level.DASH, "–": vanban.Level.DASH, "+": vanban.Level.PLUS, "*": vanban.Level.STAR}


def docx_of(content: Content, *, is_draft: bool) -> bytes:
    """The Word file; a draft says so on its first line."""
    return vanban.write_docx(official(content, is_draft=is_draft))


def official(content: Content, *, is_draft: bool) -> vanban.OfficialDocument:
    """The document; number and day are left to the clerk, the name to the signer."""
    unit = content["unit"]
    return vanban.OfficialDocument(
        type="Báo cáo",
        title=f"{content['form']['subject']} {period(content['cycle'])}",
        issuer=lines_of(unit),
        superior=superior_of(content),
        symbol=symbol_of(unit),
        place=place_of(content),
        layout=layout_of(unit),
        year=_year(content),
        addressees=addressees_of(content),
        body=tuple(_body(content, is_draft=is_draft)),
        closing=(_closing(content),),
        signature=signature_of(unit),
        recipients=recipients_of(content),
        annexes=() if content["report"]["is_nothing"] else annexes_of(content),
    )


def _year(content: Content) -> int:
    """The year in which the report is due: the day itself is the clerk's."""
    return dt.date.fromisoformat(content["cycle"]["due_on"]).year


def _body(content: Content, *, is_draft: bool) -> Iterator[vanban.Block]:
    report, cycle = content["report"], content["cycle"]
    if is_draft:
        yield vanban.Paragraph(
            f"(Dự thảo: nội dung và số liệu tại thời điểm ngày {day(report['said_on'])}, chưa được chấp nhận)",
            italic=True,
        )
    yield vanban.Paragraph(f"{_opening(content)} như sau:")
    if report["is_nothing"]:
        yield vanban.Paragraph(
            f"Trong kỳ báo cáo (từ ngày {day(cycle['period_from'])} đến ngày {day(cycle['period_to'])}), "
            f"{full_name(content['unit']['name'])} không phát sinh nội dung phải báo cáo."
        )
        yield vanban.Paragraph(f"Lý do: {report['nothing_because'].rstrip('.')}.")
        return
    if cycle["has_estimates"]:
        yield vanban.Paragraph(
            f"(Số liệu thực hiện tính đến ngày {day(cycle['cut_off_on'])}; số liệu đến hết ngày {day(cycle['period_to'])} là ước thực hiện.)",
            italic=True,
        )
    if len(content["units"]) > 1:
        yield vanban.Paragraph(_who_reported(content))
    yield from _sections(content)


def _opening(content: Content) -> str:
    unit, plan = full_name(content["unit"]["name"]), content["plan"]
    told = f"{unit} báo cáo {lowered(content['form']['subject'])} {period(content['cycle'])}"
    if plan is None:
        return told
    if plan["number"] and plan["symbol"] and plan["issued_on"]:
        cited = f"Kế hoạch số {plan['number']}/{plan['symbol']} {long_day(plan['issued_on'])}"
        return f"Thực hiện {cited} của {full_name(plan['issuer'])} về {lowered(plan['title'])}, {told}"
    return f"Thực hiện Kế hoạch {lowered(plan['title'])}, {told}"


def _who_reported(content: Content) -> str:
    units = content["units"]
    counted = sum(1 for each in units if each["is_counted"])
    missing = [each["name"] for each in units if not each["is_counted"]]
    told = f"Báo cáo được tổng hợp từ {counted}/{len(units)} đơn vị (Phụ lục kèm theo)."
    if missing and len(missing) <= 10:
        return f"{told} Chưa tổng hợp số liệu của: {'; '.join(missing)}."
    return told


def _sections(content: Content) -> Iterator[vanban.Block]:
    of: dict[int, list[Content]] = {}
    for figure in content["figures"]:
        of.setdefault(figure["section"], []).append(figure)
    sections = [section for section in content["sections"] if section["title"]]
    for place, section in enumerate(sections):
        yield vanban.Heading(LEVELS[section["level"]], section["title"])
        text = section["text"].strip()
        figures = of.get(section["position"], [])
        blocks = [*_text(text), *_points(figures, content["cycle"])]
        yield from blocks
        below = place + 1 < len(sections) and sections[place + 1]["level"] > section["level"]
        if not blocks and not below:
            yield vanban.Paragraph(_nothing(section))


def _nothing(section: Content) -> str:
    if not section["has_text"]:
        return "Không có số liệu."
    return "Không có." if WANTING.search(section["title"]) else "Trong kỳ không phát sinh."


def _text(text: str) -> Iterator[vanban.Block]:
    """A line a paragraph; one that opens with a dash is a point."""
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        level = BULLETS.get(line[0])
        if level is not None and line[1:].strip():
            yield vanban.Point(level, line[1:].strip())
        else:
            yield vanban.Paragraph(line)


def _points(figures: list[Content], cycle: Content) -> Iterator[vanban.Block]:
    """What the figures of a section say, a point each; what is nought or unknown stands in the annex alone, as do many figures."""
    said = [figure for figure in figures if _says_something(figure)]
    if len(said) > MOST_POINTS:
        yield vanban.Paragraph("Số liệu chi tiết tại Phụ lục kèm theo.")
        return
    for figure in said:
        told = answer(figure)
        counted_in = f" {measure(figure)}" if measure(figure) and told and figure["type"] != "list" else ""
        words = f"{figure['label']}: {told or 'chưa có số liệu'}{counted_in}"
        guess = answer(figure, "estimate") if cycle["has_estimates"] else ""
        if guess:
            words += f"; ước thực hiện đến {day(cycle['period_to'])}: {guess} {figure['measure']}".rstrip()
        yield vanban.Point(vanban.Level.DASH, f"{words}.")


def _says_something(figure: Content) -> bool:
    """A figure above nought, a list with entries, an answer to yes or no, or something expected to come."""
    if figure["type"] == "yes-no" or answer(figure, "estimate").strip("0,. "):
        return bool(answer(figure) or answer(figure, "estimate"))
    return bool(answer(figure).split("/")[0].strip("0,. "))


def _closing(content: Content) -> str:
    unit = full_name(content["unit"]["name"])
    told = f"Trên đây là báo cáo {lowered(content['form']['subject'])} {period(content['cycle'])} của {unit}"
    receivers = addressees_of(content)
    return f"{told}, kính gửi {receivers[0]} tổng hợp, theo dõi" if receivers else told
