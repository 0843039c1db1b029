"""Frozen dataclasses that the stages hand to one another; every node keeps its spans in the source."""

from vanban.model.document import (
    Amount,
    Budget,
    By,
    Citation,
    Commemoration,
    Deadline,
    Document,
    Header,
    Ongoing,
    Period,
    Quantity,
    Recipient,
    Recurring,
    Section,
    Signer,
    Task,
    When,
    Within,
)
from vanban.model.finding import Finding, Severity
from vanban.model.source import Cell, Line, LineKind, Note, SourceDocument, Span

__all__ = [
    "Amount", "Budget", "By", "Cell", "Citation", "Commemoration", "Deadline", "Document", "Finding", "Header", "Line",
    "LineKind", "Note", "Ongoing", "Period", "Quantity", "Recipient", "Recurring", "Section", "Severity", "Signer",
    "SourceDocument", "Span", "Task", "When", "Within",
]
