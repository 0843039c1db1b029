"""Permissions of Wagtail and Django that follow from the roles a person holds today."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from nhipcau.accounts.models import Role
from nhipcau.kernel import clock
from nhipcau.organisations.policies import roles_of

# Everybody with a role works in the shell; what he does there is asked of the rooms' policies.
EVERYBODY = frozenset({"wagtailadmin.access_admin"})
# The log is one for all units: whoever reads it whole holds the role on a root of the register.
BY_ROLE_ON_A_ROOT: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset({"audit.read_log", "notices.keep_notices"}),
    Role.AUDITOR: frozenset({"audit.read_log"}),
}
REMEMBERED = "_role_permissions"


class RoleBackend(BaseBackend):
    """Grants what the roles of today grant; remembered for the life of the user object, as Django's backend does."""

    def get_all_permissions(self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None) -> set[str]:
        """The names of the permissions; none for single objects."""
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        kept: set[str] | None = getattr(user_obj, REMEMBERED, None)
        if kept is None:
            roles = roles_of(user_obj, on=clock.today())
            kept = set(EVERYBODY) if roles else set()
            for role, granted in BY_ROLE_ON_A_ROOT.items():
                if roles.whole({role}):
                    kept |= granted
            setattr(user_obj, REMEMBERED, kept)
        return kept

    def has_perm(self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Any = None) -> bool:
        """Whether the roles of today grant `perm`."""
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        """Whether they grant anything of that application."""
        return any(perm.split(".")[0] == app_label for perm in self.get_all_permissions(user_obj))
