"""What people say about a task."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models.plan import Task


class TaskComment(models.Model):
    """A remark on a task, read by everybody who may see the task, in all versions of its plan (`task.stem`).

    Never deleted: its author takes it back, and the place stays. `key` comes with the form: sent twice is said once.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="comments")
    stem = models.UUIDField(db_index=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="task_comments", verbose_name=_("author")
    )
    text = models.TextField(_("comment"), max_length=5000)
    written_at = models.DateTimeField(_("written at"))
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("comment on a task")
        verbose_name_plural = _("comments on tasks")
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="plans_comment_says_something")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Mention(models.Model):
    """A person whom a comment addresses."""

    comment = models.ForeignKey(TaskComment, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["comment_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="plans_mentioned_once")]
        indexes = [
            models.Index(fields=["user"], condition=Q(seen_at__isnull=True), name="plans_mention_unseen")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
