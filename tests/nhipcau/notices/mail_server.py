"""A small real mail server (RFC 5321 as far as tests need it): every letter it takes over is written down, one line a letter.

`python -m tests.nhipcau.notices.mail_server PORT FILE` serves from a process of its own.
"""

from __future__ import annotations

import email
import os
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Answer = Callable[[str], str | None]


class Dialogue(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer
    timeout = 30

    def handle(self) -> None:
        self.say("220 mail.test ready")
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words.split(" ", 1)[0].upper()
            said = self.server.refuse(words)
            if said:
                self.say(said)
            elif verb == "DATA":
                self.say("354 go on")
                if not self.take_over():
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take_over(self) -> bool:
        """True where the letter came whole: only then it counts."""
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                said = self.server.refuse("END")
                if said == "break off":
                    return False
                if not said:
                    self.server.keep(b"".join(lines))
                self.say(said or "250 taken over")
                return True
            lines.append(line.removeprefix(b"."))
        return False

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`refuse` may answer a line otherwise; `taken` are the letters."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0, *, file: Path | None = None, refuse: Answer | None = None) -> None:
        super().__init__(("127.0.0.1", port), Dialogue)
        self.refuse: Answer = refuse or (lambda words: None)
        self.taken: list[bytes] = []
        self.file = file
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def keep(self, letter: bytes) -> None:
        with self.lock:
            self.taken.append(letter)
            if self.file:
                with self.file.open("a", encoding="utf-8") as out:
                    out.write(f"{email.message_from_bytes(letter)['Message-ID']}\n")
                    out.flush()
                    os.fsync(out.fileno())


@contextmanager
def serving(refuse: Answer | None = None) -> Iterator[MailServer]:
    """A server in a thread of this process."""
    server = MailServer(refuse=refuse)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    MailServer(int(sys.argv[1]), file=Path(sys.argv[2])).serve_forever()
