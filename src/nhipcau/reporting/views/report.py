"""Reports: the list of one's own, and the report of a unit as it writes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.screens import Screen


class IndexScreen(Screen):
    """Reports of one's units, those to approve, and the rounds one keeps."""

    page_title = _("Reports")
    header_icon = "form"
