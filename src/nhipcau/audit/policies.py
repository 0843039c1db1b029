"""Who may read the log."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

READ_LOG = "audit.read_log"


def may_read_log(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Auditors and administrators; which roles they are is said by the room that knows roles."""
    return bool(getattr(user, "is_active", False)) and bool(user.has_perm(READ_LOG))  # type: ignore[union-attr]
