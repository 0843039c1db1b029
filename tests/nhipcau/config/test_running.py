"""`nhipcau run`: serves, tells where, stops when asked, says clearly when it cannot start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

MAIN = "import sys; from nhipcau.config.cli import main; sys.exit(main())"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(folder: Path, port: int) -> subprocess.Popen[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NHIPCAU", "DATABASE", "DJANGO"))
    }
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "run", "--empty", "--port", str(port)],
        env={**clean, "NHIPCAU_VAR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def answer(port: int, process: subprocess.Popen[str], seconds: float = 60) -> str:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and process.poll() is None:
        try:
            return str(urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/").read().decode())
        except urllib.error.URLError:
            time.sleep(0.1)
    return ""


@pytest.mark.own_database
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_asked_to_stop(
    database_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    port = free_port()
    process = started(tmp_path, port)
    try:
        assert answer(port, process) == "ok"
        second = started(tmp_path, port)
        told, _ = second.communicate(timeout=60)
        assert second.returncode == 1
        assert f"--port {port + 1}" in told
        assert "Traceback" not in told
        process.send_signal(number)
        told, _ = process.communicate(timeout=25)
    finally:
        process.kill()
    assert process.returncode == 0, told
    assert f"http://127.0.0.1:{port}/" in told
    assert "Traceback" not in told
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
