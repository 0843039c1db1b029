"""The talk about a task and its history, on whatever page shows the task: `{% load talk %}{% talk task %}{% history task %}`."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import RequestContext

from nhipcau.kernel import clock
from nhipcau.plans.models import Task
from nhipcau.plans.policies import may_talk
from nhipcau.plans.selectors.history import history_of_task
from nhipcau.plans.selectors.talk import talk_about

register = template.Library()

LATEST = 12


@register.inclusion_tag("plans/includes/talk.html", takes_context=True)
def talk(context: RequestContext, task: Task) -> Mapping[str, Any]:
    """What was said, and the form to say something. The page has asked whether the task may be seen."""
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "task": task,
        "said": talk_about(request.user, task),
        "may_talk": may_talk(request.user, task, on=clock.today()),
        "key": uuid.uuid4(),
    }


@register.inclusion_tag("plans/includes/history.html", takes_context=True)
def history(context: RequestContext, task: Task) -> Mapping[str, Any]:
    """The latest of what happened to the task."""
    events = history_of_task(context["request"].user, task, on=clock.today(), most=LATEST)
    return {"task": task, "events": events, "is_cut": len(events) == LATEST}
