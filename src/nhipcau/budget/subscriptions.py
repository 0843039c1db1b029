"""Joins this room with those below: adopting with reading the frame, and a person's own data."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.selectors.personal_data import money_of
from nhipcau.budget.services.frames import read_frame
from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors import with_personal_data
from nhipcau.plans.selectors.standing import look_at_plans
from nhipcau.plans.services.announcing import when_adopted


def money_at(user: Person, plan: int, on: dt.date) -> list[tuple[str, str | Promise]]:
    """The overview of its money, which shows everybody the figures of their own units."""
    return [(reverse("budget:plan", args=[plan]), _("Money"))]


def subscribe() -> None:
    """Called once, when the application is ready."""
    when_adopted(read_frame)
    with_personal_data("money", money_of)
    look_at_plans(money_at)
