"""Fields tell what is wrong by their names and with an example."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms

from nhipcau.kernel.fields import DayField, FileButton, name_what_is_missing


class Sheet(forms.Form):
    day = DayField(label="Ngày họp")
    file = forms.FileField(label="Biên bản", widget=FileButton())


def test_a_missing_field_is_named() -> None:
    form = Sheet({})
    name_what_is_missing(form)
    assert "Ngày họp" in form.errors["day"][0]
    assert "Biên bản" in form.errors["file"][0]
    assert "Ngày họp" not in Sheet({}).errors["day"][0]


def test_a_day_that_is_none_is_told_with_an_example() -> None:
    assert "15/07/2026" in Sheet({"day": "31/02/2026"}).errors["day"][0]


@pytest.mark.parametrize("written", ["15/7/2026", "15-07-2026", "2026-07-15", "15.07.2026"])
def test_a_day_is_understood_as_it_is_written(written: str) -> None:
    assert DayField().clean(written) == dt.date(2026, 7, 15)


def test_a_file_is_chosen_by_a_button_of_our_own() -> None:
    html = str(Sheet()["file"])
    assert 'id="id_file"' in html
    assert 'data-file-of="id_file"' in html
