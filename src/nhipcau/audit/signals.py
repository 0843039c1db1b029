"""Every log entry is sealed as it is written, whoever writes it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from nhipcau.audit import services


@receiver(post_save, sender="wagtailcore.ModelLogEntry", dispatch_uid="seal a record's entry")
@receiver(post_save, sender="wagtailcore.PageLogEntry", dispatch_uid="seal a page's entry")
def seal_new_entry(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """After a page or model log entry was saved."""
    if created and not raw:
        services.seal(instance)
