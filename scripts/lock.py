"""Resolve pyproject.toml into the hashed lock files, without any index address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run.lock": ("build",), "test.lock": ("build", "test")}


def main() -> int:
    """Write every lock file anew."""
    for name, groups in LOCKS.items():
        command = [
            str(Path(sys.executable).parent / "uv"), "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
            "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet", "--upgrade",
            "--output-file", f"requirements/{name}",
        ]  # fmt: skip
        for group in groups:
            command += ["--group", group]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
