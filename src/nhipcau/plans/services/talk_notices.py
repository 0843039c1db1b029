"""What people are told of the talk about tasks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nhipcau.notices.services import Kind
from nhipcau.plans.services.talk import MENTION

KINDS = (
    Kind(
        name=MENTION,
        label=_("Somebody mentions you"),
        subject=_("{author} mentions you: {task}"),
        body=_("{author} writes in the talk about a task of {plan}:\n\n{text}\n\nThe task: {task}"),
        sample={
            "author": "Lê Thị Mai",
            "task": "Xuất bản bản tin đối ngoại",
            "plan": "12/KH-UBND",
            "text": "@Trần Văn Nam, số tháng này thêm bài về lễ hội được không?",
        },
    ),
)
