"""How deep an outline nests, whatever labels follow one another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.grammar.plans import paths, plan
from vanban.grammar.outline import build_outline
from vanban.grammar.zones import blocks_of
from vanban.reading.plain import read_plain


def test_numbers_that_start_anew_below_a_letter_stand_below_it() -> None:
    body = "I. NHIỆM VỤ\n\n1. Sách\n\n2. Thủ thư\n\na) Đào tạo\n\n1. Mở lớp.\n\n2. Cử người đi học.\n\nb) Thi đua\n\n1. Khen thưởng.\n"
    assert paths(plan(body))[-3:] == ["I/2/a/1", "I/2/a/2", "I/2/b/1"]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["I.", "A.", "1.", "2.", "1.1.", "a)", "b)", "-", "+", "*", ""]), max_size=10),
    st.integers(1, 30),
)
def test_an_outline_of_any_labels_stays_flat(labels: list[str], times: int) -> None:
    text = "".join(f"{label} Mở phòng đọc\n\n" for label in labels) * times
    source = read_plain(f"Thư viện\n\n{text}".encode())
    paths_of_lines = [node.path for node in build_outline(blocks_of(source.lines)).walk()]
    assert max(map(len, paths_of_lines)) <= 12


def test_letters_and_first_numbers_in_turn_are_read() -> None:
    assert plan("I. NHIỆM VỤ\n\n" + "1. Mở phòng đọc\n\na) Mua sách\n\n" * 400).tasks
