"""What `vanban read`, `check` and `write` do: 0 where all is well, 1 where checks find errors, 2 where nothing could be read
or written.

JSON must be fast to print, so everything that draws on a terminal is loaded only for people.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from vanban.checking import in_order
from vanban.cli.words import WORDS, Language, Words
from vanban.errors import UnreadableDocument, UnwritableDocument
from vanban.model import Severity
from vanban.pipeline import (
    Reading,
    check,
    check_layout,
    docx_to_pdf,
    mark_docx,
    read_bytes,
    to_json,
    write_docx,
)
from vanban.writing.form import document_from_json

OK, ERRORS_FOUND, NOT_READ = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _use_utf8(stream)
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(WORDS[_language(given)]).parse_args(given)
    words = WORDS[options.lang]
    try:
        return _write(options, words) if options.command == "write" else _look(options, words)
    except UnwritableDocument as error:
        what, advice = _in_language(error, words)
        return _refuse(f"{what} ({error.detail})" if error.detail else what, advice)
    except UnreadableDocument as error:
        return _refuse(*_in_language(error, words))
    except json.JSONDecodeError as error:
        return _refuse(words.not_json.format(name=options.file, line=error.lineno), words.check_path)
    except OSError as error:
        name = error.filename or options.file
        return _refuse(words.cannot_open.format(name=name, reason=_reason(error, words)), words.check_path)


def _in_language(error: UnreadableDocument | UnwritableDocument, words: Words) -> tuple[str, str]:
    return (error.vi, error.advice_vi) if words.language == "vi" else (error.en, error.advice_en)


def _look(options: argparse.Namespace, words: Words) -> int:
    """`read` and `check`."""
    data, name = _bytes_of(options.file)
    reading = read_bytes(data, name)
    findings = check(reading)
    if options.command == "check":
        findings = in_order((*findings, *check_layout(data, reading)))
    reading = replace(reading, findings=findings)
    if options.command == "check" and options.marked:
        Path(options.marked).write_bytes(mark_docx(data, reading, words.language))
    try:
        _show(reading, options, words)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    has_errors = any(finding.severity is Severity.ERROR for finding in reading.findings)
    return ERRORS_FOUND if options.command == "check" and has_errors else OK


def _write(options: argparse.Namespace, words: Words) -> int:
    """`write`: a Word file, a PDF, or both."""
    data, _ = _bytes_of(options.file)
    try:
        described = json.loads(data)
    except UnicodeDecodeError as error:
        raise UnwritableDocument("JSON is UTF-8") from error
    word = write_docx(document_from_json(described))
    target = Path(options.output)
    files: dict[Path, bytes] = {}
    if target.suffix.lower() == ".pdf" or options.pdf:
        files[target.with_suffix(".pdf")] = docx_to_pdf(word)
    if target.suffix.lower() != ".pdf":
        files[target] = word
    for path, content in files.items():
        path.write_bytes(content)
        sys.stdout.write(words.written.format(name=path) + "\n")
    return OK


def _use_utf8(stream: Any) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")


def _language(arguments: Sequence[str]) -> Language:
    """The language asked for, needed before the arguments can be explained in it."""
    at = max((i for i, each in enumerate(arguments) if each.startswith("--lang")), default=-1)
    if at < 0:
        return "vi"
    value = arguments[at].partition("=")[2] or "".join(arguments[at + 1 : at + 2])
    return "en" if value == "en" else "vi"


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vanban", description=words.about)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (("read", words.read), ("check", words.check)):
        command = commands.add_parser(name, help=what, description=what)
        command.add_argument("file", help=words.file)
        command.add_argument("--json", action="store_true", help=words.as_json)
        command.add_argument("--lang", choices=("vi", "en"), default="vi", help=words.tongue)
        if name == "check":
            command.add_argument("--marked", metavar="DOCX", help=words.marked)
    command = commands.add_parser("write", help=words.write, description=words.write)
    command.add_argument("file", help=words.description)
    command.add_argument("-o", "--output", required=True, help=words.output)
    command.add_argument("--pdf", action="store_true", help=words.as_pdf)
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help=words.tongue)
    return parser


def _bytes_of(name: str) -> tuple[bytes, str]:
    """Contents and name of what was given."""
    if name == "-":
        return sys.stdin.buffer.read(), "stdin"
    path = Path(name)
    return path.read_bytes(), path.name


def _reason(error: OSError, words: Words) -> str:
    """Why a file cannot be opened, in the language asked for."""
    match error:
        case FileNotFoundError():
            return words.not_found
        case IsADirectoryError():
            return words.is_folder
        case PermissionError():
            return words.no_right
    return error.strerror or type(error).__name__


def _refuse(what: str, advice: str, stream: TextIO | None = None) -> int:
    """Two lines: what happened, and what to do."""
    (stream or sys.stderr).write(f"{what}\n{advice}\n")
    return NOT_READ


def _show(reading: Reading, options: argparse.Namespace, words: Words) -> None:
    if options.json:
        told = to_json(reading)
        if options.command == "check":
            told = {key: told[key] for key in ("id", "notes", "findings")}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    screen = importlib.import_module("vanban.cli.screen")
    draw = screen.draw_findings if options.command == "check" else screen.draw_reading
    draw(reading, words)
