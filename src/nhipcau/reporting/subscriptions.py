"""Joins the services of this room with what happens elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors import with_personal_data
from nhipcau.plans.selectors.standing import look_at_plans
from nhipcau.reporting.models import FormSection, FormVersion, Indicator, ReportForm
from nhipcau.reporting.selectors.personal_data import reports_of
from nhipcau.reporting.services.shipping import ship_forms


def ship_when_migrated(sender: AppConfig, **told: Any) -> None:
    """Forms are entered after a migration, and after a flush, where the tables are those of today (a migration may go back)."""
    state = told.get("apps")
    if state is None or all(
        _as_today(state, model) for model in (ReportForm, FormVersion, FormSection, Indicator)
    ):
        ship_forms()


def _as_today(state: Any, model: Any) -> bool:
    try:
        there = state.get_model("reporting", model.__name__)
    except LookupError:
        return False
    return {field.name for field in there._meta.fields} == {field.name for field in model._meta.fields}


def reports_at(user: Person, plan: int, on: dt.date) -> list[tuple[str, str | Promise]]:
    """How units reported on it, from round to round."""
    return [(f"{reverse('reporting:overview')}?plan={plan}", _("Reports"))]


def subscribe(config: AppConfig) -> None:
    """Called once, when the application is ready."""
    post_migrate.connect(ship_when_migrated, sender=config)
    with_personal_data("reports", reports_of)
    look_at_plans(reports_at)
