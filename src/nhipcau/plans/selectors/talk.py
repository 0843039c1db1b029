"""What is said about a task, through all versions of its plan, and who may be addressed there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from nhipcau.accounts.models import Role
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import Person, keepers, roles_of
from nhipcau.plans.models import Mention, Plan, Task, TaskComment, TaskUnit
from nhipcau.plans.policies import READERS_ONLY, visible_plans

MOST = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comment; `is_mention` where it addresses somebody."""

    text: str
    is_mention: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is shown; one that was taken back keeps its place without its words."""

    comment: TaskComment
    is_own: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person who may be mentioned, with the roles and units that tell who it is."""

    pk: int
    name: str
    held: str


def talk_about(user: Person, task: Task) -> list[Said]:
    """All comments of the task in every version of its plan, oldest first: two queries. The caller has asked for the task."""
    rows = TaskComment.objects.filter(stem=task.stem).select_related("author")
    return [
        Said(row, row.author_id == user.pk, () if row.withdrawn_at else tuple(_pieces(row)))
        for row in rows.prefetch_related("mentions__user")
    ]


def _pieces(comment: TaskComment) -> Iterable[Piece]:
    names = sorted({str(each.user) for each in comment.mentions.all()}, key=len, reverse=True)
    if not names:
        yield Piece(comment.text)
        return
    for part in re.split(f"(@(?:{'|'.join(map(re.escape, names))}))", comment.text):
        if part:
            yield Piece(part, part[0] == "@" and part[1:] in names)


def addressees(task: Task, *, on: dt.date) -> list[Addressee]:
    """Who may be mentioned: people of the units that the task names in any version, and who keeps the plan. All of them may see it."""
    return _gathered(_holdings(task, on=on))


def find_addressees(user: Person, task: Task, text: str, *, on: dt.date) -> list[Addressee]:
    """Those of them whose name, job title or unit holds what was typed, without the asker: one query."""
    rows = _holdings(task, on=on).exclude(user=user.pk)
    for word in fold(text).split()[:6]:
        rows = rows.filter(Q(user__folded__contains=word) | Q(unit__folded__contains=word))
    return _gathered(rows)[:MOST]


def _holdings(task: Task, *, on: dt.date) -> QuerySet[RoleHolding]:
    named = TaskUnit.objects.filter(task__stem=task.stem, unit__isnull=False).order_by().values("unit")
    above = Unit.paths_to(task.plan.unit.path)
    wanted = Q(unit__in=named) | Q(unit__path__in=above, role__in=keepers())
    rows = RoleHolding.objects.filter(in_force(on), wanted, user__is_active=True)
    return rows.exclude(role__in=READERS_ONLY).select_related("user", "unit")


def _gathered(rows: Iterable[RoleHolding]) -> list[Addressee]:
    people: dict[int, tuple[str, list[str]]] = {}
    for row in rows:
        _name, held = people.setdefault(row.user_id, (str(row.user), []))
        held.append(f"{Role(row.role).label}, {row.unit.short_name or row.unit.name}")
    found = [Addressee(pk, name, "; ".join(held)) for pk, (name, held) in people.items()]
    return sorted(found, key=lambda each: (dictionary_order(each.name), each.pk))


def mentioned_in(text: str, people: Sequence[Addressee], chosen: Iterable[int] = ()) -> list[int]:
    """Whom the text addresses: "@" and the whole name. Of people of one name those who were chosen, else all of them."""
    by_name: dict[str, list[int]] = {}
    for each in people:
        by_name.setdefault(each.name, []).append(each.pk)
    picked, found, left = set(chosen), [], text
    for name in sorted(by_name, key=len, reverse=True):
        pattern = re.compile(f"@{re.escape(name)}(?!\\w)")
        if pattern.search(left):
            left = pattern.sub(" ", left)
            same = by_name[name]
            found += [pk for pk in same if pk in picked] or same
    return sorted(found)


def mentions_of(user: Person, *, on: dt.date) -> QuerySet[Mention]:
    """Where this person is mentioned, as far as the plan may still be read: unseen first, then the newest."""
    plans = Plan.objects.filter(visible_plans(roles_of(user, on=on))).order_by().values("pk")
    rows = Mention.objects.filter(
        user=user.pk, comment__withdrawn_at__isnull=True, comment__task__plan__in=plans
    )
    return rows.select_related("comment__author", "comment__task__plan").order_by(
        F("seen_at").asc(nulls_first=True), "-comment__written_at", "-pk"
    )


def unseen_mentions(user: Person, *, on: dt.date) -> QuerySet[Mention]:
    """Those not opened yet."""
    return mentions_of(user, on=on).filter(seen_at__isnull=True)
