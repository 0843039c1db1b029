"""Forms of the room: the register of units (`units`), accounts and roles (`people`)."""

from nhipcau.organisations.forms.choosing import UnitField, UnitsField
from nhipcau.organisations.forms.committees import ChangeCommitteeForm, CommitteeForm, CompositionForm
from nhipcau.organisations.forms.groups import GroupForm, KindForm
from nhipcau.organisations.forms.handing_over import HandOverForm
from nhipcau.organisations.forms.invitations import FirstPasswordForm, InviteForm, InviteManyForm
from nhipcau.organisations.forms.office_days import OfficeDaysForm
from nhipcau.organisations.forms.people import (
    AccountForm,
    DayForm,
    GrantForm,
    GrantPersonForm,
    LackingForm,
    OpenAccountForm,
    PlaceForm,
    WithdrawForm,
)
from nhipcau.organisations.forms.units import (
    ChangeForm,
    DissolveForm,
    ImportForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    UnitChoice,
    UnitForm,
)

__all__ = [
    "AccountForm",
    "ChangeCommitteeForm",
    "ChangeForm",
    "CommitteeForm",
    "CompositionForm",
    "DayForm",
    "DissolveForm",
    "FirstPasswordForm",
    "GrantForm",
    "GrantPersonForm",
    "GroupForm",
    "HandOverForm",
    "ImportForm",
    "InviteForm",
    "InviteManyForm",
    "KindForm",
    "LackingForm",
    "MergeForm",
    "MoveForm",
    "OfficeDaysForm",
    "OpenAccountForm",
    "PlaceForm",
    "RenameForm",
    "SplitForm",
    "UnitChoice",
    "UnitField",
    "UnitForm",
    "UnitsField",
    "WithdrawForm",
]
