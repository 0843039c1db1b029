"""`nhipcau upgrade`: what an installation that runs its parts apart does before they start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from nhipcau.config import upkeep
from nhipcau.kernel import clock


class Command(BaseCommand):
    """Database and static files."""

    help = "Bring the database up to date and collect static files."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate where due; collect where static files have a folder of their own."""
        Path(settings.VAR).mkdir(parents=True, exist_ok=True)
        kept = upkeep.upgrade(now=clock.now())
        if kept:
            self.stdout.write(f"Bản sao trước khi nâng cấp · copy before the upgrade: {kept}")
        if settings.STATIC_ROOT:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("OK")
