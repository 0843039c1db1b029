"""What stands in an address: the page of a figure's sources opens by it, and numbers out of reach find nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.reporting.models import Report, ReportFigure
from nhipcau.reporting.services.course import open_report
from tests.cast import PEOPLE, Cast
from tests.nhipcau.reporting.asked import BEFORE_DUE, ask, report_of, wanted_of

pytestmark = pytest.mark.django_db
READERS = {
    "administrator", "coordinator", "viewer", "auditor", "foreign_officer", "foreign_leader", "culture_officer", "culture_leader",
}  # fmt: skip


@pytest.fixture
def report(cast: Cast) -> Report:
    """The culture office's half-year, begun by its officer."""
    row = report_of(ask(cast, wanted_of(cast)), "culture", cast)
    return open_report(user=cast.person("culture_officer"), report=row, version=row.version, now=BEFORE_DUE)


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "fetch"}], ids=["page", "script"])
def test_who_opens_the_sources_of_a_figure(
    cast: Cast, report: Report, client: Client, headers: dict[str, str]
) -> None:
    row = ReportFigure.objects.filter(report=report).order_by("pk")[0]
    address = reverse("reporting:sources", args=[report.pk, row.pk])
    found = {}
    for name in PEOPLE:
        client.force_login(cast.person(name))
        found[name] = client.get(address, headers=headers).status_code
    assert found == {name: 200 if name in READERS else 404 for name in PEOPLE}


@pytest.mark.parametrize("cycle", [-1, -(10**30), 10**30])
def test_rounds_out_of_reach_have_no_reports(cast: Cast, report: Report, client: Client, cycle: int) -> None:
    client.force_login(cast.person("coordinator"))
    assert client.get("/api/v1/reports/").json()["count"] > 0
    assert client.get(f"/api/v1/reports/?cycle={cycle}").json()["count"] == 0
