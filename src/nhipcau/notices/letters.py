"""A notice as a letter: plain text and simple HTML, with headers that tell machines what it is."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

# [words](/an/address): only addresses within this system become links. Browsers read "/\" as "//", which leads elsewhere.
_LINK = re.compile(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]\((/(?![/\\])[^)\s]*)\)")


def as_plain(text: str, *, base: str) -> str:
    """The text for readers without HTML: addresses stand whole behind their words."""
    return _LINK.sub(lambda found: f"{found[1]} <{base}{found[2]}>", text)


def as_html(text: str, *, base: str = "") -> SafeString:
    """Paragraphs, lists of lines that begin with "- ", and links; everything else is shown as it is."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        said: list[str] = []
        items: list[str] = []
        for line in block.split("\n"):
            if line.startswith("- "):
                items.append(f"<li>{_linked(line[2:], base)}</li>")
                continue
            if items:
                said.append(f"<ul>{''.join(items)}</ul>")
                items = []
            said.append(f"<p>{_linked(line, base)}</p>")
        if items:
            said.append(f"<ul>{''.join(items)}</ul>")
        blocks.append("".join(said))
    return mark_safe("".join(blocks))  # noqa: S308  every piece was escaped


def _linked(line: str, base: str) -> str:
    pieces: list[str] = []
    place = 0
    for found in _LINK.finditer(line):
        pieces.append(escape(line[place : found.start()]))
        pieces.append(f'<a href="{escape(base + found[2])}">{escape(found[1])}</a>')
        place = found.end()
    return "".join([*pieces, escape(line[place:])])


def name_of(key: str, copy: int) -> str:
    """A name that is the same for the same letter, whoever sends it: of its file, and in its Message-ID."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{digest}-{copy}" if copy else digest


def compose(
    *,
    key: str,
    copy: int,
    kind: str,
    language: str,
    address: str,
    subject: str,
    body: str,
    link: str,
    now: dt.datetime,
) -> EmailMultiAlternatives:
    """The letter; the same key and copy give the same Message-ID, so that a second one could be recognised."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    host = urlsplit(base).hostname or "localhost"
    with override(language):
        opening = gettext("Open in Nhịp Cầu")
        foot = gettext(
            "Nhịp Cầu sent this letter by itself; answers to it are not read. In the system it stands under “Notices”."
        )
    plain = as_plain(body, base=base)
    page = str(as_html(body, base=base))
    if link:
        plain += f"\n\n{opening}: {base}{link}"
        page += f'<p><a href="{escape(base + link)}">{escape(opening)}</a></p>'
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=f"{plain}\n\n-- \n{foot}\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers={
            "Message-ID": f"<{name_of(key, copy)}@{host}>",
            "Date": format_datetime(now),
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
            "List-Id": f"<notices.{host}>",
            "X-Nhipcau-Kind": kind,
        },
    )
    style = "font-family:sans-serif;font-size:15px;line-height:1.5;color:#1b1b1b;max-width:42em"
    letter.attach_alternative(
        f'<!doctype html><html lang="{language}"><body><div style="{style}">{page}'
        f'<hr><p style="color:#555;font-size:13px">{escape(foot)}</p></div></body></html>',
        "text/html",
    )
    return letter
