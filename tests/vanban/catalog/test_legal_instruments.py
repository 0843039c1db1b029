"""The catalogue of legal instruments: dates, successors, amendments."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from vanban.catalog.legal_instruments import (
    amendments_of,
    find_instrument,
    legal_instruments,
    successors_of,
)


def test_every_successor_that_is_named_is_in_the_catalogue_or_ends_the_chain() -> None:
    numbers = {i.number for i in legal_instruments()}
    assert {n for i in legal_instruments() for n in (*i.replaced_by, *i.amended_by)} <= numbers


def test_the_table_is_composed_and_names_only_official_places() -> None:
    for instrument in legal_instruments():
        assert unicodedata.is_normalized("NFC", instrument.title + instrument.issuer)
        assert instrument.source.split()[0] in {
            "vbpl.vn",
            "vanban.chinhphu.vn",
            "tulieuvankien.dangcongsan.vn",
        }
        assert instrument.confidence in {"text", "report", "unverified"}


def test_no_instrument_ends_before_it_begins() -> None:
    for i in legal_instruments():
        start = i.effective_from or i.issued
        assert start is None or i.effective_to is None or start < i.effective_to


@pytest.mark.parametrize(
    ("on", "ended", "after"),
    [
        (date(2015, 10, 21), False, []),
        (date(2015, 10, 22), True, ["72/2015/NĐ-CP"]),
        (date(2026, 7, 1), True, ["72/2015/NĐ-CP"]),
    ],
)
def test_an_instrument_ends_on_the_first_day_without_effect(on: date, ended: bool, after: list[str]) -> None:
    instrument = find_instrument("Quyết định", "79/2010/QĐ-TTg")
    assert instrument is not None
    assert instrument.has_ended(on) is ended
    assert [i.number for i in successors_of(instrument, on)] == after


def test_successors_follow_a_chain_to_the_one_in_force() -> None:
    instrument = find_instrument("Quyết định", "25/2013/QĐ-TTg")
    assert instrument is not None
    assert [i.number for i in successors_of(instrument, date(2020, 1, 1))] == ["09/2017/NĐ-CP"]
    assert [i.number for i in successors_of(instrument, date(2026, 8, 1))] == ["244/2026/NĐ-CP"]


def test_an_amendment_counts_from_its_effect() -> None:
    instrument = find_instrument("Nghị định", "72/2015/NĐ-CP")
    assert instrument is not None
    assert amendments_of(instrument, date(2026, 6, 30)) == ()
    assert [i.number for i in amendments_of(instrument, date(2026, 7, 1))] == ["148/2026/NĐ-CP"]


def test_blanks_and_kinds_of_hyphen_do_not_hide_an_instrument() -> None:
    assert find_instrument("Công văn", "3089/BTTTT- TTĐN") is find_instrument("Công văn", "3089/BTTTT–TTĐN")


def test_a_number_of_another_type_is_another_document() -> None:
    assert find_instrument("Kế hoạch", "72/2015/NĐ-CP") is None
    assert find_instrument("Văn bản", "72/2015/NĐ-CP") is not None


def test_force_is_unknown_where_the_dates_do_not_tell() -> None:
    instrument = find_instrument("Thông tư", "22/2016/TT-BTTTT")
    assert instrument is not None
    assert instrument.in_force(date(2020, 1, 1)) is None
    assert instrument.in_force(date(2016, 1, 1)) is False
