"""What plans show of the state of their tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import LOOKS, State
from nhipcau.delivery.policies import KEEPERS
from nhipcau.delivery.selectors.figures import states_by_day, states_of_tasks
from nhipcau.delivery.selectors.listing import STATE_GROUPS, in_state, seen_by
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.plans.models import Plan
from nhipcau.plans.selectors.standing import Standing

CHOICES: tuple[tuple[str, str | Promise], ...] = (
    (State.OVERDUE, State.OVERDUE.label),
    (State.DUE_TODAY, State.DUE_TODAY.label),
    (State.DUE_SOON, State.DUE_SOON.label),
    ("ahead", _("Ahead")),
    ("done", _("Done")),
    (State.EXCUSED, State.EXCUSED.label),
    (State.PAUSED, State.PAUSED.label),
    (State.CANCELLED, State.CANCELLED.label),
)


class TaskStandings:
    """Answers the questions of `plans.selectors.standing`."""

    def choices(self) -> Sequence[tuple[str, str | Promise]]:
        """States and groups of states."""
        return CHOICES

    def of(self, user: Person, tasks: Iterable[int], *, on: dt.date) -> Mapping[int, Standing]:
        """One state for each task, and how many of its times are done."""
        found = {}
        for task, states in states_of_tasks(roles_of(user, on=on), tasks, on=on).items():
            told = states.told_as
            if told is not None:
                address = f"{reverse('delivery:index')}?scope=all&state=all&task={task}"
                done, asked = states.counts["done"], states.counts.asked
                found[task] = Standing(LOOKS[told], told.label, done, asked, address)
        return found

    def by_day(
        self, user: Person, tasks: Iterable[int], *, on: dt.date, first: dt.date, last: dt.date
    ) -> Mapping[int, Mapping[dt.date, Standing]]:
        """One state for each day on which a task falls due."""
        days = states_by_day(roles_of(user, on=on), tasks, on=on, first=first, last=last)
        return {
            task: {
                day: Standing(
                    LOOKS[told], told.label, states.counts["done"], states.counts.asked, _due_on(task, day)
                )
                for day, states in of_task.items()
                if (told := states.told_as) is not None
            }
            for task, of_task in days.items()
        }

    def looks(self, user: Person, plan: int, *, on: dt.date) -> Sequence[tuple[str, str | Promise]]:
        """The matrix."""
        return ((f"{reverse('delivery:matrix')}?plan={plan}", _("Matrix")),)

    def keeping(self, user: Person, plan: Plan, *, on: dt.date) -> Sequence[tuple[str, str | Promise]]:
        """The rule of its reminders."""
        if not roles_of(user, on=on).cover(plan.unit, KEEPERS):
            return ()
        return ((reverse("delivery:reminder-rule", args=[plan.pk]), _("When reminders go out")),)

    def in_state(self, user: Person, plan: int, state: str, *, on: dt.date) -> Q:
        """Tasks with something in that state; no condition for a state that does not exist."""
        if state not in STATE_GROUPS and state not in State.values:
            return Q()
        rows = seen_by(roles_of(user, on=on)).filter(in_state(state, today=on), plan=plan)
        return Q(stem__in=rows.order_by().values("task__stem"))


def _due_on(task: int, day: dt.date) -> str:
    days = f"due_from={day:%d/%m/%Y}&due_to={day:%d/%m/%Y}"
    return f"{reverse('delivery:index')}?scope=all&state=all&task={task}&{days}"
