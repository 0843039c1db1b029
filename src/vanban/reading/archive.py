"""The zip container of .docx and .odt, opened with distrust: sizes in its directory may be lies."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from vanban.errors import DamagedDocument, EncryptedDocument, TooLarge
from vanban.reading.limits import MAX_ENTRIES, MAX_PART, MAX_RATIO, RATIO_FROM

_ENCRYPTED_FLAG = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Part:
    """A part as a stream that stops with a typed error where it is damaged or grows past its limit."""

    def __init__(self, stream: IO[bytes], name: str, limit: int) -> None:
        self._stream = stream
        self._name = name
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        """The next bytes; at most one more than the limit is ever unpacked."""
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        try:
            data = self._stream.read(wanted)
        except _FAULTS as error:
            raise DamagedDocument(f"{self._name}: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(f"{self._name} expands too far")
        return data


class Archive:
    """The parts of a container by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _FAULTS as error:
            raise DamagedDocument(str(error)) from error
        if len(entries) > MAX_ENTRIES:
            raise TooLarge(f"{len(entries)} parts")
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """Names of all parts, in lower case."""
        return list(self._entries)

    def open(self, name: str) -> Part:
        """A part as a guarded stream; `DamagedDocument` where there is none."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise DamagedDocument(f"{name} is missing")
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedDocument(name)
        limit = min(MAX_PART, max(RATIO_FROM, entry.compress_size * MAX_RATIO))
        if entry.file_size > limit:
            raise TooLarge(f"{name}: {entry.file_size} bytes from {entry.compress_size}")
        try:
            return Part(self._zip.open(entry), name, limit)
        except _FAULTS as error:
            raise DamagedDocument(f"{name}: {error}") from error

    def read(self, name: str) -> bytes:
        """A whole part."""
        return self.open(name).read()
