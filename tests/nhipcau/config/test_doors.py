"""What the shell leaves closed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.parametrize("address", ["/lam-viec/documents/multiple/add/", "/lam-viec/images/add/"])
def test_no_upload_passes_the_guard(cast: Cast, client: Client, address: str) -> None:
    keeper = cast.person("administrator")
    keeper.is_superuser = True
    keeper.save()
    client.force_login(keeper)
    assert client.get(address).status_code == 404
    assert client.get("/lam-viec/").status_code == 200


@pytest.mark.parametrize(
    ("name", "ends"), [("auditor", "/lam-viec/nhat-ky/"), ("culture_officer", "/lam-viec/")]
)
def test_the_history_of_the_site_is_the_log_for_those_who_may_read_it(
    cast: Cast, client: Client, name: str, ends: str
) -> None:
    client.force_login(cast.person(name))
    for address in ("/lam-viec/reports/site-history/", "/lam-viec/reports/site-history/results/"):
        assert client.get(address, follow=True).redirect_chain[-1][0] == ends
