"""`nhipcau audit verify` tells soundly and loudly."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from nhipcau.audit.models import Chain
from nhipcau.audit.services import record
from tests.cast import Cast


def test_a_sound_log_gives_its_digest(cast: Cast, now: dt.datetime) -> None:
    record(action="wagtail.edit", user=None, target=cast.unit("culture"), now=now)
    told = io.StringIO()
    call_command("audit_verify", stdout=told)
    assert Chain.objects.get().digest in told.getvalue()


def test_an_altered_entry_is_named(cast: Cast, now: dt.datetime) -> None:
    record(action="wagtail.edit", user=None, target=cast.unit("culture"), now=now)
    ModelLogEntry.objects.update(action="wagtail.delete")
    entry = ModelLogEntry.objects.get()
    with pytest.raises(CommandError, match=f"model {entry.pk}"):
        call_command("audit_verify", stdout=io.StringIO())


def test_a_digest_noted_down_earlier_must_still_be_there(cast: Cast, now: dt.datetime) -> None:
    record(action="wagtail.edit", user=None, target=cast.unit("culture"), now=now)
    call_command("audit_verify", "--expect", Chain.objects.get().digest[:20], stdout=io.StringIO())
    with pytest.raises(CommandError):
        call_command("audit_verify", "--expect", "0" * 20, stdout=io.StringIO())


@pytest.mark.parametrize("length", [1, 15])
def test_a_few_characters_of_a_digest_prove_nothing(cast: Cast, now: dt.datetime, length: int) -> None:
    record(action="wagtail.edit", user=None, target=cast.unit("culture"), now=now)
    with pytest.raises(CommandError, match="16"):
        call_command("audit_verify", "--expect", Chain.objects.get().digest[:length], stdout=io.StringIO())
