"""The room of stored files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Stored files and refusals."""

    name = "nhipcau.library"
    verbose_name = _("Library")
