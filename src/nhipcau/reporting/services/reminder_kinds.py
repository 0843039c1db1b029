"""The notices about reports that are due or came in: their wording as the program gives it, and samples for previews."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from nhipcau.notices.services import Kind
from nhipcau.reporting.services.reminding import BY_HAND, DUE, HANDED_IN, in_hours, still_due, still_owed

_LINE = {
    "report": "Báo cáo công tác thông tin đối ngoại 6 tháng đầu năm 2026",
    "unit": "Sở Ngoại vụ",
    "due": "15/06/2026",
    "link": "/lam-viec/bao-cao/",
}
_GROUPS = ("late", "today", "soon", "leader", "units", "nobody")


def _sample() -> dict[str, Any]:
    words: dict[str, Any] = {
        "name": "Nguyễn Văn An",
        "day": "10/06/2026",
        "count": 4,
        "list": "/lam-viec/bao-cao/",
    }
    for name in _GROUPS:
        words |= {name: [_LINE], f"{name}_count": 1, f"{name}_more": 2}
    return words


DUE_BODY = _(
    """Dear {name},

{#late_count}
Reports overdue ({late_count}):
{/late_count}
{#late}
- [{report}]({link}): {unit}, was due on {due}
{/late}
{#late_more}
- and {late_more} more
{/late_more}

{#today_count}
Reports due today ({today_count}):
{/today_count}
{#today}
- [{report}]({link}): {unit}
{/today}
{#today_more}
- and {today_more} more
{/today_more}

{#soon_count}
Reports due soon ({soon_count}):
{/soon_count}
{#soon}
- [{report}]({link}): {unit}, due on {due}
{/soon}
{#soon_more}
- and {soon_more} more
{/soon_more}

{#leader_count}
For you as leader, reports overdue for long ({leader_count}):
{/leader_count}
{#leader}
- [{report}]({link}): {unit}, was due on {due}
{/leader}
{#leader_more}
- and {leader_more} more
{/leader_more}

{#units_count}
For you as coordinating officer, reports that units have owed for long ({units_count}):
{/units_count}
{#units}
- {unit}: [{report}]({link}), was due on {due}
{/units}
{#units_more}
- and {units_more} more
{/units_more}

{#nobody_count}
Units that have nobody to be reminded ({nobody_count}):
{/nobody_count}
{#nobody}
- {unit}: [{report}]({link}), due on {due}
{/nobody}
{#nobody_more}
- and {nobody_more} more
{/nobody_more}

[All reports]({list})"""
)
BY_HAND_BODY = _(
    """Dear {name},

{sender} reminds you:
{text}

{#late}
- Overdue: [{report}]({link}): {unit}, was due on {due}
{/late}
{#late_more}
- and {late_more} more that are overdue
{/late_more}
{#today}
- Due today: [{report}]({link}): {unit}
{/today}
{#soon}
- Due on {due}: [{report}]({link}): {unit}
{/soon}
{#soon_more}
- and {soon_more} more to come
{/soon_more}
{#nobody}
- {unit} has nobody to be reminded: [{report}]({link})
{/nobody}"""
)
HANDED_IN_BODY = _(
    """Dear {name},

Handed in since you were last told ({count}):
{#reports}
- [{unit}]({link}): {report}, on {day}
{/reports}
{#more}
- and {more} more
{/more}

[All reports]({list})"""
)

KINDS = (
    Kind(
        name=DUE,
        label=_("Reports due"),
        subject=_("Reports to hand in: {count} ({day})"),
        body=DUE_BODY,
        sample=_sample(),
        refresh=still_due,
    ),
    Kind(
        name=BY_HAND,
        label=_("Reminder of a report by the coordinating officer"),
        subject=_("{sender} reminds you of a report: {count}"),
        body=BY_HAND_BODY,
        sample={**_sample(), "sender": "Điều phối viên", "text": "Đề nghị gửi báo cáo trước ngày 15/06."},
        refresh=still_owed,
    ),
    Kind(
        name=HANDED_IN,
        label=_("Reports handed in"),
        subject=_("Reports handed in: {count} ({day})"),
        body=HANDED_IN_BODY,
        sample={
            "name": "Nguyễn Văn An",
            "day": "10/06/2026",
            "count": 3,
            "reports": [{**_LINE, "day": "09/06/2026"}],
            "more": 2,
            "list": "/lam-viec/bao-cao/",
        },
        refresh=in_hours,
    ),
)
