"""Who may hand files in and open them."""

from __future__ import annotations

import datetime as dt

from nhipcau.accounts.models import Role
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, holds, keepers, roles_of

PLAN_KEEPERS = keepers()
WORKING_ROLES = frozenset(Role) - {Role.VIEWER, Role.SPOKESPERSON, Role.AUDITOR}


def may_take_in(user: Person, unit: Unit, purpose: str, *, on: dt.date) -> bool:
    """Plans are handed in by those who keep them; evidence by whoever works in the unit or above it."""
    return holds(user, PLAN_KEEPERS if purpose == Purpose.PLAN else WORKING_ROLES, unit, on=on)


def may_open(user: Person, stored: StoredFile, *, on: dt.date) -> bool:
    """Whoever handed it in while holding a role, and everyone with a role on the file's unit or above it.

    A room that hangs a file on something of its own (a plan, an obligation) asks its own policy first.
    """
    roles = roles_of(user, on=on)
    return bool(roles) and (stored.uploaded_by_id == user.pk or roles.cover(stored.unit))
