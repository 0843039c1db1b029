"""How django-allauth meets our rules."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by administrators only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt for the name at its address, and, more slowly, for the name wherever it is tried from."""
        super().pre_authenticate(request, **credentials)
        usage = ratelimit.consume(
            request,
            app="nhipcau.accounts",
            action="failed",
            config={"failed": settings.NHIPCAU_FAILED_SIGN_INS_OF_A_NAME},
            key=super()._get_login_attempts_cache_key(request, **credentials),
        )
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        # What turns out to be right is taken back from all counts together.
        self._login_failed_rl_usage.usage.extend(usage.usage)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        name = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{name}:{self.get_client_ip(request)}"
