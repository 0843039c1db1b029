"""Views of the shell itself."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel


class OwnAccountView(AccountView):
    """Wagtail's page of one's own settings, without first and last names and pictures, which we do not keep."""

    def get_panels(self) -> list[Any]:
        """All panels but the name's: names and contacts are kept by administrators."""
        dropped = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, dropped)]
