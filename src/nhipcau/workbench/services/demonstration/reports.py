"""Reports of the demonstration: the half-year through all levels, the year as far as it came."""

from __future__ import annotations

import datetime as dt
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from nhipcau.accounts.models import User
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.working_days import working_day_after, working_day_on_or_before
from nhipcau.plans.models import Plan, ReportingDate
from nhipcau.reporting.models import Report, ReportCycle, ReportFigure, ReportState, ReportText
from nhipcau.reporting.selectors.cycles import proposal_for
from nhipcau.reporting.services.answering import Answer, save_figure, save_text, say_nothing
from nhipcau.reporting.services.course import accept, open_report, refill, return_report, send, submit
from nhipcau.reporting.services.cycles import Upward, Wanted, open_cycle
from nhipcau.workbench.services.demonstration.people import COORDINATOR, HANOI
from nhipcau.workbench.services.demonstration.year import OFFICERS

ASKED_BEFORE = dt.timedelta(days=21)
# Units whose reports a leader hands in; elsewhere the officer does.
LEADERS = {"LS-NGV": "lanhdao", "LS-VHTTDL": "vanhoa", "LS-BPTTH": "tongbientap"}
NOTHING = "Trong kỳ đơn vị không phát sinh hoạt động thông tin đối ngoại."
REMARK = (
    "Đề nghị nêu rõ nguyên nhân của các việc chậm và bổ sung số công chức làm công tác thông tin đối ngoại."
)
LATE = "Cán bộ đầu mối đi công tác, gửi ngay khi có đủ số liệu."
FIGURES = {"VB-03": 1, "NS-01": 1, "NS-02": 2, "NS-03": 0}
TEXTS = {
    "Ưu điểm": (
        "Các nhiệm vụ được giao cơ bản hoàn thành đúng thời hạn; sản phẩm có chất lượng, được phổ biến tới bạn bè quốc tế.",
        "Công tác phối hợp giữa các đơn vị chặt chẽ hơn; cán bộ đầu mối chủ động cung cấp thông tin.",
        "Nội dung tuyên truyền bám sát thế mạnh của địa phương, chú trọng hình ảnh và sản phẩm số.",
    ),
    "Nguyên nhân": (
        "Nhân lực biên dịch còn thiếu; cán bộ làm công tác thông tin đối ngoại đều kiêm nhiệm.",
        "Một số sản phẩm phải chờ thẩm định nội dung của cơ quan chuyên môn.",
    ),
    "Kiến nghị, đề xuất": (
        "Đề nghị tổ chức thêm lớp bồi dưỡng nghiệp vụ biên dịch, biên tập.",
        "Không.",
    ),
}
# Where nothing lies ahead, a unit still says what it will do.
AHEAD = "Tiếp tục thực hiện các nhiệm vụ thường xuyên theo Kế hoạch."


@dataclass(frozen=True, slots=True)
class Course:
    """How a unit's report went: days before (below zero) or after the due day; None: not done. The share of units is in `COURSES`."""

    begun: int | None
    sent: int | None
    nothing: bool = False
    returned: bool = False


COURSES = (
    *(Course(-6, -3) for _ in range(5)),
    Course(-4, -1), Course(-2, 0), Course(-9, -8, nothing=True), Course(-5, -2, returned=True), Course(-3, 2), Course(-1, None), Course(None, None),
)  # fmt: skip
# A round that lies behind: the last ones came in after they were reminded.
IN_THE_END = 9


def report_on(*, plan: Plan, people: Mapping[str, User], now: dt.datetime) -> int:
    """Every round that was asked for by `now`, as far as it came; returns how many there are."""
    rounds = 0
    for date in ReportingDate.objects.filter(plan=plan).select_related("plan__unit").order_by("due_on"):
        asked = _morning(date.due_on - ASKED_BEFORE)
        if asked > now:
            continue
        cycle = _open(date, people[COORDINATOR], asked)
        for report in cycle.reports.select_related("unit", "cycle").order_by("unit__path"):
            _take_course(report, people, now)
        _gather(cycle, people, now)
        rounds += 1
    return rounds


def _open(date: ReportingDate, keeper: User, now: dt.datetime) -> ReportCycle:
    proposed = proposal_for(date, on=day_of(now))
    if proposed.form is None or proposed.form.current is None or proposed.keeper is None:
        raise LookupError("the report forms were not shipped")
    wanted = Wanted(
        form_version=proposed.form.current, cadence=proposed.cadence, title=proposed.title, keeper=proposed.keeper,
        period_from=proposed.period_from, period_to=proposed.period_to, cut_off_on=proposed.cut_off_on, due_on=proposed.due_on,
        senders=proposed.senders, plan=date.plan, reporting_date=date,
        upward=Upward(
            authority=date.plan.unit, authority_due_on=proposed.authority_due_on, outside=proposed.ministry,
            outside_due_on=proposed.ministry_due_on,
        ),
    )  # fmt: skip
    return open_cycle(user=keeper, wanted=wanted, key=uuid.uuid4(), now=now)


def _take_course(report: Report, people: Mapping[str, User], now: dt.datetime) -> None:
    due, code = report.cycle.due_on, report.unit.code
    place = _chance(report) % len(COURSES)
    is_behind = now > _morning(working_day_after(due, IN_THE_END))
    course = COURSES[place] if COURSES[place].sent is not None or not is_behind else Course(2, 5)
    if course.begun is None or (begun := _around(due, course.begun)) > now:
        return
    writer = people[OFFICERS.get(code, COORDINATOR)]
    report = open_report(user=writer, report=report, version=report.version, now=begun)
    if course.nothing:
        report = say_nothing(user=writer, report=report, version=report.version, because=NOTHING, now=begun)
    else:
        _answer(report, writer, begun)
    if course.sent is None or (sent := _around(due, course.sent)) > now:
        return
    if not course.nothing:
        report = refill(user=writer, report=report, version=report.version, now=sent)
    report = _hand_in(report, people, sent)
    decided = _around(due, course.sent + 2)
    if decided > now:
        return
    keeper = people[COORDINATOR]
    if course.returned:
        report = return_report(user=keeper, report=report, version=report.version, remark=REMARK, now=decided)
        if not is_behind:
            return
        report = _hand_in(report, people, _around(due, 4))
        decided = _around(due, 5)
    accept(user=keeper, report=report, version=report.version, now=decided)


def _hand_in(report: Report, people: Mapping[str, User], now: dt.datetime) -> Report:
    writer = people[OFFICERS.get(report.unit.code, COORDINATOR)]
    leader = LEADERS.get(report.unit.code)
    late = LATE if day_of(now) > report.cycle.due_on else ""
    if leader is None:
        return send(user=writer, report=report, version=report.version, reason=late, now=now)
    report = submit(user=writer, report=report, version=report.version, now=now - dt.timedelta(hours=1))
    return send(user=people[leader], report=report, version=report.version, reason=late, now=now)


def _answer(report: Report, writer: User, now: dt.datetime) -> None:
    """What no evidence can tell: who works on it, and the unit's own judgement."""
    chance = _chance(report)
    for figure in ReportFigure.objects.filter(
        report=report, indicator__code__in=FIGURES, value=None
    ).select_related("indicator"):
        answer = Answer(value=Decimal(FIGURES[figure.indicator.code]))
        save_figure(user=writer, figure=figure, version=figure.version, answer=answer, now=now)
    for text in ReportText.objects.filter(report=report, text="").select_related("section"):
        offered = TEXTS.get(text.section.title, (AHEAD,) if text.section.is_required else ())
        if offered:
            words = offered[chance % len(offered)]
            save_text(user=writer, text=text, version=text.version, words=words, now=now)


def _gather(cycle: ReportCycle, people: Mapping[str, User], now: dt.datetime) -> None:
    """The levels above, each on its day, once what lies below was decided on."""
    keeper = people[COORDINATOR]
    above = cycle.feeds
    while above is not None:
        written = _morning(working_day_on_or_before(above.due_on)) - dt.timedelta(days=1)
        report = Report.objects.select_related("unit", "cycle").get(cycle=above)
        if written > now:
            return
        report = open_report(user=keeper, report=report, version=report.version, now=written)
        _answer(report, keeper, written)
        report = _hand_in(report, people, written + dt.timedelta(hours=3))
        if report.state == ReportState.SENT:
            accept(user=keeper, report=report, version=report.version, now=written + dt.timedelta(hours=5))
        above = above.feeds


def _chance(report: Report) -> int:
    return zlib.crc32(f"{report.unit.code}:{report.cycle.due_on:%m}".encode())


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 9, 0, tzinfo=HANOI)


def _around(due: dt.date, days: int) -> dt.datetime:
    """The morning of a working day so many working days after (or, below zero, days before) the due day."""
    if days >= 0:
        return _morning(working_day_after(due, days) if days else working_day_on_or_before(due))
    return _morning(working_day_on_or_before(due + dt.timedelta(days=days)))
