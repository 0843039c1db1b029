"""A text far too long for the name of a unit is told as such, on SQLite as on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from nhipcau.organisations.forms.choosing import unit_typed
from nhipcau.organisations.models import Unit
from nhipcau.reporting.forms import units as of_reports
from tests.cast import Cast

WAYS: list[Callable[[str], Unit]] = [
    lambda text: unit_typed(text, Unit.objects.all()),
    of_reports.unit_typed,
]


@pytest.mark.parametrize("way", WAYS, ids=["register", "reports"])
def test_an_endless_name_is_nobodys(cast: Cast, way: Callable[[str], Unit]) -> None:
    unit = cast.unit("culture")
    assert way(unit.name) == way(unit.code) == unit
    for text in ("x" * 100_000, unit.name + " " * 10 + "x" * 100_000):
        with pytest.raises(ValidationError):
            way(text)
