"""The demonstration's steering committee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from nhipcau.accounts.models import User
from nhipcau.kernel.clock import day_of
from nhipcau.organisations.models import CommitteePost, Unit
from nhipcau.organisations.services import Seat, create_committee, set_composition

SEATS = (
    (CommitteePost.HEAD, "LS", "Phó Chủ tịch UBND tỉnh", ""),
    (CommitteePost.STANDING_DEPUTY, "LS-VHTTDL", "Giám đốc Sở", "vanhoa"),
    (CommitteePost.DEPUTY, "LS-TGDV", "Phó Trưởng ban", ""),
    (CommitteePost.DEPUTY, "LS-NGV", "Phó Giám đốc Sở", "lanhdao"),
    (CommitteePost.MEMBER, "LS-CA", "Phó Giám đốc", ""),
    (CommitteePost.MEMBER, "LS-BP", "Chỉ huy trưởng", ""),
    (CommitteePost.MEMBER, "LS-BPTTH", "Tổng Biên tập", "tongbientap"),
    (CommitteePost.MEMBER, "LS-VP", "Chánh Văn phòng", "phatngon"),
    (CommitteePost.SECRETARIAT, "LS-VHTTDL", "Chuyên viên", "dieuphoi"),
)


def found_committee(*, user: User, people: Mapping[str, User], now: dt.datetime) -> None:
    """The committee that steers external information, since the beginning of the year."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    since = dt.date(day_of(now).year, 1, 1)
    committee = create_committee(
        user=user, unit=units["LS"], name="Ban Chỉ đạo công tác thông tin đối ngoại tỉnh",
        secretariat=units["LS-VHTTDL"], valid_from=since, now=now,
    )  # fmt: skip
    seats = [Seat(post, units[code], position, people.get(name)) for post, code, position, name in SEATS]
    set_composition(user=user, committee=committee, since=since, seats=seats, seen=(), now=now)
