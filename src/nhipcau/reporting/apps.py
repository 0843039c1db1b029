"""The room of reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """What units report, and what is made of it."""

    name = "nhipcau.reporting"
    verbose_name = _("Reports")
