"""Tasks the tests of the worker put into the queue."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def note(path: str, seconds: float = 0) -> int:
    """Write the process down at start and, after a while, at the end."""
    with Path(path).open("a", encoding="ascii") as file:
        file.write(f"begin {os.getpid()}\n")
    time.sleep(seconds)
    with Path(path).open("a", encoding="ascii") as file:
        file.write(f"end {os.getpid()}\n")
    return os.getpid()
