"""Invented plans, put together from the parts that a test is about."""

from __future__ import annotations

from vanban.model import Document
from vanban.pipeline import read_bytes

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND

Lam Sơn, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Phát triển thư viện cộng đồng năm 2026

Căn cứ Quyết định số 7/QĐ-UBND ngày 02/01/2026 của UBND tỉnh về giao nhiệm vụ, UBND tỉnh ban hành Kế hoạch như sau:

"""

CLOSING = """
Trên đây là Kế hoạch phát triển thư viện cộng đồng năm 2026./.

Nơi nhận:

- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn Mẫu
"""


def plan(body: str, *, head: str = HEAD, closing: str = CLOSING) -> Document:
    """What is read of a plan with this body."""
    return read_bytes(f"{head}{body}{closing}".encode(), "plan.txt").document


def paths(document: Document) -> list[str]:
    """Paths of the tasks, joined by slashes."""
    return ["/".join(task.path) for task in document.tasks]


def headings(document: Document) -> list[str]:
    """Paths and titles of the sections."""
    return [f"{'/'.join(section.path)} {section.title}" for section in document.sections]
