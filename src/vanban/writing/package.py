"""The container of a Word file, written so that the same contents are the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_STAMP = (1980, 1, 1, 0, 0, 0)
"""Time of every entry: what is written depends on the document alone."""


def same_bytes(data: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The package with one time on every entry, and with the parts that are replaced."""
    replaced = replaced or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, replaced.get(name) or old.read(name), compresslevel=6)
    return stream.getvalue()
