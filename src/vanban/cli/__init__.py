"""The command line: `vanban read FILE`, `vanban check FILE`."""

from vanban.cli.command import main

__all__ = ["main"]
