"""What a person can hand something in for, and the requests for more time that he sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from nhipcau.delivery.models import OWED, UNMARKED, Evidence, Extension, ExtensionState, Obligation
from nhipcau.delivery.policies import DOERS, KEEPERS, decided_by, led_by, may_mark_as, owed_by
from nhipcau.delivery.selectors.listing import HEAVY
from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, Roles
from nhipcau.plans.models import Task

MARKERS = DOERS | KEEPERS
MOST_DUTIES = 200
# Keys of forms that were sent, for a page to forget what it kept of them.
MOST_KEYS = 50


def units_to_mark_for(roles: Roles) -> QuerySet[Unit]:
    """Units for which this person may hand in: the own ones, and those he keeps."""
    return Unit.objects.filter(roles.units(MARKERS)).order_by("path")


def own_units(roles: Roles) -> QuerySet[Unit]:
    """Units whose work this person does."""
    return Unit.objects.filter(pk__in=[held.unit_id for held in roles.held if held.role in DOERS]).order_by(
        "path"
    )


def open_duties(roles: Roles, unit: Unit, *, text: str = "", most: int = MOST_DUTIES) -> list[Obligation]:
    """What the unit still owes, alone or together with others, and this person may mark: what is due first comes first."""
    rows = Obligation.objects.filter(UNMARKED, owed_by(unit.pk))
    if not roles.cover(unit, MARKERS):
        rows = rows.filter(led_by(roles, MARKERS) | decided_by(roles))
    for word in fold(text).split():
        rows = rows.filter(task__folded__contains=word)
    return list(_with_rows(rows)[:most])


def chosen_duties(roles: Roles, keys: Iterable[int]) -> list[Obligation]:
    """Those of the chosen ones that this person may mark, in the order of their days; met ones can be added to."""
    rows = Obligation.objects.filter(
        pk__in=list(keys)[:MOST_DUTIES], excused_on=None, paused_on=None, cancelled_on=None
    )
    return [row for row in _with_rows(rows) if may_mark_as(roles, row)]


def still_owed(rows: Sequence[Obligation], *, on: dt.date) -> list[Obligation]:
    """Those that nothing was signed or done for yet."""
    return [row for row in rows if row.state(on) in OWED]


def sent_keys(user: Person) -> list[str]:
    """The keys of the forms this person handed in last."""
    rows = Evidence.objects.filter(handed_in_by=user.pk).order_by("-handed_in_at", "-pk")
    return [str(key) for key in rows.values_list("key", flat=True)[:MOST_KEYS]]


def _with_rows(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    return (
        rows.select_related("task", "unit", "plan__unit")
        .prefetch_related("shares__unit")
        .defer(*HEAVY)
        .order_by("due_on", "pk")
    )


def extensions_seen(roles: Roles, *, state: str = "") -> QuerySet[Extension]:
    """Requests for more time of own units, and of plans this person keeps; the oldest open one first."""
    own = Obligation.objects.filter(led_by(roles) | decided_by(roles)).order_by().values("pk")
    rows = Extension.objects.filter(obligation__in=own)
    if state == ExtensionState.ASKED:
        rows = rows.filter(state=ExtensionState.ASKED).order_by("asked_at", "pk")
    elif state:
        rows = rows.exclude(state=ExtensionState.ASKED).order_by("-decided_at", "-pk")
    return rows.select_related(
        "obligation__task", "obligation__unit", "obligation__plan__unit", "asked_by", "decided_by"
    ).prefetch_related("obligation__shares__unit")


def extensions_of(obligation: Obligation) -> list[Extension]:
    """All requests for one obligation, the newest first. The caller has asked a policy for the obligation."""
    rows = Extension.objects.filter(obligation=obligation).select_related("asked_by", "decided_by")
    return list(rows.order_by("-asked_at", "-pk"))


def owed_apart(task: Task) -> int:
    """By how many units a task is owed, each on its own."""
    rows = Obligation.objects.filter(task=task, cancelled_on=None)
    return rows.order_by().values("unit").distinct().count()
