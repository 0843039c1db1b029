"""Notices and reminders in a real Chromium, on a desk and on a telephone: no barriers, nothing wider than the window."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nhipcau.delivery.models import Reminder
from nhipcau.delivery.services import expand_plan_version
from nhipcau.delivery.services.reminding import remind_people
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import RoleHolding
from tests.browser import Visit
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.looks
def test_screens_of_notices_and_reminders_have_no_barriers(
    transactional_db: None, cast: Cast, now: dt.datetime, visit: Visit
) -> None:
    tasks = [TaskOf([cast.unit("culture")], [by(dt.date(2026, 3, day))]) for day in (2, 18, 20, 23)]
    version = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now)
    expand_plan_version(version)
    remind_people(list(RoleHolding.objects.values_list("user_id", flat=True)), now)
    told = Notice.objects.get(recipient=cast.person("coordinator"))
    obligation = Reminder.objects.earliest("due_on").obligation
    pages = {
        "coordinator": [
            reverse("notices:index"),
            reverse("notices:notice", args=[told.pk]),
            reverse("delivery:reminders"),
            reverse("delivery:reminder-rules"),
            reverse("delivery:reminder-rule", args=[version.plan_id]),
            f"{reverse('delivery:remind')}?viec={obligation.pk}",
        ],
        "administrator": [
            reverse("notices:outbox"),
            reverse("notices:out", args=[told.pk]),
            reverse("notices:wordings"),
            reverse("notices:wording", args=["delivery.reminder", "vi"]),
        ],
    }
    for name, addresses in pages.items():
        visit.context.clear_cookies()
        visit.sign_in(cast.person(name))
        for address in addresses:
            visit.go(address)
            assert visit.barriers() == [], address
            assert visit.overflow() <= 0, address
    assert visit.faults == []
