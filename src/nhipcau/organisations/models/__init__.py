"""Units and groups of them (`units`), people's roles and committees (`people`), the office calendar (`office_days`)."""

from nhipcau.organisations.models.office_days import OfficeDay
from nhipcau.organisations.models.people import (
    ONE_A_UNIT,
    CommitteeMember,
    CommitteePost,
    Invitation,
    RoleHolding,
    SteeringCommittee,
)
from nhipcau.organisations.models.units import (
    OwnKind,
    SuccessionKind,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
    UnitName,
    UnitParent,
    UnitSuccession,
)

__all__ = [
    "ONE_A_UNIT",
    "CommitteeMember",
    "CommitteePost",
    "Invitation",
    "OfficeDay",
    "OwnKind",
    "RoleHolding",
    "SteeringCommittee",
    "SuccessionKind",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitKind",
    "UnitName",
    "UnitParent",
    "UnitSuccession",
]
