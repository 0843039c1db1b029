"""Notes of the model made from the remarks of the text room, which knows no model."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.model.source import Note
from vanban.text.decoding import Remark


def notes_of(remarks: Iterable[Remark]) -> tuple[Note, ...]:
    """The same words as notes of a document, each once."""
    return tuple(Note(*remark) for remark in dict.fromkeys(remarks))
