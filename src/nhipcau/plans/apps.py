"""The room of plans."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Plans on their way in, adopted plans and their tasks."""

    name = "nhipcau.plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """A file that waits to be read is read in the background; the queue row is written with the intake."""
        subscriptions = import_module("nhipcau.plans.subscriptions")
        subscriptions.subscribe()
