"""Web, worker and scheduler: all in one process for an office's own machine, or each alone."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from django.conf import settings
from waitress.server import create_server

from nhipcau.config import scheduler
from nhipcau.config.loading import loaded_application
from nhipcau.config.worker import LeasedWorker

THREADS = 8
GRACE = 20.0
FILES_AT_ONCE = 4
BESIDE = 2 * 1024 * 1024


def stop_on_signals(stop: threading.Event) -> None:
    """Set `stop` on SIGINT and SIGTERM, and break what the main thread waits for."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()
        raise SystemExit(0)

    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)


def most_bytes(upload_limit: int) -> int:
    """How many bytes one request may bring: some files of the largest size, and the fields beside them."""
    return FILES_AT_ONCE * upload_limit + BESIDE


def serve_all(*, host: str, port: int, ready: str) -> None:
    """Serve until a signal comes; what is being answered or worked on is finished first. Prints `ready` once it listens."""
    stop = threading.Event()
    most = most_bytes(settings.NHIPCAU_UPLOAD_LIMIT)
    server = create_server(
        loaded_application(),
        host=host,
        port=port,
        threads=THREADS,
        ident="",
        max_request_body_size=most,
        inbuf_overflow=most + 1,  # a body that is taken at all is never put on a disk
    )
    worker = threading.Thread(target=LeasedWorker(stop).run, name="worker")
    ticking = scheduler.started()
    worker.start()
    stop_on_signals(stop)
    print(ready, flush=True)  # noqa: T201
    try:
        server.run()  # returns on SystemExit, after its threads are done
    finally:
        stop.set()
        ticking.shutdown(wait=False)
        server.close()
        worker.join(GRACE)


def work() -> None:
    """Run only the worker."""
    stop = threading.Event()
    thread = threading.Thread(target=LeasedWorker(stop).run, name="worker")
    _run_until_signal(thread, stop)


def tick() -> None:
    """Run only the scheduler."""
    stop = threading.Event()
    ticking = scheduler.started()
    _run_until_signal(None, stop)
    ticking.shutdown(wait=True)


def _run_until_signal(thread: threading.Thread | None, stop: threading.Event) -> None:
    signal.signal(signal.SIGINT, lambda number, frame: stop.set())
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    if thread is not None:
        thread.start()
    while not stop.wait(1.0):
        if thread is not None and not thread.is_alive():
            raise SystemExit(1)
    if thread is not None:
        thread.join()
