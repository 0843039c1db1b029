"""Administrators' own wordings."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.notices import wording
from nhipcau.notices.kinds import kind_of
from nhipcau.notices.models import NoticeTemplate
from nhipcau.notices.policies import Person, may_keep_notices

LONGEST_SUBJECT, LONGEST_BODY = 200, 10_000


def reword(
    *,
    user: Person,
    kind: str,
    language: str,
    subject: str,
    body: str,
    now: dt.datetime,
    seen: dt.datetime | None = None,
) -> NoticeTemplate:
    """Keep an own wording of a kind in one language. `seen` is when the wording on the screen was changed (None: the program's).

    Raises Refused where the text cannot be understood, Outdated where somebody else changed it meanwhile.
    """
    if not isinstance(user, User) or not may_keep_notices(user):
        raise PermissionDenied
    names = kind_of(kind).names
    subject, body = " ".join(subject.split()), body.replace("\r\n", "\n").strip()
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("There is no such language. Nothing was saved."), code="no-language")
    if not subject or not body:
        raise Refused(_("A notice needs a subject and a text. Nothing was saved."), code="empty")
    if len(subject) > LONGEST_SUBJECT or len(body) > LONGEST_BODY:
        raise Refused(_("The text is too long. Nothing was saved: make it shorter."), code="long")
    if not is_printable(subject + body):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")
    for text in (subject, body):
        try:
            wording.check(text, names)
        except wording.BadWording as error:
            raise Refused(error.message, code="wording") from error
    with transaction.atomic():
        row = NoticeTemplate.objects.select_for_update().filter(
            kind=kind, language=language
        ).first() or NoticeTemplate(kind=kind, language=language)
        if row.changed_at != seen:
            raise Outdated
        if row.pk and (row.subject, row.body) == (subject, body):
            return row
        row.subject, row.body, row.changed_at, row.changed_by = subject, body, now, user
        row.save()
        data = {"kind": kind, "language": language}
        record(action="notices.reword", user=user, target=row, data=data, now=now)
    return row


def default_again(*, user: Person, kind: str, language: str, now: dt.datetime) -> bool:
    """Back to the program's wording; False where it stood already."""
    if not may_keep_notices(user):
        raise PermissionDenied
    with transaction.atomic():
        row = NoticeTemplate.objects.select_for_update().filter(kind=kind, language=language).first()
        if row is None:
            return False
        data = {"kind": kind, "language": language}
        record(action="notices.default_again", user=user, target=row, data=data, now=now)
        row.delete()
    return True
