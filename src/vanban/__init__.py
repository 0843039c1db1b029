"""Administrative documents of Vietnamese offices, in and out. Pure: no clock, no network, no settings."""

from vanban.errors import (
    BrokenTextLayer,
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    NotVietnamese,
    ToolMissing,
    TooLarge,
    UnknownFormat,
    UnreadableDocument,
    VanbanError,
)
from vanban.model import Document, Finding, Severity, SourceDocument, Task
from vanban.pipeline import Reading, read_bytes, read_file, to_json

__all__ = [
    "BrokenTextLayer", "DamagedDocument", "Document", "EmptyDocument", "EncryptedDocument", "Finding", "NotVietnamese", "Reading",
    "Severity", "SourceDocument", "Task", "ToolMissing", "TooLarge", "UnknownFormat", "UnreadableDocument", "VanbanError",
    "read_bytes", "read_file", "to_json",
]  # fmt: skip
