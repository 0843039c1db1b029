"""Anniversaries: gathered from adopted plans, entered, corrected and removed by coordinators."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.folding import fold
from nhipcau.library.services import Uploader
from nhipcau.plans.models import Anniversary, AnniversarySource, PlanVersion
from nhipcau.plans.selectors.commemorations import may_keep_anniversaries

LUNAR = re.compile(r"\(?\s*(?:âm lịch|\bÂL\b)\s*\)?", re.IGNORECASE)
# Words that name the occasion and not the event: "kỷ niệm 50 năm ngày …".
_OCCASION = re.compile(r"^(?:lễ )?(?:kỷ|kỉ) niệm\s+(?:lần thứ \d+\s+|\d+ năm\s+)?(?:ngày\s+)?", re.IGNORECASE)
ALIKE = 0.6  # share of common words from which two names of one day are one event
_FIELDS = ("name", "day", "month", "is_lunar", "since")


@dataclass(frozen=True, slots=True)
class Day:
    """An anniversary as a person gives it."""

    name: str
    day: int
    month: int
    is_lunar: bool = False
    since: int | None = None


def gather_anniversaries(version: PlanVersion) -> int:
    """Enter the commemorations that were read in a version; those that are there, removed ones too, only get the plan as a source.

    Called inside the transaction that adopts, and safe to call again. Returns how many are new.
    """
    new = 0
    for read in version.reading.get("commemorations") or ():
        wanted = day_read(read, version.plan.period_from.year)
        if wanted is None:
            continue
        same_day = Anniversary.objects.filter(day=wanted.day, month=wanted.month, is_lunar=wanted.is_lunar)
        row = next((each for each in same_day if _same(each.name, wanted.name)), None)
        if row is None:
            row = Anniversary.objects.create(**{name: getattr(wanted, name) for name in _FIELDS})
            new += 1
        elif row.since is None and wanted.since is not None:
            row.since = wanted.since
            row.save(update_fields=["since"])
        AnniversarySource.objects.get_or_create(
            anniversary=row, plan=version.plan, defaults={"printed": str(read.get("name") or "")[:500]}
        )
    return new


def day_read(read: Mapping[str, Any], year: int) -> Day | None:
    """A commemoration as the reading contract gives it; None where it has no day or no name."""
    try:
        origin = dt.date.fromisoformat(str(read.get("from") or read.get("date")))
        kept = dt.date.fromisoformat(str(read.get("date") or read.get("from")))
    except ValueError:
        return None
    name = str(read.get("name") or "")
    is_lunar = LUNAR.search(name) is not None
    name = " ".join(_OCCASION.sub("", LUNAR.sub(" ", name)).split()).strip(" ,.;:")
    if not name:
        return None
    # With one date printed, its year is the plan's and tells nothing of the event.
    since = origin.year if origin != kept or origin.year < year else None
    return Day(f"{name[0].upper()}{name[1:]}"[:300], origin.day, origin.month, is_lunar, since)


def _same(one: str, other: str) -> bool:
    first, second = set(fold(one).split()), set(fold(other).split())
    return bool(first and second) and len(first & second) >= ALIKE * min(len(first), len(second))


def save_anniversary(
    *, user: Uploader, wanted: Day, row: Anniversary | None = None, version: int = 0, now: dt.datetime
) -> Anniversary:
    """Enter an anniversary, or correct `row` as it was at `version`. One that was removed under the same name and day comes back."""
    if not may_keep_anniversaries(user, on=day_of(now)):
        raise PermissionDenied
    last = 30 if wanted.is_lunar else 29 if wanted.month == 2 else 30 if wanted.month in (4, 6, 9, 11) else 31
    if not wanted.name.strip() or not 1 <= wanted.month <= 12 or not 1 <= wanted.day <= last:
        raise Refused(_("There is no such day, or the name is missing. Nothing was saved."), code="no-day")
    with transaction.atomic():
        found = Anniversary.objects.select_for_update().filter(pk=row.pk).first() if row else None
        if row is not None and (found is None or found.version != version):
            raise Outdated
        twins = Anniversary.objects.filter(
            folded=fold(wanted.name)[:400], day=wanted.day, month=wanted.month, is_lunar=wanted.is_lunar
        )
        twin = (twins.exclude(pk=row.pk) if row else twins).first()
        if twin is not None and (found is not None or not twin.is_removed):
            raise Refused(_("This anniversary is in the list already. Nothing was saved."), code="there")
        found = found or twin or Anniversary()
        for name in _FIELDS:
            setattr(found, name, getattr(wanted, name))
        found.is_removed, found.version = False, found.version + (1 if found.pk else 0)
        found.save()
        record(action="plans.save_anniversary", user=user, target=found, data={"name": found.name}, now=now)
    return found


def remove_anniversary(*, user: Uploader, row: Anniversary, version: int, now: dt.datetime) -> None:
    """Take an anniversary out of the list as it was at `version`; plans that name it do not bring it back. Twice is once."""
    if not may_keep_anniversaries(user, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        found = Anniversary.objects.select_for_update().get(pk=row.pk)
        if found.is_removed:
            return
        if found.version != version:
            raise Outdated
        found.is_removed, found.version = True, found.version + 1
        found.save(update_fields=["is_removed", "version"])
        record(action="plans.remove_anniversary", user=user, target=found, data={"name": found.name}, now=now)
