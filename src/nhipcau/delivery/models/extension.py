"""A unit asks for more time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models.obligation import Obligation


class ExtensionState(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken-back", _("Taken back")


class Extension(models.Model):
    """A request for a later day, with its reason; granted or refused by who keeps the plan. `due_before` is the day it would replace."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="extensions")
    state = models.CharField(_("state"), max_length=10, choices=ExtensionState, default=ExtensionState.ASKED)
    due_before = models.DateField(_("due until then"))
    wanted_on = models.DateField(_("day asked for"))
    granted_on = models.DateField(_("day granted"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state="asked"), name="delivery_one_open_request"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="delivery_extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(wanted_on__gt=F("due_before")), name="delivery_extension_is_later"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True, granted_on__isnull=True)
                | Q(
                    state="granted",
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    granted_on__gt=F("due_before"),
                )
                | (
                    Q(state="refused", decided_at__isnull=False, decided_by__isnull=False)
                    & Q(granted_on__isnull=True)
                    & ~Q(answer="")
                )
                | Q(state="taken-back", decided_at__isnull=False, granted_on__isnull=True),
                name="delivery_extension_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
