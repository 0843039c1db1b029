"""Saying something about a task, taking it back, and having seen that one is mentioned."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.notices.services import Message, notify_many, take_back
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Mention, Task, TaskComment
from nhipcau.plans.policies import may_talk
from nhipcau.plans.selectors.talk import addressees, mentioned_in

MENTION = "plans.mention"
LONGEST = 5000
EMPTY = _("Write something first. Nothing was saved yet.")
SENT_OTHERWISE = _(
    "This form was sent already, with other words. What you wrote now was not saved: copy it, open the task anew and comment there."
)
TOO_LONG = _("A comment holds 5,000 characters at most. Nothing was saved yet: make it shorter.")


def say(
    *,
    user: Person,
    task: Task,
    text: str,
    key: uuid.UUID,
    now: dt.datetime,
    chosen: Collection[int] = (),
) -> TaskComment:
    """Comment on a task. People addressed as "@" and their name are told, if they may see the task.

    `key` comes with the form: sent twice, it is said once. `chosen` tells people of the same name apart.
    """
    if not isinstance(user, User) or not may_talk(user, task, on=day_of(now)):
        raise PermissionDenied
    text = text.replace("\r\n", "\n").strip()
    _refuse_bad_text(text)
    with transaction.atomic():
        comment, new = TaskComment.objects.get_or_create(
            key=key,
            defaults={"task": task, "stem": task.stem, "author": user, "text": text, "written_at": now},
        )
        if comment.author_id != user.pk:
            raise PermissionDenied
        if (comment.text, comment.stem) != (text, task.stem):
            raise Refused(SENT_OTHERWISE, code="sent-otherwise")
        if new:
            _mention(comment, task, text, chosen, now)
            Mention.objects.filter(user=user, comment__stem=task.stem, seen_at__isnull=True).update(
                seen_at=now
            )
            record(action="plans.comment", user=user, target=task, data={"comment": comment.pk}, now=now)
    return comment


def _refuse_bad_text(text: str) -> None:
    if not text:
        raise Refused(EMPTY, code="empty")
    if len(text) > LONGEST:
        raise Refused(TOO_LONG, code="long")
    if not is_printable(text):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")


def _mention(comment: TaskComment, task: Task, text: str, chosen: Collection[int], now: dt.datetime) -> None:
    people = mentioned_in(text, addressees(task, on=day_of(now)), chosen)
    others = [pk for pk in people if pk != comment.author_id]
    rows = Mention.objects.bulk_create(Mention(comment=comment, user_id=pk) for pk in others)
    told = User.objects.in_bulk([row.user_id for row in rows])
    context = {
        "author": str(comment.author), "task": Truncator(task.text).chars(160),
        "plan": task.plan.printed_number or task.plan.title, "text": Truncator(text).chars(400),
    }  # fmt: skip
    messages = [
        Message(told[row.user_id], context, key_of(row), reverse("plans:mention", args=[row.pk]))
        for row in rows
    ]
    notify_many(kind=MENTION, messages=messages, now=now)


def key_of(mention: Mention) -> str:
    """The key of the notice that tells of it."""
    return f"{MENTION}:{mention.pk}"


def unsay(*, user: Person, comment: TaskComment, now: dt.datetime) -> None:
    """Take an own comment back: its words are not shown any more, its place stays. Twice is once."""
    if not isinstance(user, User) or comment.author_id != user.pk:
        raise PermissionDenied
    with transaction.atomic():
        changed = TaskComment.objects.filter(pk=comment.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=now
        )
        if not changed:
            return
        take_back(keys=[key_of(row) for row in comment.mentions.all()])
        record(action="plans.unsay", user=user, target=comment.task, data={"comment": comment.pk}, now=now)
    comment.refresh_from_db()


def see_mentions(*, user: Person, mentions: Collection[int] | None = None, now: dt.datetime) -> int:
    """Mark own mentions as seen, some or all; returns how many were not."""
    rows = Mention.objects.filter(user=user.pk, seen_at__isnull=True)
    if mentions is not None:
        rows = rows.filter(pk__in=mentions)
    return rows.update(seen_at=now)
