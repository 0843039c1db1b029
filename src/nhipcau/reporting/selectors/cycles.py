"""Rounds of reporting: what a plan's date proposes, who is asked, what a person keeps and owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from nhipcau.accounts.models import Role
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitAlias
from nhipcau.organisations.policies import Roles
from nhipcau.plans.models import Plan, ReportingDate, TaskUnit, UnitRole
from nhipcau.plans.policies import visible_plans
from nhipcau.reporting.models import (
    COUNTED,
    Cadence,
    FormVersion,
    Report,
    ReportCycle,
    ReportForm,
    ReportState,
)
from nhipcau.reporting.policies import DECIDERS, KEEPERS, READERS, WRITERS

ONE_DAY = dt.timedelta(days=1)
# Days between a level and the one above it, until somebody sets others.
TO_THE_AUTHORITY = dt.timedelta(days=7)
TO_THE_MINISTRY = dt.timedelta(days=14)
SHIPPED_FORMS = {
    Cadence.HALF_YEAR: "ttdn-nua-nam", Cadence.YEAR: "ttdn-nam", Cadence.AD_HOC: "ttdn-dot-xuat",
}  # fmt: skip
PRESS_FORM = "thong-tin-bao-chi-nam"
MINISTRY = "Bộ Văn hóa, Thể thao và Du lịch"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round as a plan's date, or the law, suggests it. The person changes what is otherwise."""

    cadence: str
    form: ReportForm | None
    title: str
    keeper: Unit | None
    period_from: dt.date
    period_to: dt.date
    cut_off_on: dt.date
    due_on: dt.date
    senders: Sequence[Unit] = field(default_factory=list)
    authority_due_on: dt.date | None = None
    ministry_due_on: dt.date | None = None
    ministry: str = MINISTRY


def proposal_for(date: ReportingDate, *, on: dt.date) -> Proposal:
    """From a reporting date of a plan: half-year or year by its month, figures to the day before it where the period ends later."""
    plan = date.plan
    cadence, period_from, period_to = _period_of(date)
    version = _current(SHIPPED_FORMS[Cadence(cadence)])
    keeper = receiver_of(date, on=on)
    return Proposal(
        cadence=cadence,
        form=version,
        title=titled(version.current if version else None, cadence, period_from, period_to),
        keeper=keeper,
        period_from=period_from,
        period_to=period_to,
        cut_off_on=max(period_from, min(period_to, date.due_on - ONE_DAY)),
        due_on=date.due_on,
        senders=senders_of(plan, on=on),
        authority_due_on=date.due_on + TO_THE_AUTHORITY if keeper != plan.unit else None,
        ministry_due_on=date.due_on + TO_THE_MINISTRY,
    )


def press_proposal(keeper: Unit | None, *, on: dt.date) -> Proposal:
    """Information to the press, Điều 10 Nghị định 244/2026/NĐ-CP: 15/12 to 14/12, handed in before 20/12."""
    year = on.year if (on.month, on.day) > (1, 31) else on.year - 1
    form = _current(PRESS_FORM)
    period_from, period_to = dt.date(year - 1, 12, 15), dt.date(year, 12, 14)
    return Proposal(
        cadence=Cadence.YEAR,
        form=form,
        title=titled(form.current if form else None, Cadence.YEAR, period_from, period_to),
        keeper=keeper,
        period_from=period_from,
        period_to=period_to,
        cut_off_on=period_to,
        due_on=dt.date(year, 12, 17),
        ministry_due_on=dt.date(year, 12, 19),
    )


def ad_hoc_proposal(keeper: Unit | None, *, on: dt.date) -> Proposal:
    """A report that somebody asks for today."""
    form = _current(SHIPPED_FORMS[Cadence.AD_HOC])
    begins = dt.date(on.year, 1, 1)
    return Proposal(
        cadence=Cadence.AD_HOC,
        form=form,
        title=titled(form.current if form else None, Cadence.AD_HOC, begins, on),
        keeper=keeper,
        period_from=begins,
        period_to=on,
        cut_off_on=on,
        due_on=on + dt.timedelta(days=7),
    )


def receiver_of(date: ReportingDate, *, on: dt.date) -> Unit:
    """The coordinating unit that the printed receivers name, if it is in the register below the plan's owner; else the owner."""
    owner = date.plan.unit
    tree = Unit.objects.filter(in_force(on), path__startswith=owner.path).exclude(pk=owner.pk)
    for printed in date.receivers:
        wanted = fold(str(printed))
        if not wanted:
            continue
        called = tree.filter(
            Q(folded__startswith=wanted)
            | Q(pk__in=UnitAlias.objects.filter(folded=wanted).values("unit"))
            | Q(pk__in=_named_in(wanted, tree))
        )
        found = list(called.order_by("depth", "pk")[:2])
        if len(found) == 1 or (found and fold(found[0].name) == wanted):
            return found[0]
    return owner


def senders_of(plan: Plan, *, on: dt.date) -> list[Unit]:
    """The units that the plan in force names in the lead, without its owner, in the order of the register."""
    leads = TaskUnit.objects.filter(
        task__version=plan.current_id, role=UnitRole.LEAD, unit__isnull=False
    ).order_by()
    rows = Unit.objects.filter(in_force(on), pk__in=leads.values("unit")).exclude(pk=plan.unit_id)
    return list(rows.order_by("path"))


def titled(version: FormVersion | None, cadence: str, period_from: dt.date, period_to: dt.date) -> str:
    """The title of a round, in the language of the document."""
    subject = version.subject if version else "Công tác thông tin đối ngoại"
    match cadence:
        case Cadence.HALF_YEAR:
            when = f"6 tháng {'đầu' if period_to.month <= 6 else 'cuối'} năm {period_to.year}"
        case Cadence.YEAR:
            when = f"năm {period_to.year}"
        case _:
            when = f"từ ngày {period_from:%d/%m/%Y} đến ngày {period_to:%d/%m/%Y}"
    return f"Báo cáo {subject[:1].lower()}{subject[1:]} {when}"


def cycles_kept(roles: Roles) -> QuerySet[ReportCycle]:
    """The rounds whose reports come in where this person reads the post, with their counts; the latest due first."""
    kept = ReportCycle.objects.filter(roles.units(READERS, prefix="keeper__"))
    counted = kept.annotate(
        asked=Count("reports"),
        handed_in=Count("reports", filter=Q(reports__state__in=COUNTED)),
        waiting=Count("reports", filter=Q(reports__state=ReportState.SENT)),
    )
    return counted.select_related("keeper", "plan").order_by("-due_on", "pk")


def own_reports(roles: Roles) -> QuerySet[Report]:
    """The reports of the very units for which this person works; what lies below them is seen in rounds."""
    mine = {held.unit_id for held in roles.held if held.role in WRITERS}
    rows = Report.objects.filter(unit__in=mine)
    return rows.select_related("unit", "cycle__keeper").order_by("cycle__due_on", "cycle_id", "unit__path")


def reports_to_approve(roles: Roles) -> QuerySet[Report]:
    """What was submitted to this person as the leader of a unit."""
    led = {held.unit_id for held in roles.held if held.role == Role.UNIT_LEADER}
    rows = Report.objects.filter(unit__in=led, state=ReportState.SUBMITTED)
    return rows.select_related("unit", "cycle__keeper").order_by("cycle__due_on", "unit__path")


def dates_to_ask_for(roles: Roles) -> list[ReportingDate]:
    """Dates without a round: of plans that this person looks after, or whose printed receivers name a unit for which one decides."""
    plans = Plan.objects.filter(visible_plans(roles)).order_by()
    rows = ReportingDate.objects.filter(plan__in=plans.values("pk"), report_cycles__isnull=True)
    held = [each.unit_id for each in roles.held if each.role in DECIDERS]
    names = [f" {fold(name)} " for name in Unit.objects.filter(pk__in=held).values_list("name", flat=True)]
    return [
        row
        for row in rows.select_related("plan__unit").order_by("due_on", "pk")
        if roles.cover(row.plan.unit, KEEPERS)
        or any(name in f" {fold(str(printed))} " for printed in row.receivers for name in names)
    ]


def _named_in(wanted: str, tree: QuerySet[Unit]) -> list[int]:
    """Units whose whole name stands in what is printed: "gửi về Sở Ngoại vụ để tổng hợp"."""
    if len(wanted.split()) < 4:
        return []
    names = tree.filter(depth__lte=3).values_list("pk", "name")
    return [pk for pk, name in names if f" {fold(name)} " in f" {wanted} "]


def _current(key: str) -> ReportForm | None:
    return ReportForm.objects.select_related("current").filter(key=key, is_closed=False).first()


def _period_of(date: ReportingDate) -> tuple[str, dt.date, dt.date]:
    """Half-year where it is due in May to August, year where it is due from October to February, else the date's own stretch."""
    due, plan = date.due_on, date.plan
    if 5 <= due.month <= 8:
        found = (Cadence.HALF_YEAR, dt.date(due.year, 1, 1), dt.date(due.year, 6, 30))
    elif due.month >= 10 or due.month <= 2:
        year = due.year if due.month >= 10 else due.year - 1
        found = (Cadence.YEAR, dt.date(year, 1, 1), dt.date(year, 12, 31))
    else:
        return Cadence.AD_HOC, date.period_from, date.period_to
    cadence, begins, ends = found[0], max(found[1], plan.period_from), min(found[2], plan.period_to)
    if ends < begins or due <= begins:
        return Cadence.AD_HOC, date.period_from, date.period_to
    return cadence, begins, ends
