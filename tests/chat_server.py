"""The chat as the browser tests use it: a server over a copy of the corpus's data, a page that records its requests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python import base as axe

from ingest.embedding.embedder import Embedder
from ingest.embedding.reader import BothReaders
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from ui.changes import Changes
from ui.chat import build, launch_options
from ui.conversation import Desk
from ui.house import House
from ui.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SLOW = 60_000  # milliseconds: the machine may be busy
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
    ],
}


def house_over(folder: Path, embedder: Embedder, *, users: Path | None = None) -> House:
    """Open a data folder as `serve` does: to answer, to read, to write."""
    shelf = Shelf(folder)
    desk = Desk(Engine(StoreLibrary(Store(folder, embedder)), reader=BothReaders()), shelf)
    return House(desk=desk, shelf=shelf, changes=Changes(Store(folder, embedder)), users=users)


@contextmanager
def serving(
    folder: Path, embedder: Embedder, *, copy_of: Path | None = None, users: Path | None = None
) -> Iterator[str]:
    """Serve a data folder, or a copy of one, and give the address."""
    if copy_of:
        shutil.copytree(copy_of, folder)
    house = house_over(folder, embedder, users=users)
    app = build(house)
    _, address, _ = app.launch(prevent_thread_lock=True, **launch_options(house))
    try:
        yield address.rstrip("/")
    finally:
        app.close()


def ten_seconds() -> float:
    """Give what are ten seconds of a machine with nothing else to do, by the load of the last minute."""
    return 10 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        yield opened
        opened.close()


def ask(page: Page, question: str) -> None:
    """Ask by the form, and wait for the whole answer."""
    turns = page.locator(".mb-turn").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".mb-turn").nth(turns).get_by_text("Copy as text").wait_for(timeout=SLOW)


@contextmanager
def visiting(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open the page; at the end, prove that it asked no other host and that no script failed."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(error.stack or str(error)))
    page.goto(address)
    page.get_by_label("Your question").wait_for()
    yield page
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert not failed, failed  # said here: pytest explains asserts of its tests' own files only


def violations(page: Page) -> list[str]:
    """Check the page as it stands by axe-core's rules of WCAG 2.2 A and AA."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Path(axe.AXE_FILE_PATH).read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    return [f"{v['id']}: {node['html'][:200]}" for v in found["violations"] for node in v["nodes"]]
