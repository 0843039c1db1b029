"""The room of plans."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Plans on their way in, adopted plans and their tasks."""

    name = "nhipcau.plans"
    verbose_name = _("Plans")
