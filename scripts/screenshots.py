"""Take the README's pictures from a running demonstration.

Usage: python scripts/screenshots.py http://127.0.0.1:8000    (after `make run`; needs Chromium)
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
PASSWORD = "cau-noi-lam-son"  # noqa: S105 - the demonstration's, printed at every start
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
WIDE, NARROW = {"width": 1366, "height": 820}, {"width": 390, "height": 844}


def sign_in(page: Page, base: str, user: str) -> None:
    """Open the front page and sign in."""
    page.goto(base)
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")


def take(page: Page, name: str) -> None:
    """Keep what is on the screen as docs/screenshots/NAME.png."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(FOLDER / f"{name}.png"))


def main(base: str) -> int:
    """Home of an officer, the review of a reading, a plan's table and timeline, a round of reports, money, home on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
        sign_in(page, base, "dieuphoi")
        page.click("a[href*='/ra-soat/']")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("j")
        page.wait_for_timeout(1500)
        take(page, "review")
        page.goto(f"{base}/lam-viec/ke-hoach/1/")
        take(page, "plan")
        page.goto(f"{base}/lam-viec/ke-hoach/1/?xem=truc")
        take(page, "timeline")
        page.goto(f"{base}/lam-viec/bao-cao/")
        page.click("th a[href*='/bao-cao/ky/']")
        take(page, "round")
        page.goto(f"{base}/lam-viec/kinh-phi/1/")
        take(page, "money")
        page.context.clear_cookies()
        sign_in(page, base, "ngoaivu")
        take(page, "home")
        phone = browser.new_page(viewport=NARROW)  # type: ignore[arg-type]
        sign_in(phone, base, "ngoaivu")
        take(phone, "home-phone")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
