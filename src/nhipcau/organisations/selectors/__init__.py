"""Reading the organisations room: the register of units, people."""

from nhipcau.organisations.selectors.people import (
    Holder,
    accounts,
    holdings_of,
    people_of,
    units_without_officer,
)
from nhipcau.organisations.selectors.register import (
    group_sizes,
    register_of_units,
    successors_of,
    tree,
    units_seen_by,
)

__all__ = [
    "Holder",
    "accounts",
    "group_sizes",
    "holdings_of",
    "people_of",
    "register_of_units",
    "successors_of",
    "tree",
    "units_seen_by",
    "units_without_officer",
]
