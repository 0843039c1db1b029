"""What a unit's report is filled from: live evidence and duties of the period, money, and what comes next. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from nhipcau.budget.selectors import allocations_in, vouchers_in
from nhipcau.delivery.models import EvidenceUse, Extension, Obligation
from nhipcau.delivery.policies import owed_by
from nhipcau.kernel.folding import folded_marks
from nhipcau.plans.models import Plan
from nhipcau.reporting.models import Report, ReportCycle

_PUNCTUATION = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Work:
    """A task as filling looks at it. `folded` is its text as `padded` makes it."""

    stem: uuid.UUID
    kind: str
    text: str
    folded: str
    quantity_of: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Live evidence of the unit, done in the period, counting `pieces` for one obligation."""

    evidence: int
    obligation: int
    work: Work
    pieces: int
    note: str
    link: str
    figure: int | None
    figure_of: str
    done_on: dt.date


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the unit owes. `is_dropped` where nobody asks for it: cancelled, signed "nothing to report", paused."""

    obligation: int
    work: Work
    due_on: dt.date
    period_from: dt.date
    quota: int
    pieces: int
    met_on: dt.date | None
    is_dropped: bool
    is_paused: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Money:
    """One allocation or voucher: its key, đồng, and what its line says."""

    key: int
    amount: int
    kind: str
    folded: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that the filling of one report looks at."""

    period_from: dt.date
    cut_off_on: dt.date
    ahead_until: dt.date
    uses: tuple[Use, ...]
    duties: tuple[Duty, ...]
    allocations: tuple[Money, ...]
    vouchers: tuple[Money, ...]
    asked_because: dict[int, str]

    def due(self) -> list[Duty]:
        """What fell due in the period, to the cut-off, and is still asked for."""
        return [
            each
            for each in self.duties
            if not each.is_dropped and self.period_from <= each.due_on <= self.cut_off_on
        ]

    def is_met(self, duty: Duty) -> bool:
        """Whether it was done by the cut-off."""
        return duty.met_on is not None and duty.met_on <= self.cut_off_on

    def lacking(self) -> list[Duty]:
        """What was due by the cut-off, whenever it fell due, and was not done by then; what is paused says why."""
        return [
            each
            for each in self.duties
            if each.due_on <= self.cut_off_on
            and not self.is_met(each)
            and (not each.is_dropped or each.is_paused)
        ]

    def ahead(self) -> list[Duty]:
        """What is still to be done, due after the cut-off and within as much time again as the period lasts."""
        return [
            each
            for each in self.duties
            if self.cut_off_on < each.due_on <= self.ahead_until
            and each.met_on is None
            and not each.is_dropped
        ]


def sources_of(report: Report) -> Sources:
    """The sources of one report: six queries, and one where the unit owes something together with others."""
    cycle = report.cycle
    ahead_until = cycle.period_to + (cycle.period_to - cycle.period_from) + dt.timedelta(days=1)
    plans = carried_by([cycle.plan_id])[cycle.plan_id] if cycle.plan_id else None
    scope, paid = (Q(), Q()) if plans is None else (Q(plan__in=plans), Q(line__estimate__plan__in=plans))
    owed = owed_by(report.unit_id)
    period = (cycle.period_from, cycle.cut_off_on)
    works: dict[tuple[uuid.UUID, str], Work] = {}
    duties = tuple(_duties(owed & scope, cycle, ahead_until, works))
    late = [each.obligation for each in duties if each.due_on <= cycle.cut_off_on and each.met_on is None]
    return Sources(
        period_from=cycle.period_from,
        cut_off_on=cycle.cut_off_on,
        ahead_until=ahead_until,
        uses=tuple(_uses(report, owed & scope, works)),
        duties=duties,
        allocations=tuple(_money(allocations_in(report.unit, *period).filter(paid))),
        vouchers=tuple(_money(vouchers_in(report.unit, *period).filter(paid))),
        asked_because=_asked_because(late),
    )


def carried_by(plans: Collection[int]) -> dict[int, set[int]]:
    """By plan: itself and the plans that carry it down, two steps deep. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Plan.objects.filter(Q(pk__in=plans) | Q(superior__in=plans) | Q(superior__superior__in=plans))
    for plan, *above in rows.order_by().values_list("pk", "superior", "superior__superior"):
        for each in set(plans).intersection((plan, *above)):
            found[each].add(plan)
    return found


_TASK = ("task__stem", "task__kind", "task__text", "task__quantity_of")


def _uses(report: Report, owed: Q, works: dict[tuple[uuid.UUID, str], Work]) -> Iterable[Use]:
    cycle = report.cycle
    rows = (
        EvidenceUse.objects.filter(
            obligation__in=Obligation.objects.filter(owed).order_by().values("pk"),
            evidence__unit=report.unit_id,
            evidence__withdrawn_at__isnull=True,
            evidence__done_on__range=(cycle.period_from, cycle.cut_off_on),
        )
        .order_by("evidence__done_on", "evidence_id", "obligation_id")
        .values_list(
            "evidence_id",
            "obligation_id",
            *(f"obligation__{name}" for name in _TASK),
            "pieces",
            "evidence__note",
            "evidence__link",
            "evidence__figure",
            "evidence__figure_of",
            "evidence__done_on",
        )
    )
    for evidence, obligation, stem, kind, text, of, *rest in rows:
        yield Use(evidence, obligation, _work(works, stem, kind, text, of), *rest)


def _duties(
    owed: Q, cycle: ReportCycle, until: dt.date, works: dict[tuple[uuid.UUID, str], Work]
) -> Iterable[Duty]:
    still_owed = Q(due_on__lt=cycle.period_from, cancelled_on__isnull=True, excused_on__isnull=True) & (
        Q(met_on__isnull=True) | Q(met_on__gt=cycle.cut_off_on)
    )
    rows = (
        Obligation.objects.filter(owed)
        .filter(Q(due_on__range=(cycle.period_from, until)) | still_owed)
        .order_by("due_on", "pk")
        .values_list(
            "pk", *_TASK, "due_on", "period_from", "quota_min", "pieces", "met_on", "cancelled_on", "excused_on", "paused_on", "reason",
        )
    )  # fmt: skip
    for pk, stem, kind, text, of, due, begins, quota, pieces, met, cancelled, excused, paused, reason in rows:
        dropped = bool(cancelled or excused or paused)
        yield Duty(
            pk, _work(works, stem, kind, text, of), due, begins, quota, pieces, met, dropped, bool(paused), reason
        )  # fmt: skip


def _work(works: dict[tuple[uuid.UUID, str], Work], stem: uuid.UUID, kind: str, text: str, of: str) -> Work:
    """One object a task and wording: an amendment may have changed the words of the same work."""
    found = works.get((stem, text))
    if found is None:
        found = works[stem, text] = Work(stem, kind, text, padded(text), of)
    return found


def _money(rows: Iterable[object]) -> Iterable[Money]:
    values = rows.order_by("pk").values_list("pk", "amount", "line__kind", "line__content")  # type: ignore[attr-defined]
    for key, amount, kind, content in values:
        yield Money(key, amount, kind, padded(content))


def _asked_because(obligations: list[int]) -> dict[int, str]:
    """The reason of the latest request for more time, by obligation."""
    rows = Extension.objects.filter(obligation__in=obligations).order_by("asked_at", "pk")
    return dict(rows.values_list("obligation_id", "reason"))


def padded(text: str) -> str:
    """Lower case with its marks, words parted by blanks, punctuation by " , ": how phrases are looked for.

    Without marks "phối hợp, báo cáo" would hold "họp báo". A blank stands at both ends, so that whole words are found.
    """
    return f" {' '.join(_PUNCTUATION.sub(' , ', folded_marks(text)).split())} "
