"""Who may do what, as a matrix of people and questions."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.accounts.models import Role, User
from nhipcau.organisations import policies, services
from nhipcau.organisations.backends import RoleBackend
from nhipcau.organisations.models import RoleHolding
from nhipcau.organisations.selectors import accounts, units_seen_by
from tests.cast import PASSWORD, Cast

EVERYBODY = [
    "administrator",
    "coordinator",
    "auditor",
    "viewer",
    "foreign_officer",
    "foreign_leader",
    "finance",
    "editor",
    "publisher",
    "press_officer",
    "culture_officer",
    "culture_leader",
    "commune_officer",
    "commune_coordinator",
    "commune_administrator",
    "spokesperson",
    "outsider",
    "former",
    "closed",
]
WITH_ROLE = set(EVERYBODY) - {"outsider", "former", "closed"}
PROVINCE = {"administrator", "coordinator", "auditor", "viewer"}
CULTURE = PROVINCE | {"culture_officer", "culture_leader", "spokesperson"}
KEEPERS = {"administrator", "coordinator"}
COMMUNE_KEEPERS = {"commune_coordinator", "commune_administrator"}
ADMINISTRATORS = {"administrator", "commune_administrator"}
MATRIX = {
    "see the register": WITH_ROLE,
    "read people of culture": CULTURE,
    "read people of the museum": CULTURE,
    "keep culture": KEEPERS,
    "keep the commune": KEEPERS | COMMUNE_KEEPERS,
    "keep a new root": {"administrator"},
    "give officer on culture": KEEPERS,
    "give auditor on culture": {"administrator"},
    "give administrator on culture": {"administrator"},
    "import": KEEPERS,
    "open accounts": KEEPERS | COMMUNE_KEEPERS,
    "keep the viewer's account": {"administrator"},
    "keep the account of the commune's officer": ADMINISTRATORS,
    "keep an account without any role": {"administrator"},
    "keep an account the commune's administrator opened": ADMINISTRATORS,
    "keep an account whose role in the province ended": {"administrator"},
    "find the viewer among the accounts": KEEPERS,
    "find the commune's officer among the accounts": KEEPERS | COMMUNE_KEEPERS,
    "find an account without any role": KEEPERS,
    "find an account the commune's administrator opened": KEEPERS | {"commune_administrator"},
    "keep an account whose role in the province begins tomorrow": {"administrator"},
    "see the committees": WITH_ROLE,
    "keep the province's committee": KEEPERS,
    "keep the commune's committee": KEEPERS | COMMUNE_KEEPERS,
    "give spokesperson on culture": KEEPERS,
    "change the deputies of culture": KEEPERS,
    "invite an account the commune's administrator opened": KEEPERS | {"commune_administrator"},
    "invite somebody with a password": set(),
    "erase a closed account": {"administrator"},
    "erase an open account": set(),
    "enter the shell": WITH_ROLE,
    "read the log": {"auditor", "administrator"},
}


def answer(question: str, user: User, cast: Cast, on: dt.date) -> bool:
    culture, museum = cast.unit("culture"), cast.unit("museum")
    backend = RoleBackend()
    questions = {
        "see the register": lambda: policies.may_see_register(user, on=on),
        "read people of culture": lambda: policies.may_read_people(user, culture, on=on),
        "read people of the museum": lambda: policies.may_read_people(user, museum, on=on),
        "keep culture": lambda: policies.may_keep_units(user, culture, on=on),
        "keep the commune": lambda: policies.may_keep_units(user, cast.unit("commune"), on=on),
        "keep a new root": lambda: policies.may_keep_units(user, None, on=on),
        "give officer on culture": lambda: policies.may_give_role(user, culture, Role.UNIT_OFFICER, on=on),
        "give auditor on culture": lambda: policies.may_give_role(user, culture, Role.AUDITOR, on=on),
        "give administrator on culture": lambda: policies.may_give_role(
            user, culture, Role.ADMINISTRATOR, on=on
        ),
        "import": lambda: policies.may_import_units(user, on=on),
        "open accounts": lambda: policies.may_open_account(user, on=on),
        "keep the viewer's account": lambda: policies.may_keep_account(user, cast.person("viewer"), on=on),
        "keep the account of the commune's officer": lambda: policies.may_keep_account(
            user, cast.person("commune_officer"), on=on
        ),
        "keep an account without any role": lambda: policies.may_keep_account(
            user, User.objects.get_or_create(username="newcomer")[0], on=on
        ),
        "keep an account whose role in the province begins tomorrow": lambda: policies.may_keep_account(
            user, _comes_tomorrow(cast, on), on=on
        ),
        "keep an account the commune's administrator opened": lambda: policies.may_keep_account(
            user, _opened_by_the_commune(cast, on), on=on
        ),
        "keep an account whose role in the province ended": lambda: policies.may_keep_account(
            user, cast.person("former"), on=on
        ),
        "find the viewer among the accounts": lambda: _finds(user, cast.person("viewer"), on),
        "find the commune's officer among the accounts": lambda: _finds(
            user, cast.person("commune_officer"), on
        ),
        "find an account without any role": lambda: _finds(user, cast.person("outsider"), on),
        "find an account the commune's administrator opened": lambda: _finds(
            user, _opened_by_the_commune(cast, on), on
        ),
        "see the committees": lambda: policies.may_see_committees(user, on=on),
        "keep the province's committee": lambda: policies.may_keep_committee(
            user, cast.unit("province"), on=on
        ),
        "keep the commune's committee": lambda: policies.may_keep_committee(
            user, cast.unit("commune"), on=on
        ),
        "give spokesperson on culture": lambda: policies.may_give_role(
            user, culture, Role.SPOKESPERSON, on=on
        ),
        "change the deputies of culture": lambda: policies.may_give_role(
            user, culture, Role.UNIT_LEADER, on=on
        ),
        "invite an account the commune's administrator opened": lambda: policies.may_invite(
            user, _without_password(_opened_by_the_commune(cast, on)), on=on
        ),
        "invite somebody with a password": lambda: policies.may_invite(
            user, cast.person("commune_officer"), on=on
        ),
        "erase a closed account": lambda: policies.may_erase_account(user, cast.person("closed"), on=on),
        "erase an open account": lambda: policies.may_erase_account(
            user, cast.person("commune_officer"), on=on
        ),
        "enter the shell": lambda: backend.has_perm(user, "wagtailadmin.access_admin"),
        "read the log": lambda: backend.has_perm(user, "audit.read_log"),
    }
    return questions[question]()


def _comes_tomorrow(cast: Cast, on: dt.date) -> User:
    person, _is_new = User.objects.get_or_create(username="successor")
    RoleHolding.objects.get_or_create(
        user=person,
        unit=cast.unit("province"),
        role=Role.ADMINISTRATOR,
        valid_from=on + dt.timedelta(days=1),
    )
    return person


def _without_password(person: User) -> User:
    person.set_unusable_password()
    return person


def _opened_by_the_commune(cast: Cast, on: dt.date) -> User:
    person = User.objects.filter(username="tan-binh").first()
    return person or services.open_account(
        user=cast.person("commune_administrator"),
        username="tan-binh",
        password=PASSWORD,
        display_name="Tân Binh",
        now=dt.datetime.combine(on, dt.time(2), dt.UTC),
    )


def _finds(user: User, person: User, on: dt.date) -> bool:
    return accounts(user, on=on).filter(pk=person.pk).exists()


@pytest.fixture(autouse=True)
def _spokesperson(request: pytest.FixtureRequest) -> None:
    """Somebody who speaks for culture and holds no other role."""
    if "cast" not in request.fixturenames:
        return
    cast: Cast = request.getfixturevalue("cast")
    person = User.objects.create_user("spokesperson", password=PASSWORD)
    RoleHolding.objects.create(user=person, unit=cast.unit("culture"), role=Role.SPOKESPERSON)
    cast.people["spokesperson"] = person


@pytest.mark.parametrize("question", MATRIX)
def test_the_matrix_of_people_and_questions(cast: Cast, on: dt.date, question: str) -> None:
    allowed = {name for name in EVERYBODY if answer(question, cast.person(name), cast, on)}
    assert allowed == MATRIX[question]


def test_a_role_covers_what_lies_below_its_unit_and_nothing_beside(cast: Cast, on: dt.date) -> None:
    user = cast.person("culture_officer")
    assert {unit.code for unit in units_seen_by(user, on=on)} == {"CULTURE", "MUSEUM"}
    assert policies.holds(user, [Role.UNIT_OFFICER], cast.unit("museum"), on=on)
    assert not policies.holds(user, [Role.UNIT_LEADER], cast.unit("museum"), on=on)
    assert not policies.holds(user, [Role.UNIT_OFFICER], cast.unit("foreign"), on=on)


@pytest.mark.parametrize(("day", "held"), [(dt.date(2025, 12, 31), True), (dt.date(2026, 1, 1), False)])
def test_a_role_is_held_to_its_last_day(cast: Cast, day: dt.date, held: bool) -> None:
    assert bool(policies.roles_of(cast.person("former"), on=day)) is held


def test_a_superuser_holds_everything_everywhere(cast: Cast, on: dt.date) -> None:
    root = User.objects.create_superuser("root")
    assert policies.holds(root, [Role.FINANCE], cast.unit("museum"), on=on)
    assert units_seen_by(root, on=on).count() == 5


def test_a_page_that_is_only_read_asks_for_roles_once(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person("coordinator"))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("units:unit", args=[cast.unit("culture").pk])).status_code == 200
    own = f'"{RoleHolding._meta.db_table}"."user_id" = '
    asked = [query["sql"] for query in captured if own in query["sql"].partition(" WHERE ")[2]]
    assert len(asked) <= 2  # once for the door of the shell, once for the page


@pytest.mark.parametrize(("who", "allowed"), [("commune_administrator", False), ("coordinator", True)])
def test_a_role_makes_nobody_the_keeper_of_a_strangers_account(
    cast: Cast, now: dt.datetime, who: str, allowed: bool
) -> None:
    given = {"person": cast.person("outsider"), "unit": cast.unit("commune"), "role": Role.VIEWER}
    with nullcontext() if allowed else pytest.raises(PermissionDenied):
        services.grant_role(user=cast.person(who), now=now, **given)  # type: ignore[arg-type]
    assert RoleHolding.objects.filter(user=cast.person("outsider")).exists() is allowed
