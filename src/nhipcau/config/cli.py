"""The `nhipcau` command."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> int:
    """Entry point of the console command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
    verb, rest = (sys.argv[1] if len(sys.argv) > 1 else "help"), sys.argv[2:]
    if verb == "manage":
        execute_from_command_line(["nhipcau manage", *rest])
        return 0
    return 2
