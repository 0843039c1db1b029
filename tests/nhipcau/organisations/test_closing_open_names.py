"""A register in which units bear two names without an end is brought in order by the upgrade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("organisations", "0001_initial"), ("organisations", "0002_one_open_name")
MARCH, JULY = dt.date(2026, 3, 1), dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)


def migrated(target: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def register_before(transactional_db: None) -> Iterator[Any]:
    """The room's tables as they were before."""
    try:
        yield migrated(BEFORE)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


CASES: dict[str, tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]] = {
    "open, then from July": (
        [("A", None, None), ("B", JULY, None)],
        [("A", None, JULY - DAY), ("B", JULY, None)],
    ),
    "entered in the other order": (
        [("B", JULY, None), ("A", MARCH, None)],
        [("A", MARCH, JULY - DAY), ("B", JULY, None)],
    ),
    "twice the same day": ([("A", JULY, None), ("B", JULY, None)], [("B", JULY, None)]),
    "twice without a day": ([("A", None, None), ("B", None, None)], [("B", None, None)]),
    "one that lasted a day": (
        [("A", None, None), ("B", MARCH, MARCH), ("C", JULY, None)],
        [("A", None, MARCH - DAY), ("B", MARCH, MARCH), ("C", JULY, None)],
    ),
    "in order already": (
        [("A", None, MARCH), ("B", JULY, None)],
        [("A", None, MARCH), ("B", JULY, None)],
    ),
}


def test_older_open_names_end_the_day_before_the_next(register_before: Any) -> None:
    """All cases in one database: stepping the schema back and forth is what takes the time."""
    units = register_before.get_model("organisations", "Unit").objects
    rows = register_before.get_model("organisations", "UnitName").objects
    for place, (case, (names, _)) in enumerate(CASES.items(), start=1):
        unit = units.create(code=case, name="B", path=f"{place:04d}", depth=1)
        for name, first, last in names:
            rows.create(unit_id=unit.pk, name=name, valid_from=first, valid_to=last)
    after = migrated(AFTER).get_model("organisations", "UnitName").objects.order_by("name")
    found = {
        case: list(after.filter(unit__code=case).values_list("name", "valid_from", "valid_to"))
        for case in CASES
    }
    assert found == {case: kept for case, (_, kept) in CASES.items()}
