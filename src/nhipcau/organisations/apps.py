"""The room of organisations."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Units, people and their roles, the office calendar."""

    name = "nhipcau.organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Working days follow the calendar that officers amend."""
        subscriptions = import_module("nhipcau.organisations.subscriptions")
        subscriptions.subscribe()
