"""The log is sealed; what is altered, removed or reordered is found and named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from nhipcau.audit.models import Chain, Seal
from nhipcau.audit.selectors import verify
from nhipcau.audit.services import record, seal_gaps
from tests.cast import Cast


@pytest.fixture
def three_entries(cast: Cast, now: dt.datetime) -> list[ModelLogEntry]:
    for number in range(3):
        record(
            action="wagtail.edit",
            user=cast.person("coordinator"),
            target=cast.unit("culture"),
            data={"number": number, "share": 1e20},
            now=now + dt.timedelta(minutes=number),
        )
    return list(ModelLogEntry.objects.order_by("pk"))


def test_every_entry_is_sealed_as_it_is_written(three_entries: list[ModelLogEntry]) -> None:
    verdict = verify()
    assert verdict.sound
    assert verdict.length == Seal.objects.count() == 3
    assert verdict.waiting == 0


def test_entries_wagtail_writes_by_itself_are_in_the_chain(cast: Cast) -> None:
    ModelLogEntry.objects.log_action(cast.unit("culture"), "wagtail.create", user=cast.person("editor"))
    assert verify().length == 1


def test_an_altered_entry_is_named(three_entries: list[ModelLogEntry]) -> None:
    ModelLogEntry.objects.filter(pk=three_entries[1].pk).update(label="Another unit")
    assert [(f.code, f.position, f.entry) for f in verify().faults] == [
        ("altered", 2, f"model {three_entries[1].pk}")
    ]


def test_a_removed_entry_is_named(three_entries: list[ModelLogEntry]) -> None:
    ModelLogEntry.objects.filter(pk=three_entries[0].pk).delete()
    assert [(f.code, f.position) for f in verify().faults] == [("removed", 1)]


def test_an_entry_removed_with_its_seal_is_missed_by_its_neighbours(
    three_entries: list[ModelLogEntry],
) -> None:
    ModelLogEntry.objects.filter(pk=three_entries[1].pk).delete()
    Seal.objects.filter(position=2).delete()
    assert [(f.code, f.position) for f in verify().faults] == [("removed", 2)]


def test_a_cut_off_end_is_found(three_entries: list[ModelLogEntry]) -> None:
    ModelLogEntry.objects.filter(pk=three_entries[2].pk).delete()
    Seal.objects.filter(position=3).delete()
    assert [f.code for f in verify().faults] == ["cut"]


def test_reordered_seals_are_named(three_entries: list[ModelLogEntry]) -> None:
    Seal.objects.filter(position=2).update(position=99)
    Seal.objects.filter(position=3).update(position=2)
    Seal.objects.filter(position=99).update(position=3)
    assert [f.code for f in verify().faults[:2]] == ["reordered", "reordered"]


def test_entries_written_past_the_signal_are_sealed_later(three_entries: list[ModelLogEntry]) -> None:
    copy = ModelLogEntry.objects.get(pk=three_entries[0].pk)
    copy.pk = None
    ModelLogEntry.objects.bulk_create([copy])
    assert verify().waiting == 1
    assert seal_gaps() == 1
    assert seal_gaps() == 0
    verdict = verify()
    assert (verdict.sound, verdict.length, verdict.waiting) == (True, 4, 0)
    assert Chain.objects.get().length == 4


def test_a_line_written_while_the_log_is_checked_is_no_tampering(
    three_entries: list[ModelLogEntry], cast: Cast, now: dt.datetime
) -> None:
    written = 0

    def write_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Before each question about the links, somebody else's deed is logged."""
        nonlocal written
        if sql.startswith("SELECT") and Seal._meta.db_table in sql and written < 10:
            written += 10  # not while writing itself
            record(action="wagtail.edit", user=None, target=cast.unit("culture"), now=now)
            written -= 9
        return execute(sql, params, many, context)

    with connection.execute_wrapper(write_first):
        verdict = verify()
    assert written > 1
    assert verdict.faults == ()
    assert verify().length == 3 + written


def test_links_past_the_head_are_found(three_entries: list[ModelLogEntry]) -> None:
    head = Seal.objects.get(position=2)
    Chain.objects.update(length=2, digest=head.digest)
    assert [f.code for f in verify().faults] == ["cut"]
