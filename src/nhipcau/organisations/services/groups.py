"""Groups of units as rules over the register, and the kinds an office adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.organisations.models import OwnKind, Unit, UnitGroup, UnitKind
from nhipcau.organisations.policies import Person, may_import_units, may_keep_kinds
from nhipcau.organisations.selectors.groups import group_token
from nhipcau.organisations.services.rows import KINDS


def save_group(
    *,
    user: Person,
    name: str,
    now: dt.datetime,
    kinds: Iterable[str] = (),
    members: Iterable[Unit] = (),
    other_names: Iterable[str] = (),
    below: Unit | None = None,
    left_out: Iterable[Unit] = (),
    seen: str | None = None,
) -> UnitGroup:
    """Say for which units a collective name stands; saying it again replaces what was said.

    `seen` is what the person looked at (`group_token`; empty for a new name): Outdated where somebody changed it since. None
    replaces whatever is there.
    """
    if not may_import_units(user, on=day_of(now)):
        raise PermissionDenied
    named, without = list(members), list(left_out)
    if {unit.pk for unit in named} & {unit.pk for unit in without}:
        raise Refused(
            _("A unit is either named or left out, not both. Nothing was saved."), code="named-and-left-out"
        )
    with transaction.atomic():
        found = UnitGroup.objects.select_for_update(of=("self",)).filter(folded=fold(name)[:255]).first()
        if found is not None and seen == "":
            raise Refused(
                _("There is a group of this name already. Nothing was saved: open that one and change it."),
                code="group-there",
            )
        if seen and (found is None or group_token(found) != seen):
            raise Outdated
        group, _created = UnitGroup.objects.update_or_create(
            folded=fold(name)[:255],
            defaults={
                "name": normal(name),
                "kinds": sorted(kinds),
                "other_names": [normal(other) for other in other_names],
                "below": below,
            },
        )
        group.members.set(named)
        group.left_out.set(without)
        data: dict[str, object] = {"kinds": group.kinds}
        if below is not None:
            data["below"] = below.code
        if without:
            data["left_out"] = sorted(unit.code for unit in without)
        record(action="organisations.save_group", user=user, target=group, data=data, now=now)
    return group


def save_kind(*, user: Person, label: str, now: dt.datetime, kind: OwnKind | None = None) -> OwnKind:
    """Add a kind of unit, or call an own kind differently; units keep its key."""
    if not may_keep_kinds(user, on=day_of(now)):
        raise PermissionDenied
    label = normal(label)[:100]
    words = fold(label)
    others = OwnKind.objects.exclude(pk=kind.pk) if kind else OwnKind.objects.all()
    taken = {fold(other) for other in others.values_list("label", flat=True)} | set(KINDS)
    if not words or words in taken or words in {fold(str(each.label)) for each in UnitKind}:
        raise Refused(_("There is such a kind already. Nothing was saved."), code="kind-taken")
    try:
        with transaction.atomic():
            row = kind or OwnKind(key=_free_key(words))
            row.label = label
            row.save()
            record(action="organisations.save_kind", user=user, target=row, data={"name": label}, now=now)
    except IntegrityError as error:  # somebody added it at the same moment
        raise Refused(_("There is such a kind already. Nothing was saved."), code="kind-taken") from error
    return row


def remove_kind(*, user: Person, kind: OwnKind, now: dt.datetime) -> None:
    """Take an own kind away that no unit and no group uses."""
    if not may_keep_kinds(user, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        row = OwnKind.objects.select_for_update().filter(pk=kind.pk).first()
        if row is None:
            return
        used = Unit.objects.filter(kind=row.key).count()
        if used or any(row.key in kinds for kinds in UnitGroup.objects.values_list("kinds", flat=True)):
            raise Refused(
                _(
                    "Units or group names still use this kind; give them another one first. Nothing was changed."
                ),
                code="kind-used",
            )
        key = row.pk
        row.delete()
        row.pk = key  # the log names what is gone
        record(action="organisations.remove_kind", user=user, target=row, data={"name": row.label}, now=now)


def _free_key(words: str) -> str:
    stem = slugify(words)[:28] or "loai"
    taken = {*OwnKind.objects.filter(key__startswith=stem).values_list("key", flat=True), *UnitKind.values}
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
