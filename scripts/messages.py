"""Collect messages into the catalogues (where GNU gettext is installed) and compile them (always).

`python scripts/messages.py` does both, `python scripts/messages.py --compile` only the second.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nhipcau.config.catalogues import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "nhipcau"


def collect() -> None:
    """Run Django's makemessages for the templates and modules of nhipcau."""
    command = [
        sys.executable, "-m", "django", "makemessages", "--locale", "vi", "--no-location", "--no-obsolete", "--no-wrap",
        "--ignore", "locale_upstream", "--ignore", "static",
    ]  # fmt: skip
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run"}
    (PACKAGE / "locale").mkdir(exist_ok=True)
    subprocess.run(command, cwd=PACKAGE, env=environment, check=True)


def main() -> int:
    """Collect, then compile."""
    if "--compile" not in sys.argv[1:]:
        if shutil.which("xgettext"):
            collect()
        else:
            print("GNU gettext is not installed: messages are compiled, not collected.")
    for path in compile_catalogues():
        print(f"compiled {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
