"""What a reminder says: the lines of each person, grouped, with words and addresses."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.text import Truncator

from nhipcau.accounts.models import Role, User
from nhipcau.delivery.models import Audience, Obligation, State, condition
from nhipcau.delivery.selectors.listing import in_state
from nhipcau.delivery.selectors.reminding import Line
from nhipcau.kernel.fields import WRITTEN
from nhipcau.kernel.parts import in_parts
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit

MOST_SHOWN = 40  # lines of a group in a message; the others are counted
SHORT = 140
GROUPS = ("late", "today", "soon", "leader")
WEEK = dt.timedelta(days=7)
Words = dict[str, Any]


def contexts_of(lines: Mapping[int, Sequence[Line]], *, on: dt.date) -> dict[int, Words]:
    """For each person what the wording of a reminder is filled with: groups of lines, and counts by unit."""
    grouped = {person: _grouped(own, on) for person, own in lines.items()}
    shown = _shown(
        line.obligation
        for groups in grouped.values()
        for name in GROUPS
        for line in groups[name][:MOST_SHOWN]
    )
    units = _names({line.owing for own in lines.values() for line in own})
    people = User.objects.in_bulk(list(lines))
    list_address = reverse("delivery:index")
    said = {}
    for person, groups in grouped.items():
        words: Words = {
            "name": str(people[person]),
            "day": f"{on:{WRITTEN}}",
            "count": len({line.obligation for line in lines[person]}),
            "list": list_address,
        }
        for name in GROUPS:
            words[name] = [_line(line, shown, units) for line in groups[name][:MOST_SHOWN]]
            words[f"{name}_count"] = len(groups[name])
            words[f"{name}_more"] = max(0, len(groups[name]) - MOST_SHOWN)
        for name in ("units", "nobody"):
            words[name] = _by_unit(groups[name], units, list_address)
        said[person] = words
    return said


def _grouped(lines: Sequence[Line], on: dt.date) -> dict[str, list[Line]]:
    """Nothing twice: what a leader is told as late for long is not said again as the unit's work."""
    groups: dict[str, list[Line]] = {name: [] for name in (*GROUPS, "units", "nobody")}
    escalated = {line.obligation for line in lines if line.audience == Audience.LEADER}
    for line in lines:
        if line.audience == Audience.LEADER:
            groups["leader"].append(line)
        elif line.audience == Audience.COORDINATOR:
            groups["units"].append(line)
        elif line.audience == Audience.NOBODY:
            groups["nobody"].append(line)
        elif line.obligation not in escalated:
            name = "late" if line.due_on < on else "today" if line.due_on == on else "soon"
            groups[name].append(line)
    return groups


def _shown(keys: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in in_parts(sorted(set(keys))):
        rows = Obligation.objects.filter(pk__in=part).order_by().values_list("pk", "task__text")
        found.update(
            (pk, Truncator(" ".join(text.split()).rstrip(" .;:,")).chars(SHORT)) for pk, text in rows
        )
    return found


def _names(units: Collection[int]) -> dict[int, str]:
    return {
        pk: name
        for part in in_parts(sorted(units))
        for pk, name in Unit.objects.filter(pk__in=part).values_list("pk", "name")
    }


def _line(line: Line, shown: Mapping[int, str], units: Mapping[int, str]) -> Words:
    return {
        "work": shown.get(line.obligation, ""),
        "unit": units.get(line.owing, ""),
        "due": f"{line.due_on:{WRITTEN}}",
        "link": reverse("delivery:obligation", args=[line.obligation]),
    }


def _by_unit(lines: Sequence[Line], units: Mapping[int, str], list_address: str) -> list[Words]:
    of: dict[int, list[dt.date]] = defaultdict(list)
    for line in lines:
        of[line.owing].append(line.due_on)
    ordered = sorted(of.items(), key=lambda each: (-len(each[1]), min(each[1])))
    return [
        {
            "unit": units.get(unit, ""),
            "count": len(days),
            "oldest": f"{min(days):{WRITTEN}}",
            "link": f"{list_address}?scope=all&state=owed&unit={unit}",
        }
        for unit, days in ordered[:MOST_SHOWN]
    ]


def digests_of(people: Collection[int], *, on: dt.date) -> dict[int, Words]:
    """The summary of the week for each of `people` who leads a unit or follows plans; nobody to whom it would say nothing."""
    led: dict[int, set[int]] = defaultdict(set)
    owned: dict[int, set[int]] = defaultdict(set)
    held = RoleHolding.objects.filter(in_force(on), user_id__in=people, user__is_active=True)
    rows = held.filter(role__in=(Role.UNIT_LEADER, Role.COORDINATOR)).order_by()
    for person, unit, role in rows.values_list("user_id", "unit_id", "role"):
        owned[person].add(unit)
        if role == Role.UNIT_LEADER:
            led[person].add(unit)
    of_units = _figures("unit_id", {unit for own in led.values() for unit in own}, on)
    of_plans = _figures("plan__unit_id", {unit for own in owned.values() for unit in own}, on)
    late_works = _late_works({unit for unit in of_units if of_units[unit]["late"]}, on)
    late_units = _late_units({unit for unit in of_plans if of_plans[unit]["late"]}, on)
    accounts = User.objects.in_bulk(sorted(owned))
    units = _names(of_units.keys() | of_plans.keys())
    said = {}
    for person in sorted(owned):
        own = [
            {"unit": units[unit], **of_units[unit], "works": late_works.get(unit, [])}
            for unit in sorted(led[person] & of_units.keys())
        ]
        plans = [
            {"unit": units[unit], **of_plans[unit], "units": late_units.get(unit, [])}
            for unit in sorted(owned[person] & of_plans.keys())
        ]
        if own or plans:
            said[person] = {
                "name": str(accounts[person]),
                "day": f"{on:{WRITTEN}}",
                "late": sum(each["late"] for each in (plans or own)),
                "own": own,
                "plans": plans,
                "list": reverse("delivery:index"),
            }
    return said


def _figures(key: str, units: Collection[int], on: dt.date) -> dict[int, Words]:
    """Counts of each unit that has anything owed or done in the last week: one query a part."""
    found = {}
    owed = in_state("owed", today=on)
    for part in in_parts(sorted(units)):
        rows = (
            Obligation.objects.filter(owed | Q(met_on__gte=on - WEEK), **{f"{key}__in": part})
            .order_by()
            .values(key)
            .annotate(
                late=Count("pk", filter=condition(State.OVERDUE, today=on)),
                week=Count("pk", filter=owed & Q(due_on__gte=on, due_on__lt=on + WEEK)),
                owed=Count("pk", filter=owed),
                done=Count("pk", filter=Q(met_on__gte=on - WEEK)),
            )
        )
        found.update({row.pop(key): row for row in rows})
    return found


def _late_works(units: Collection[int], on: dt.date, most: int = 15) -> dict[int, list[Words]]:
    lines: dict[int, list[Line]] = defaultdict(list)
    for part in in_parts(sorted(units)):
        late = Obligation.objects.filter(condition(State.OVERDUE, today=on), unit_id__in=part)
        for pk, unit, due_on in (
            late.order_by("due_on", "pk").values_list("pk", "unit_id", "due_on").iterator()
        ):
            if len(lines[unit]) < most:
                lines[unit].append(Line(pk, unit, due_on, Audience.LEADER, None, 0, "", unit))
    shown = _shown(line.obligation for own in lines.values() for line in own)
    return {unit: [_line(line, shown, {}) for line in own] for unit, own in lines.items()}


def _late_units(owners: Collection[int], on: dt.date, most: int = 15) -> dict[int, list[Words]]:
    found: dict[int, list[Words]] = defaultdict(list)
    address = reverse("delivery:index")
    for part in in_parts(sorted(owners)):
        rows = (
            Obligation.objects.filter(condition(State.OVERDUE, today=on), plan__unit_id__in=part)
            .order_by()
            .values_list("plan__unit_id", "unit_id", "unit__name")
            .annotate(count=Count("pk"), oldest=Min("due_on"))
            .order_by("plan__unit_id", "-count", "oldest")
        )
        for owner, unit, name, count, oldest in rows:
            if len(found[owner]) < most:
                link = f"{address}?scope=all&state=overdue&unit={unit}"
                found[owner].append(
                    {"unit": name, "count": count, "oldest": f"{oldest:{WRITTEN}}", "link": link}
                )
    return found
