"""Reading stored files."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel import clock
from nhipcau.library.models import StoredFile
from nhipcau.library.policies import may_open
from nhipcau.organisations.policies import Person

DAMAGED = _(
    "The kept file is no longer the one that was handed in: it is damaged, was changed or is missing, so it is not given out. "
    "This was logged. Tell the administrator, who can restore it from a backup."
)


def openable_file(user: Person, pk: int, *, on: dt.date) -> StoredFile | None:
    """The file, if it is there and the user may open it."""
    stored = StoredFile.objects.select_related("unit").filter(pk=pk).first()
    return stored if stored is not None and may_open(user, stored, on=on) else None


def same_files(sha256: str) -> QuerySet[StoredFile]:
    """Earlier files with the same bytes, the first one first."""
    return StoredFile.objects.filter(sha256=sha256).order_by("created_at", "pk")


def as_download(stored: StoredFile) -> FileResponse:
    """The original bytes as an attachment that no browser will interpret. The caller has asked a policy.

    Not found where the bytes were removed for a secrecy mark (`services.purge_secret`). Bytes that are no longer those that were
    handed in, or are gone, are never given out: a sentence says so, and the log keeps it.
    """
    if not stored.file:
        raise Http404
    try:
        content = stored.file.open("rb")
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        digest = ""
    if digest != stored.sha256:
        record(action="library.damaged", user=None, target=stored, data={"found": digest}, now=clock.now())
        return FileResponse(
            io.BytesIO(str(DAMAGED).encode()), status=409, content_type="text/plain; charset=utf-8"
        )
    content.seek(0)
    response = FileResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.original_name)}"
    response["Content-Type"] = stored.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
