"""The register of a province, or of the whole country, in one step from the catalogue.

Safe to run again: units are known by their code (else by their name within the province), and only what is missing is added.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

import vanban
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, may_keep_units
from nhipcau.organisations.services.places import lock_tree
from nhipcau.organisations.services.set_up.blueprint import Blueprint, Planned, blueprint, usual_bodies
from nhipcau.organisations.services.set_up.writing import add_missing, held_of

__all__ = [
    "Blueprint",
    "Outlook",
    "Planned",
    "SetUp",
    "preview_set_up",
    "set_up_country",
    "set_up_province",
    "usual_bodies",
]


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was done: the province's unit and how many units of each group ("province", "body", "commune", "past") were made."""

    unit: Unit
    made: dict[str, int]

    @property
    def total(self) -> int:
        """All units that were made."""
        return sum(self.made.values())


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a set-up would make; `known` are the codes of units that the register holds already."""

    plan: Blueprint
    known: frozenset[str]

    def missing(self, group: str) -> int:
        """How many units of a group would be made."""
        return sum(unit.group == group and unit.code not in self.known for unit in self.plan.units)


def set_up_province(
    *,
    user: Person,
    province: str,
    now: dt.datetime,
    bodies: Collection[str] | None = None,
    communes: bool = True,
    past: bool = True,
    above: Unit | None = None,
) -> SetUp:
    """Make the units of a province (a code of today): the authority, its standing bodies, its communes, and what they were before.

    `bodies` are keys of the catalogue's standing bodies (None: those that such a province usually has); `past` adds the
    provinces, districts and bodies that ended in 2025, closed, with who follows them; a new province stands below `above`.
    """
    if not may_keep_units(user, above, on=day_of(now)):
        raise PermissionDenied
    plan = _blueprint(province, on=day_of(now), bodies=bodies, communes=communes, past=past)
    try:
        with transaction.atomic():
            lock_tree()
            unit, made = add_missing(plan, above=above, now=now)
            done = SetUp(unit, made)
            if done.total:
                data = {"name": plan.province.title, "new": done.total}
                record(action="organisations.set_up_province", user=user, target=unit, data=data, now=now)
    except IntegrityError as error:  # two people at once in an empty register: there was no tree to lock
        raise Refused(
            _(
                "Somebody else set up units at the same moment. Nothing was saved; look at the register and try again."
            ),
            code="at-once",
        ) from error
    return done


def set_up_country(*, user: Person, now: dt.datetime, above: Unit | None = None) -> Counter[str]:
    """All provinces, each with the bodies it usually has: for a ministry, whose own unit may stand `above`. All or nothing."""
    made: Counter[str] = Counter()
    codes = sorted(p.code for p in vanban.provinces(max(day_of(now), vanban.TWO_LEVELS)))
    with transaction.atomic():
        for code in codes:
            made.update(set_up_province(user=user, province=code, now=now, above=above).made)
    return made


def preview_set_up(
    *,
    user: Person,
    province: str,
    now: dt.datetime,
    bodies: Collection[str] | None = None,
    communes: bool = True,
    past: bool = True,
) -> Outlook:
    """What `set_up_province` would make; changes nothing."""
    if not may_keep_units(user, None, on=day_of(now)):
        raise PermissionDenied
    plan = _blueprint(province, on=day_of(now), bodies=bodies, communes=communes, past=past)
    return Outlook(plan, frozenset(held_of(plan).units))


def _blueprint(
    province: str, *, on: dt.date, bodies: Collection[str] | None, communes: bool, past: bool
) -> Blueprint:
    plan = blueprint(province, on=on, bodies=bodies, communes=communes, past=past)
    if plan is None:
        raise Refused(
            _("There is no province with the code %(code)s. Nothing was made.") % {"code": province},
            code="no-province",
        )
    return plan
