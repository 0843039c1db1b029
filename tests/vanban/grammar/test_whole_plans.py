"""Whole invented plans of five forms of the genre, read from the letterhead to the signature.

Beside each text stands what a person reads in it: header, sections, tasks and the closing, one line each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.model import By, Document, Ongoing, Recurring, When, Within
from vanban.pipeline import read_bytes

PLANS = Path(__file__).parent / "whole_plans"


def told(when: When) -> str:
    """A time in short."""
    match when:
        case By(on):
            return f"by {on}"
        case Within(start, end):
            return f"{start}..{end}"
        case Recurring(least, most, per):
            return f"{least}-{most} per {per}"
        case Ongoing():
            return "ongoing"


def summary(document: Document) -> str:
    """What is read, one line a thing."""
    head = document.header
    lines = [
        f"{head.issuer} | {head.number} | {head.symbol} | {head.place} | {head.date} | {head.type} | {head.title}"
    ]
    lines += [
        f"cites {c.type} {c.number} {c.date} {'basis' if c.basis else ''}".rstrip()
        for c in document.citations
    ]
    lines += [f"section {'/'.join(s.path)} {s.kind}: {s.title}" for s in document.sections]
    for task in document.tasks:
        times = ", ".join(map(told, task.when))
        number = f"{task.quantity.count} {task.quantity.of}" if task.quantity else ""
        parts = ["; ".join(task.lead), "; ".join(task.coop), times, number, task.text]
        lines.append(f"task {'/'.join(task.path)} {task.kind} | {' | '.join(parts)}")
    lines += [
        f"deadline {d.date}: {'; '.join(d.senders)} -> {'; '.join(d.receivers)}" for d in document.deadlines
    ]
    lines += [f"money {a.amount}" for a in document.budget.amounts]
    lines += [f"source {document.budget.source}"] if document.budget.source else []
    lines += [f"recipient {r.text}" for r in document.recipients]
    lines += [f"signer {s.authority} | {s.title} | {s.name}" for s in document.signers]
    lines += [f"day {c.name}: {c.original}..{c.celebrated}" for c in document.commemorations]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in PLANS.glob("*.txt")))
def test_a_whole_plan_reads_as_a_person_reads_it(name: str) -> None:
    text = (PLANS / f"{name}.txt").read_bytes()
    assert summary(read_bytes(text, f"{name}.txt").document) == (PLANS / f"{name}.expected").read_text(
        "utf-8"
    )
