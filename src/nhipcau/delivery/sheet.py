"""The list of what is owed as a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import OWED, Obligation
from nhipcau.kernel.spreadsheets import Column, workbook_of
from nhipcau.kernel.working_days import working_days_between

COLUMNS = (
    Column(_("State"), 18),
    Column(_("Due on"), 12),
    Column(_("Working days left (− over)"), 14),
    Column(_("Unit"), 34),
    Column(_("Task"), 70),
    Column(_("Item of the plan"), 12),
    Column(_("Plan"), 18),
    Column(_("Time as printed"), 24),
    Column(_("Occasion"), 10),
    Column(_("From"), 12),
    Column(_("To"), 12),
    Column(_("Done"), 8),
    Column(_("Asked for"), 10),
    Column(_("Met on"), 12),
    Column(_("Reason"), 30),
)


def as_workbook(rows: Iterable[Obligation], *, on: dt.date) -> bytes:
    """The rows with their state on the day `on`."""
    return workbook_of(str(_("Obligations")), COLUMNS, (_row(each, on) for each in rows))


def _row(obligation: Obligation, on: dt.date) -> list[str | int | dt.date | None]:
    state = obligation.state(on)
    asked = (obligation.quota_min, obligation.quota_max)
    return [
        str(state.label),
        obligation.due_on,
        working_days_between(on, obligation.due_on) if state in OWED else None,
        obligation.unit.name,
        obligation.task.text,
        obligation.task.label,
        obligation.plan.printed_number or obligation.plan.title,
        obligation.task.time_text,
        f"{obligation.ordinal}/{obligation.ordinals}",
        obligation.period_from,
        obligation.period_to,
        obligation.pieces,
        asked[0] if asked[0] == asked[1] else f"{asked[0]}–{asked[1]}",
        obligation.met_on,
        obligation.reason,
    ]
