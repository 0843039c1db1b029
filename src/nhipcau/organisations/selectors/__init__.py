"""Reading the organisations room: the register of units, matching names in texts, people."""

from nhipcau.organisations.selectors.matching import Match, UnitIndex, units_named
from nhipcau.organisations.selectors.people import (
    Holder,
    accounts,
    current_units_of,
    holders,
    holdings_of,
    people_of,
    units_without_officer,
)
from nhipcau.organisations.selectors.register import (
    group_members,
    group_named,
    group_sizes,
    name_on,
    register_of_units,
    subtree,
    successors_of,
    tree,
    units_seen_by,
)

__all__ = [
    "Holder",
    "Match",
    "UnitIndex",
    "accounts",
    "current_units_of",
    "group_members",
    "group_named",
    "group_sizes",
    "holders",
    "holdings_of",
    "name_on",
    "people_of",
    "register_of_units",
    "subtree",
    "successors_of",
    "tree",
    "units_named",
    "units_seen_by",
    "units_without_officer",
]
