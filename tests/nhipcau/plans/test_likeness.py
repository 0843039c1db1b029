"""How well tasks below are matched with tasks above, on fictional pairs."""

from __future__ import annotations

from nhipcau.plans.comparing import Facts, Piece, differences, word_by_word
from nhipcau.plans.likeness import Comparison, Work, pair_off
from nhipcau.plans.selectors.cascade import PROPOSED_FROM, SURE_FROM, best
from tests.nhipcau.plans.pairs import ABOVE, BELOW, GOLD

PAIRS = {(below, above) for below, of in GOLD.items() for above in of}


def found(least: int) -> set[tuple[object, object]]:
    below, above = ([Work(key, text, kind) for key, kind, text in each] for each in (BELOW, ABOVE))
    return {(pair.left, pair.right) for pair in best(Comparison(below, above).alike(least=least))}


def test_proposals_are_right_and_complete_on_the_pairs() -> None:
    proposed = found(PROPOSED_FROM)
    assert len(proposed & PAIRS) >= 0.95 * len(proposed)
    assert len(proposed & PAIRS) >= 0.9 * len(PAIRS)


def test_what_is_confirmed_at_once_is_right() -> None:
    assert found(SURE_FROM) <= PAIRS


def test_the_reasons_name_the_words_in_common() -> None:
    one = Work(
        1,
        "Tổ chức cuộc thi ảnh quảng bá thắng cảnh trên mạng xã hội.",
        "event",
        frozenset({7}),
        "cuộc thi",
        1,
    )
    other = Work(
        2,
        "Vận động đoàn viên tham gia cuộc thi ảnh trên mạng xã hội.",
        "event",
        frozenset({7}),
        "cuộc thi",
        1,
    )
    pair = Comparison([one], [other]).alike()[0]
    assert {reason["code"] for reason in pair.reasons} == {"words", "kind", "unit", "product"}
    assert "cuộc thi ảnh" in pair.reasons[0]["words"]


def test_equal_texts_are_paired_before_alike_ones() -> None:
    left = [Work(1, "Xuất bản bản tin"), Work(2, "Xuất bản bản tin đối ngoại song ngữ")]
    right = [Work("a", "Xuất bản bản tin đối ngoại song ngữ"), Work("b", "Xuất bản bản tin")]
    assert {key: pair.left for key, pair in pair_off(left, right, least=40).items()} == {"a": 2, "b": 1}


def test_a_text_is_compared_word_by_word() -> None:
    pieces = word_by_word("In 2.000 tờ gấp bằng tiếng Anh.", "In 3.000 tờ gấp bằng tiếng Anh và tiếng Hàn.")
    assert (
        "".join(piece.text for piece in pieces if piece.kind != "gone")
        == "In 3.000 tờ gấp bằng tiếng Anh và tiếng Hàn."
    )
    assert (
        "".join(piece.text for piece in pieces if piece.kind != "added") == "In 2.000 tờ gấp bằng tiếng Anh."
    )
    assert Piece("gone", "2") in pieces


def test_case_blanks_and_end_marks_are_no_difference() -> None:
    before, now = (
        Facts("Tổ chức  họp báo;", (("Leads", "Sở Ngoại vụ"),)),
        Facts("Tổ chức họp báo.", (("Leads", "Sở ngoại vụ"),)),
    )
    assert differences(before, now, text="Task") == []
