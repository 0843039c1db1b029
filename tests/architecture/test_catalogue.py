"""Every string that a person can see has its Vietnamese."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "nhipcau"
CATALOGUES = sorted(PACKAGE.glob("locale*/vi/LC_MESSAGES/*.po"))
PLACE_HOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def words(entry: polib.POEntry) -> str:
    """The Vietnamese of an entry, with or without a number."""
    return str(entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_message_is_translated_whole(path: Path) -> None:
    faults = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.translated()
        or entry.fuzzy
        or unicodedata.normalize("NFC", words(entry)) != words(entry)
        or not set(PLACE_HOLDER.findall(words(entry)))
        <= set(PLACE_HOLDER.findall(entry.msgid + entry.msgid_plural))
    ]
    assert faults == []


def test_the_catalogue_holds_every_string_of_the_source(tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        assert not os.environ.get("NHIPCAU_REQUIRE_ALL"), "GNU gettext is required here"
        pytest.skip("GNU gettext is not installed")
    copy = tmp_path / "nhipcau"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.mo", "__pycache__", "locale*", "static"))
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "vi", "--no-location", "--no-wrap"],
        cwd=copy,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.test"},
        check=True,
        capture_output=True,
    )
    known = {(e.msgctxt, e.msgid) for e in polib.pofile(str(PACKAGE / "locale/vi/LC_MESSAGES/django.po"))}
    wanted = {(e.msgctxt, e.msgid) for e in polib.pofile(str(copy / "locale/vi/LC_MESSAGES/django.po"))}
    assert sorted(str(each) for each in wanted - known) == []
