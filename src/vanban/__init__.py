"""Administrative documents of Vietnamese offices, in and out. Pure: no clock, no network, no settings."""

from vanban.errors import (
    BrokenTextLayer,
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    NotVietnamese,
    TooLarge,
    ToolMissing,
    UnknownFormat,
    UnreadableDocument,
    VanbanError,
)
from vanban.model import By, Document, Finding, Ongoing, Recurring, Severity, SourceDocument, Task, Within
from vanban.pipeline import Reading, check, read_bytes, read_file, to_json

__all__ = [
    "BrokenTextLayer",
    "By",
    "DamagedDocument",
    "Document",
    "EmptyDocument",
    "EncryptedDocument",
    "Finding",
    "NotVietnamese",
    "Ongoing",
    "Reading",
    "Recurring",
    "Severity",
    "SourceDocument",
    "Task",
    "TooLarge",
    "ToolMissing",
    "UnknownFormat",
    "UnreadableDocument",
    "VanbanError",
    "Within",
    "check",
    "read_bytes",
    "read_file",
    "to_json",
]  # fmt: skip
