"""Who may do what with notices. Everybody reads his own."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

Person = AbstractBaseUser | AnonymousUser
KEEP = "notices.keep_notices"


def may_keep_notices(user: Person) -> bool:
    """Word notices, see who got which, send again: administrators; which role that is, says the room that knows roles."""
    return bool(getattr(user, "is_active", False)) and bool(user.has_perm(KEEP))  # type: ignore[union-attr]
