"""Forms of one's own: copied, changed as a draft, put into use. A version in use never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person
from nhipcau.reporting.models import (
    FormSection,
    FormVersion,
    Gathering,
    Indicator,
    ReportForm,
    VersionState,
)
from nhipcau.reporting.policies import account_of, may_copy_form, may_edit_form
from nhipcau.reporting.services.shipping import (
    INDICATOR_FIELDS,
    SECTION_FIELDS,
    USUAL_GATHERING,
    content_of,
    write_content,
)

MOST_ROWS = 300
APART = 10_000  # beyond every position, so that rows change places without meeting


def copy_form(*, user: Person, version: FormVersion, unit: Unit, name: str, now: dt.datetime) -> ReportForm:
    """Make a form of one's own from a version of another one; it begins as a draft."""
    if not may_copy_form(user, unit, on=day_of(now)):
        raise PermissionDenied
    if not name.strip():
        raise Refused(_("Give the form a name. Nothing was saved yet."), code="name")
    with transaction.atomic():
        form = ReportForm.objects.create(
            key=_key(name), name=name.strip()[:255], cadence=version.form.cadence, legal_basis=version.form.legal_basis, unit=unit,
        )  # fmt: skip
        draft = _draft(user, form, 1, version, now)
        told = {"from": version.form.name, "unit": unit.name}
        record(action="reporting.copy_form", user=user, target=draft, data=told, now=now)
    return form


def begin_draft(*, user: Person, form: ReportForm, now: dt.datetime) -> FormVersion:
    """Begin the next version from the one in use. Begun twice is begun once."""
    with transaction.atomic():
        row = ReportForm.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)
        if not may_edit_form(user, row, on=day_of(now)):
            raise PermissionDenied
        there = FormVersion.objects.filter(form=row, state=VersionState.DRAFT).first()
        if there is not None:
            return there
        last = FormVersion.objects.filter(form=row).aggregate(last=Max("ordinal"))["last"] or 0
        source = FormVersion.objects.select_related("form").get(form=row, ordinal=last)
        draft = _draft(user, row, last + 1, source, now)
        record(
            action="reporting.begin_draft", user=user, target=draft, data={"version": draft.ordinal}, now=now
        )
    return draft


def save_head(
    *, user: Person, draft: FormVersion, version: int, subject: str, name: str, cadence: str, legal_basis: str, now: dt.datetime
) -> FormVersion:  # fmt: skip
    """The form's name and basis, and the subject of its reports."""
    with _editing(user, draft, version, now, head=True) as row:
        row.subject = subject.strip()[:500]
        form = row.form
        form.name, form.cadence, form.legal_basis = name.strip()[:255], cadence, legal_basis.strip()[:500]
        _valid(form)
        form.save(update_fields=["name", "cadence", "legal_basis"])
    return row


def save_section(
    *, user: Person, draft: FormVersion, version: int, section: int | None, fields: Mapping[str, Any], now: dt.datetime
) -> FormSection:  # fmt: skip
    """Change a section; None adds one at the end."""
    with _editing(user, draft, version, now, section=str(fields.get("title", ""))[:200]) as row:
        found: FormSection = _row(FormSection, row, section)
        for name in SECTION_FIELDS:
            if name in fields:
                setattr(found, name, fields[name])
        _valid(found)
        found.save()
    return found


def save_indicator(
    *, user: Person, draft: FormVersion, version: int, section: int, indicator: int | None, fields: Mapping[str, Any], now: dt.datetime,
) -> Indicator:  # fmt: skip
    """Change an indicator; None adds one at the end of its section."""
    with _editing(user, draft, version, now, indicator=str(fields.get("code", ""))) as row:
        found: Indicator = _row(Indicator, row, indicator)
        found.section = FormSection.objects.get(form_version=row, pk=section)
        for name in INDICATOR_FIELDS:
            if name in fields:
                setattr(found, name, fields[name])
        whole = (
            Indicator.objects.filter(form_version=row, code=found.not_above).first()
            if found.not_above
            else None
        )
        if found.not_above and (whole is None or whole.pk == found.pk):
            raise Refused(
                _("No other indicator has the code %(code)s. Nothing was saved.") % {"code": found.not_above},
                code="code",
            )
        _refuse_rules_apart(found)
        _valid(found)
        found.save()
    return found


def remove_row(
    *, user: Person, draft: FormVersion, version: int, kind: str, row: int, now: dt.datetime
) -> None:
    """Take a section with its indicators, or one indicator, out of the draft (`kind`: "section" or "indicator")."""
    model: Any = FormSection if kind == "section" else Indicator
    with _editing(user, draft, version, now, removed=kind) as head:
        model.objects.filter(form_version=head, pk=row).delete()


def move_row(
    *, user: Person, draft: FormVersion, version: int, kind: str, row: int, up: bool, now: dt.datetime
) -> None:
    """Let a section, or an indicator within its section, change places with its neighbour."""
    with _editing(user, draft, version, now, moved=kind) as head:
        if kind == "section":
            rows: list[Any] = list(FormSection.objects.filter(form_version=head).order_by("position"))
            among = rows
        else:
            rows = list(Indicator.objects.filter(form_version=head).order_by("position"))
            moved = next((each for each in rows if each.pk == row), None)
            among = [each for each in rows if moved is not None and each.section_id == moved.section_id]
        place = next((number for number, each in enumerate(among) if each.pk == row), None)
        other = None if place is None else place + (-1 if up else 1)
        if place is None or other is None or not 0 <= other < len(among):
            return
        one, two = rows.index(among[place]), rows.index(among[other])
        rows[one], rows[two] = rows[two], rows[one]
        _renumber(rows)


def publish(*, user: Person, draft: FormVersion, version: int, now: dt.datetime) -> FormVersion:
    """Put the draft into use for rounds to come; reports that are there keep the version they began with."""
    with _editing(user, draft, version, now, action="reporting.publish_form") as row:
        sections = FormSection.objects.filter(form_version=row)
        if not sections.exists() or not row.subject.strip():
            raise Refused(
                _("A form needs a subject and at least one section. It was not put into use yet."),
                code="empty",
            )
        indicators = Indicator.objects.filter(form_version=row).order_by("section__position", "position")
        if indicators:
            _renumber(list(indicators))
        row.state = VersionState.PUBLISHED
        ReportForm.objects.filter(pk=row.form_id).update(current=row)
    return row


def close_form(*, user: Person, form: ReportForm, is_closed: bool, now: dt.datetime) -> ReportForm:
    """Offer a form no more for new rounds, or again."""
    with transaction.atomic():
        row = (
            ReportForm.objects.select_for_update(of=("self",))
            .select_related("unit", "current")
            .get(pk=form.pk)
        )
        if not may_edit_form(user, row, on=day_of(now)):
            raise PermissionDenied
        row.is_closed = is_closed
        row.save(update_fields=["is_closed"])
        target = row.current or row.versions.order_by("-ordinal").first()
        if target is not None:
            record(
                action="reporting.edit_form", user=user, target=target, data={"closed": is_closed}, now=now
            )
    return row


@contextmanager
def _editing(
    user: Person,
    draft: FormVersion,
    version: int,
    now: dt.datetime,
    action: str = "reporting.edit_form",
    **told: Any,
) -> Iterator[FormVersion]:
    """A change of a draft: one transaction, the policy, the version that was seen, one entry in the log."""
    with transaction.atomic():
        rows = FormVersion.objects.select_for_update(of=("self",)).select_related("form__unit")
        row = rows.get(pk=draft.pk)
        if not may_edit_form(user, row.form, on=day_of(now)) or not isinstance(user, User):
            raise PermissionDenied
        if row.state != VersionState.DRAFT:
            raise Refused(
                _("This version is in use and does not change any more. Begin a new version."),
                code="published",
            )
        if row.version != version:
            raise Outdated
        yield row
        row.version += 1
        row.changed_by, row.changed_at = user, now
        row.save()
        record(action=action, user=user, target=row, data=told, now=now)


def _draft(
    user: Person, form: ReportForm, ordinal: int, source: FormVersion, now: dt.datetime
) -> FormVersion:
    draft = FormVersion.objects.create(
        form=form, ordinal=ordinal, subject=source.subject, changed_by_id=account_of(user), changed_at=now
    )
    write_content(draft, content_of(source))
    return draft


def _row(model: Any, draft: FormVersion, pk: int | None) -> Any:
    """The row of the draft, or a new one after the last."""
    if pk is not None:
        return model.objects.get(form_version=draft, pk=pk)
    rows = model.objects.filter(form_version=draft)
    if rows.count() >= MOST_ROWS:
        raise Refused(_("The form has too many rows already. Nothing was saved."), code="too-many")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return model(form_version=draft, position=last + 1)


def _renumber(rows: Sequence[Any]) -> None:
    """Positions from 1, in two steps: the database holds each place once."""
    for step in (APART, 0):
        for number, each in enumerate(rows, start=1):
            each.position = number + step
        type(rows[0]).objects.bulk_update(rows, ["position"])


def _refuse_rules_apart(indicator: Indicator) -> None:
    """Each type is gathered in its own way, and bounds stand in order: said in words before the database says it in its own."""
    usual = USUAL_GATHERING.get(indicator.type)
    numbers = {Gathering.SUM, Gathering.LAST, Gathering.AVERAGE}
    if indicator.gathering not in (numbers if usual == Gathering.SUM else {usual}):
        told = _("An indicator of the type “%(type)s” is not gathered by “%(gathering)s”. Nothing was saved.")
        labels = {"type": indicator.get_type_display(), "gathering": indicator.get_gathering_display()}
        raise Refused(told % labels, code="gathering")
    least, most = indicator.minimum, indicator.maximum
    if least is not None and most is not None and least > most:
        raise Refused(_("“At least” is more than “at most”. Nothing was saved."), code="bounds")


def _valid(row: models.Model) -> None:
    """Let the model's own rules speak: bounds in order, a code once, gathered as its type is gathered."""
    try:
        row.full_clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages), code="invalid") from wrong


def _key(name: str) -> str:
    """A key of its own, made of the name."""
    base = slugify(fold(name))[:50] or "bieu-mau"
    taken = set(ReportForm.objects.filter(key__startswith=base).values_list("key", flat=True))
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
