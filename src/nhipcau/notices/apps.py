"""The room of notices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told, in the application and by e-mail."""

    name = "nhipcau.notices"
    label = "notices"
    verbose_name = _("Notices")
