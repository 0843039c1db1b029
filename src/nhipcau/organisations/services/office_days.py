"""Amending the office calendar: days off and worked weekends, as the decision of a year sets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import normal
from nhipcau.kernel.working_days import forget_office_days
from nhipcau.organisations.models import OfficeDay
from nhipcau.organisations.policies import Person, may_keep_calendar
from nhipcau.organisations.services.announcing import announce_office_days

MOST_A_YEAR = 100  # a calendar without working days would find no due day


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day off, or a day worked, with its occasion."""

    day: dt.date
    name: str
    is_worked: bool = False


def amend_office_days(
    *, user: Person, days: Sequence[NamedDay], legal_basis: str, now: dt.datetime
) -> list[OfficeDay]:
    """Enter days off and worked days, all or none; returns the new ones. What is entered the same way already stays.

    A day that is entered otherwise is not overwritten: somebody takes it out first.
    """
    _check(user, now)
    wanted = {each.day: each for each in days}
    if not wanted or any(not normal(each.name) for each in days):
        raise Refused(_("Name the days and their occasion. Nothing was saved."), code="no-days")
    try:
        with transaction.atomic():
            held = {row.day: row for row in OfficeDay.objects.select_for_update().filter(day__in=wanted)}
            contrary = sorted(day for day, row in held.items() if row.is_worked != wanted[day].is_worked)
            if contrary:
                raise _entered_otherwise(contrary)
            fresh = [
                OfficeDay(
                    day=each.day,
                    is_worked=each.is_worked,
                    name=normal(each.name)[:150],
                    legal_basis=normal(legal_basis)[:255],
                )
                for each in wanted.values()
                if each.day not in held
            ]
            if not fresh:
                return []
            OfficeDay.objects.bulk_create(fresh)
            years = frozenset(row.day.year for row in fresh)
            for year in years:
                if OfficeDay.objects.filter(day__year=year, is_worked=False).count() > MOST_A_YEAR:
                    raise Refused(
                        _("More than %(most)s days off in %(year)s: that cannot be meant. Nothing was saved.")
                        % {"most": MOST_A_YEAR, "year": year},
                        code="too-many-days",
                    )
            _changed(years, user, now)
            told = {
                "days": [f"{row.day:%d/%m/%Y} {row.name}" for row in fresh if not row.is_worked],
                "worked": [f"{row.day:%d/%m/%Y} {row.name}" for row in fresh if row.is_worked],
                "legal_basis": legal_basis,
            }
            data = {key: value for key, value in told.items() if value}
            record(action="organisations.amend_office_days", user=user, target=fresh[0], data=data, now=now)
    except IntegrityError as error:  # somebody entered one of the days at the same moment
        raise _entered_otherwise(sorted(wanted)) from error
    return fresh


def take_out_office_day(*, user: Person, office_day: OfficeDay, now: dt.datetime) -> bool:
    """Take an amendment back, so that the calendar of the system holds again; False where it is out already."""
    _check(user, now)
    with transaction.atomic():
        row = OfficeDay.objects.select_for_update().filter(pk=office_day.pk).first()
        if row is None:
            return False
        key = row.pk
        row.delete()
        _changed(frozenset({row.day.year}), user, now)
        row.pk = key  # the log names what is gone
        data = {"day": f"{row.day:%d/%m/%Y} {row.name}"}
        record(action="organisations.take_out_office_day", user=user, target=row, data=data, now=now)
    return True


def _check(user: Person, now: dt.datetime) -> None:
    if not may_keep_calendar(user, on=day_of(now)):
        raise PermissionDenied


def _changed(years: frozenset[int], user: Person, now: dt.datetime) -> None:
    """This process follows at once, within the transaction and after it; others look again within seconds."""
    forget_office_days()
    transaction.on_commit(forget_office_days)
    announce_office_days(years, user=user, now=now)


def _entered_otherwise(days: Sequence[dt.date]) -> Refused:
    return Refused(
        _("Entered otherwise already: %(days)s. Take them out first. Nothing was saved.")
        % {"days": ", ".join(f"{day:%d/%m/%Y}" for day in days[:10])},
        code="entered-otherwise",
    )
