"""The room of delivery."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """What units owe, when, and what they handed in."""

    name = "nhipcau.delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """What is owed is set out in the transaction that adopts a plan."""
        subscriptions = import_module("nhipcau.delivery.subscriptions")
        subscriptions.subscribe()
