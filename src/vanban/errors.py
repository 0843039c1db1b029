"""Everything that can go wrong when a document is read, as types.

VanbanError
├── UnreadableDocument          the bytes give no text; `advice` says what to do
│   ├── EmptyDocument           no bytes, or no text in them
│   ├── UnknownFormat           neither content nor name is a format that is read
│   ├── DamagedDocument         truncated or not what it claims to be
│   ├── EncryptedDocument       a password is needed
│   ├── TooLarge                larger, or expanding further, than the limits
│   ├── BrokenTextLayer         a text layer whose characters are not the ones printed
│   ├── NotVietnamese           text in another language or no language at all
│   └── ToolMissing             LibreOffice or OCRmyPDF would be needed and is not installed
├── UnwritableDocument          a document to be written that is not sound; `detail` says where
└── (nothing else: any other exception is a defect)

Every error carries a Vietnamese message for the officer and an English one.
"""

from __future__ import annotations


class VanbanError(Exception):
    """Base of all errors of this library."""


class UnreadableDocument(VanbanError):
    """A document that cannot be read; says what happened and what to do, in both languages."""

    code = "unreadable"
    vi = "Không đọc được tệp này."
    en = "This file cannot be read."
    advice_vi = "Hãy thử lưu lại tệp ở dạng .docx rồi nộp lại."
    advice_en = "Try to save the file as .docx and hand it in again."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.en)
        self.detail = detail


class EmptyDocument(UnreadableDocument):
    """No bytes, or nothing printed."""

    code = "empty"
    vi = "Tệp trống, không có chữ nào."
    en = "The file is empty."
    advice_vi = "Hãy mở tệp để kiểm tra rồi nộp lại bản có nội dung."
    advice_en = "Open the file to check it, then hand in one with contents."


class UnknownFormat(UnreadableDocument):
    """A format that is not read."""

    code = "unknown-format"
    vi = "Định dạng tệp này chưa được hỗ trợ."
    en = "This file format is not supported."
    advice_vi = "Hãy lưu tệp ở dạng .docx, .pdf, .odt hoặc .txt rồi nộp lại."
    advice_en = "Save the file as .docx, .pdf, .odt or .txt and hand it in again."


class DamagedDocument(UnreadableDocument):
    """Truncated, or not what it claims to be."""

    code = "damaged"
    vi = "Tệp bị hỏng hoặc chưa tải lên đầy đủ."
    en = "The file is damaged or incomplete."
    advice_vi = "Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại rồi nộp bản mới."
    advice_en = "Open the file in Word or LibreOffice, save it again and hand in the new copy."


class EncryptedDocument(UnreadableDocument):
    """A password is needed to open it."""

    code = "encrypted"
    vi = "Tệp được đặt mật khẩu."
    en = "The file is protected by a password."
    advice_vi = "Hãy bỏ mật khẩu của tệp rồi nộp lại."
    advice_en = "Remove the password and hand the file in again."


class TooLarge(UnreadableDocument):
    """Larger, or expanding further, than the limits allow."""

    code = "too-large"
    vi = "Tệp quá lớn hoặc bung ra quá lớn."
    en = "The file is too large, or expands too far."
    advice_vi = "Hãy bỏ bớt hình ảnh, hoặc tách tệp thành nhiều phần rồi nộp lại."
    advice_en = "Remove pictures or split the file, then hand it in again."


class BrokenTextLayer(UnreadableDocument):
    """The text layer's characters are not the ones printed on the page."""

    code = "broken-text-layer"
    vi = "Lớp chữ của tệp bị lỗi phông, chữ đọc ra không phải chữ in trên trang."
    en = "The text layer of the file is broken: its characters are not the ones on the page."
    advice_vi = "Hãy xin tệp Word gốc, hoặc nhận dạng lại bằng OCRmyPDF có tiếng Việt."
    advice_en = "Ask for the original Word file, or run OCRmyPDF with Vietnamese over it."


class NotVietnamese(UnreadableDocument):
    """Text of another language, or of no language at all."""

    code = "not-vietnamese"
    vi = "Nội dung tệp không phải văn bản tiếng Việt."
    en = "The file is not a Vietnamese document."
    advice_vi = "Hãy kiểm tra xem có chọn nhầm tệp không."
    advice_en = "Check that the right file was chosen."


class ToolMissing(UnreadableDocument):
    """A program outside this library is needed and is not installed; `detail` names it."""

    code = "tool-missing"
    vi = "Máy chủ chưa cài chương trình cần để đọc loại tệp này."
    en = "A program needed to read this kind of file is not installed."
    advice_vi = "Hãy lưu tệp ở dạng .docx rồi nộp lại, hoặc đề nghị quản trị cài thêm."
    advice_en = "Save the file as .docx and hand it in again, or ask the administrator to install it."


class UnwritableDocument(VanbanError):
    """A document to be written whose description is not sound; `detail` names the place and what is wrong there."""

    code = "unwritable"
    vi = "Không tạo được văn bản từ nội dung đã cho."
    en = "The document cannot be written from what was given."
    advice_vi = "Hãy sửa chỗ được nêu rồi thử lại."
    advice_en = "Mend the place that is named and try again."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.en)
        self.detail = detail
