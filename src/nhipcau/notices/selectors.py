"""Reading notices: one's own, all that went out, the wordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import override
from wagtail.users.models import UserProfile

from nhipcau.accounts.models import User
from nhipcau.kernel.folding import fold
from nhipcau.notices import wording
from nhipcau.notices.kinds import Kind, all_kinds
from nhipcau.notices.models import Notice, NoticeTemplate, Sending, SendingState
from nhipcau.notices.policies import Person, may_keep_notices

SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Text:
    """A wording of a kind in one language; `changed_at` is None where it is the program's own."""

    subject: str
    body: str
    changed_at: dt.datetime | None = None
    changed_by: User | None = None


class Wordings:
    """The wordings of one kind in every language: one query, then as many notices as needed."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        rows = NoticeTemplate.objects.filter(kind=kind.name).select_related("changed_by")
        self._own = {
            row.language: Text(row.subject, row.body, row.changed_at, row.changed_by) for row in rows
        }

    def of(self, language: str) -> Text:
        """The administrator's wording, else the program's."""
        own = self._own.get(language)
        if own is not None:
            return own
        with override(language):
            return Text(str(self.kind.subject), str(self.kind.body))

    def fill(self, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
        """Subject and text with everything filled in, as people of that language read it."""
        return filled(self.of(language), language, context)


def filled(text: Text, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of a wording with everything filled in; raises BadWording."""
    with override(language):
        subject = " ".join(wording.fill(text.subject, context).split())
        return subject[:SUBJECT], wording.fill(text.body, context)


def languages_of(people: Collection[int]) -> dict[int, str]:
    """The language that each person chose, Vietnamese where none was chosen."""
    known = dict(settings.LANGUAGES)
    chosen = UserProfile.objects.filter(user_id__in=people).values_list("user_id", "preferred_language")
    found = {pk: language for pk, language in chosen if language in known}
    return {pk: found.get(pk, settings.LANGUAGE_CODE) for pk in people}


def own_notices(user: Person, *, unread: bool = False) -> QuerySet[Notice]:
    """What this person was told, the newest first."""
    rows = Notice.objects.filter(recipient_id=user.pk).order_by("-created_at", "-pk")
    return rows.filter(read_at__isnull=True) if unread else rows


def own_notice(user: Person, pk: int) -> Notice | None:
    """One notice, if it is this person's."""
    return Notice.objects.filter(recipient_id=user.pk, pk=pk).first()


def unread_count(user: Person) -> int:
    """How many notices of this person are unread."""
    return Notice.objects.filter(recipient_id=user.pk, read_at__isnull=True).count()


@dataclass(frozen=True, slots=True)
class OutboxFilter:
    """What to look for; empty fields look for everything. `state` is a state of the letter, or "none": in the application only."""

    who: str = ""
    kind: str = ""
    state: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def outbox(user: Person, wanted: OutboxFilter) -> QuerySet[Notice]:
    """Who was told what, and how its letter fared; nothing for people who may not see it."""
    if not may_keep_notices(user):
        return Notice.objects.none()
    condition = Q()
    if wanted.who:
        people = User.objects.all()
        for word in fold(wanted.who).split():
            people = people.filter(folded__contains=word)
        condition &= Q(recipient_id__in=people.values("pk"))
    if wanted.kind:
        condition &= Q(kind=wanted.kind)
    if wanted.state == "none":
        condition &= Q(sending__isnull=True)
    elif wanted.state:
        condition &= Q(sending__state=wanted.state)
    if wanted.since:
        condition &= Q(created_at__date__gte=wanted.since)
    if wanted.until:
        condition &= Q(created_at__date__lte=wanted.until)
    rows = Notice.objects.filter(condition).select_related("recipient", "sending")
    return rows.order_by("-created_at", "-pk")


def out_notice(user: Person, pk: int) -> Notice | None:
    """One notice with its letter, for those who may see all."""
    return outbox(user, OutboxFilter()).filter(pk=pk).first()


def troubled(user: Person) -> int:
    """How many letters failed or are uncertain, for those who may do something about it."""
    if not may_keep_notices(user):
        return 0
    return Notice.objects.filter(sending__state__in=["failed", "unknown"]).count()


def reworded() -> set[tuple[str, str]]:
    """The kinds and languages that have an administrator's wording."""
    return set(NoticeTemplate.objects.values_list("kind", "language"))


def kinds_in_order() -> list[Kind]:
    """Every kind, by the room that sends it."""
    return [kind for _name, kind in sorted(all_kinds().items())]


def letters_wait(*, now: dt.datetime) -> bool:
    """Whether a letter could go out now."""
    return Sending.objects.filter(state=SendingState.WAITING, not_before__lte=now).exists()
