"""Rows that never change once they are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models


class FrozenRow(Exception):
    """Somebody tried to change or delete what was adopted. A defect of the caller, never a refusal to a person."""


class FrozenQuerySet(models.QuerySet[Any]):
    """Refuses the writes that would pass by `save`. The database refuses updates too (a trigger in the migrations)."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Never."""
        raise FrozenRow(self.model.__name__)

    def delete(self) -> NoReturn:
        """Never."""
        raise FrozenRow(self.model.__name__)

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        """Never."""
        raise FrozenRow(self.model.__name__)


class Frozen(models.Model):
    """A row that may be inserted and read, and nothing else."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save is refused."""
        if not self._state.adding:
            raise FrozenRow(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never."""
        raise FrozenRow(type(self).__name__)
