"""Letters and calendars of `nhipcau run` name the address that people open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nhipcau.config.cli import RUN_SETTINGS, name_address

PRODUCTION = "nhipcau.config.settings.production"
# All of `nhipcau run` but listening; then the foot of a letter.
RUN_WITHOUT_LISTENING = """
import datetime as dt
import sys
from nhipcau.config import cli
cli.call_command = lambda *words, **options: None
assert cli.main() == 0
from nhipcau.notices.letters import compose
letter = compose(
    key="k", copy=0, kind="k", language="vi", address="a@b.vn", subject="s", body="b", link="/lam-viec/",
    now=dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
)
print(letter.body)
"""


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("127.0.0.1", 8765, "http://127.0.0.1:8765"),
        ("0.0.0.0", 8765, "http://127.0.0.1:8765"),  # noqa: S104 - named, not listened on
        ("::", 8765, "http://127.0.0.1:8765"),
        ("10.0.0.7", 8000, "http://10.0.0.7:8000"),
        ("::1", 8000, "http://[::1]:8000"),
    ],
)
def test_the_address_follows_host_and_port(host: str, port: int, address: str) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": RUN_SETTINGS}
    name_address(environment, host=host, port=port)
    assert environment["NHIPCAU_ADDRESS"] == address


@pytest.mark.parametrize(
    "given",
    [
        {"DJANGO_SETTINGS_MODULE": RUN_SETTINGS, "NHIPCAU_ADDRESS": "https://cau.example.vn"},
        {"DJANGO_SETTINGS_MODULE": PRODUCTION},  # which refuses to start without an address
    ],
)
def test_what_was_named_stays(given: dict[str, str]) -> None:
    environment = dict(given)
    name_address(environment, host="127.0.0.1", port=8765)
    assert environment == given


def test_a_letter_leads_to_the_port_of_the_command(tmp_path: Path) -> None:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NHIPCAU", "DATABASE", "DJANGO"))
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN_WITHOUT_LISTENING, "run", "--port", "8765"],
        env={**clean, "NHIPCAU_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert "http://127.0.0.1:8765/lam-viec/" in done.stdout, done.stderr
