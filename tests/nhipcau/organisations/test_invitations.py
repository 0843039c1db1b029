"""Inviting by e-mail: an account without a password, a link that works once, for seven days, for one person."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role, User
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.notices.services import send_waiting
from nhipcau.organisations import services
from nhipcau.organisations.models import Invitation, RoleHolding
from nhipcau.organisations.services import Invited, SentInvitation
from tests.cast import Cast

PASSWORD = "nhip-moi-ben-song"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def invite(cast: Cast, now: dt.datetime, who: str = "coordinator") -> SentInvitation:
    invited = Invited(
        email="Binh.Tran@example.vn",
        display_name="Trần Bình",
        position="Chuyên viên",
        unit=cast.unit("museum"),
        role=Role.UNIT_OFFICER,
    )
    return services.invite_person(user=cast.person(who), invited=invited, now=now)


def secret_of(sent: SentInvitation) -> str:
    return sent.address.rstrip("/").rpartition("/")[2]


def test_an_invited_person_has_a_role_but_no_password(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    sent = invite(cast, now)
    person = sent.invitation.user
    assert (person.username, person.has_usable_password()) == ("binh.tran", False)
    assert RoleHolding.objects.get(user=person).holds_on(on)
    assert sent.invitation.expires_at == now + 7 * DAY
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["organisations.open_account", "organisations.grant_role"]


def test_the_secret_stands_in_the_letter_alone(cast: Cast, now: dt.datetime) -> None:
    secret = secret_of(invite(cast, now))
    notice, sending = Notice.objects.get(), Sending.objects.get()
    assert secret not in f"{notice.subject} {notice.body} {notice.context} {notice.link} {notice.key}"
    assert secret not in str(list(Invitation.objects.values_list("digest", flat=True)))
    assert secret not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))
    assert send_waiting(clock=lambda: now) == 1
    sending.refresh_from_db()
    assert (sending.state, sending.secrets) == (SendingState.SENT, {})


def test_a_revoked_invitation_sends_no_letter(cast: Cast, now: dt.datetime) -> None:
    sent = invite(cast, now)
    services.revoke_invitation(user=cast.person("coordinator"), invitation=sent.invitation, now=now)
    assert send_waiting(clock=lambda: now) == 0
    assert Sending.objects.get().state == SendingState.WITHDRAWN


@pytest.mark.parametrize("how", ["given", "handed over"])
def test_a_role_given_meanwhile_makes_the_link_worthless(cast: Cast, now: dt.datetime, how: str) -> None:
    sent = invite(cast, now)
    person, administrator = sent.invitation.user, cast.person("administrator")
    if how == "given":
        services.grant_role(
            user=administrator, person=person, unit=cast.unit("province"), role=Role.ADMINISTRATOR, now=now
        )
    else:
        leaver = cast.person("commune_administrator")
        held = RoleHolding.objects.get(user=leaver)
        services.hand_over(
            user=administrator,
            person=leaver,
            since=clock.day_of(now),
            roles={held.pk: person},
            seats={},
            now=now,
        )
    with pytest.raises(Refused):
        services.accept_invitation(digest=services.digest_of(secret_of(sent)), password=PASSWORD, now=now)
    assert send_waiting(clock=lambda: now) == 0
    again = services.send_invitation(user=administrator, person=person, now=now)
    assert (
        services.accept_invitation(digest=services.digest_of(secret_of(again)), password=PASSWORD, now=now)
        == person
    )


def test_the_screen_says_that_a_new_link_is_needed(client: Client, cast: Cast) -> None:
    person = invite(cast, clock.now()).invitation.user
    client.force_login(cast.person("administrator"))
    given = {"person": person.pk, "role": Role.VIEWER, "place": "main"}
    page = client.post(reverse("units:grant", args=[cast.unit("culture").pk]), given, follow=True)
    assert "does not work any more" in page.text or "không còn dùng được" in page.text


def test_the_link_sets_one_password_once(cast: Cast, now: dt.datetime) -> None:
    digest = services.digest_of(secret_of(invite(cast, now)))
    person = services.accept_invitation(digest=digest, password=PASSWORD, now=now)
    assert person.check_password(PASSWORD)
    with pytest.raises(Refused):
        services.accept_invitation(digest=digest, password="mot-lan-nua-nhe", now=now)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert ModelLogEntry.objects.filter(action="organisations.accept_invitation").count() == 1


@pytest.mark.parametrize(("after", "good"), [(7 * DAY - dt.timedelta(seconds=1), True), (7 * DAY, False)])
def test_the_link_is_good_for_seven_days(
    cast: Cast, now: dt.datetime, after: dt.timedelta, good: bool
) -> None:
    assert services.is_good(invite(cast, now).invitation, now + after) is good


def test_a_new_link_makes_the_old_one_worthless(cast: Cast, now: dt.datetime) -> None:
    first = invite(cast, now)
    second = services.send_invitation(
        user=cast.person("coordinator"), person=first.invitation.user, now=now + DAY
    )
    with pytest.raises(Refused):
        services.accept_invitation(
            digest=services.digest_of(secret_of(first)), password=PASSWORD, now=now + DAY
        )
    services.accept_invitation(digest=services.digest_of(secret_of(second)), password=PASSWORD, now=now + DAY)


def test_a_closed_account_or_a_password_from_an_administrator_ends_the_link(
    cast: Cast, now: dt.datetime
) -> None:
    administrator = cast.person("administrator")
    invitation = invite(cast, now).invitation
    services.set_account_open(user=administrator, person=invitation.user, is_open=False, now=now)
    services.set_account_open(user=administrator, person=invitation.user, is_open=True, now=now)
    invitation = Invitation.objects.select_related("user").get()
    assert not services.is_good(invitation, now)
    again = services.send_invitation(user=administrator, person=invitation.user, now=now).invitation
    services.reset_password(user=administrator, person=again.user, now=now)
    assert not services.is_good(Invitation.objects.select_related("user").get(pk=again.pk), now)


def test_a_known_address_is_not_invited_again(cast: Cast, now: dt.datetime) -> None:
    invite(cast, now)
    with pytest.raises(Refused) as refusal:
        invite(cast, now)
    assert refusal.value.code == "known-already"
    assert User.objects.filter(email__iexact="binh.tran@example.vn").count() == 1


def test_where_the_role_may_not_be_given_no_account_is_opened(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        invite(cast, now, "commune_coordinator")
    assert not User.objects.filter(email__iexact="binh.tran@example.vn").exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"), [("coordinator", True), ("administrator", True), ("commune_administrator", False)]
)
def test_who_sends_a_new_link(cast: Cast, now: dt.datetime, who: str, may: bool) -> None:
    person = invite(cast, now).invitation.user
    if may:
        services.send_invitation(user=cast.person(who), person=person, now=now)
        return
    with pytest.raises(PermissionDenied):
        services.send_invitation(user=cast.person(who), person=person, now=now)


def test_nobody_takes_over_an_account_with_a_password_by_a_link(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        services.send_invitation(user=cast.person("administrator"), person=cast.person("viewer"), now=now)


def test_from_the_screen_to_being_signed_in(cast: Cast) -> None:
    office, newcomer = Client(), Client()
    office.force_login(cast.person("coordinator"))
    form = {
        "email": "binh.tran@example.vn",
        "display_name": "Trần Bình",
        "unit": "MUSEUM",
        "role": "unit_officer",
        "place": "main",
    }
    answer = office.post(reverse("people:invite"), form)
    link = re.search(r'value="http://testserver(/loi-moi/[^"]+)"', answer.text)
    assert link is not None
    assert link[1] not in office.get(reverse("people:invitations")).text
    opened = newcomer.get(link[1])
    assert opened.headers["Location"] == reverse("invitations:accept")
    assert "Trần Bình" in newcomer.get(reverse("invitations:accept")).text
    weak = newcomer.post(reverse("invitations:accept"), {"password": "1234567890", "again": "1234567890"})
    assert weak.status_code == 422
    done = newcomer.post(reverse("invitations:accept"), {"password": PASSWORD, "again": PASSWORD})
    assert done.headers["Location"] == reverse("wagtailadmin_home")
    assert newcomer.get(reverse("wagtailadmin_home")).status_code == 200
    told = Client()
    told.get(link[1])
    closed = told.get(reverse("invitations:accept"))
    assert closed.status_code == 410
    assert "đã được dùng" in closed.text or "used already" in closed.text
    assert told.get("/loi-moi/khong-co-that/", follow=True).status_code == 410


def test_the_link_is_told_nowhere_where_letters_go_out(cast: Cast, settings: object) -> None:
    settings.EMAIL_HOST = "mail.example.vn"  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.person("coordinator"))
    form = {"email": "b@example.vn", "display_name": "B", "unit": "MUSEUM", "role": "viewer"}
    answer = client.post(reverse("people:invite"), form)
    assert answer.status_code == 200
    assert "/loi-moi/" not in answer.text.replace(reverse("people:invitations"), "")


def test_a_second_factor_is_asked_for_before_anybody_is_signed_in(cast: Cast) -> None:
    now = clock.now()
    sent = invite(cast, now)
    Authenticator.objects.create(user=sent.invitation.user, type="totp", data={"secret": "x"})
    client = Client()
    client.get(sent.address)
    answer = client.post(reverse("invitations:accept"), {"password": PASSWORD, "again": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_too_many_links_are_slowed_down(cast: Cast, settings: object) -> None:
    settings.NHIPCAU_INVITATIONS_TRIED = "5/m/ip"  # type: ignore[attr-defined]
    client = Client()
    answers = [client.get(f"/loi-moi/{number}/").status_code for number in range(7)]
    assert answers == [302] * 5 + [429] * 2


def test_revoking_on_the_screen(cast: Cast) -> None:
    invitation = invite(cast, clock.now()).invitation
    client = Client()
    client.force_login(cast.person("coordinator"))
    answer = client.post(
        reverse("people:invitations"), {"person": invitation.user_id, "deed": "revoke"}, follow=True
    )
    assert answer.status_code == 200
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
