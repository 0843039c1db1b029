"""How django-allauth meets our rules."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by administrators only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        return False
