"""A real Chromium for tests: `browser` opens pages, `Visit` signs in, walks and asks axe-core.

Where there is no Chromium the tests are skipped and say so; NHIPCAU_REQUIRE_ALL=1 makes that a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from nhipcau.accounts.models import User
from tests.cast import PASSWORD

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """The Chromium of this machine; empty where there is none."""
    return os.environ.get("NHIPCAU_CHROMIUM", "") or next(filter(None, map(shutil.which, NAMES)), "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = chromium_path()
    if not path:
        if os.environ.get("NHIPCAU_REQUIRE_ALL") == "1":
            pytest.fail("NHIPCAU_REQUIRE_ALL=1: a Chromium is required.")
        pytest.skip("no Chromium on this machine")
    # Playwright keeps an event loop in this thread; Django would take the test for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Visit:
    """One person's visit: a page of its own, the faults its console told, and short words for what tests do."""

    def __init__(self, browser: Browser, address: str, viewport: dict[str, int]) -> None:
        self.address = address
        self.context = browser.new_context(viewport=viewport, locale="vi-VN", accept_downloads=True)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on(
            "console", lambda message: self.faults.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sign_in(self, user: User, password: str = PASSWORD) -> None:
        """Through the sign-in page, as people do."""
        self.go(reverse("account_login"))
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url("**/lam-viec/**")

    def go(self, path: str) -> None:
        """Open a page and wait until it is quiet."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_load_state("networkidle")

    def barriers(self) -> list[str]:
        """What axe-core finds on the page."""
        found: dict[str, Any] = Axe().run(self.page).response
        return [
            f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Visit]:
    """A visit at 1440 and at 390 pixels."""
    made = Visit(browser, live_server.url, request.param)
    yield made
    made.context.close()
