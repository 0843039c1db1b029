"""Remarks on the decoding of a file become notes for the user."""

from __future__ import annotations

import pytest

from vanban.reading.remarks import notes_of
from vanban.text.decoding import Remark


@pytest.mark.parametrize("remark", list(Remark))
def test_every_remark_has_words_in_both_languages(remark: Remark) -> None:
    (note,) = notes_of([remark, remark])
    assert note.code == remark.value
    assert note.vi.endswith(".")
    assert note.en.endswith(".")
