"""Whatever a document looks like, the checks end and their places lie in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import vanban
from vanban.checking import RULES, Rule
from vanban.errors import UnreadableDocument

_PIECES = (
    "(",
    ")",
    "2.278.000 (hai",
    "ngày 31/02",
    "99/99/9999",
    "Số: /",
    "TM.",
    "V. ",
    "đ) ",
    ";;",
    "0000",
    "năm 2025",
    "\n",
    "\u0301",
)
cuts = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 60), st.sampled_from(_PIECES) | st.text(max_size=8)),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(rule=st.sampled_from(RULES), changes=cuts)
def test_checks_end_on_any_change_of_a_plan(rule: Rule, changes: list[tuple[int, int, str]]) -> None:
    text = rule.bad
    for start, length, piece in changes:
        text = text[:start] + piece + text[start + length :]
    try:
        reading = vanban.read_bytes(text.encode("utf-8", errors="replace"), "plan.txt")
    except UnreadableDocument:
        return
    for finding in vanban.check(reading, known_units=["Sở Ngoại vụ"]):
        for span in finding.spans:
            assert 0 <= span.start <= span.end <= len(reading.source.text)
        assert finding.task is None or finding.task < len(reading.document.tasks)
