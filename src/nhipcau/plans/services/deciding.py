"""Saying what a printed name means. Each deed is one transaction: a unit is not entered, nor a name remembered, by halves."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.errors import Refused
from nhipcau.library.services import Uploader
from nhipcau.organisations.models import Unit
from nhipcau.organisations.services import add_alias, create_unit
from nhipcau.plans.matching import Meaning
from nhipcau.plans.models import DraftTask, DraftUnit, Intake, Match
from nhipcau.plans.selectors.register import top_of
from nhipcau.plans.services.drafting import changing, locked_task, touch

NOBODY = Meaning(Match.GENERIC, confidence=100)


def accept_unit(
    *, user: Uploader, task: DraftTask, version: int, named: DraftUnit, remember: bool, now: dt.datetime
) -> int:
    """Confirm what is proposed for a name: a unit, or all units of some kinds; with `remember` the name becomes another name of the unit."""
    with changing(user, task.intake_id, now, "plans.decide_unit", printed=named.printed) as intake:
        row, unit = _named(intake, task.pk, version, named.pk)
        if unit.unit is None and unit.kinds:
            return _decide(intake, row, unit, Meaning(Match.GROUP, kinds=tuple(unit.kinds)), user, now)
        if unit.unit is None:
            raise Refused(
                _("No unit was found for this name, so there is nothing to confirm. Choose one; nothing was changed."),
                code="no-unit",
            )  # fmt: skip
        if remember:
            add_alias(user=user, unit=unit.unit, alias=unit.printed, now=now)
        return _decide(intake, row, unit, _chosen(unit.unit), user, now)


def keep_name_only(
    *, user: Uploader, task: DraftTask, version: int, named: DraftUnit, now: dt.datetime
) -> int:
    """Say that a name means nobody in particular."""
    with changing(user, task.intake_id, now, "plans.decide_unit", printed=named.printed) as intake:
        row, unit = _named(intake, task.pk, version, named.pk)
        return _decide(intake, row, unit, NOBODY, user, now)


def enter_and_decide(
    *, user: Uploader, task: DraftTask, version: int, named: DraftUnit, kind: str, now: dt.datetime
) -> int:
    """Enter a name as a unit of the register, below the top of the owner's tree, and let the name mean it."""
    with changing(user, task.intake_id, now, "plans.decide_unit", printed=named.printed) as intake:
        row, unit = _named(intake, task.pk, version, named.pk)
        entered = create_unit(
            user=user, code="", name=unit.printed, kind=kind, above=top_of(intake.unit), now=now
        )
        return _decide(intake, row, unit, _chosen(entered), user, now)


def _chosen(unit: Unit) -> Meaning:
    return Meaning(Match.CHOSEN, unit=unit.pk, confidence=100)


def _named(intake: Intake, task: int, version: int, named: int) -> tuple[DraftTask, DraftUnit]:
    row = locked_task(intake, task, version)
    found = row.draft_units.select_related("unit").filter(pk=named).first()
    if found is None:
        raise Refused(_("This name is no longer part of the task. Nothing was changed."), code="no-name")
    return row, found


def _decide(
    intake: Intake, row: DraftTask, named: DraftUnit, meaning: Meaning, user: Uploader, now: dt.datetime
) -> int:
    """Here, and wherever the same name is still unsure in this draft; how many rows that were."""
    same = DraftUnit.objects.filter(task__intake=intake, printed__iexact=named.printed)
    unsure = same.filter(match__in=[Match.SIMILAR, Match.UNKNOWN]) | same.filter(pk=named.pk)
    keys = list(unsure.values_list("pk", flat=True).distinct())
    touch(row, user, now)
    return DraftUnit.objects.filter(pk__in=keys).update(
        unit_id=meaning.unit, group_id=None, kinds=list(meaning.kinds), match=meaning.match,
        confidence=meaning.confidence,
    )  # fmt: skip
