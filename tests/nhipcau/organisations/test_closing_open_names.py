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


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ([("A", None, None), ("B", JULY, None)], [("A", None, JULY - DAY), ("B", JULY, None)]),
        ([("B", JULY, None), ("A", MARCH, None)], [("A", MARCH, JULY - DAY), ("B", JULY, None)]),
        ([("A", JULY, None), ("B", JULY, None)], [("B", JULY, None)]),
        ([("A", None, None), ("B", None, None)], [("B", None, None)]),
        (
            [("A", None, None), ("B", MARCH, MARCH), ("C", JULY, None)],
            [("A", None, MARCH - DAY), ("B", MARCH, MARCH), ("C", JULY, None)],
        ),
        ([("A", None, MARCH), ("B", JULY, None)], [("A", None, MARCH), ("B", JULY, None)]),
    ],
)
def test_older_open_names_end_the_day_before_the_next(
    register_before: Any, names: list[tuple[Any, ...]], kept: list[tuple[Any, ...]]
) -> None:
    unit = register_before.get_model("organisations", "Unit").objects.create(
        code="X", name="B", path="0001", depth=1
    )
    rows = register_before.get_model("organisations", "UnitName").objects
    for name, first, last in names:
        rows.create(unit=unit, name=name, valid_from=first, valid_to=last)
    after = migrated(AFTER).get_model("organisations", "UnitName").objects
    found = after.filter(unit_id=unit.pk).order_by("name").values_list("name", "valid_from", "valid_to")
    assert list(found) == kept
