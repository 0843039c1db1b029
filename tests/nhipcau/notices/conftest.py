"""A kind of notice of its own for the tests of this room, and a folder for its letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wagtail import hooks

from nhipcau.notices.services import Kind

KIND = Kind(
    name="tests.work",
    label="Work that waits",
    subject="{unit}: {count} tasks",
    body="Dear {name},\n\n{#late}\n- [{work}]({link}), due {due}\n{/late}\n{^late}\nNothing is late.\n{/late}",
    sample={
        "name": "An",
        "unit": "Sở Ngoại vụ",
        "count": 2,
        "late": [{"work": "Bản tin quý I", "link": "/lam-viec/viec/1/", "due": "31/03/2026"}],
    },
)
INVITATION = Kind(
    name="tests.invitation",
    label="Invitation",
    subject="Your account",
    body="Hello {name}. Open [this page]({address}).",
    sample={"name": "An"},
    secret={"address": "/tai-khoan/moi/abc/"},
)
CONTEXT: dict[str, Any] = {**KIND.sample}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with hooks.register_temporarily("register_notice_kinds", lambda: [KIND, INVITATION]):
        yield


@pytest.fixture(autouse=True)
def mail_folder(tmp_path: Path, settings: Any) -> Path:
    settings.NHIPCAU_MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_HOST = ""
    folder: Path = settings.NHIPCAU_MAIL_FOLDER
    return folder
