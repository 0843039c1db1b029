"""Taking files in: the only door for uploads."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.library import content_types as types
from nhipcau.library.guard import carries_mark, marked_lines
from nhipcau.library.looking import OutOfSight, look
from nhipcau.library.models import Purpose, Refusal, StoredFile, place_of
from nhipcau.library.policies import may_take_in
from nhipcau.library.selectors import same_files
from nhipcau.organisations.models import Unit

Uploader = AbstractBaseUser | AnonymousUser
TAKEN = {
    Purpose.PLAN: frozenset({types.DOCX, types.PDF, types.ODT, types.DOC, types.RTF, types.TEXT}),
    Purpose.EVIDENCE: frozenset(types.EXTENSIONS),
    Purpose.REPORT: frozenset(types.EXTENSIONS),
    Purpose.VOUCHER: frozenset(types.EXTENSIONS),
}
MARKED = "secrecy-mark"
REASONS = {
    MARKED: _(
        "This file carries a secrecy mark and was refused. Nothing of it was kept: neither its contents nor its name. By the Law on "
        "the Protection of State Secrets (117/2025/QH15) it must not be processed on this system: hand it to the officer in charge of "
        "secret documents, and delete copies from machines that are connected to a network."
    ),
    "too-large": _("The file is too large, or expands too far. It was not kept: remove pictures or split it, then hand it in again."),
    "empty": _("The file is empty. Open it to check, then hand in the one with contents."),
    "type": _("This type of file is not taken here. It was not kept: save it as .docx, .pdf, .odt or .txt and hand it in again."),
    "macros": _("The file carries macros. It was not kept: save it as .docx or .xlsx without macros and hand it in again."),
    "encrypted": _("The file is protected by a password, so it could not be checked. It was not kept: remove the password first."),
    "nested": _("The file holds archives within archives, which cannot be checked. It was not kept: hand the files in one by one."),
    "damaged": _("The file is damaged or incomplete. It was not kept: save it again and hand in the new copy."),
    "declarations": _("The file declares words of its own (a DOCTYPE), which cannot be checked. It was not kept: open it in Word or LibreOffice, save it again and hand in the new copy."),
    "unreadable": _("The file holds embedded objects that cannot be checked. It was not kept: remove them and hand it in again."),
}  # fmt: skip


def take_in(
    *,
    user: Uploader,
    unit: Unit,
    name: str,
    purpose: Purpose,
    now: dt.datetime,
    data: bytes | None = None,
    file: File[bytes] | BinaryIO | None = None,
) -> StoredFile:
    """Check a file in memory and keep it unchanged; a file that was kept before is recognised (`same_as`).

    Raises PermissionDenied, or Refused with a code of `REASONS`. Call it outside any transaction that may be rolled back, so that
    the bare fact of a refusal stays recorded.
    """
    if not may_take_in(user, unit, purpose, on=day_of(now)) or not isinstance(user, User):
        raise PermissionDenied
    limit: int = settings.NHIPCAU_UPLOAD_LIMIT
    content = data if data is not None else file.read(limit + 1) if file is not None else b""
    code = refusal_of(name, content, purpose, limit=limit)
    if code is not None:
        Refusal.objects.create(at=now, user=user, code=code)
        raise Refused(REASONS[code], code=code)
    digest = hashlib.sha256(content).hexdigest()
    kind = types.content_type_of(content)
    earlier = same_files(digest).first()
    stored = StoredFile(
        original_name=tidy_name(name, kind), sha256=digest, size=len(content), content_type=kind, purpose=purpose,
        unit=unit, uploaded_by=user, created_at=now, same_as=earlier,
    )  # fmt: skip
    with transaction.atomic():
        stored.file.name = earlier.file.name if earlier else _keep(stored, content)
        stored.save()
        record(
            action="library.take_in",
            user=user,
            target=stored,
            data={"size": len(content), "type": kind},
            now=now,
        )
    return stored


def keep_made(
    *,
    name: str,
    data: bytes,
    content_type: str,
    unit: Unit,
    by: User,
    now: dt.datetime,
    purpose: Purpose = Purpose.REPORT,
) -> StoredFile:
    """Keep a file that the system made of its own rows, inside the caller's transaction; `by` is who caused it.

    It is no upload: every part of it came in through the guard, and the caller has asked a policy.
    """
    digest = hashlib.sha256(data).hexdigest()
    earlier = same_files(digest).first()
    stored = StoredFile(
        original_name=name, sha256=digest, size=len(data), content_type=content_type, purpose=purpose, unit=unit, uploaded_by=by,
        created_at=now, same_as=earlier,
    )  # fmt: skip
    stored.file.name = earlier.file.name if earlier and earlier.file else _keep(stored, data)
    stored.save()
    return stored


def refusal_of(name: str, content: bytes, purpose: Purpose, *, limit: int) -> str | None:
    """Why a file is refused, or None. The secrecy of a name counts before anything else is said about the file."""
    if carries_mark(name, look(b"", types.TEXT)):
        return MARKED
    if len(content) > limit:
        return "too-large"
    if not content.strip():
        return "empty"
    kind = types.content_type_of(content)
    if kind == types.ENCRYPTED:
        return "encrypted"
    try:
        if kind != types.UNKNOWN and carries_mark("", look(content, kind)):
            return MARKED
    except OutOfSight as out:
        return out.code
    return None if kind in TAKEN[purpose] else "type"


def shows_mark(lines: Iterable[str]) -> bool:
    """The guard's second look: at the lines of a document once they have been read (a scan, an old font encoding)."""
    return marked_lines(lines)


Detach = Callable[[Sequence[StoredFile], dt.datetime], None]
_detaching: list[Detach] = []


def when_purged(subscriber: Detach) -> None:
    """Call `subscriber(files, now)` before secret files go: it lets go of them and of whatever was taken from them."""
    if subscriber not in _detaching:
        _detaching.append(subscriber)


def purge_secret(*, stored: StoredFile, user: User, now: dt.datetime) -> None:
    """Remove a kept file in which a mark came to light only when it was read (a scan, an old encoding), wherever it was handed in.

    Rooms above let go of it first (`when_purged`). A row that must stay, because an adopted plan or a piece of evidence points to it,
    loses its name, its digest and its bytes. The log says when, by whom and how many, and holds no name and no contents.
    """
    with transaction.atomic():
        rows = list(StoredFile.objects.select_for_update().filter(sha256=stored.sha256).order_by("pk"))
        places = {str(row.file) for row in rows if row.file}
        for detach in _detaching:
            detach(rows, now)
        StoredFile.objects.filter(same_as__in=rows).update(same_as=None)
        emptied = sum(not _removed(row) for row in rows)
        Refusal.objects.create(at=now, user=user, code=MARKED)
        told = {"files": len(rows), "emptied": emptied}
        record(action="library.purge", user=user, target=stored, data=told, now=now)
        for place in places:
            transaction.on_commit(partial(default_storage.delete, place))


def _removed(row: StoredFile) -> bool:
    """Delete the row; where something points to it for good, empty it instead and say so."""
    try:
        StoredFile.objects.filter(pk=row.pk).delete()
    except ProtectedError:
        StoredFile.objects.filter(pk=row.pk).update(file="", original_name="", sha256="")
        return False
    return True


def tidy_name(name: str, kind: str) -> str:
    """A name that is safe to show and to offer for download, with the extension of what the file really is."""
    base = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    base = "".join(mark for mark in base if mark.isprintable() and mark not in '<>:"|?*').strip(" .")
    stem, dot, extension = base.rpartition(".")
    right = types.EXTENSIONS.get(kind, "")
    alike = {".jpg": {"jpg", "jpeg"}, ".txt": {"txt", "md", "csv"}, ".tif": {"tif", "tiff"}}.get(
        right, {right.lstrip(".")}
    )
    if dot and extension.casefold() in alike:
        return f"{stem[:200]}.{extension.casefold()}"
    return f"{(base or 'tep')[:200]}{right}"


def _keep(stored: StoredFile, content: bytes) -> str:
    place = place_of(stored, "")
    if default_storage.exists(
        place
    ):  # left by a transaction that was rolled back: written again, to be sure of the bytes
        default_storage.delete(place)
    return default_storage.save(place, ContentFile(content))
