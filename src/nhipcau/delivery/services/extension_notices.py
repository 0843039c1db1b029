"""Who is told of a request for more time: whoever keeps the plan, then whoever asked."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role
from nhipcau.delivery.models import Extension, ExtensionState
from nhipcau.kernel.clock import day_of
from nhipcau.notices.services import Kind, notify
from nhipcau.organisations.selectors.answering import in_person, looking_after

ASKED, GRANTED, REFUSED = (
    "delivery.extension_asked",
    "delivery.extension_granted",
    "delivery.extension_refused",
)
_SAMPLE = {
    "unit": "UBND xã Bến Lụa", "work": "Tập huấn cho người phát ngôn", "due": "30/06/2026", "wanted": "15/07/2026",
    "reason": "Hội trường đang sửa.", "person": "Nguyễn Văn An",
}  # fmt: skip
_DECIDED = {**_SAMPLE, "granted": "10/07/2026", "answer": "Đồng ý, không lùi thêm."}
KINDS = (
    Kind(
        name=ASKED,
        label=_("More time is asked for"),
        subject=_("{unit} asks for more time"),
        body=_("{unit} ({person}) asks for more time, until {wanted} instead of {due}, for: {work}.\n\nReason: {reason}"),
        sample=_SAMPLE,
    ),
    Kind(
        name=GRANTED,
        label=_("More time is granted"),
        subject=_("More time is granted: until {granted}"),
        body=_("{unit} has time until {granted} (before: {due}) for: {work}.\n\n{#answer}\nAnswer: {answer}\n{/answer}"),
        sample=_DECIDED,
    ),
    Kind(
        name=REFUSED,
        label=_("More time is refused"),
        subject=_("More time is refused: {due} stands"),
        body=_("{unit} asked for time until {wanted}. It stays due on {due}: {work}.\n\nAnswer: {answer}"),
        sample=_DECIDED,
    ),
)  # fmt: skip


def tell_keepers(asked: Extension, *, now: dt.datetime) -> None:
    """Tell who looks after the plan; where there is no coordinating officer at all, its administrators."""
    path = asked.obligation.plan.unit.path
    found = looking_after([path], on=day_of(now), roles=(Role.COORDINATOR, Role.ADMINISTRATOR))
    for person in in_person(found.get(path, [])):
        notify(
            kind=ASKED, recipient=person, context=_words(asked), key=f"{ASKED}:{asked.pk}:{person.pk}", now=now,
            link=reverse("delivery:extensions"),
        )  # fmt: skip


def tell_asker(decided: Extension, *, now: dt.datetime) -> None:
    """Tell who asked what was decided."""
    kind = GRANTED if decided.state == ExtensionState.GRANTED else REFUSED
    granted = f"{decided.granted_on:%d/%m/%Y}" if decided.granted_on else ""
    notify(
        kind=kind, recipient=decided.asked_by, key=f"{kind}:{decided.pk}", now=now,
        context={**_words(decided), "granted": granted, "answer": decided.answer},
        link=reverse("delivery:obligation", args=[decided.obligation_id]),
    )  # fmt: skip


def _words(extension: Extension) -> dict[str, str]:
    owed = extension.obligation
    return {
        "unit": owed.unit.name, "work": owed.task.text[:200], "due": f"{extension.due_before:%d/%m/%Y}",
        "wanted": f"{extension.wanted_on:%d/%m/%Y}", "reason": extension.reason, "person": str(extension.asked_by),
    }  # fmt: skip
