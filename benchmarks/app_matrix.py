"""Home and matrix over 324,000 obligations, as an ordinary officer and as the coordinator, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.app_pages import on_both
from benchmarks.figure import Figure


def benchmarks() -> Iterator[Figure]:
    """The 95th percentile of every page."""
    yield from on_both("benchmarks.matrix")
