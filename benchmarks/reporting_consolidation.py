"""Rounds of reports in a large province and a ministry, on SQLite and on PostgreSQL, as ordinary users."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.app_pages import on_both
from benchmarks.figure import Figure

# What a name holds → target and unit; the first that fits.
TARGETS = (
    ("consolidation", 100, "ms"),
    ("ministry", 500, "ms"),
    ("memory", 500, "MB"),
    ("annual", 5, "s"),
)
USUAL = (300, "ms")


def benchmarks() -> Iterator[Figure]:
    """The 95th percentile of the screens; the annual document in seconds and megabytes."""
    for figure in on_both("benchmarks.rounds"):
        target, unit = next(((most, unit) for word, most, unit in TARGETS if word in figure.name), USUAL)
        yield Figure(figure.name, figure.value, unit, target)
