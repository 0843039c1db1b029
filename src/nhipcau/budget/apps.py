"""The room of money."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """What the work of a plan costs, from the estimate to the settlement."""

    name = "nhipcau.budget"
    verbose_name = _("Money")
