"""`nhipcau worker`: only the worker of background tasks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from nhipcau.config import serving


class Command(BaseCommand):
    """Runs the worker of background tasks until stopped."""

    help = "Run the worker of background tasks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGINT or SIGTERM."""
        serving.work()
