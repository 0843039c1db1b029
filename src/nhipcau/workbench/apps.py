"""The workbench."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    """Overviews across rooms."""

    name = "nhipcau.workbench"
    verbose_name = _("Workbench")
