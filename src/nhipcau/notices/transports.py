"""Where letters go: a mail server, or files where none is set.

The difficulty is a process that dies. A file has a name made of the letter's key, so writing it twice is writing it once. A mail
server takes a letter over with the line that ends it: before that line a dead process has sent nothing; after it nobody can know.
So `committed` is called just before that line, and says False where somebody else has taken the letter meanwhile.
"""

from __future__ import annotations

import os
import re
import smtplib
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

Committed = Callable[[], bool]
SMTP = "django.core.mail.backends.smtp.EmailBackend"
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class NotDelivered(Exception):
    """The letter was surely not taken; `code` is stable. `lasting`: trying again would change nothing; `alone`: other letters may go through."""

    def __init__(self, code: str, *, lasting: bool = False, alone: bool = True) -> None:
        super().__init__(code)
        self.code, self.lasting, self.alone = code, lasting, alone


class Uncertain(Exception):
    """The letter was handed over, but the answer is missing."""


class Overtaken(Exception):
    """Somebody else has this letter now; nothing was sent."""


class Transport(Protocol):
    """A way for letters. `repeatable`: handing the same letter over again does no harm."""

    repeatable: bool

    def __enter__(self) -> Transport: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hand_over(self, letter: EmailMessage, *, name: str, committed: Committed) -> None:
        """Hand one letter over; raises NotDelivered, Uncertain or Overtaken."""


class Files:
    """Every letter as an `.eml` file of its own, readable by the account that runs the system."""

    repeatable = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing stays open."""

    def hand_over(self, letter: EmailMessage, *, name: str, committed: Committed) -> None:
        """Write the file; one that is there already is left as it is."""
        content = _content(letter)
        target = self.folder / f"{name}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o750)
            handle, draft = tempfile.mkstemp(dir=self.folder, prefix=".draft-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(target).hardlink_to(draft)  # appears whole or not at all, and never over another
            except FileExistsError:
                return
            finally:
                Path(draft).unlink(missing_ok=True)
        except OSError as error:
            raise NotDelivered("folder", alone=False) from error


class Server:
    """A mail server, by Django's settings; one connection for all letters of a run."""

    repeatable = False

    def __init__(self) -> None:
        self._backend: Any = get_connection(SMTP)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def hand_over(self, letter: EmailMessage, *, name: str, committed: Committed) -> None:
        """The SMTP dialogue, with a stop before the line that ends the letter."""
        content = _content(letter)
        smtp = self._opened()
        try:
            _answered(smtp, "mail", *smtp.mail(_bare(letter.from_email)))
            for address in letter.to:
                _answered(smtp, "recipient", *smtp.rcpt(address))
            _answered(smtp, "data", *smtp.docmd("DATA"), wanted=3)
            smtp.send(_LEADING_DOT.sub(b"..", content))
        except ValueError as error:  # an address that no server understands
            self._close()
            raise NotDelivered("address", lasting=True) from error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._close()
            raise NotDelivered("connection", alone=False) from error
        if not committed():
            self._close()  # without its last line the server throws the letter away
            raise Overtaken
        try:
            smtp.send(b"\r\n.\r\n")
            code, said = _answered_last(smtp)
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise Uncertain from error
        _answered(smtp, "content", code, said)

    def _opened(self) -> smtplib.SMTP:
        try:
            self._backend.open()
            smtp: smtplib.SMTP = self._backend.connection
            smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError as error:
            raise NotDelivered("password", alone=False) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered("connection", alone=False) from error
        return smtp

    def _close(self) -> None:
        smtp, self._backend.connection = self._backend.connection, None
        if smtp is not None:
            smtp.close()


def _content(letter: EmailMessage) -> bytes:
    try:
        return bytes(letter.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
    except ValueError as error:  # an address or a subject that would break its line
        raise NotDelivered("address", lasting=True) from error


def _answered_last(smtp: smtplib.SMTP) -> tuple[int, bytes]:
    return smtp.getreply()


def _answered(smtp: smtplib.SMTP, step: str, code: int, said: bytes, *, wanted: int = 2) -> None:
    """Go on where the server agrees; else leave it ready for the next letter."""
    if code // 100 == wanted:
        return
    if code == 421:  # the server is about to close
        smtp.close()
        raise NotDelivered("connection", alone=False)
    smtp.rset()
    raise NotDelivered(f"{step}-{code}", lasting=code // 100 == 5)


def _bare(sender: str) -> str:
    """The address without the name before it."""
    return sender.rpartition("<")[2].rstrip("> ")


def transport() -> Transport:
    """The way that this installation uses."""
    return Server() if settings.EMAIL_HOST else Files(Path(settings.NHIPCAU_MAIL_FOLDER))
