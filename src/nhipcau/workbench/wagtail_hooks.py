"""The workbench in the shell."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def home_item() -> MenuItem:
    """The way home, by name: the brand above it is only a picture."""
    return MenuItem(_("My work"), reverse_lazy("wagtailadmin_home"), name="home", icon_name="home", order=0)
