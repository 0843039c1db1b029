"""Money of the demonstration's plan: estimates, appraisal, allocation, an adjustment, payments quarter by quarter."""

from __future__ import annotations

import datetime as dt
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from nhipcau.accounts.models import User
from nhipcau.budget.models import BudgetCode, BudgetFrame, Estimate, EstimateLine, FundSource
from nhipcau.budget.services.allocating import adjust, allocate
from nhipcau.budget.services.appraising import accept_rest, appraise_line, finish_appraisal, return_estimate
from nhipcau.budget.services.estimates import open_estimate, remove_empty_lines, save_line, submit_estimate
from nhipcau.budget.services.frames import set_frame
from nhipcau.budget.services.lists import save_code, save_fund
from nhipcau.budget.services.vouchers import Payment, enter_voucher
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.working_days import working_day_on_or_before
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, TaskKind
from nhipcau.workbench.services.demonstration.people import COORDINATOR, HANOI
from nhipcau.workbench.services.demonstration.reports import LEADERS
from nhipcau.workbench.services.demonstration.year import OFFICERS

FINANCE = "taichinh"
FRAME = 1_850_000_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Norm:
    """What one piece of a kind of work costs, and the budget code it is booked under."""

    measure: str
    amount: int
    code: str


NORMS = {
    TaskKind.TRAINING: Norm("lớp", 62 * MILLION, "6650"),
    TaskKind.PUBLICATION: Norm("số", 38 * MILLION, "6600"),
    TaskKind.PROGRAMME: Norm("chương trình", 14_500_000, "7000"),
    TaskKind.EVENT: Norm("cuộc", 95 * MILLION, "6650"),
    TaskKind.PORTAL: Norm("gói", 54 * MILLION, "6600"),
    TaskKind.PRESS: Norm("đợt", 27 * MILLION, "6600"),
    TaskKind.COMMUNICATION: Norm("đợt", 18 * MILLION, "6600"),
}
OTHER = Norm("nhiệm vụ", 12 * MILLION, "6600")
# Work that is done at the desk and asks for no money of its own.
FREE = {TaskKind.REGULATION, TaskKind.PERSONNEL, TaskKind.REPORT, TaskKind.BUDGET}
CODES = (
    ("6600", "Thông tin, tuyên truyền, liên lạc"),
    ("6650", "Hội nghị"),
    ("7000", "Chi phí nghiệp vụ chuyên môn"),
)
FUNDS = ("Ngân sách tỉnh", "Nguồn xã hội hóa")
# How far the estimate of which unit came.
ESTIMATES = (
    ("LS-VHTTDL", "spent"), ("LS-NGV", "spent"), ("LS-BPTTH", "spent"), ("LS-CT", "spent"),
    ("LS-HN", "returned"), ("LS-TGDV", "submitted"), ("LS-KHCN", "draft"),
)  # fmt: skip
EXPLAINED = "Căn cứ nhiệm vụ được giao trong Kế hoạch và định mức chi hiện hành."
REDUCED = "Áp dụng định mức chi hội nghị, tập huấn hiện hành."
REMARK = "Đề nghị thuyết minh cơ sở tính của từng dòng."
DECISION = "Quyết định giao dự toán bổ sung đợt I"
MOVED = "Điều chỉnh giữa các nội dung do thay đổi thời gian tổ chức."


def spend_on(*, plan: Plan, people: Mapping[str, User], now: dt.datetime) -> int:
    """The plan's money as far as it came by `now`; returns how many estimates there are."""
    year = plan.period_from.year
    begun = _at(year, 2, 10)
    if begun > now:
        return 0
    finance = people[FINANCE]
    if not BudgetFrame.objects.filter(plan=plan).exists():
        set_frame(user=finance, plan=plan, amount=FRAME, version=0, now=begun)
    funds = [save_fund(user=finance, fund=None, name=name, now=begun) for name in FUNDS]
    codes = {
        code: save_code(user=finance, code_row=None, kind="item", code=code, name=name, now=begun)
        for code, name in CODES
    }
    for code, course in ESTIMATES:
        estimate = _written(plan, code, people, funds, codes, begun)
        if course != "draft" and (handed_in := _at(year, 2, 20)) <= now:
            _take_course(estimate, course, people, year, handed_in, now)
    return len(ESTIMATES)


def _written(
    plan: Plan, code: str, people: Mapping[str, User], funds: list[FundSource], codes: Mapping[str, BudgetCode], now: dt.datetime,
) -> Estimate:  # fmt: skip
    """A line for each task that costs something; the others fall away."""
    writer = people[OFFICERS.get(code, COORDINATOR)]
    estimate = open_estimate(user=writer, plan=plan, unit=Unit.objects.get(code=code), now=now)
    for line in estimate.lines.all():
        kind = TaskKind(line.kind)
        if kind in FREE:
            continue
        norm = NORMS.get(kind, OTHER)
        fields = {
            "measure": norm.measure, "norm": norm.amount, "quantity": min(line.quantity, 6), "code": codes[norm.code],
            "fund": funds[_chance(line) % 5 == 0],
        }  # fmt: skip
        save_line(user=writer, line=line, version=line.version, fields=fields, now=now)
    estimate.refresh_from_db()
    remove_empty_lines(user=writer, estimate=estimate, version=estimate.version, now=now)
    estimate.refresh_from_db()
    return estimate


def _take_course(
    estimate: Estimate,
    course: str,
    people: Mapping[str, User],
    year: int,
    handed_in: dt.datetime,
    now: dt.datetime,
) -> None:
    code = estimate.unit.code
    if not estimate.lines.exists():
        return
    sender = people[LEADERS.get(code, OFFICERS.get(code, COORDINATOR))]
    estimate = submit_estimate(user=sender, estimate=estimate, version=estimate.version, now=handed_in)
    appraised, given = _at(year, 3, 5), _at(year, 3, 16)
    finance = people[FINANCE]
    if course == "returned" and appraised <= now:
        return_estimate(
            user=finance,
            estimate=estimate,
            version=estimate.version,
            remark=REMARK,
            remarks={},
            now=appraised,
        )
    if course != "spent" or appraised > now:
        return
    for line in estimate.lines.all():
        if line.kind in {TaskKind.TRAINING, TaskKind.EVENT}:
            less = line.amount * 9 // 10
            appraise_line(
                user=finance, line=line, version=line.version, appraised=less, reason=REDUCED, now=appraised
            )
    estimate.refresh_from_db()
    accept_rest(user=finance, estimate=estimate, version=estimate.version, now=appraised)
    estimate.refresh_from_db()
    estimate = finish_appraisal(user=finance, estimate=estimate, version=estimate.version, now=appraised)
    if given > now:
        return
    amounts = {line.pk: line.appraised or 0 for line in estimate.lines.all()}
    allocate(
        user=finance, estimate=estimate, version=estimate.version, amounts=amounts, decision=DECISION, on=day_of(given),
        key=uuid.uuid4(), now=given, reason=EXPLAINED, confirmed=True,
    )  # fmt: skip
    _pay(estimate, people, year, now)


def _pay(estimate: Estimate, people: Mapping[str, User], year: int, now: dt.datetime) -> None:
    """A payment on each line towards the end of every quarter; in August one unit moves money between two lines."""
    payer = people[OFFICERS.get(estimate.unit.code, COORDINATOR)]
    for quarter, (month, day) in enumerate(((3, 27), (6, 22), (9, 23), (11, 18)), start=1):
        if quarter == 3:
            _move(estimate, people[FINANCE], _at(year, 8, 12), now)
        paid = _at(year, month, day)
        if paid > now:
            return
        for line in estimate.lines.all():
            if line.quarter not in {None, quarter} or line.remaining <= 0:
                continue
            share = 96 if line.quarter == quarter else 18 + _chance(line) % 9
            amount = min(line.remaining, line.allocated * share // 100 // 1000 * 1000)
            if amount <= 0:
                continue
            number = f"{quarter}{line.position:02d}/UNC"
            what = f"Chi đợt {quarter}: {line.content}"[:300]
            payment = Payment(number=number, spent_on=day_of(paid), amount=amount, what=what)
            enter_voucher(user=payer, line=line, payment=payment, now=paid)


def _move(estimate: Estimate, finance: User, moment: dt.datetime, now: dt.datetime) -> None:
    lines = [line for line in estimate.lines.all() if line.remaining > 20 * MILLION]
    if estimate.unit.code != "LS-NGV" or moment > now or len(lines) < 2:
        return
    estimate.refresh_from_db()
    changes = {lines[0].pk: -12 * MILLION, lines[1].pk: 12 * MILLION}
    adjust(
        user=finance, estimate=estimate, version=estimate.version, changes=changes, reason=MOVED, on=day_of(moment),
        key=uuid.uuid4(), now=moment,
    )  # fmt: skip


def _chance(line: EstimateLine) -> int:
    return zlib.crc32(line.content.encode())


def _at(year: int, month: int, day: int) -> dt.datetime:
    morning = working_day_on_or_before(dt.date(year, month, day))
    return dt.datetime(morning.year, morning.month, morning.day, 9, 0, tzinfo=HANOI)
