"""A small fictional plan from which the rules' good and bad examples are made by changing one place."""

from __future__ import annotations

HEAD = """ỦY BAN NHÂN DÂN TỈNH LAM SƠN

Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}

KẾ HOẠCH
{title}

{preamble}
"""
TAIL = """Nơi nhận:
- Bộ Văn hóa, Thể thao và Du lịch;
- Các sở, ban, ngành;
{keep}

{signature}
"""
SIGNATURE = """TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn An"""
PREAMBLE = "Thực hiện Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"
TASK = """1. Bản tin đối ngoại
Biên tập, phát hành bản tin đối ngoại của tỉnh.
- Đơn vị chủ trì: Sở Ngoại vụ.
- Đơn vị phối hợp: Sở Tài chính.
- Thời gian thực hiện: Quý II/2026."""
OTHERS = """I. MỤC ĐÍCH, YÊU CẦU
Giới thiệu hình ảnh của tỉnh với bạn bè quốc tế.

II. NỘI DUNG
{tasks}

III. KINH PHÍ
{money}

IV. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ
{closing}

"""


def specimen(
    tasks: str = TASK,
    *,
    number: str = "15/KH-UBND",
    place: str = "Lam Sơn, ngày 12 tháng 01 năm 2026",
    title: str = "Công tác quảng bá hình ảnh của tỉnh năm 2026",
    preamble: str = PREAMBLE,
    money: str = "Kinh phí thực hiện được bố trí từ ngân sách nhà nước.",
    closing: str = "Chủ trì, đôn đốc việc thực hiện Kế hoạch này.",
    keep: str = "- Lưu: VT, NV.",
    signature: str = SIGNATURE,
) -> str:
    """The plan of a province that does not exist, with the places given changed."""
    head = HEAD.format(number=number, place=place, title=title, preamble=preamble)
    body = OTHERS.format(tasks=tasks, money=money, closing=closing)
    return f"{head}\n{body}{TAIL.format(keep=keep, signature=signature)}"
