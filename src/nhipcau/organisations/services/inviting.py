"""People from a spreadsheet: read, show what would happen, then invite them. The second time nothing happens.

Columns (first line, in any order; marks and case do not matter): mã đơn vị, họ tên, chức vụ, e-mail, vai trò, cấp phó. A line
is a person with a role; somebody with two roles stands in two lines with the same e-mail address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.kernel.printable import is_printable
from nhipcau.kernel.validity import from_to, in_force
from nhipcau.organisations.models import ONE_A_UNIT, RoleHolding, Unit
from nhipcau.organisations.policies import (
    Person,
    Roles,
    gives_role,
    may_invite,
    may_open_account,
    people_known_to,
    roles_of,
)
from nhipcau.organisations.services.invitations import Invited, SentInvitation, open_invited, send_link
from nhipcau.organisations.services.links import has_open_link
from nhipcau.organisations.services.people import grant_role, lock_places
from nhipcau.organisations.services.sheets import cells

MOST_PEOPLE = 2_000
COLUMNS = {
    "code": _("Unit code"),
    "name": _("Name"),
    "position": _("Job title"),
    "email": _("E-mail"),
    "role": _("Role"),
    "deputy": _("Deputy"),
}
HEADINGS = {
    "ma don vi": "code", "ma": "code", "unit code": "code",
    "ho ten": "name", "ho va ten": "name", "ten": "name", "name": "name",
    "chuc vu": "position", "chuc danh": "position", "job title": "position",
    "e mail": "email", "email": "email", "thu dien tu": "email",
    "vai tro": "role", "role": "role",
    "cap pho": "deputy", "pho": "deputy", "deputy": "deputy",
}  # fmt: skip
NEEDED = {"code": "mã đơn vị", "name": "họ tên", "email": "e-mail", "role": "vai trò"}
YES, NO = frozenset({"x", "co", "yes", "1", "pho", "true"}), frozenset({"", "khong", "no", "0", "false"})


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, for the person who keeps the sheet."""

    line: int
    column: str | Promise
    message: str | Promise


@dataclass(frozen=True)
class Line:
    """One line of the sheet; `line` is its number as the spreadsheet shows it."""

    line: int
    code: str
    name: str
    position: str
    email: str
    role: str
    is_deputy: bool


@dataclass(frozen=True)
class Step:
    """What happens to one line: `new` (an account and an invitation), `role` (a role for a known account) or `same`."""

    row: Line
    how: str
    unit: Unit | None = None
    person: User | None = None


@dataclass(frozen=True)
class PeoplePreview:
    """What inviting would do; with faults nobody can be invited."""

    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]

    def counted(self, how: str) -> int:
        """How many lines are new, give a role, or stay."""
        return sum(step.how == how for step in self.steps)

    @property
    def new(self) -> int:
        """People to be invited."""
        return self.counted("new")

    @property
    def roles(self) -> int:
        """Roles for people with an account."""
        return self.counted("role")

    @property
    def same(self) -> int:
        """Lines that say what is so already."""
        return self.counted("same")


def preview_people(*, user: Person, data: bytes, name: str, now: dt.datetime) -> PeoplePreview:
    """Read the sheet and compare it with the register; changes nothing. The number of queries does not grow with the lines."""
    if not may_open_account(user, on=day_of(now)):
        raise PermissionDenied
    rows, faults = _read(cells(data, name))
    known = _Known.of(user, rows, on=day_of(now))
    steps = []
    for row in rows:
        step, wrong = known.step(row)
        steps.append(step)
        faults.extend(wrong)
    return PeoplePreview(tuple(steps), tuple(sorted(faults, key=lambda fault: fault.line)))


def invite_people(*, user: Person, data: bytes, name: str, now: dt.datetime) -> list[SentInvitation]:
    """Do what the preview shows, all of it or nothing; the invitations that were sent."""
    opened: dict[str, User] = {}
    to_send: dict[int, User] = {}
    with transaction.atomic():
        preview = preview_people(user=user, data=data, name=name, now=now)
        if preview.faults:
            raise Refused(
                _("The sheet has errors; nobody was invited. Correct them and try again."),
                code="sheet-errors",
            )
        # All of them before the first line of the log, which lets in one writer at a time.
        lock_places(
            (step.unit for step in preview.steps if step.unit),
            (step.person for step in preview.steps if step.person),
        )
        for step in preview.steps:
            row, email = step.row, step.row.email.lower()
            if step.how == "same" or step.unit is None:
                continue
            if step.how == "new":
                invited = Invited(row.email, row.name, row.position, step.unit, row.role, row.is_deputy)
                opened[email] = open_invited(user=user, invited=invited, now=now)
                to_send[opened[email].pk] = opened[email]
                continue
            person = step.person or opened[email]
            if step.person is not None and has_open_link(person):  # the role makes that link worthless
                to_send[person.pk] = person
            grant_role(
                user=user, person=person, unit=step.unit, role=row.role, is_deputy=row.is_deputy, now=now
            )
        return [
            send_link(user=user, person=person, now=now)
            for person in to_send.values()
            if may_invite(user, person, on=day_of(now))
        ]


def _read(lines: list[tuple[int, list[str]]]) -> tuple[list[Line], list[Fault]]:
    heads = [HEADINGS.get(fold(cell), "") for cell in lines[0][1]]
    if missing := [label for key, label in NEEDED.items() if key not in heads]:
        raise Refused(
            _("The first line of the sheet must name its columns; missing: %(columns)s. Nobody was invited.")
            % {"columns": ", ".join(missing)},
            code="no-columns",
        )
    if len(lines) > MOST_PEOPLE + 1:
        raise Refused(_("The sheet has more than 2,000 people; nobody was invited."), code="too-many")
    roles = _roles_in_words()
    rows, faults = [], []
    for number, line in lines[1:]:
        values = {head: normal(cell) for head, cell in zip(heads, line, strict=False) if head}
        row, wrong = _line(number, values, roles)
        rows.append(row)
        faults.extend(wrong)
    return rows, faults


def _line(number: int, values: Mapping[str, str], roles: Mapping[str, str]) -> tuple[Line, list[Fault]]:
    faults = []

    def wrong(column: str, message: str | Promise) -> None:
        faults.append(Fault(number, COLUMNS[column], message))

    for key in ("code", "name", "email", "role"):
        if not values.get(key):
            wrong(key, _("is empty"))
    for key, most in (("name", 150), ("position", 150), ("email", 254)):
        if len(values.get(key, "")) > most or not is_printable(values.get(key, "")):
            wrong(key, _("is too long, or holds invisible characters"))
    if values.get("email"):
        try:
            validate_email(values["email"])
        except ValidationError:
            wrong("email", _("“%(said)s” is no e-mail address") % {"said": values["email"][:60]})
    role = roles.get(fold(values.get("role", "")), "")
    if values.get("role") and not role:
        wrong("role", _("there is no role “%(said)s”") % {"said": values["role"][:60]})
    deputy = fold(values.get("deputy", ""))
    if deputy not in YES | NO:
        wrong("deputy", _("write “x” or leave it empty"))
    row = Line(
        number,
        code=values.get("code", ""),
        name=values.get("name", ""),
        position=values.get("position", ""),
        email=values.get("email", ""),
        role=role,
        is_deputy=deputy in YES,
    )
    return row, faults


def _roles_in_words() -> dict[str, str]:
    words = {fold(role.value): role.value for role in Role}
    for language, _label in settings.LANGUAGES:
        with override(language):
            words |= {fold(str(role.label)): role.value for role in Role}
    return words


@dataclass
class _Known:
    """What the register says of the units and people of a sheet, and what the lines read so far will add."""

    roles: Roles
    units: Mapping[str, Unit]
    people: Mapping[str, User]
    dealt_with: frozenset[int]
    held: frozenset[tuple[int, int, str]]
    taken: set[tuple[int, str]]  # the one leader or officer of a unit is there
    given: set[tuple[str, int, str]] = field(default_factory=set)
    invited: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, user: Person, rows: Iterable[Line], *, on: dt.date) -> _Known:
        """Read once for all lines."""
        codes, emails = {row.code for row in rows}, {row.email.lower() for row in rows}
        units = {unit.code: unit for unit in Unit.objects.filter(in_force(on)) if unit.code in codes}
        people = {
            person.email.lower(): person
            for person in User.objects.exclude(email="").order_by("-pk")
            if person.email.lower() in emails
        }
        keys = [person.pk for person in people.values()]
        dealt_with = User.objects.filter(people_known_to(user, on=on)).values_list("pk", flat=True)
        from_today = RoleHolding.objects.filter(from_to(on, None))
        held = from_today.filter(user__in=keys).values_list("user_id", "unit_id", "role")
        mains = from_today.filter(is_deputy=False, role__in=ONE_A_UNIT).values_list("unit_id", "role")
        return cls(
            roles_of(user, on=on),
            units,
            people,
            frozenset(dealt_with) & frozenset(keys),
            frozenset(held),
            set(mains),
        )

    def step(self, row: Line) -> tuple[Step, list[Fault]]:
        """What happens to a line, and what stands against it."""
        unit, email = self.units.get(row.code), row.email.lower()
        person = self.people.get(email)
        against = self._against(row, unit, person)
        faults = [Fault(row.line, COLUMNS[column], message) for column, message in against]
        same = Step(row, "same", unit, person)
        if unit is None or faults or not row.role:
            return same, faults
        key, place = (email, unit.pk, row.role), (unit.pk, row.role)
        if key in self.given or (person and (person.pk, *place) in self.held):
            return same, []
        if not row.is_deputy and row.role in ONE_A_UNIT:
            if place in self.taken:
                words = _(
                    "the unit has one already (in the register or in a line above): mark this one as deputy"
                )
                return same, [Fault(row.line, COLUMNS["role"], words)]
            self.taken.add(place)
        is_new = person is None and email not in self.invited
        self.given.add(key)
        self.invited.add(email)
        return Step(row, "new" if is_new else "role", unit, person), []

    def _against(
        self, row: Line, unit: Unit | None, person: User | None
    ) -> Iterable[tuple[str, str | Promise]]:
        if row.code and unit is None:
            yield "code", _("there is no unit with the code %(code)s") % {"code": row.code[:64]}
        if unit is not None and row.role and not gives_role(self.roles, unit, row.role):
            yield "role", _("you may not give this role on this unit")
        if person is not None and (not person.is_active or person.is_superuser):
            yield "email", _("the account of this address is closed")
        elif person is not None and person.pk not in self.dealt_with:
            yield "email", _("the account of this address belongs to another office")
