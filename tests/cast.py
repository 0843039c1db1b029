"""The cast: people with known rights, for every test that asks who may do what.

province                     administrator, coordinator, auditor, viewer
├── foreign (lead office)    foreign_officer, foreign_leader, finance, editor, publisher, press_officer
├── culture                  culture_officer, culture_leader
│   └── museum               (nobody)
└── commune                  commune_officer, commune_coordinator, commune_administrator
outsider: an account without any role · former: a role that ended · closed: a closed account with a role
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from nhipcau.accounts.models import Role, User
from nhipcau.organisations.models import RoleHolding, Unit, UnitKind, UnitName

PASSWORD = "cau-ben-song-2026"

UNITS = {
    "province": ("", "UBND tỉnh Sông Mây", "UBND tỉnh", UnitKind.PROVINCE),
    "foreign": ("province", "Sở Ngoại vụ", "SNgV", UnitKind.DEPARTMENT),
    "culture": ("province", "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", UnitKind.DEPARTMENT),
    "museum": ("culture", "Bảo tàng tỉnh", "BT", UnitKind.SECTION),
    "commune": ("province", "UBND xã Bến Lụa", "UBND xã Bến Lụa", UnitKind.COMMUNE),
}
PEOPLE = {
    "administrator": (Role.ADMINISTRATOR, "province"),
    "coordinator": (Role.COORDINATOR, "province"),
    "auditor": (Role.AUDITOR, "province"),
    "viewer": (Role.VIEWER, "province"),
    "foreign_officer": (Role.UNIT_OFFICER, "foreign"),
    "foreign_leader": (Role.UNIT_LEADER, "foreign"),
    "finance": (Role.FINANCE, "foreign"),
    "editor": (Role.EDITOR, "foreign"),
    "publisher": (Role.PUBLISHER, "foreign"),
    "press_officer": (Role.PRESS_OFFICER, "foreign"),
    "culture_officer": (Role.UNIT_OFFICER, "culture"),
    "culture_leader": (Role.UNIT_LEADER, "culture"),
    "commune_officer": (Role.UNIT_OFFICER, "commune"),
    "commune_coordinator": (Role.COORDINATOR, "commune"),
    "commune_administrator": (Role.ADMINISTRATOR, "commune"),
}


@dataclass
class Cast:
    """Units and people by name: `cast.unit("culture")`, `cast.person("coordinator")`."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        """The unit of that name in the table above."""
        return self.units[name]

    def person(self, name: str) -> User:
        """The person of that name in the table above."""
        return self.people[name]


def assemble() -> Cast:
    """Create the whole cast in the database."""
    cast = Cast()
    for key, (above, name, short, kind) in UNITS.items():
        unit = Unit(code=key.upper(), name=name, short_name=short, kind=kind)
        if above:
            Unit.objects.get(pk=cast.units[above].pk).add_child(instance=unit)
        else:
            Unit.add_root(instance=unit)
        UnitName.objects.create(unit=unit, name=name, short_name=short)
        cast.units[key] = Unit.objects.get(pk=unit.pk)
    for name, (role, unit_key) in PEOPLE.items():
        _hold(cast, name, role, unit_key)
    cast.people["outsider"] = _account("outsider")
    _hold(cast, "former", Role.COORDINATOR, "province", valid_to=dt.date(2025, 12, 31))
    _hold(cast, "closed", Role.COORDINATOR, "province")
    User.objects.filter(username="closed").update(is_active=False)
    cast.people["closed"].refresh_from_db()
    return cast


def _account(name: str) -> User:
    return User.objects.create_user(
        username=name,
        password=PASSWORD,
        display_name=name.replace("_", " ").title(),
        email=f"{name}@example.vn",
    )


def _hold(cast: Cast, name: str, role: Role, unit_key: str, valid_to: dt.date | None = None) -> None:
    user = _account(name)
    RoleHolding.objects.create(user=user, unit=cast.units[unit_key], role=role, valid_to=valid_to)
    cast.people[name] = user
