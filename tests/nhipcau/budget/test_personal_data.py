"""A person's own data hold what this room keeps of the person, and nobody else's."""

from __future__ import annotations

import datetime as dt

from nhipcau.budget.models import Estimate
from nhipcau.organisations.selectors import personal_data
from tests.cast import Cast
from tests.nhipcau.budget.money import pay


def test_each_takes_the_own_deeds_along(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    pay(cast, funded, 1_000, now, number="PC-01")
    officer, leader, finance = (
        personal_data(cast.person(name), now=now)["money"]
        for name in ("culture_officer", "culture_leader", "finance")
    )
    assert [row["number"] for row in officer["vouchers"]] == ["PC-01"]
    assert [row["unit"] for row in leader["estimates"]] == [funded.unit.name]
    assert sum(row["amount"] for row in finance["allocations"]) == 50_000_000
    assert (officer["allocations"], leader["vouchers"], finance["estimates"]) == ([], [], [])
