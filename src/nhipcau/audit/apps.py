"""The audit room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Connects the chain to Wagtail's log."""

    name = "nhipcau.audit"
    label = "audit"
    verbose_name = _("Log")

    def ready(self) -> None:
        """Seal what is logged from now on."""
        import_module("nhipcau.audit.signals")
