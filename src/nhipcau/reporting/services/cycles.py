"""Rounds of reporting: asked for, level upon level; days moved, units added, closed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.plans.models import Plan, ReportingDate, TaskUnit
from nhipcau.reporting.models import (
    COUNTED,
    Cadence,
    CycleLevel,
    FormVersion,
    Report,
    ReportCycle,
    ReportState,
)
from nhipcau.reporting.policies import KEEPERS, account_of, may_keep_cycle, may_open_cycle
from nhipcau.reporting.services.course_notices import ASKED, MOVED, tell

MOST_SENDERS = 2000
FARTHEST = dt.timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Upward:
    """The way up from a round: to the authority by one day, to a body outside the register by another. Empty days: not asked for.

    `authority` receives what the coordinating unit makes of the reports; where the round's keeper is the authority itself, that
    step falls away.
    """

    authority: Unit | None = None
    authority_due_on: dt.date | None = None
    outside: str = ""
    outside_due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round as a person asks for it."""

    form_version: FormVersion
    cadence: str
    title: str
    keeper: Unit
    period_from: dt.date
    period_to: dt.date
    cut_off_on: dt.date
    due_on: dt.date
    senders: Sequence[Unit]
    plan: Plan | None = None
    reporting_date: ReportingDate | None = None
    upward: Upward = field(default_factory=Upward)


def open_cycle(*, user: Person, wanted: Wanted, key: uuid.UUID, now: dt.datetime) -> ReportCycle:
    """Ask units for reports, and for what is made of them, level upon level; every report has its row from now on.

    `key` comes with the form: sent twice is asked once. A round of the same plan (without one: on the same form), level, period and
    receiver that is there already is given back as it is.
    """
    if not may_open_cycle(user, wanted.keeper, wanted.plan, on=day_of(now)):
        raise PermissionDenied
    _refuse_bad(wanted)
    with transaction.atomic():
        # Of two people who ask at the same time, here or below one authority, the second finds what the first wrote.
        receivers = [unit.pk for unit in (wanted.keeper, wanted.upward.authority) if unit is not None]
        rows = Unit.objects.select_for_update(of=("self",)).filter(pk__in=receivers)
        list(rows.order_by("pk").values_list("pk"))
        there = _there(user, wanted, key)
        if there is not None:
            return there
        _refuse_strangers(user, wanted.keeper, wanted.plan, wanted.senders, now)
        above = _open_above(user, wanted, key, now)
        cycle = _write(user, wanted, CycleLevel.UNITS, key, above, now)
        Report.objects.bulk_create(
            [Report(cycle=cycle, unit=unit) for unit in _once(wanted.senders)], batch_size=500
        )
        if above is not None:
            _gather_into(above, cycle.keeper, cycle)
        _tell_asked(cycle, now)
        record(
            action="reporting.open_cycle", user=user, target=cycle, data={"units": len(_once(wanted.senders)), "due": f"{cycle.due_on:%d/%m/%Y}"}, now=now,
        )  # fmt: skip
    return cycle


def move_due_day(
    *, user: Person, cycle: ReportCycle, version: int, due_on: dt.date, now: dt.datetime
) -> ReportCycle:
    """Set another day by which reports are handed in; units that have not yet handed in are told."""
    with _keeping(user, cycle, version, now, "reporting.move_due_day") as (row, told):
        _refuse_far(row.period_from, row.period_to, due_on)
        told |= {"before": f"{row.due_on:%d/%m/%Y}", "after": f"{due_on:%d/%m/%Y}"}
        row.due_on = due_on
        waiting = list(row.reports.exclude(state__in=COUNTED).select_related("unit"))
        for each in waiting:
            each.cycle = row
        tell(MOVED, waiting, mark=str(row.version), now=now, on=day_of(now))
    return row


def add_senders(
    *, user: Person, cycle: ReportCycle, version: int, units: Sequence[Unit], now: dt.datetime
) -> int:
    """Ask further units; those that are asked already stay as they are. Returns how many are new."""
    with _keeping(user, cycle, version, now, "reporting.add_senders") as (row, told):
        if row.closed_at is not None:
            raise Refused(
                _("The round is closed. No unit was added: open the round again first."), code="closed"
            )
        there = set(row.reports.values_list("unit_id", flat=True))
        fresh = [unit for unit in _once(units) if unit.pk not in there]
        if len(there) + len(fresh) > MOST_SENDERS:
            raise Refused(_("These are too many units for one round. None was added."), code="too-many")
        _refuse_strangers(user, row.keeper, row.plan, fresh, now)
        reports = Report.objects.bulk_create([Report(cycle=row, unit=unit) for unit in fresh], batch_size=500)
        for each in reports:
            each.cycle = row
        tell(ASKED, reports, mark="1", now=now, on=day_of(now))
        told["units"] = [unit.name for unit in fresh][:50]
    return len(fresh)


def close_cycle(*, user: Person, cycle: ReportCycle, version: int, now: dt.datetime) -> ReportCycle:
    """Take no more reports: what is missing stays missing until somebody opens the round again."""
    with _keeping(user, cycle, version, now, "reporting.close_cycle") as (row, told):
        if row.closed_at is not None:
            raise Refused(_("The round is closed already. Nothing was changed."), code="closed")
        told["missing"] = row.reports.exclude(state__in=COUNTED).count()
        row.closed_at = now
    return row


def reopen_cycle(*, user: Person, cycle: ReportCycle, version: int, now: dt.datetime) -> ReportCycle:
    """Take reports again."""
    with _keeping(user, cycle, version, now, "reporting.reopen_cycle") as (row, _told):
        if row.closed_at is None:
            raise Refused(_("The round is open. Nothing was changed."), code="open")
        row.closed_at = None
    return row


def _open_above(user: Person, wanted: Wanted, key: uuid.UUID, now: dt.datetime) -> ReportCycle | None:
    """The levels above, from the top down; each is there already or is written. None where nobody above is asked."""
    upward, on = wanted.upward, day_of(now)
    authority = upward.authority if upward.authority_due_on and upward.authority != wanted.keeper else None
    if authority is not None and not may_open_cycle(user, authority, wanted.plan, on=on):
        raise PermissionDenied
    outside = None
    if upward.outside and upward.outside_due_on:
        sender = authority or wanted.keeper
        outside = _level(
            user, wanted, CycleLevel.AUTHORITY, sender, upward.outside_due_on, None, key, now, upward.outside
        )
    if (
        authority is None or upward.authority_due_on is None
    ):  # the day was asked for above; types need it said
        return outside
    middle = _level(
        user, wanted, CycleLevel.COORDINATING, authority, upward.authority_due_on, outside, key, now
    )
    if outside is not None:
        _gather_into(outside, authority, middle)
    return middle


def _level(
    user: Person, wanted: Wanted, level: CycleLevel, keeper: Unit, due_on: dt.date, feeds: ReportCycle | None, key: uuid.UUID,
    now: dt.datetime, outside: str = "",
) -> ReportCycle:  # fmt: skip
    there = _same(wanted, level, keeper)
    if there is not None:
        return there
    own = replace(wanted, keeper=keeper, due_on=due_on, reporting_date=None)
    return _write(user, own, level, uuid.uuid5(key, level.value), feeds, now, outside)


def _gather_into(above: ReportCycle, unit: Unit, below: ReportCycle) -> None:
    """The report of `unit` in the round above sums up the round below."""
    row, _new = Report.objects.get_or_create(cycle=above, unit=unit)
    if row.gathers_id is None:
        row.gathers = below
        row.save(update_fields=["gathers"])


def _write(
    user: Person, wanted: Wanted, level: CycleLevel, key: uuid.UUID, feeds: ReportCycle | None, now: dt.datetime, outside: str = "",
) -> ReportCycle:  # fmt: skip
    return ReportCycle.objects.create(
        form_version=wanted.form_version, plan=wanted.plan, reporting_date=wanted.reporting_date, level=level, cadence=wanted.cadence,
        title=wanted.title, keeper=wanted.keeper, is_outward=bool(outside), receiver_name=outside, period_from=wanted.period_from,
        period_to=wanted.period_to, cut_off_on=wanted.cut_off_on, due_on=wanted.due_on, feeds=feeds, opened_by_id=account_of(user),
        opened_at=now, key=key,
    )  # fmt: skip


def _there(user: Person, wanted: Wanted, key: uuid.UUID) -> ReportCycle | None:
    """What was written for the same form, or the same round that somebody else asked for."""
    found = ReportCycle.objects.filter(opened_by_id=account_of(user), key=key).first()
    return found or _same(wanted, CycleLevel.UNITS, wanted.keeper)


def _same(wanted: Wanted, level: CycleLevel, keeper: Unit) -> ReportCycle | None:
    """The round of the same plan, level, period and receiver; without a plan, on the same form. Ad hoc reports are asked for as often as needed."""
    if wanted.cadence == Cadence.AD_HOC:
        return None
    found = ReportCycle.objects.filter(
        plan=wanted.plan, level=level, cadence=wanted.cadence, period_from=wanted.period_from, period_to=wanted.period_to, keeper=keeper,
    )  # fmt: skip
    if wanted.plan is None:
        found = found.filter(form_version__form=wanted.form_version.form_id)
    return found.order_by("pk").first()


def _tell_asked(cycle: ReportCycle, now: dt.datetime) -> None:
    reports = list(cycle.reports.filter(state=ReportState.AWAITED).select_related("unit"))
    for each in reports:
        each.cycle = cycle
    tell(ASKED, reports, mark="1", now=now, on=day_of(now))


def _once(units: Sequence[Unit]) -> list[Unit]:
    return list({unit.pk: unit for unit in units}.values())


def _refuse_bad(wanted: Wanted) -> None:
    if not is_printable(wanted.title) or not is_printable(wanted.upward.outside):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")
    if not wanted.title.strip():
        raise Refused(_("Give the round a title. Nothing was saved yet."), code="title")
    if wanted.period_to < wanted.period_from:
        raise Refused(_("The period ends before it begins. Nothing was saved."), code="period")
    if not wanted.period_from <= wanted.cut_off_on <= wanted.period_to:
        raise Refused(
            _("The day to which figures are counted lies outside the period. Nothing was saved."),
            code="cut-off",
        )
    days = (wanted.due_on, wanted.upward.authority_due_on, wanted.upward.outside_due_on)
    for day in filter(None, days):
        _refuse_far(wanted.period_from, wanted.period_to, day)
    if not wanted.senders:
        raise Refused(_("Name at least one unit that reports. Nothing was saved yet."), code="nobody")
    if len(wanted.senders) > MOST_SENDERS:
        raise Refused(_("These are too many units for one round. Nothing was saved."), code="too-many")


def _refuse_strangers(
    user: Person, keeper: Unit, plan: Plan | None, units: Sequence[Unit], now: dt.datetime
) -> None:
    """Who may be asked: units below the receiver, those that the plan names, and those that the asker keeps.

    Whoever receives reports reads them: nobody may make himself the reader of units that owe him nothing.
    """
    roles = roles_of(user, on=day_of(now))
    others = [
        each for each in units if not each.path.startswith(keeper.path) and not roles.cover(each, KEEPERS)
    ]
    named: set[int] = set()
    if plan is not None and others:
        rows = TaskUnit.objects.filter(task__version=plan.current_id, unit__in=others)
        named = {pk for pk in rows.values_list("unit_id", flat=True) if pk is not None}
    strangers = [each.name for each in others if each.pk not in named]
    if strangers:
        raise Refused(
            _(
                "%(units)s: neither below %(keeper)s nor named by the plan. Nobody was asked: take them out, or let who keeps them ask."
            )
            % {"units": "; ".join(strangers[:5]), "keeper": keeper.name},
            code="strangers",
        )


def _refuse_far(period_from: dt.date, period_to: dt.date, due_on: dt.date) -> None:
    if due_on < period_from:
        raise Refused(_("The report would be due before its time begins. Nothing was saved."), code="before")
    if due_on - period_to > FARTHEST:
        raise Refused(
            _("The report would be due more than five years after its time ends. Nothing was saved: look at the year again."),
            code="too-far",
        )  # fmt: skip


@contextmanager
def _keeping(
    user: Person, cycle: ReportCycle, version: int, now: dt.datetime, action: str
) -> Iterator[tuple[ReportCycle, dict[str, Any]]]:
    """A change of a round: one transaction, the policy, the version that was seen, one entry in the log."""
    with transaction.atomic():
        rows = ReportCycle.objects.select_for_update(of=("self",)).select_related("keeper")
        row = rows.get(pk=cycle.pk)
        if not may_keep_cycle(user, row, on=day_of(now)) or not isinstance(user, User):
            raise PermissionDenied
        if row.version != version:
            raise Outdated
        told: dict[str, Any] = {}
        yield row, told
        row.version += 1
        row.save()
        record(action=action, user=user, target=row, data=told, now=now)
