"""What people are told (`Notice`), its way by e-mail (`Sending`), and texts that administrators changed (`NoticeTemplate`)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Notice(models.Model):
    """One message to one person, as it was worded. `key` says what it is about: the same key is never told twice."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=64)
    key = models.CharField(max_length=200, unique=True)
    language = models.CharField(max_length=8)
    subject = models.CharField(pgettext_lazy("letter", "subject"), max_length=255)
    body = models.TextField(_("text"))
    context = models.JSONField(default=dict)
    link = models.CharField(_("link"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = [("keep_notices", _("Can word notices and see who got which"))]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notices_unread"),
            models.Index(fields=["-created_at", "-id"], name="notices_newest"),
        ]

    def __str__(self) -> str:
        return self.subject


class SendingState(models.TextChoices):
    """Where a letter is. `HANDED` lasts only while the mail server takes the letter over (see docs/mechanisms/notices.md)."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    HANDED = "handed", _("Being handed over")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown: perhaps not sent")
    WITHDRAWN = "withdrawn", _("Not needed any more")


UNDER_WAY = (SendingState.SENDING, SendingState.HANDED)


class Sending(models.Model):
    """The way of a notice by e-mail. `copy` counts how often somebody ordered it to be sent again.

    `secrets` holds what only the letter may say (a one-time link); it is emptied once the letter is out.
    """

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="sending")
    state = models.CharField(_("state"), max_length=9, choices=SendingState, default=SendingState.WAITING)
    address = models.CharField(_("e-mail"), max_length=254)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    copy = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=80, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    code = models.CharField(max_length=40, blank=True)
    secrets = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="waiting"), name="notices_waiting_to_be_sent"
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state__in=["sending", "handed"]), name="notices_under_way"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="notices_sent_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "handed"]) | (~Q(claim="") & Q(claimed_at__isnull=False)),
                name="notices_under_way_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class NoticeTemplate(models.Model):
    """An administrator's own wording of a kind of notice in one language; without a row the wording of the program stands."""

    kind = models.CharField(_("kind"), max_length=64)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    subject = models.CharField(pgettext_lazy("letter", "subject"), max_length=255)
    body = models.TextField(_("text"))
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("wording of a notice")
        verbose_name_plural = _("wordings of notices")
        ordering = ["kind", "language"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="notices_one_wording_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
