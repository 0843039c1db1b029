"""Reading stored files."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, Http404

from nhipcau.library.models import StoredFile
from nhipcau.library.policies import may_open
from nhipcau.organisations.policies import Person


def openable_file(user: Person, pk: int, *, on: dt.date) -> StoredFile | None:
    """The file, if it is there and the user may open it."""
    stored = StoredFile.objects.select_related("unit").filter(pk=pk).first()
    return stored if stored is not None and may_open(user, stored, on=on) else None


def same_files(sha256: str) -> QuerySet[StoredFile]:
    """Earlier files with the same bytes, the first one first."""
    return StoredFile.objects.filter(sha256=sha256).order_by("created_at", "pk")


def as_download(stored: StoredFile) -> FileResponse:
    """The original bytes as an attachment that no browser will interpret. The caller has asked a policy.

    Not found where the bytes were removed for a secrecy mark (`services.purge_secret`).
    """
    if not stored.file:
        raise Http404
    response = FileResponse(stored.file.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.original_name)}"
    response["Content-Type"] = stored.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
