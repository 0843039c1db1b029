"""`nhipcau run`: bring the database up to date, then serve everything from one process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nhipcau.config import serving, upkeep
from nhipcau.kernel import clock

ACCOUNTS = "demonstration-accounts.txt"


class Command(BaseCommand):
    """Web, worker and scheduler in one process."""

    help = "Run web, worker and scheduler in one process."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and whether a new database is filled."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--empty", dest="demonstration", action="store_false")

    def handle(self, *args: Any, host: str, port: int, demonstration: bool, **options: Any) -> None:
        """Prepare, then serve until stopped."""
        Path(settings.VAR).mkdir(parents=True, exist_ok=True)
        kept = upkeep.upgrade(now=clock.now())
        if kept:
            self.stdout.write(f"Bản sao trước khi nâng cấp · copy before the upgrade: {kept}")
        if demonstration and upkeep.load_demonstration():
            self.stdout.write("Đã nạp tỉnh minh họa · the demonstration province was loaded.")
        ready = f"Nhịp Cầu: http://{host}:{port}/  (Ctrl+C: dừng · stop){self._accounts()}"
        try:
            serving.serve_all(host=host, port=port, ready=ready)
        except OSError as error:
            raise CommandError(
                f"Không mở được cổng {port} · port {port} cannot be opened: {error}. "
                f"Chọn cổng khác · choose another: nhipcau run --port {port + 1}"
            ) from error

    def _accounts(self) -> str:
        """The demonstration's accounts, as its loader left them in the installation's folder."""
        note = Path(settings.VAR) / ACCOUNTS
        return f"\n{note.read_text(encoding='utf-8').rstrip()}" if note.is_file() else ""
