"""People who sign in, and the fixed list of roles they can hold. This room knows no unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold


class Role(models.TextChoices):
    """What a person may do; a role is held on a unit, for a time (`organisations.RoleHolding`)."""

    ADMINISTRATOR = "administrator", _("Administrator")
    COORDINATOR = "coordinator", _("Coordinating officer")
    UNIT_OFFICER = "unit_officer", _("Focal officer of the unit")
    UNIT_LEADER = "unit_leader", _("Leader of the unit")
    FINANCE = "finance", _("Finance officer")
    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    PRESS_OFFICER = "press_officer", _("Press officer")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    VIEWER = "viewer", _("Viewer")
    AUDITOR = "auditor", _("Auditor")


class User(AbstractUser):
    """A person with an account: role first, name and office contact only.

    Django's first and last name are not used: Vietnamese names are written as one, family name first.
    """

    display_name = models.CharField(_("name shown"), max_length=150, blank=True)
    position = models.CharField(_("job title"), max_length=150, blank=True)
    office_phone = models.CharField(_("office telephone"), max_length=40, blank=True)
    folded = models.CharField(max_length=600, editable=False, default="")
    last_name = None  # type: ignore[assignment]
    # A request that only reads keeps here what was asked by day, such as the roles; None: ask every time.
    kept_by_day: dict[dt.date, Any] | None = None

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.display_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that searching uses beside the names."""
        folded = fold(f"{self.display_name} {self.username} {self.email}")[:600]
        fields = kwargs.get("update_fields")
        if fields is not None and folded != self.folded:
            kwargs["update_fields"] = {*fields, "folded"}
        self.folded = folded
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:  # type: ignore[override]
        """What Wagtail's side bar calls the person."""
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name shown, as the rest of the system asks for it."""
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """The given name, which stands last in Vietnamese."""
        return self.get_full_name().rsplit(" ", 1)[-1]
