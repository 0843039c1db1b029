"""The `nhipcau` command: run | upgrade | web | worker | scheduler | audit verify | manage …"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import MutableMapping

import django
from django.core.management import CommandError, call_command, execute_from_command_line

from nhipcau.config.catalogues import compile_catalogues
from nhipcau.config.env import SettingsError

HELP = {
    "run": "web, worker and scheduler in one process, for one office's machine",
    "web": "only the web server",
    "upgrade": "bring the database up to date and collect static files, before web, worker and scheduler start",
    "worker": "only the worker of background tasks",
    "scheduler": "only what happens at intervals",
    "audit": "check the log: nhipcau audit verify",
    "manage": "Django's commands: nhipcau manage migrate, …",
}
RUN_SETTINGS = "nhipcau.config.settings.run"
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on


def main() -> int:
    """Entry point of the console command; the exit code is 0 when all went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", RUN_SETTINGS)
    compile_catalogues()
    try:
        return _answer(sys.argv[1:])
    except SettingsError as error:
        print(f"nhipcau: {error}", file=sys.stderr)
        return 2
    except CommandError as error:
        print(f"nhipcau: {error}", file=sys.stderr)
        return error.returncode


def _answer(words: list[str]) -> int:
    if words[:1] == ["manage"]:
        execute_from_command_line(["nhipcau manage", *words[1:]])
        return 0
    arguments = _parser().parse_args(words)
    if arguments.verb == "run":
        name_address(os.environ, host=arguments.host, port=arguments.port)
    django.setup()
    match arguments.verb:
        case "audit":
            call_command("audit_verify", *(["--expect", arguments.expect] if arguments.expect else []))
        case "run":
            call_command(
                "serve_all", host=arguments.host, port=arguments.port, demonstration=not arguments.empty
            )
        case "web":
            call_command("serve_web", host=arguments.host, port=arguments.port, processes=arguments.processes)
        case "upgrade":
            call_command("upgrade")
        case verb:
            call_command(f"serve_{verb}")
    return 0


def name_address(environment: MutableMapping[str, str], *, host: str, port: int) -> None:
    """Let letters and calendars of `nhipcau run` name the address that is listened on, unless `NHIPCAU_ADDRESS` names another.

    An installation with settings of its own must name it itself.
    """
    if (
        environment.get("NHIPCAU_ADDRESS", "").strip()
        or environment["DJANGO_SETTINGS_MODULE"] != RUN_SETTINGS
    ):
        return
    reached = "127.0.0.1" if host in EVERYWHERE else host
    environment["NHIPCAU_ADDRESS"] = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nhipcau", description="Nhịp Cầu")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    for name, text in HELP.items():
        verb = verbs.add_parser(name, help=text, description=text)
        if name in {"run", "web"}:
            verb.add_argument("--host", default=os.environ.get("NHIPCAU_HOST", "127.0.0.1"))
            verb.add_argument("--port", type=int, default=int(os.environ.get("NHIPCAU_PORT", "8000")))
        if name == "run":
            verb.add_argument(
                "--empty", action="store_true", help="load no demonstration into a new database"
            )
        if name == "web":
            verb.add_argument("--processes", type=int, default=2)
        if name == "audit":
            verb.add_argument("what", choices=["verify"])
            verb.add_argument(
                "--expect", default="", help="a digest noted down earlier, which must still be in the chain"
            )
    return parser
