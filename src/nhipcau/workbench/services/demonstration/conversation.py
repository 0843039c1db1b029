"""What people of the demonstration said about tasks on the way."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from nhipcau.accounts.models import User
from nhipcau.delivery.models import Obligation
from nhipcau.plans.models import Plan, Task
from nhipcau.plans.services.talk import say
from nhipcau.workbench.services.demonstration.people import first_morning

# Days ago, who, of whose unit's work, and the words; "@" and a name addresses somebody.
SAID = (
    (19, "dieuphoi", "LS-NGV", "Nhờ @Trần Văn Đầu Mối cho biết tiến độ để kịp đưa vào giao ban tuần sau."),
    (18, "ngoaivu", "LS-NGV", "Đã làm việc với đối tác, đang chờ văn bản trả lời. Dự kiến có trước thứ Sáu."),
    (12, "lanhdao", "LS-NGV", "Đề nghị chuẩn bị thêm bản tiếng Anh để gửi kèm."),
    (9, "phatthanh", "LS-BPTTH", "Ảnh và đoạn phim đã lưu, @Nguyễn Thị Điều Phối cần bản nào thì nhắn."),
    (8, "dieuphoi", "LS-BPTTH", "Cảm ơn, cho xin bản có phụ đề tiếng Anh."),
    (4, "cuasong", "LS-CS", "Xã không có cán bộ biết tiếng Lào, xin được hỗ trợ phiên dịch."),
    (3, "dieuphoi", "LS-CS", "@Bùi Văn Cửa Sông liên hệ Sở Ngoại vụ, đã trao đổi và đồng ý cử người."),
    (1, "congan", "LS-CA", "Phần việc của đơn vị đã xong, số liệu gửi kèm trong minh chứng."),
)
NAMESPACE = uuid.UUID("6f1d3c1e-8a44-4c0a-9a55-2f7b5d0f6a10")


def talk(*, plan: Plan, people: Mapping[str, User], now: dt.datetime) -> int:
    """Every remark on the task that its unit owes next, in the plan where there is one; returns how many were made."""
    count, begun = 0, first_morning(now)
    for number, (days, name, code, words) in enumerate(SAID):
        owed = Obligation.objects.filter(unit__code=code).order_by("met_on", "due_on", "pk")
        task = (
            Task.objects.filter(obligations__in=owed.filter(plan=plan)).first()
            or Task.objects.filter(obligations__in=owed).first()
        )
        if task is not None:
            say(
                user=people[name], task=task, text=words, key=uuid.uuid5(NAMESPACE, str(number)),
                now=max(begun, now - dt.timedelta(days=days)),
            )  # fmt: skip
            count += 1
    return count
