"""Give the browser tests a running program on the year 2018 and a real Chromium."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tracker.app import create_app
from tracker.operations.sample import SAMPLE_PASSWORD

MISSING = "No Chromium was found: install Debian's (apt-get install chromium) or run: playwright install chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium, or Playwright's own."""
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        try:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        except Error:
            if os.environ.get("CI") == "true":
                pytest.fail(MISSING)
            pytest.skip(MISSING)
        yield browser
        browser.close()


@pytest.fixture
def address(year_url: str, tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the year 2018 on a free port of this machine."""
    app = create_app(
        {"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": year_url, "TRACKER_SECRET_KEY": "s" * 40}
    )
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    app.config["TRACKER_PUBLIC_URL"] = f"http://127.0.0.1:{server.effective_port}"
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


class Office:
    """Open a browser of its own for each person of the office."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []

    def stranger(self, width: int = 1280) -> Page:
        """Give a page in which nobody is signed in."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def person(self, login: str, width: int = 1280) -> Page:
        """Give a page in which one of the sample's people is signed in."""
        page = self.stranger(width)
        page.goto(f"{self.address}/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", SAMPLE_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.address}/")
        return page


@pytest.fixture
def office(browser: Browser, address: str) -> Iterator[Office]:
    """Give the office; its browsers are closed at the end."""
    office = Office(browser, address)
    yield office
    for context in office.contexts:
        context.close()
