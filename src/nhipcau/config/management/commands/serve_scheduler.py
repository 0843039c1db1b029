"""`nhipcau scheduler`: only what happens at intervals."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from nhipcau.config import serving


class Command(BaseCommand):
    """Runs what happens at intervals until stopped."""

    help = "Run what happens at intervals."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGINT or SIGTERM."""
        serving.tick()
