"""Finance hears of what was handed in, the leader of what is ready."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role
from nhipcau.budget.models import Estimate
from nhipcau.budget.services.estimates import ask_leader, save_explanation, take_estimate_back
from nhipcau.budget.services.settlements import open_settlement, submit_settlement
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import RoleHolding
from tests.cast import Cast
from tests.nhipcau.budget.money import fresh, lines, pay, submitted


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("pk").select_related("recipient")
    return [(each.recipient.username, each.link) for each in rows]


def test_finance_is_told_of_every_estimate_handed_in(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    row = submitted(cast, estimate, now)
    entry = ("finance", reverse("budget:appraisal", args=[row.pk]))
    assert told("budget.submitted") == [entry]
    assert "50.000.000" in Notice.objects.get(kind="budget.submitted").subject
    take_estimate_back(user=cast.person("culture_leader"), estimate=row, version=row.version, now=now)
    submitted(cast, fresh(row), now)
    assert told("budget.submitted") == [entry, entry]


def test_who_hands_in_is_not_told_of_the_own_deed(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    RoleHolding.objects.create(
        user=cast.person("culture_leader"), unit=cast.unit("culture"), role=Role.FINANCE
    )
    submitted(cast, estimate, now)
    assert [name for name, _link in told("budget.submitted")] == ["finance"]


def test_finance_is_told_of_a_settlement(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    pay(cast, funded, 5_000_000, now)
    row = open_settlement(user=cast.person("culture_officer"), estimate_pk=funded.pk, now=now)
    submit_settlement(
        user=cast.person("culture_leader"), settlement=row, version=row.version, settled={}, now=now
    )
    assert told("budget.settlement_submitted") == [
        ("finance", reverse("budget:settlement", args=[funded.pk]))
    ]
    assert "5.000.000" in Notice.objects.get(kind="budget.settlement_submitted").subject


def test_the_leader_is_told_once_a_version(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    officer = cast.person("culture_officer")
    entry = ("culture_leader", reverse("budget:estimate", args=[estimate.pk]))
    later = now + dt.timedelta(minutes=1)
    assert ask_leader(user=officer, estimate=estimate, version=estimate.version, now=now) == 1
    assert ask_leader(user=officer, estimate=estimate, version=estimate.version, now=later) == 0
    assert told("budget.to_submit") == [entry]
    assert ModelLogEntry.objects.filter(action="budget.ask_leader").count() == 1
    save_explanation(
        user=officer, estimate=estimate, version=estimate.version, explanation="Theo định mức", now=later
    )
    with pytest.raises(Outdated):
        ask_leader(user=officer, estimate=estimate, version=estimate.version, now=later)
    assert ask_leader(user=officer, estimate=estimate, version=fresh(estimate).version, now=later) == 1
    assert told("budget.to_submit") == [entry, entry]


def test_the_leader_is_not_asked_for_what_cannot_be_handed_in(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    officer = cast.person("culture_officer")
    with pytest.raises(PermissionDenied):
        ask_leader(user=cast.person("foreign_officer"), estimate=estimate, version=estimate.version, now=now)
    estimate.lines.filter(pk=lines(estimate)[0].pk).update(norm=0)
    with pytest.raises(Refused) as refused:
        ask_leader(user=officer, estimate=estimate, version=estimate.version, now=now)
    assert refused.value.code == "empty-line"
    estimate.lines.update(norm=1000)
    row = submitted(cast, estimate, now)
    with pytest.raises(Refused) as refused:
        ask_leader(user=officer, estimate=row, version=row.version, now=now)
    assert refused.value.code == "not-open"
    assert told("budget.to_submit") == []


def test_the_officer_has_the_button_where_the_unit_has_a_leader(
    client: Client, cast: Cast, estimate: Estimate
) -> None:
    address = reverse("budget:estimate", args=[estimate.pk])
    client.force_login(cast.person("culture_officer"))
    page = client.get(address).content.decode()
    assert 'value="ask"' in page
    assert 'value="submit"' not in page
    client.post(address, {"do": "ask", "version": estimate.version})
    assert [name for name, _link in told("budget.to_submit")] == ["culture_leader"]
    client.force_login(cast.person("culture_leader"))
    page = client.get(address).content.decode()
    assert 'value="ask"' not in page
    assert 'value="submit"' in page
