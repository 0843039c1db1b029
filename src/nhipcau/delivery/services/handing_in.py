"""Handing evidence in, and withdrawing it. What evidence says and what the obligations show change together."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import Evidence, EvidenceFile, EvidenceUse, Obligation
from nhipcau.delivery.policies import DOERS, may_mark, may_mark_as, owing
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.library.services import refusal_of, take_in
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, Roles, roles_of

NOTHING_SHOWN = _("Say what was done, or give a link, a figure or a file. Nothing was saved yet.")
NOTHING_CHOSEN = _("Choose what it was done for. Nothing was saved yet.")
MARKED_OTHERWISE = _(
    "This is signed as “nothing to report” or paused. Take that back first; then hand in what was done. Nothing was saved."
)
NOT_YET = _(
    "The day on which it was done lies in the future. Nothing was saved yet: give today or an earlier day."
)
SEVERAL_UNITS = _("These are owed by different units. Hand in for one unit at a time; nothing was saved yet.")
SENT_OTHERWISE = _(
    "This form was handed in already, with other words. What you typed now was not saved: open the work anew and add it there."
)
TOO_MANY_FILES = _(
    "That are too many files at once. Hand in the first %(most)s, then the others; nothing was saved yet."
)
TOO_MANY_PIECES = _(
    "At most %(most)s pieces are counted at once. Nothing was saved yet: look at the number again."
)
ALREADY_WITHDRAWN = _("This evidence was withdrawn already. Nothing was changed.")
WHY = _("Say why: the reason stays in the history. Nothing was changed yet.")
MOST_FILES = 20
MOST_PIECES = 10_000
# Two windows with the same words: the second is a slip, not a second deed.
SAME_WITHIN = dt.timedelta(minutes=10)

Upload = File[bytes] | BinaryIO


@dataclass(frozen=True, slots=True)
class Duty:
    """What evidence is handed in for: `pieces` of its quota, by default all that is missing."""

    obligation: Obligation
    pieces: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a person hands in. `key` names the form that was filled in: sent twice, it is handed in once."""

    note: str = ""
    link: str = ""
    figure: int | None = None
    figure_of: str = ""
    files: Sequence[tuple[str, Upload]] = ()
    done_on: dt.date | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    def words(self, today: dt.date) -> dict[str, Any]:
        """Everything but the files, as it is kept."""
        return {
            "note": self.note.strip(), "link": self.link.strip(), "figure": self.figure,
            "figure_of": self.figure_of.strip() if self.figure is not None else "", "done_on": self.done_on or today,
        }  # fmt: skip


def mark_met(
    *,
    user: Person,
    obligation: Obligation,
    now: dt.datetime,
    note: str = "",
    link: str = "",
    file: Upload | None = None,
    file_name: str = "",
    pieces: int | None = None,
    done_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> Evidence:
    """Hand in for one obligation: `hand_in` in short."""
    files = [(file_name, file)] if file is not None else []
    given = Given(note=note, link=link, files=files, done_on=done_on, key=key or uuid.uuid4())
    return hand_in(user=user, duties=[Duty(obligation, pieces)], given=given, now=now)


def hand_in(*, user: Person, duties: Sequence[Duty], given: Given, now: dt.datetime) -> Evidence:
    """Hand in one piece of evidence for one or several obligations of a unit; each is met once its pieces reach the quota.

    Raises PermissionDenied or Refused; where one file is refused, none is kept. Call it outside a transaction (see
    `library.services.take_in`). The same words for the same work from a second window are no second piece of evidence.
    """
    today = day_of(now)
    person, roles = _doer(user, [duty.obligation for duty in duties], today)
    _refuse_bad_input(given, duties, today)
    earlier = Evidence.objects.filter(handed_in_by=person, key=given.key).first()
    if earlier is not None:
        _refuse_sent_otherwise(earlier, duties, given, today)
        return earlier
    unit = _unit_of(roles, duties)
    for duty in duties:
        duty.obligation.refresh_from_db()
        _refuse_if_marked(duty.obligation)
    files = _keep_files(person, roles, unit, duties[0].obligation, given.files, now)
    with transaction.atomic():
        evidence = _write(person, unit, duties, given, files, now, on_behalf=not roles.cover(unit, DOERS))
    for duty in duties:
        duty.obligation.refresh_from_db()
    return evidence


def _write(
    person: User, unit: Unit, duties: Sequence[Duty], given: Given, files: Sequence[StoredFile], now: dt.datetime, *, on_behalf: bool,
) -> Evidence:  # fmt: skip
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        pk__in=[duty.obligation.pk for duty in duties]
    )
    locked = {row.pk: row for row in rows.order_by("pk")}
    for row in locked.values():
        _refuse_if_marked(row)
    twin = _twin(person, duties, given, files, now)
    if twin is not None:
        return twin
    evidence, new = Evidence.objects.get_or_create(
        handed_in_by=person,
        key=given.key,
        defaults={
            "unit": unit, "file_count": len(files), "handed_in_at": now, "on_behalf": on_behalf, **given.words(day_of(now)),
        },
    )  # fmt: skip
    if not new:
        return evidence
    EvidenceFile.objects.bulk_create(EvidenceFile(evidence=evidence, file=file) for file in files)
    uses = [
        EvidenceUse(evidence=evidence, obligation=locked[pk], pieces=pieces or max(1, locked[pk].missing))
        for pk, pieces in {duty.obligation.pk: duty.pieces for duty in duties}.items()
    ]
    EvidenceUse.objects.bulk_create(uses)
    for use in uses:
        follow_evidence(use.obligation)
    told: dict[str, Any] = (
        {"evidence": evidence.pk, "files": len(files)} if files else {"evidence": evidence.pk}
    )
    if len(uses) > 1:
        told["duties"] = len(uses)
    if on_behalf:
        told["on_behalf_of"] = unit.name
    for use in uses:
        data = {**told, "pieces": use.pieces, "met": use.obligation.met_on is not None}
        record(action="delivery.mark_met", user=person, target=use.obligation, data=data, now=now)
    return evidence


def withdraw_evidence(*, user: Person, evidence: Evidence, reason: str, now: dt.datetime) -> None:
    """Take evidence back, with a reason, from everything it was handed in for; it stays readable in the history.

    Twice is once: the second is refused.
    """
    uses = list(evidence.uses.select_related("obligation__unit", "obligation__plan__unit"))
    person, _roles = _doer(user, [use.obligation for use in uses], day_of(now))
    if not reason.strip():
        raise Refused(WHY, code="no-reason")
    with transaction.atomic():
        owed = Obligation.objects.select_for_update().filter(pk__in=[use.obligation_id for use in uses])
        obligations = list(owed.order_by("pk"))
        changed = Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=now, withdrawn_by=person, withdrawn_because=reason.strip()
        )
        if not changed:
            raise Refused(ALREADY_WITHDRAWN, code="withdrawn")
        for obligation in obligations:
            follow_evidence(obligation)
        for obligation in obligations:
            record(
                action="delivery.withdraw",
                user=person,
                target=obligation,
                data={
                    "evidence": evidence.pk, "reason": reason.strip(), "met": obligation.met_on is not None,
                },
                now=now,
            )  # fmt: skip
    evidence.refresh_from_db()


def follow_evidence(obligation: Obligation) -> None:
    """Count live evidence; met on the day that brought the last missing piece."""
    total, met_on = 0, None
    live = EvidenceUse.objects.filter(obligation=obligation, evidence__withdrawn_at__isnull=True)
    for pieces, done_on in live.order_by("evidence__done_on", "pk").values_list(
        "pieces", "evidence__done_on"
    ):
        total += pieces
        if met_on is None and total >= obligation.quota_min:
            met_on = done_on
    obligation.pieces, obligation.met_on = total, met_on
    obligation.save(update_fields=["pieces", "met_on"])


def _doer(user: Person, obligations: Sequence[Obligation], today: dt.date) -> tuple[User, Roles]:
    if not obligations:
        raise Refused(NOTHING_CHOSEN, code="nothing-chosen")
    roles = roles_of(user, on=today)
    allowed = may_mark(user, obligations[0], on=today) and all(
        may_mark_as(roles, each) for each in obligations[1:]
    )
    if not isinstance(user, User) or not allowed:
        raise PermissionDenied
    return user, roles


def _unit_of(roles: Roles, duties: Sequence[Duty]) -> Unit:
    """Whose evidence it is: the unit that owes all of it; where several do, the one this person works for."""
    common = owing(duties[0].obligation)
    for duty in duties[1:]:
        there = {unit.pk for unit in owing(duty.obligation)}
        common = [unit for unit in common if unit.pk in there]
    if not common:
        raise Refused(SEVERAL_UNITS, code="several-units")
    return next((unit for unit in common if roles.cover(unit, DOERS)), common[0])


def _refuse_bad_input(given: Given, duties: Sequence[Duty], today: dt.date) -> None:
    if not (given.note.strip() or given.link.strip() or given.files or given.figure is not None):
        raise Refused(NOTHING_SHOWN, code="nothing-shown")
    if given.done_on is not None and given.done_on > today:
        raise Refused(NOT_YET, code="not-yet")
    if len(given.files) > MOST_FILES:
        raise Refused(TOO_MANY_FILES % {"most": MOST_FILES}, code="too-many-files")
    if any((duty.pieces or 0) > MOST_PIECES for duty in duties):
        raise Refused(TOO_MANY_PIECES % {"most": MOST_PIECES}, code="too-many-pieces")
    if given.link.strip():
        try:
            Evidence._meta.get_field("link").clean(given.link.strip(), None)
        except ValidationError as error:
            raise Refused(error.messages[0], code="link") from error


def _refuse_sent_otherwise(earlier: Evidence, duties: Sequence[Duty], given: Given, today: dt.date) -> None:
    """The same form again is one deed; with other words, files or work it is told, so that nobody takes it for saved.

    A second window of the form has no files: browsers keep words, never files.
    """
    words = given.words(today)
    if given.done_on is None:
        del words["done_on"]
    counted = dict(earlier.uses.values_list("obligation_id", "pieces"))
    other_work = any(
        duty.obligation.pk not in counted or duty.pieces not in (None, counted[duty.obligation.pk])
        for duty in duties
    )
    kept = sorted(earlier.files.values_list("file__sha256", flat=True))
    if (
        other_work
        or any(getattr(earlier, name) != value for name, value in words.items())
        or (given.files and sorted(_digest(file) for _name, file in given.files) != kept)
    ):
        raise Refused(SENT_OTHERWISE, code="sent-otherwise")


def _digest(file: Upload) -> str:
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return digest


def _refuse_if_marked(obligation: Obligation) -> None:
    if obligation.excused_on or obligation.paused_on or obligation.cancelled_on:
        raise Refused(MARKED_OTHERWISE, code="marked")


def _twin(
    person: User, duties: Sequence[Duty], given: Given, files: Sequence[StoredFile], now: dt.datetime
) -> Evidence | None:
    """The same words, files and work, handed in by the same person a moment ago."""
    alike = Evidence.objects.filter(
        handed_in_by=person, withdrawn_at__isnull=True, handed_in_at__gt=now - SAME_WITHIN, handed_in_at__lte=now, **given.words(day_of(now))
    ).prefetch_related("uses", "files__file")  # fmt: skip
    wanted = {duty.obligation.pk: duty.pieces for duty in duties}
    digests = sorted(file.sha256 for file in files)
    for each in alike:
        uses = {use.obligation_id: use.pieces for use in each.uses.all()}
        same_work = uses.keys() == wanted.keys() and all(
            pieces in (None, uses[pk]) for pk, pieces in wanted.items()
        )
        if same_work and sorted(kept.file.sha256 for kept in each.files.all()) == digests:
            return each
    return None


def _keep_files(
    person: User, roles: Roles, unit: Unit, owed: Obligation, files: Sequence[tuple[str, Upload]], now: dt.datetime
) -> list[StoredFile]:  # fmt: skip
    """Take the files in: all of them, or none where one is refused."""
    # Who keeps the plan may mark for a unit outside his own tree; the file then lies with the plan's unit.
    home = unit if roles.cover(unit) else owed.plan.unit
    limit: int = settings.NHIPCAU_UPLOAD_LIMIT
    read = [(name, file.read(limit + 1)) for name, file in files]
    good = [refusal_of(name, data, Purpose.EVIDENCE, limit=limit) is None for name, data in read]
    in_order = sorted(
        zip(good, range(len(read)), strict=True)
    )  # the refused one first: it says why, and nothing is kept
    kept: dict[int, StoredFile] = {}
    for _good, place in in_order:
        name, data = read[place]
        kept[place] = take_in(user=person, unit=home, name=name, purpose=Purpose.EVIDENCE, now=now, data=data)
    return [kept[place] for place in sorted(kept)]
