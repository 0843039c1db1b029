"""Writing: telling people (`telling`), letters on their way (`sending`), administrators' wordings (`rewording`).

    notify(kind="plans.returned", recipient=person, context={"plan": "…"}, link=reverse(…), key=f"plans.returned:{pk}", now=now)

A room registers its kinds by the hook `register_notice_kinds` (see docs/mechanisms/notices.md).
"""

from nhipcau.notices.kinds import Kind, Refresh
from nhipcau.notices.services.rewording import default_again, reword
from nhipcau.notices.services.sending import give_back, send_again, send_waiting
from nhipcau.notices.services.telling import Message, mark_all_read, mark_read, notify, notify_many
from nhipcau.notices.services.withdrawing import forget, take_back

__all__ = [
    "Kind", "Message", "Refresh", "default_again", "forget", "give_back", "mark_all_read", "mark_read", "notify", "notify_many", "reword",
    "send_again", "send_waiting", "take_back",
]  # fmt: skip
