"""Programs outside this library: found on the path, run in a folder of their own, ended in time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from vanban.errors import DamagedDocument, ToolMissing


def find_tool(*names: str, install: str) -> str:
    """The path of the first program that is installed; `ToolMissing` naming what to install."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise ToolMissing(install)


def run_tool(command: list[str], folder: Path, seconds: int) -> subprocess.CompletedProcess[bytes]:
    """Run a program with its whole process group ended when the time is over."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
    }
    for kept in ("SYSTEMROOT", "TESSDATA_PREFIX"):
        if kept in os.environ:
            environment[kept] = os.environ[kept]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=os.name == "posix",
    ) as process:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            process.communicate()
            raise DamagedDocument(f"{Path(command[0]).name} took longer than {seconds} s") from error
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
