"""Talking about a task: comments, people to address, where one is mentioned, and the task's history."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.plans.forms import CommentForm
from nhipcau.plans.models import Mention, Task, TaskComment
from nhipcau.plans.policies import may_talk
from nhipcau.plans.selectors.history import history_of_task, units_in_history
from nhipcau.plans.selectors.plans import task_seen_by
from nhipcau.plans.selectors.talk import find_addressees, mentions_of, unseen_mentions
from nhipcau.plans.services.talk import say, see_mentions, unsay

A_PAGE, IN_HISTORY = 50, 300
PLACE = "#trao-doi"


class OfTask:
    """What belongs to one task: not found where its plan may not be read."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def task(self) -> Task:
        """The task in the address."""
        found = task_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found

    def task_address(self) -> str:
        """Its page."""
        return reverse("plans:task", args=[self.task.pk])


class SayScreen(OfTask, FormScreen):
    """Takes a comment; what cannot be taken stands here again, with its words."""

    page_title = _("Comment on a task")
    submit_label = _("Comment")
    form_class = CommentForm

    def allowed(self) -> bool:
        """Ask the same policy as the service."""
        return may_talk(self.request.user, self.task, on=self.on)

    def form_arguments(self) -> dict[str, Any]:
        """A key for the first form."""
        return {"initial": {"key": uuid.uuid4()}}

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the task."""
        return [(self.task_address(), self.task.label or _("Task"))]

    def save(self, form: CommentForm) -> str:
        """Say it, and go back to where it was said."""
        given = form.cleaned_data
        chosen = [pk for each in self.request.POST.getlist("mention")[:50] if (pk := number_in(each))]
        say(
            user=self.request.user,
            task=self.task,
            text=given["text"],
            key=given["key"],
            chosen=chosen,
            now=clock.now(),
        )
        return back(self.request, self.task_address())


def back(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that a form came from."""
    wanted = request.POST.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return f"{wanted if ours else otherwise}{PLACE}"


class UnsayView(View):
    """Take an own comment back: a button, no page of its own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Do it and go back."""
        comment = TaskComment.objects.select_related("task__plan").filter(pk=pk).first()
        if comment is None or task_seen_by(request.user, comment.task_id, on=clock.today()) is None:
            raise Http404
        unsay(user=request.user, comment=comment, now=clock.now())
        messages.success(request, gettext("Taken back. Its place stays."))
        return redirect(back(request, reverse("plans:task", args=[comment.task_id])))


class PeopleView(OfTask, View):
    """People who may be addressed, while a name is typed."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Up to a dozen, for who may talk himself."""
        if not may_talk(request.user, self.task, on=clock.today()):
            raise PermissionDenied
        found = find_addressees(request.user, self.task, request.GET.get("q", "")[:60], on=clock.today())
        return JsonResponse(
            {"people": [{"pk": each.pk, "name": each.name, "held": each.held} for each in found]}
        )


class MentionsScreen(Screen):
    """Where one is mentioned."""

    template_name = "plans/mentions.html"
    page_title = _("Where I am mentioned")
    header_icon = "user"
    http_method_names = ["get", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """All seen."""
        see_mentions(user=request.user, now=clock.now())
        return redirect("plans:mentions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Unseen first."""
        rows = mentions_of(self.request.user, on=self.on)
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        unseen = unseen_mentions(self.request.user, on=self.on).exists()
        return super().get_context_data(page=page, unseen=unseen, **kwargs)


class MentionView(View):
    """Opens the talk where one is mentioned; from then on it is seen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Go there."""
        found = Mention.objects.filter(pk=pk, user=request.user.pk).select_related("comment").first()
        if found is None or task_seen_by(request.user, found.comment.task_id, on=clock.today()) is None:
            raise Http404
        see_mentions(user=request.user, mentions=[found.pk], now=clock.now())
        return redirect(f"{reverse('plans:task', args=[found.comment.task_id])}#noi-{found.comment_id}")


class HistoryScreen(OfTask, Screen):
    """Everything that happened to the task, of all units or of one."""

    template_name = "plans/history.html"
    page_title = _("History of the task")
    header_icon = "history"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the task."""
        return [(self.task_address(), self.task.label or _("Task"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest, and the units to choose from."""
        user, unit = self.request.user, number_in(self.request.GET.get("don-vi", ""))
        events = history_of_task(user, self.task, on=self.on, unit=unit, most=IN_HISTORY)
        return super().get_context_data(
            task=self.task, events=events, unit=unit, units=units_in_history(user, self.task, on=self.on),
            is_cut=len(events) == IN_HISTORY, **kwargs,
        )  # fmt: skip
