"""Reading the organisations room: the register of units, people."""

from nhipcau.organisations.selectors.committees import ShownSeat, Turn, committees, composition, turns_of
from nhipcau.organisations.selectors.consequences import Consequence, consequences_of
from nhipcau.organisations.selectors.groups import GroupMembers, Member, group_sizes, group_token
from nhipcau.organisations.selectors.history import NameOfTheDay, heirs_on, names_on, successors_of
from nhipcau.organisations.selectors.invitations import (
    invitation_by,
    invitations,
    latest_invitation,
    standing_of,
)
from nhipcau.organisations.selectors.kinds import kind_choices, kind_labels, kinds_in_words
from nhipcau.organisations.selectors.lacking import ASKED, count_lacking, lacking, units_asked, with_places
from nhipcau.organisations.selectors.leaving import Leaving, held_from
from nhipcau.organisations.selectors.levels import Level, level_of
from nhipcau.organisations.selectors.office_days import CalendarDay, calendar_of, occasions
from nhipcau.organisations.selectors.people import (
    Holder,
    Place,
    accounts,
    holdings_of,
    people_of,
    places_of,
    units_without_officer,
)
from nhipcau.organisations.selectors.personal_data import personal_data, with_personal_data
from nhipcau.organisations.selectors.register import (
    Found,
    Placed,
    called,
    find_units,
    register_of_units,
    tree,
    tree_on,
    units_seen_by,
    with_own_kinds,
)
from nhipcau.organisations.selectors.timeline import Event, timeline_of

__all__ = [
    "ASKED",
    "CalendarDay",
    "Consequence",
    "Event",
    "Found",
    "GroupMembers",
    "Holder",
    "Leaving",
    "Level",
    "Member",
    "NameOfTheDay",
    "Place",
    "Placed",
    "ShownSeat",
    "Turn",
    "accounts",
    "calendar_of",
    "called",
    "committees",
    "composition",
    "consequences_of",
    "count_lacking",
    "find_units",
    "group_sizes",
    "group_token",
    "heirs_on",
    "held_from",
    "holdings_of",
    "invitation_by",
    "invitations",
    "kind_choices",
    "kind_labels",
    "kinds_in_words",
    "lacking",
    "latest_invitation",
    "level_of",
    "names_on",
    "occasions",
    "people_of",
    "personal_data",
    "places_of",
    "register_of_units",
    "standing_of",
    "successors_of",
    "timeline_of",
    "tree",
    "tree_on",
    "turns_of",
    "units_asked",
    "units_seen_by",
    "units_without_officer",
    "with_own_kinds",
    "with_personal_data",
    "with_places",
]
