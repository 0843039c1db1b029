"""Odd and heavy requests: several files at once stay in memory; a NUL in an address is a bad request."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from nhipcau.config.serving import most_bytes
from tests.cast import Cast

MEGABYTE = 2**20


def test_files_that_are_large_together_stay_in_memory() -> None:
    files = [SimpleUploadedFile(f"{size}.txt", b"x" * size * MEGABYTE) for size in (14, 17)]
    request = RequestFactory().post("/", {"files": files})
    taken = request.FILES.getlist("files")
    assert [type(file) for file in taken] == [InMemoryUploadedFile, InMemoryUploadedFile]
    assert [file.size for file in taken] == [14 * MEGABYTE, 17 * MEGABYTE]


def test_the_server_takes_several_of_the_largest_files() -> None:
    assert most_bytes(settings.NHIPCAU_UPLOAD_LIMIT) > 3 * settings.NHIPCAU_UPLOAD_LIMIT


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "%00=1"])
def test_a_nul_in_a_query_is_a_bad_request(cast: Cast, client: Client, query: str) -> None:
    client.force_login(cast.person("coordinator"))
    assert client.get(f"{reverse('units:index')}?{query}").status_code == 400


@pytest.mark.parametrize("place", ["%00", "a%00b"])
def test_a_nul_in_an_address_is_a_bad_request(cast: Cast, client: Client, place: str) -> None:
    client.force_login(cast.person("coordinator"))
    assert client.get(f"/lam-viec/bao-cao/ky/1/chi-tieu/{place}/").status_code == 400


@pytest.mark.parametrize("field", ["since", "until"])
def test_the_log_of_the_first_day_of_the_calendar_opens(cast: Cast, client: Client, field: str) -> None:
    client.force_login(cast.person("auditor"))
    assert client.get(f"{reverse('audit_log')}?{field}=01/01/0001").status_code == 200
