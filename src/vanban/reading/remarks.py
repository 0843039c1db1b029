"""Notes of the model made from the remarks of the text room, which knows no model and no words for them."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.model.source import Note
from vanban.text.decoding import Remark

_WORDS: dict[Remark, tuple[str, str]] = {
    Remark.TCVN3: (
        "Văn bản dùng bảng mã TCVN3 (ABC), đã được chuyển sang Unicode.",
        "The text was in the TCVN3 (ABC) encoding and was converted to Unicode.",
    ),
    Remark.VNI: (
        "Văn bản dùng bảng mã VNI-Windows, đã được chuyển sang Unicode.",
        "The text was in the VNI-Windows encoding and was converted to Unicode.",
    ),
    Remark.VPS: (
        "Văn bản dùng bảng mã VPS, đã được chuyển sang Unicode.",
        "The text was in the VPS encoding and was converted to Unicode.",
    ),
    Remark.WINDOWS_1258: (
        "Văn bản dùng bảng mã Windows-1258, đã được chuyển sang Unicode.",
        "The text was in Windows-1258 and was converted to Unicode.",
    ),
    Remark.DECOMPOSED: (
        "Văn bản có chữ Unicode tổ hợp (dấu tách rời chữ), đã được chuyển sang dạng dựng sẵn.",
        "The text had decomposed letters (marks apart from their letters); they were composed.",
    ),
    Remark.UNDECODED: (
        "Một số ký tự trong tệp không đọc được và đã bị thay bằng dấu hỏi.",
        "Some characters of the file could not be decoded and were replaced.",
    ),
}
"""Words for the user in Vietnamese and English."""


def notes_of(remarks: Iterable[Remark]) -> tuple[Note, ...]:
    """Notes of a document for the remarks, each once."""
    return tuple(
        Note(code=remark.value, vi=vi, en=en)
        for remark in dict.fromkeys(remarks)
        for vi, en in (_WORDS[remark],)
    )
