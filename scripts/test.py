"""Run the test suite: the library once, the application on SQLite and, where one answers, on PostgreSQL.

`make test` calls this; what is given after it goes to pytest. NHIPCAU_TEST_POSTGRES names another server
(default postgres://postgres@127.0.0.1:5432). With NHIPCAU_REQUIRE_ALL=1 a missing server fails the run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from nhipcau.config.catalogues import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432"
SOME_FAILED, NOTHING_COLLECTED = 1, 5  # pytest's exit codes
APPLICATION = ["tests/nhipcau", "tests/architecture"]
# What looks at the source or at screens, or brings a database file of its own, says nothing new on the second engine.
AGAIN, NOT_AGAIN = ["tests/nhipcau"], ["-m", "not own_database and not looks"]


def postgres() -> str:
    """The address of a PostgreSQL that answers, with a database name; empty where there is none."""
    parts = urlsplit(os.environ.get("NHIPCAU_TEST_POSTGRES", "") or POSTGRES)
    server = parts._replace(path="/postgres").geturl()
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.Error as error:
        print(
            f"PostgreSQL: none at {parts.hostname}:{parts.port or 5432} ({str(error).splitlines()[0]})",
            flush=True,
        )
        return ""
    return parts._replace(path="/nhipcau").geturl()


def run(title: str, what: list[str], options: list[str], *, chosen: bool, **environment: str) -> bool:
    """One run of pytest; True where it passed or, of paths `chosen` by hand, had nothing to do."""
    print(f"== {title}", flush=True)
    workers = [] if any(option.startswith(("-n", "-p")) for option in options) else ["-n", "2"]
    code = _pytest([*workers, *options, *what], environment)
    if code == SOME_FAILED and not chosen:
        code = _again(what, environment)
    return code == 0 or (chosen and code == NOTHING_COLLECTED)


def _pytest(words: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode


def _again(what: list[str], environment: dict[str, str]) -> int:
    """Try once more, one after the other, what failed in a browser: on a busy machine a page may come later than a test waits.

    Where anything else failed nothing is tried again. What fails twice has failed; what failed once stands above for everybody to see.
    """
    failed = ["-p", "no:xdist", "--last-failed", "--last-failed-no-failures", "none"]
    if _pytest([*failed, "--collect-only", "-m", "not browser", *what], environment) != NOTHING_COLLECTED:
        return SOME_FAILED
    print("== once more, what failed in a browser", flush=True)
    return _pytest([*failed, *what], environment)


def main(words: list[str]) -> int:
    """Run everything, or only the paths that are given; the exit code is 0 when all passed."""
    compile_catalogues()
    required = os.environ.get("NHIPCAU_REQUIRE_ALL") == "1"
    paths = [word for word in words if (ROOT / word.partition("::")[0]).exists()]
    options = [word for word in words if word not in paths]
    library = [path for path in paths if "vanban" in path] if paths else ["tests/vanban"]
    application = [path for path in paths if "vanban" not in path] if paths else APPLICATION
    others = (
        []
        if paths
        else [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/*/")) if _is_other(path)]
    )
    passed, chosen = True, bool(paths)
    if library + others:
        passed &= run("the library", library + others, options, chosen=chosen)
    if application:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/nhipcau.sqlite3"
            passed &= run("the application on SQLite", application, options, chosen=chosen, DATABASE_URL=url)
        if server := postgres():
            again = application if chosen else AGAIN
            once = options if "-m" in options else [*NOT_AGAIN, *options]
            passed &= run("the application on PostgreSQL", again, once, chosen=chosen, DATABASE_URL=server)
        elif required:
            print("NHIPCAU_REQUIRE_ALL=1: a PostgreSQL is required.")
            passed = False
    return 0 if passed else 1


def _is_other(path: Path) -> bool:
    return path.name not in {"vanban", "nhipcau", "architecture", "__pycache__"} and any(
        path.rglob("test_*.py")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
