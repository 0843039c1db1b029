"""A register in which units bear two names without an end is brought in order by the upgrade."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint

from nhipcau.organisations.models import Unit, UnitName

ONE_OPEN_NAME = "organisations_one_open_name_a_unit"
UPGRADE = import_module("nhipcau.organisations.migrations.0002_one_open_name")
MARCH, JULY = dt.date(2026, 3, 1), dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)


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


def hold(editor: Any) -> None:
    """What the upgrade enters in the end."""
    constraint = next(each for each in UnitName._meta.constraints if each.name == ONE_OPEN_NAME)
    assert isinstance(constraint, UniqueConstraint)
    with connection.cursor() as cursor:
        cursor.execute(str(constraint.create_sql(UnitName, editor)))


def test_older_open_names_end_the_day_before_the_next(db: None) -> None:
    """As before the upgrade: the constraint is away. The whole schema stepped back and forth took half a minute and told no more."""
    editor: Any = connection.schema_editor()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {ONE_OPEN_NAME}")
    for place, (case, (names, _)) in enumerate(CASES.items(), start=1):
        unit = Unit.objects.create(code=case, name="B", path=f"{place:04d}", depth=1)
        for name, first, last in names:
            UnitName.objects.create(unit=unit, name=name, valid_from=first, valid_to=last)
    connection.check_constraints()  # none waits for the end of the transaction
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(editor)
    UPGRADE.close(apps, editor)
    hold(editor)
    rows = UnitName.objects.order_by("name")
    found = {
        case: list(rows.filter(unit__code=case).values_list("name", "valid_from", "valid_to"))
        for case in CASES
    }
    assert found == {case: kept for case, (_, kept) in CASES.items()}
