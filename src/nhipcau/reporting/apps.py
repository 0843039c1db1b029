"""The room of reports."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """What units report, and what is made of it."""

    name = "nhipcau.reporting"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Forms that come with the system are entered when the tables are there."""
        subscriptions = import_module("nhipcau.reporting.subscriptions")
        subscriptions.subscribe(self)
