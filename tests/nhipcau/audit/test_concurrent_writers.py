"""Many writers at once leave one unbroken chain."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import User
from nhipcau.audit.selectors import verify
from nhipcau.audit.services import record


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_one_unbroken_chain(now: dt.datetime) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip(
            "threads of one process share a connection to a database in memory; scripts/test.py uses a file"
        )
    person = User.objects.create(username="writer")

    def write(number: int) -> None:
        try:
            record(action="wagtail.edit", user=person, target=person, data={"n": number}, now=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(80)))
    verdict = verify()
    assert verdict.faults == ()
    assert verdict.length == ModelLogEntry.objects.count() == 80
