"""The platform's screens in a real Chromium: no barriers for axe-core, no sideways scrolling, a quiet console."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser import Visit
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.looks
def test_screens_have_no_barriers_and_fit(visit: Visit, cast: Cast) -> None:
    visit.go(reverse("account_login"))
    assert visit.barriers() == []
    visit.sign_in(cast.person("administrator"))
    unit, person = cast.unit("culture").pk, cast.person("viewer").pk
    screens = [
        reverse("units:index"),
        reverse("units:unit", args=[unit]),
        reverse("units:create"),
        reverse("units:change", args=[unit]),
        reverse("units:import"),
        reverse("units:without_officer"),
        reverse("units:groups"),
        reverse("units:group_create"),
        reverse("people:index"),
        reverse("people:account", args=[person]),
        reverse("audit_log"),
        reverse("wagtailadmin_account"),
        reverse("mfa_index"),
    ]
    found = {}
    for path in screens:
        visit.go(path)
        if told := [*visit.barriers(), *(["too wide"] if visit.overflow() > 0 else [])]:
            found[path] = told
    assert found == {}
    assert visit.faults == []


def test_a_day_is_chosen_from_the_calendar_and_written_as_officers_do(visit: Visit, cast: Cast) -> None:
    visit.sign_in(cast.person("administrator"))
    visit.go(reverse("units:create"))
    visit.page.fill("[data-day-for=id_valid_from]", "2026-09-02")
    assert visit.page.input_value("#id_valid_from") == "02/09/2026"


def test_the_register_is_used_by_keyboard_alone(visit: Visit, cast: Cast) -> None:
    visit.sign_in(cast.person("viewer"))
    visit.go(reverse("units:index"))
    visit.page.focus("#q")
    visit.page.keyboard.type("bao tang")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**q=bao+tang**")
    assert visit.page.locator(".nc-table tbody tr").count() == 1
