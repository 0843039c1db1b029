"""The room of money."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """What the work of a plan costs, from the estimate to the settlement."""

    name = "nhipcau.budget"
    verbose_name = _("Money")

    def ready(self) -> None:
        """The frame is taken from a plan in the transaction that adopts it."""
        subscriptions = import_module("nhipcau.budget.subscriptions")
        subscriptions.subscribe()
