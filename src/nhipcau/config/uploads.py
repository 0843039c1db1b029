"""Uploads stay in memory until the guard of the library has looked at them: a refused file never touches a disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemory(MemoryFileUploadHandler):
    """Keeps every file in memory, whatever the whole request weighs.

    How much a request may weigh is the server's affair (`serving.most_bytes`); how much one file may, the library's.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Django would leave a request larger than one file may be to a handler that writes to disk."""
        self.activated = True
