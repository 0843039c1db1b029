"""Downloading a stored file."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest

from nhipcau.kernel import clock
from nhipcau.library.selectors import as_download, openable_file


def download(request: HttpRequest, pk: int) -> FileResponse:
    """The original file; not found where the user may not open it."""
    stored = openable_file(request.user, pk, on=clock.today())
    if stored is None:
        raise Http404
    return as_download(stored)
