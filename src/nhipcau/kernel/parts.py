"""Many keys in parts that one question can hold: SQLite counts the parameters of a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key")
MOST = 500


def in_parts(keys: Sequence[Key], most: int = MOST) -> Iterator[Sequence[Key]]:
    """The keys in their order, at most `most` at once; nothing of none."""
    for start in range(0, len(keys), most):
        yield keys[start : start + most]
