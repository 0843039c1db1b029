"""One officer's browser on the last day: opens the report, answers what is asked, hands it in; asks again where no answer came."""

from __future__ import annotations

import http.client
import time
import urllib.parse
from dataclasses import dataclass
from typing import Any

from lxml import html

PATIENCE = 90  # seconds until a browser that gets no answer gives up
REQUIRED = {"VB-03": "1", "NS-01": "1", "NS-02": "2"}
# Every so many desks two people write the same text at the same time.
TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that came: what was asked, how long it took, its status."""

    what: str
    seconds: float
    status: int


class GaveUp(Exception):
    """The server stayed silent too long, or answered what no browser could go on with."""


class Desk:
    """A signed-in browser with one report to write. `said` is what the officer believes to be saved."""

    def __init__(self, port: int, unit: dict[str, Any], place: int) -> None:
        self.port, self.path, self.place = port, f"/lam-viec/bao-cao/{unit['report']}/", place
        self.cookies = {unit["cookie"]: unit["session"]}
        self.answers: list[Answered] = []
        self.asked_again = 0
        self.said: dict[str, Any] = {"report": unit["report"], "texts": {}, "figures": {}, "clashes": 0}

    def work(self) -> None:
        """The whole visit."""
        page = self.page()
        if page.xpath("//button[@name='do'][@value='open']"):
            self.deed(page, "open")
            page = self.page()
        for number, form in enumerate(page.xpath("//form[@data-autosave]")):
            self._answer(form, number)
        for _ in range(5):
            page = self.page()
            if not page.xpath("//button[@name='do'][@value='send']"):
                return
            self.deed(page, "send")
        raise GaveUp(f"{self.path} could not be handed in")

    def page(self) -> Any:
        """The report as it is now."""
        status, body = self.ask("GET", self.path, "open")
        if status != 200:
            raise GaveUp(f"{self.path} answered {status}")
        return html.fromstring(body)

    def deed(self, page: Any, do: str) -> None:
        """Press a button of the page."""
        form = page.xpath(f"//button[@name='do'][@value='{do}']/ancestor::form")[0]
        fields = {
            each.get("name"): each.get("value") or "" for each in form.xpath(".//input[@type='hidden']")
        }
        status, _ = self.ask("POST", self.path, do, {**fields, "do": do})
        if status not in {200, 302, 409}:
            raise GaveUp(f"{self.path} {do} answered {status}")

    def _answer(self, form: Any, number: int) -> None:
        """One row of the report: every text gets a sentence of its own, required figures their answer."""
        fields = {
            each.get("name"): each.get("value") or ""
            for each in form.xpath(".//input")
            if each.get("name") and each.get("type") != "submit"
        }
        for area in form.xpath(".//textarea"):
            fields[area.get("name")] = area.text or ""
        for choice in form.xpath(".//select"):
            fields[choice.get("name")] = next(
                (each.get("value") or "" for each in choice.xpath(".//option[@selected]")), ""
            )
        if "text" in fields:
            words = f"Đơn vị số {self.place}, mục {number}: đã thực hiện đúng kế hoạch."
            self._save(form, {**fields, "text": words}, "texts", words)
            return
        code = "".join(form.getparent().xpath(".//*[@class='rp-code']")[0].itertext()).strip()
        if code in REQUIRED:
            self._save(form, {**fields, "value": REQUIRED[code]}, "figures", REQUIRED[code])

    def _save(self, form: Any, fields: dict[str, str], kind: str, wanted: str) -> None:
        """Save a row. Where the first try broke off, the row may be saved already: then the answer is "changed meanwhile", by ourselves."""
        address = form.get("action")
        again = self.asked_again
        status, _ = self.ask("POST", address, "save", fields)
        if status == 409 and self.asked_again > again:
            status = 200  # saved by the try whose answer was lost; `verify` looks whether it is there
        if status != 200:
            raise GaveUp(f"{address} answered {status}")
        self.said[kind][address.rstrip("/").rsplit("/", 1)[-1]] = [wanted, int(fields["version"]) + 1]
        if kind == "texts" and self.place % TOGETHER == 0:
            other, _ = self.ask("POST", address, "save", {**fields, "text": "Người thứ hai ghi đè."})
            if other != 409:
                raise GaveUp(f"{address} let a second writer write over the first: {other}")
            self.said["clashes"] += 1

    def ask(self, method: str, path: str, what: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """One question, asked again until an answer comes."""
        body = urllib.parse.urlencode(fields) if fields is not None else None
        limit = time.monotonic() + PATIENCE
        while True:
            begun = time.monotonic()
            try:
                status, text = self._once(method, path, body)
            except (OSError, http.client.HTTPException) as trouble:
                if time.monotonic() > limit:
                    raise GaveUp(f"{path}: no answer") from trouble
                self.asked_again += 1
                time.sleep(0.5)
                continue
            self.answers.append(Answered(what, time.monotonic() - begun, status))
            return status, text

    def _once(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
            if "/muc/" in path or "/so-lieu/" in path:
                headers["X-Requested-With"] = "fetch"
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            connection.close()
