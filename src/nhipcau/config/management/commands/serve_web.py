"""`nhipcau web`: only the web server, in several processes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import Interfaces


class Command(BaseCommand):
    """The web server of an installation that runs its parts apart."""

    help = "Run the web server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *args: Any, host: str, port: int, processes: int, **options: Any) -> None:
        """Serve until stopped."""
        Granian(
            "nhipcau.config.wsgi:application",
            address=host,
            port=port,
            workers=processes,
            interface=Interfaces.WSGI,
            blocking_threads=8,
            respawn_failed_workers=True,
        ).serve()
