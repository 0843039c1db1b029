"""How fast a plan is read, and how well.

The plan of 40 KB is made here, in the form of the genre; the real plans beside the project, where they are, are
measured besides: the largest for speed, all of them against their annotations for the score.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import vanban
from benchmarks.figure import Figure
from vanban.checking.specimen import specimen

SHARED = Path(__file__).resolve().parents[2] / "shared"
SIZE = 40_000
PER_GROUP = 15
ROUNDS = 15
COLD_ROUNDS = 5
TARGETS = {
    "overall": 0.985,
    **dict.fromkeys(
        ("header", "citations", "citation_dates", "sections", "tasks", "lead", "coop", "when", "deadlines"),
        0.98,
    ),
    "recipients": 0.98,
    "signers": 0.98,
    "kind": 0.92,
}
"""Rows of the score that count, and what they must reach."""

_WORKS = (
    "Biên tập, phát hành bản tin đối ngoại bằng tiếng Việt và tiếng Anh giới thiệu tiềm năng, thế mạnh của tỉnh",
    "Tổ chức hội nghị tập huấn kỹ năng cung cấp thông tin cho báo chí cho cán bộ đầu mối của các cơ quan, đơn vị",
    "Sản xuất phóng sự truyền hình về văn hóa, du lịch, sản phẩm đặc trưng của địa phương phát trên sóng trong nước và quốc tế",
    "Phối hợp với Hội Hữu nghị tỉnh tổ chức giao lưu văn hóa với các địa phương kết nghĩa, đón các đoàn vào thăm và làm việc",
)
_LEADS = (
    "Sở Ngoại vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Báo và phát thanh, truyền hình tỉnh",
    "Công an tỉnh",
)
_TIMES = ("Quý II/2026", "01 số/quý", "Trước ngày 15/10/2026", "Thường xuyên trong năm")


def plan(size: int) -> bytes:
    """A plan of about `size` bytes."""
    tasks: list[str] = []
    length = 0
    while length < size - 2000:
        n = len(tasks)
        group, place = n // PER_GROUP + 1, n % PER_GROUP + 1
        heading = f"{group}. Nhóm nội dung thứ {group}\n" if place == 1 else ""
        task = (
            f"{heading}{group}.{place}. Nội dung thứ {n + 1}\n{_WORKS[n % 4]} theo Quyết định số {100 + n}/QĐ-UBND ngày 15/12/2025.\n"
            f"- Đơn vị chủ trì: {_LEADS[n % 4]}.\n- Đơn vị phối hợp: Các sở, ban, ngành; UBND các xã, phường.\n"
            f"- Thời gian thực hiện: {_TIMES[n % 4]}.\n"
        )
        tasks.append(task)
        length += len(task.encode())
    return specimen("\n".join(tasks)).encode()


def seconds(data: bytes, rounds: int = ROUNDS) -> float:
    """Median time of reading in this process, after a warm-up.

    Processor time: reading neither waits nor runs beside itself, and other programs must not count.
    """
    vanban.read_bytes(data, "plan.txt")
    times = []
    for _ in range(rounds):
        start = time.process_time()
        vanban.read_bytes(data, "plan.txt")
        times.append(time.process_time() - start)
    return statistics.median(times)


def check_seconds(data: bytes) -> float:
    """Median time of all checks on a reading."""
    reading = vanban.read_bytes(data, "plan.txt")
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        vanban.check(reading)
        times.append(time.process_time() - start)
    return statistics.median(times)


def cold_seconds(data: bytes) -> float:
    """Median time of the whole process `vanban read FILE --json`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_bytes(data)
        times = []
        for _ in range(COLD_ROUNDS):
            start = time.perf_counter()
            command = [sys.executable, "-m", "vanban.cli", "read", str(path), "--json"]
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def benchmarks() -> Iterator[Figure]:
    """Speed of the made plan, of the largest real one, and the score on the annotated ones."""
    made = plan(SIZE)
    yield Figure("vanban.read of a 40 KB plan", seconds(made) * 1000, "ms", 30)
    yield Figure("vanban.check of a 40 KB plan", check_seconds(made) * 1000, "ms", 15)
    yield Figure("vanban read of a 40 KB plan, cold", cold_seconds(made), "s", 0.5)
    small, large = plan(SIZE), plan(4 * SIZE)
    yield Figure(
        "vanban.read: time of four times the text", seconds(large, 5) / seconds(small, 9), "times", 4.6
    )
    real = sorted((SHARED / "plans").glob("*.txt"), key=lambda path: path.stat().st_size)
    if real:
        largest = real[-1].read_bytes()
        name = f"the largest real plan ({len(largest) // 1000} KB)"
        yield Figure(f"vanban.read of {name}", seconds(largest) * 1000, "ms", 30)
        yield Figure(f"vanban read of {name}, cold", cold_seconds(largest), "s", 0.5)
    yield from scores()


def scores() -> Iterator[Figure]:
    """Rows of the score on the annotated plans; nothing where they are not there."""
    scorer, gold = SHARED / "reading" / "score.py", SHARED / "reading" / "gold"
    if not scorer.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((SHARED / "plans").glob("*.txt")):
            told = vanban.to_json(vanban.read_file(path))
            (Path(folder) / f"{path.stem}.json").write_text(json.dumps(told), encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), "--predictions", folder, "--json"]
        done = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    for row, target in TARGETS.items():
        yield Figure(f"vanban score: {row}", found.get(row, 0.0), "of 1", target, better="above")
