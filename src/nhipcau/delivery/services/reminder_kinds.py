"""The notices of delivery: their wording as the program gives it, and samples for previews."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.services.reminding import BY_HAND, DIGEST, REMINDER, in_hours, still_due, still_owed
from nhipcau.notices.services import Kind

_LINE = {
    "work": "Xuất bản bản tin đối ngoại quý I",
    "unit": "Sở Ngoại vụ",
    "due": "31/03/2026",
    "link": "/lam-viec/viec/",
}
_UNIT = {"unit": "UBND xã Bến Lụa", "count": 3, "oldest": "27/02/2026", "link": "/lam-viec/viec/"}
_GROUPS = ("late", "today", "soon", "leader")


def _sample() -> dict[str, Any]:
    words: dict[str, Any] = {
        "name": "Nguyễn Văn An",
        "day": "20/03/2026",
        "count": 4,
        "list": "/lam-viec/viec/",
    }
    for name in _GROUPS:
        words |= {name: [_LINE], f"{name}_count": 1, f"{name}_more": 2}
    return words | {"units": [_UNIT], "nobody": [_UNIT]}


REMINDER_BODY = _(
    """Dear {name},

{#late_count}
Overdue ({late_count}):
{/late_count}
{#late}
- [{work}]({link}): {unit}, was due on {due}
{/late}
{#late_more}
- and {late_more} more
{/late_more}

{#today_count}
Due today ({today_count}):
{/today_count}
{#today}
- [{work}]({link}): {unit}
{/today}
{#today_more}
- and {today_more} more
{/today_more}

{#soon_count}
Due soon ({soon_count}):
{/soon_count}
{#soon}
- [{work}]({link}): {unit}, due on {due}
{/soon}
{#soon_more}
- and {soon_more} more
{/soon_more}

{#leader_count}
For you as leader, overdue for long ({leader_count}):
{/leader_count}
{#leader}
- [{work}]({link}): {unit}, was due on {due}
{/leader}
{#leader_more}
- and {leader_more} more
{/leader_more}

{#units}
- For you as coordinating officer: {unit}, [{count} overdue for long]({link}), the oldest since {oldest}
{/units}

{#nobody}
- {unit} has nobody to be reminded: [{count} due or overdue]({link})
{/nobody}

[All that is owed]({list})"""
)
BY_HAND_BODY = _(
    """Dear {name},

{sender} reminds you:
{text}

{#late}
- Overdue: [{work}]({link}): {unit}, was due on {due}
{/late}
{#late_more}
- and {late_more} more that are overdue
{/late_more}
{#today}
- Due today: [{work}]({link}): {unit}
{/today}
{#soon}
- Due on {due}: [{work}]({link}): {unit}
{/soon}
{#soon_more}
- and {soon_more} more to come
{/soon_more}
{#nobody}
- {unit} has nobody to be reminded: [{count} owed]({link})
{/nobody}"""
)
DIGEST_BODY = _(
    """Dear {name},

{#own}
{unit}: {late} overdue, {week} due within a week, {owed} owed in all, {done} done in the last week.
{#works}
- Overdue: [{work}]({link}), was due on {due}
{/works}

{/own}
{#plans}
Plans of {unit}: {late} overdue, {week} due within a week, {owed} owed in all, {done} done in the last week.
{#units}
- [{unit}]({link}): {count} overdue, the oldest since {oldest}
{/units}

{/plans}
[All that is owed]({list})"""
)

_FIGURES = {"unit": "Sở Ngoại vụ", "late": 2, "week": 3, "owed": 12, "done": 1}
KINDS = (
    Kind(
        name=REMINDER,
        label=_("Reminder of the day"),
        subject=_("Work to do: {count} ({day})"),
        body=REMINDER_BODY,
        sample=_sample(),
        refresh=still_due,
    ),
    Kind(
        name=BY_HAND,
        label=_("Reminder by the coordinating officer"),
        subject=_("{sender} reminds you: {count}"),
        body=BY_HAND_BODY,
        sample={**_sample(), "sender": "Điều phối viên", "text": "Đề nghị gửi minh chứng trước ngày 25/03."},
        refresh=still_owed,
    ),
    Kind(
        name=DIGEST,
        label=_("Summary of the week for leaders"),
        subject=_("The week's work ({day}): {late} overdue"),
        body=DIGEST_BODY,
        sample={
            "name": "Nguyễn Văn An",
            "day": "23/03/2026",
            "late": 2,
            "own": [{**_FIGURES, "works": [_LINE]}],
            "plans": [{**_FIGURES, "units": [_UNIT]}],
            "list": "/lam-viec/viec/",
        },
        refresh=in_hours,
    ),
)
