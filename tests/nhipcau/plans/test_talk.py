"""Talk about a task: who may speak, who is told, what stays, and the task's whole history."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.accounts.models import Role, User
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import excuse, expand_plan_version, mark_met
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.organisations.models import RoleHolding
from nhipcau.plans.models import Mention, Task, TaskComment
from nhipcau.plans.policies import may_talk
from nhipcau.plans.selectors.history import history_of_task, units_in_history
from nhipcau.plans.selectors.talk import (
    addressees,
    find_addressees,
    mentioned_in,
    mentions_of,
    talk_about,
    unseen_mentions,
)
from nhipcau.plans.services.talk import say, see_mentions, unsay
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by

HOME = "/lam-viec/"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> dt.date:
    """The screens' clock stands on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    return clock.day_of(now)


@pytest.fixture
def task(cast: Cast, now: dt.datetime) -> Task:
    """Work of the foreign office, with the culture office beside it."""
    order = TaskOf([cast.unit("foreign")], [by(dt.date(2026, 3, 18))], coop=[cast.unit("culture")])
    version = adopt(cast.unit("province"), cast.person("coordinator"), [order], now=now)
    expand_plan_version(version)
    made: Task = Task.objects.select_related("plan__unit").get()
    return made


def comment(user: User, task: Task, text: str, now: dt.datetime) -> TaskComment:
    return say(user=user, task=task, text=text, key=uuid.uuid4(), now=now)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("foreign_officer", True), ("culture_leader", True), ("coordinator", True), ("editor", True),
        ("viewer", False), ("auditor", False), ("outsider", False), ("former", False), ("closed", False),
    ],
)  # fmt: skip
def test_who_sees_the_task_speaks_but_viewers_and_auditors_read(
    cast: Cast, task: Task, now: dt.datetime, on: dt.date, name: str, may: bool
) -> None:
    user = cast.person(name)
    assert may_talk(user, task, on=on) == may
    if not may:
        with pytest.raises(PermissionDenied):
            comment(user, task, "Xin chào", now)


def test_sent_twice_is_said_once(cast: Cast, task: Task, now: dt.datetime) -> None:
    key, user = uuid.uuid4(), cast.person("foreign_officer")
    first = say(user=user, task=task, text="Đã liên hệ nhà in.", key=key, now=now)
    again = say(user=user, task=task, text="Đã liên hệ nhà in.", key=key, now=now)
    assert first == again
    assert TaskComment.objects.count() == 1
    with pytest.raises(PermissionDenied):
        say(user=cast.person("coordinator"), task=task, text="khác", key=key, now=now)


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 5001, "a\x07b"])
def test_what_cannot_be_kept_is_refused(cast: Cast, task: Task, now: dt.datetime, text: str) -> None:
    with pytest.raises(Refused):
        comment(cast.person("coordinator"), task, text, now)
    assert not TaskComment.objects.exists()


def test_only_people_of_the_task_and_its_keepers_are_addressed(cast: Cast, task: Task, on: dt.date) -> None:
    names = {each.name for each in addressees(task, on=on)}
    assert names >= {"Foreign Officer", "Culture Leader", "Coordinator", "Administrator"}
    assert not names & {"Commune Officer", "Viewer", "Auditor", "Outsider", "Former", "Closed"}
    for each in addressees(task, on=on):
        assert may_talk(User.objects.get(pk=each.pk), task, on=on)
    found = find_addressees(cast.person("coordinator"), task, "culture off", on=on)
    assert [(each.name, each.held) for each in found] == [
        ("Culture Officer", f"{Role.UNIT_OFFICER.label}, SVHTTDL")
    ]
    assert find_addressees(cast.person("culture_officer"), task, "Culture Officer", on=on) == []


def test_people_of_one_name_are_told_apart_by_choice(cast: Cast, task: Task, on: dt.date) -> None:
    twin = User.objects.create_user("twin", display_name="Culture Officer")
    RoleHolding.objects.create(user=twin, unit=cast.unit("foreign"), role=Role.EDITOR)
    people, first = addressees(task, on=on), cast.person("culture_officer").pk
    assert mentioned_in("@Culture Officer xem giúp", people) == sorted([first, twin.pk])
    assert mentioned_in("@Culture Officer xem giúp", people, [twin.pk]) == [twin.pk]
    assert mentioned_in("Culture Officer, @Culture Officers, @Nobody", people) == []


def test_who_is_mentioned_is_told_and_finds_it_on_the_first_page(
    client: Client, cast: Cast, task: Task, now: dt.datetime, today: dt.date
) -> None:
    other = cast.person("culture_officer")
    comment(cast.person("foreign_officer"), task, "@Culture Officer, số này thêm bài về lễ hội?", now)
    comment(cast.person("foreign_officer"), task, "@Commune Officer thì không thấy việc này.", now)
    mention = Mention.objects.get()
    assert mention.user == other
    notice = Notice.objects.get(kind="plans.mention")
    assert (notice.recipient, notice.link) == (other, reverse("plans:mention", args=[mention.pk]))
    client.force_login(other)
    assert "(1)" in client.get(HOME).text
    answer = client.get(notice.link)
    assert answer["Location"].startswith(reverse("plans:task", args=[task.pk]))
    assert client.get(HOME).context["home"].unseen == 0
    assert list(mentions_of(other, on=today)) == [mention]
    client.force_login(cast.person("coordinator"))
    assert client.get(notice.link).status_code == 404


def test_the_author_takes_back_and_the_place_stays(
    cast: Cast, task: Task, now: dt.datetime, on: dt.date
) -> None:
    author, other = cast.person("foreign_officer"), cast.person("culture_officer")
    said = comment(author, task, "@Culture Officer nhầm rồi", now)
    with pytest.raises(PermissionDenied):
        unsay(user=cast.person("coordinator"), comment=said, now=now)
    unsay(user=author, comment=said, now=now)
    unsay(user=author, comment=said, now=now)
    shown = talk_about(other, task)
    assert [(each.comment.pk, each.pieces) for each in shown] == [(said.pk, ())]
    assert not unseen_mentions(other, on=on).exists()
    assert Sending.objects.get().state == SendingState.WITHDRAWN


def test_the_same_talk_stands_on_task_and_obligation_and_is_escaped(
    client: Client, cast: Cast, task: Task, now: dt.datetime, today: dt.date
) -> None:
    client.force_login(cast.person("foreign_officer"))
    page = reverse("delivery:obligation", args=[Obligation.objects.get().pk])
    sent = {"text": "@Culture Officer <b>đậm</b>", "key": str(uuid.uuid4()), "next": page}
    address = reverse("plans:say", args=[task.pk])
    assert client.post(address, sent)["Location"] == f"{page}#trao-doi"
    assert client.post(address, sent)["Location"] == f"{page}#trao-doi"
    elsewhere = {**sent, "key": str(uuid.uuid4()), "next": "https://example.org/"}
    assert client.post(address, elsewhere)["Location"].startswith(reverse("plans:task", args=[task.pk]))
    for path in (page, reverse("plans:task", args=[task.pk])):
        text = client.get(path).text
        assert text.count("&lt;b&gt;đậm&lt;/b&gt;") >= 2
        assert '<span class="tk-mention">@Culture Officer</span>' in text
    refused = client.post(address, {**sent, "key": str(uuid.uuid4()), "text": ""})
    assert refused.status_code == 422
    client.force_login(cast.person("viewer"))
    assert "tk-form" not in client.get(reverse("plans:task", args=[task.pk])).text
    assert client.get(reverse("plans:people", args=[task.pk])).status_code != 200
    client.force_login(cast.person("commune_officer"))
    assert client.post(reverse("plans:unsay", args=[TaskComment.objects.all()[0].pk])).status_code in {
        403,
        404,
        302,
    }
    assert not TaskComment.objects.filter(withdrawn_at__isnull=False).exists()


def test_history_gathers_everything_the_reader_may_see(
    client: Client, cast: Cast, task: Task, now: dt.datetime, today: dt.date
) -> None:
    owed, officer = (
        Obligation.objects.select_related("unit", "plan__unit").get(),
        cast.person("foreign_officer"),
    )
    comment(officer, task, "Đang chờ nhà in.", now)
    excuse(user=officer, obligation=owed, reason="không có đoàn vào", now=now + dt.timedelta(minutes=1))
    told = history_of_task(cast.person("coordinator"), task, on=today)
    assert [event.text for event in told][:2] == ["không có đoàn vào", "Đang chờ nhà in."]
    assert told[0].unit == "Sở Ngoại vụ"
    assert [at.at for at in told] == sorted((at.at for at in told), reverse=True)
    # The commune reads the plan, and so the talk, but not what others handed in.
    seen = history_of_task(cast.person("commune_officer"), task, on=today)
    assert [event.text for event in seen] == ["Đang chờ nhà in."]
    assert units_in_history(cast.person("commune_officer"), task, on=today) == []
    foreign = cast.unit("foreign")
    assert units_in_history(cast.person("coordinator"), task, on=today) == [(foreign.pk, foreign.name)]
    only = history_of_task(cast.person("coordinator"), task, on=today, unit=foreign.pk)
    assert [event.text for event in only] == ["không có đoàn vào"]
    client.force_login(cast.person("coordinator"))
    page = client.get(reverse("plans:history", args=[task.pk]) + f"?don-vi={foreign.pk}")
    assert "không có đoàn vào" in page.text


def test_queries_of_a_talk_do_not_grow(
    client: Client, cast: Cast, task: Task, now: dt.datetime, today: dt.date
) -> None:
    client.force_login(cast.person("coordinator"))
    seen = []
    for _ in range(2):
        for number in range(5):
            comment(cast.person("foreign_officer"), task, f"@Culture Officer lần {number}", now)
        client.get(reverse("plans:task", args=[task.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("plans:task", args=[task.pk]))
        seen.append(len(queries))
    assert seen[0] == seen[1] <= 40


def test_all_are_seen_at_once(
    client: Client, cast: Cast, task: Task, now: dt.datetime, today: dt.date
) -> None:
    other = cast.person("culture_officer")
    for _ in range(4):
        comment(cast.person("foreign_officer"), task, "@Culture Officer", now)
    client.force_login(other)
    assert client.get(HOME).context["home"].unseen == 4
    assert len(client.get(reverse("plans:mentions")).context["page"].object_list) == 4
    client.post(reverse("plans:mentions"))
    assert see_mentions(user=other, now=now) == 0


def test_calendar_and_time_line_show_what_is_late(
    client: Client, cast: Cast, task: Task, now: dt.datetime, today: dt.date
) -> None:
    plan = reverse("plans:plan", args=[task.plan_id])
    client.force_login(cast.person("foreign_officer"))
    assert "pl-due--overdue" in client.get(f"{plan}?xem=lich").text
    assert "pl-glyph--overdue" in client.get(f"{plan}?xem=truc").text
    mark_met(user=cast.person("foreign_officer"), obligation=Obligation.objects.get(), note="xong", now=now)
    assert "pl-due--met" in client.get(f"{plan}?xem=lich").text
    assert "pl-late" not in client.get(f"{plan}?xem=truc").text
    assert client.get(f"{plan}xuat.xlsx").status_code == 200


def test_a_form_sent_again_with_other_words_says_so(cast: Cast, task: Task, now: dt.datetime) -> None:
    user, key = cast.person("foreign_officer"), uuid.uuid4()
    first = say(user=user, task=task, text="Số 1 xong.", key=key, now=now)
    with pytest.raises(Refused) as refusal:
        say(user=user, task=task, text="Số 2 cũng xong.", key=key, now=now)
    assert refusal.value.code == "sent-otherwise"
    assert say(user=user, task=task, text=" Số 1 xong.\r\n", key=key, now=now) == first
