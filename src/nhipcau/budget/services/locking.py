"""One change at a time: the estimate is locked before its lines, the frame of the plan before the estimate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.budget.models import Estimate, Settlement, SettlementState
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.organisations.policies import Person

CLOSED_BY_SETTLEMENT = _(
    "The settlement of this unit was handed in, so its money does not change any more. Nothing was saved: "
    "take the settlement back first, or have it returned."
)
SENT_BEFORE = _(
    "This form was sent before, with other content, and that was saved. Nothing was saved now: open the page anew and enter it there."
)
SHUT = frozenset({SettlementState.SUBMITTED, SettlementState.APPROVED})
# Characters of what is said to the whole, and of what is said to a line or of one deed; beyond them nothing is cut, it is refused.
LONG, SHORT = 5000, 1000
Allowed = Callable[[Estimate], bool]


def locked(pk: int) -> Estimate:
    """The estimate, ours until the transaction ends."""
    rows = Estimate.objects.select_for_update(of=("self",)).select_related("unit", "plan__unit")
    return rows.get(pk=pk)


@contextmanager
def changing(
    *, user: Person, pk: int, version: int | None, now: dt.datetime, action: str, allowed: Allowed
) -> Iterator[tuple[Estimate, dict[str, Any]]]:
    """A change of an estimate: one transaction, the policy, the version that was seen (None: asked elsewhere), one log entry.

    The dictionary becomes the data of the entry.
    """
    with transaction.atomic():
        row = locked(pk)
        if not allowed(row):
            raise PermissionDenied
        if version is not None and row.version != version:
            raise Outdated
        told: dict[str, Any] = {}
        yield row, told
        row.version += 1
        row.save()
        record(action=action, user=user, target=row, data=told, now=now)


def refuse_settled(estimate: Estimate) -> None:
    """Money moves only while no settlement stands."""
    if Settlement.objects.filter(estimate=estimate, state__in=SHUT).exists():
        raise Refused(CLOSED_BY_SETTLEMENT, code="settled")


def refuse_unprintable(*texts: str) -> None:
    """What cannot stand in a document is not kept."""
    if not all(map(is_printable, texts)):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")


def refuse_too_long(*texts: str, most: int = SHORT) -> None:
    """Nothing is cut off in silence."""
    longest = max((len(text.strip()) for text in texts), default=0)
    if longest > most:
        raise Refused(
            _("The text has %(n)s characters; %(most)s fit. Nothing was saved: make it shorter.")
            % {"n": grouped(longest), "most": grouped(most)},
            code="too-long",
        )
