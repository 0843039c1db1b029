"""`vanban read FILE [--json]`: what a document says, on the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from vanban.errors import UnreadableDocument
from vanban.pipeline import Reading, read_file, to_json


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where the document was read, 1 where it could not be, 2 on a wrong call."""
    parser = argparse.ArgumentParser(prog="vanban", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reads = commands.add_parser("read", help="read a document")
    reads.add_argument("file")
    reads.add_argument("--json", action="store_true", help="print the reading as JSON")
    options = parser.parse_args(arguments)
    try:
        reading = read_file(options.file)
    except UnreadableDocument as error:
        print(f"{error.vi} {error.advice_vi}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Không mở được tệp {options.file}: {error.strerror}.", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(to_json(reading), ensure_ascii=False, indent=1))
    else:
        _print_plainly(reading)
    return 0


def _print_plainly(reading: Reading) -> None:
    header = reading.document.header
    print(" · ".join(part for part in (header.type, header.title, header.issuer) if part))
    for section in reading.document.sections:
        print(f"{'/'.join(section.path)}  {section.title}")
    for task in reading.document.tasks:
        print(f"{'/'.join(task.path)}  {task.text[:100]}  [{'; '.join(task.lead)}]")


if __name__ == "__main__":
    sys.exit(main())
