"""A round asked for through the real service, on a shipped form: `ask(cast, ...)`; its reports by unit: `report_of(...)`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from nhipcau.plans.models import Plan
from nhipcau.reporting.models import Cadence, Report, ReportCycle, ReportForm
from nhipcau.reporting.services.cycles import Upward, Wanted, open_cycle
from tests.cast import Cast

PERIOD = (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
DUE = dt.date(2026, 6, 15)
BEFORE_DUE = dt.datetime(2026, 6, 12, 2, 0, tzinfo=dt.UTC)
AFTER_DUE = dt.datetime(2026, 6, 17, 2, 0, tzinfo=dt.UTC)


def wanted_of(
    cast: Cast,
    *,
    form: str = "ttdn-nua-nam",
    senders: Sequence[str] = ("culture", "commune"),
    keeper: str = "foreign",
    plan: Plan | None = None,
    upward: Upward | None = None,
    cut_off_on: dt.date = dt.date(2026, 6, 14),
    cadence: str = Cadence.HALF_YEAR,
) -> Wanted:
    """What the foreign office asks the other units of the cast for."""
    version = ReportForm.objects.select_related("current").get(key=form).current
    assert version is not None
    return Wanted(
        form_version=version, cadence=cadence, title="Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
        keeper=cast.unit(keeper), period_from=PERIOD[0], period_to=PERIOD[1], cut_off_on=cut_off_on, due_on=DUE,
        senders=[cast.unit(name) for name in senders], plan=plan, upward=upward or Upward(),
    )  # fmt: skip


def ask(cast: Cast, wanted: Wanted, *, now: dt.datetime = BEFORE_DUE, by: str = "coordinator") -> ReportCycle:
    """Open the round."""
    return open_cycle(user=cast.person(by), wanted=wanted, key=uuid.uuid4(), now=now)


def report_of(cycle: ReportCycle, unit: str, cast: Cast) -> Report:
    """The report of a unit of the cast, read anew."""
    rows = Report.objects.select_related("unit", "cycle__keeper", "cycle__plan", "cycle__form_version__form")
    return rows.get(cycle=cycle, unit=cast.unit(unit))
