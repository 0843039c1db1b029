"""`nhipcau manage load_demonstration`: an invented province in an empty database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.workbench.services.demonstration import load_demonstration, note

ACCOUNTS = "demonstration-accounts.txt"


class Command(BaseCommand):
    """Load the demonstration; where it is there already, only say the accounts."""

    help = "Load the demonstration province into an empty database and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, keep the note of the accounts beside the database, print it."""
        with translation.override("vi"):
            try:
                load_demonstration(now=clock.now())
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            told = note()
        folder = Path(settings.VAR)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ACCOUNTS).write_text(told + "\n", encoding="utf-8")
        if options["verbosity"] > 1:
            self.stdout.write(told)
