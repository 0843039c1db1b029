"""What can be Vietnamese is told by the structure of its syllables."""

from __future__ import annotations

import pytest

from vanban.reading.registry import read
from vanban.text.syllables import is_garbled, is_syllable, measure

SOUND = "Sở Văn hóa chủ trì, phối hợp với các đơn vị tổ chức tuyên truyền biển đảo. " * 4
WRONG = SOUND.translate(str.maketrans("ảịđủốớ", "ҧӏÿӫӕӟ")).replace("t", "W").replace("h", "K")


@pytest.mark.parametrize(
    "word", ["nghiêng", "hạc", "Quyết", "khuỷu", "giếng", "ủy", "uỷ", "ĐẤT", "y", "oái", "thuở"]
)
def test_syllables_of_the_language_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hàc", "street", "nghiêngg", "đ", "aêi", "tộh", "wìn", "ắ́", "Ӡt"])
def test_what_cannot_be_a_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (SOUND, False),
        (WRONG, True),
        ("Комитет сообщает о выполнении плана за первый квартал года. " * 5, False),
        ("\ue012\ue013\ue014 kế hoạch \ue020\ue021 " * 20, True),
        ("", False),
    ],
)
def test_wrong_letters_are_known_by_the_language(text: str, garbled: bool) -> None:
    assert is_garbled(text, measure(text)) is garbled


def test_a_text_with_wrong_letters_is_read_and_said() -> None:
    assert [note.code for note in read(WRONG.encode(), "x.txt").notes] == ["garbled"]
    assert read(SOUND.encode(), "x.txt").notes == ()
