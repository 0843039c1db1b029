"""Run every benchmark, or one room's: `python -m benchmarks [ROOM]`.

A benchmark module is `benchmarks/<room>_<subject>.py` with a function `benchmarks()` that yields `Figure`s.
A line each is printed, tab-separated: name, value, unit, target, ok or short.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.figure import Figure


def modules(room: str | None) -> list[str]:
    """Names of the benchmark modules, of one room where one is given."""
    names = sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if "_" in m.name.strip("_"))
    return [name for name in names if room is None or name.split("_", 1)[0] == room]


def main(room: str | None = None) -> int:
    """Print every figure; the exit code tells only whether all could be measured."""
    for name in modules(room):
        module = importlib.import_module(f"benchmarks.{name}")
        figure: Figure
        for figure in module.benchmarks():
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else None))
