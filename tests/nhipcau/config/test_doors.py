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
