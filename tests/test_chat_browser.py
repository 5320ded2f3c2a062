"""The chat in a real browser: what a person sees and does, by mouse, by keyboard, and by axe-core's rules."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ingest.openvino_e5 import OpenVinoE5
from ingest.store import Store
from tests.chat_server import CHROMIUM, serving, violations, visiting

QUESTION = "what did the board resolve on FSM funding"
pytestmark = [pytest.mark.browser, pytest.mark.model]
_SLOW = 60_000  # milliseconds: the machine may be busy


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(
    corpus_store: Store, embedder: OpenVinoE5, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chat") / "data"
    with serving(folder, embedder, copy_of=corpus_store.folder) as local:
        yield local


def ask(page: Page, question: str) -> None:
    turns = page.locator(".mb-turn").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".mb-turn").nth(turns).get_by_text("Copy as text").wait_for(timeout=_SLOW)


def test_the_first_page_is_painted_soon_and_takes_a_question_at_once(browser: Browser, address: str) -> None:
    started = time.perf_counter()
    with visiting(browser, address) as page:
        assert time.perf_counter() - started < 10
        expect(page.get_by_label("Your question")).to_be_focused()
        expect(page.get_by_text("5 papers, 2 sets of minutes")).to_be_visible()


def test_by_keyboard_alone_from_the_question_to_the_source_and_back(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".mb-card mark").first.wait_for(timeout=_SLOW)
        expect(page.locator(".mb-clauses li")).to_have_count(3)
        expect(page.locator("#mb-status")).to_contain_text("1 source.")
        expect(page.get_by_label("Your question")).to_be_focused()
        for _ in range(12):  # back over the answer's buttons to its last mark
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.className") == "mb-cite":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#source-1-1")).to_be_focused()
        expect(page.locator("#mb-viewer mark")).to_contain_text("RESOLVED that the Scrutiny Board")
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "mb-back":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#cite-1-1")).to_be_focused()


def test_a_follow_up_a_refusal_and_a_filter(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        ask(page, "and on school readiness?")
        expect(page.locator(".mb-turn").nth(1)).to_contain_text("readiness for school")
        ask(page, "What did the Board decide about the Marmot City report on 10 July 2017?")
        expect(page.locator(".mb-turn").nth(2)).to_contain_text("Not in the papers.")
        expect(page.locator(".mb-sources")).to_contain_text("Nearest passages")
        page.get_by_text("Filter by committee").click()
        page.get_by_label("Committee").select_option("Coventry Health and Well-being Board")
        expect(page.locator(".mb-chip")).to_have_count(1)
        ask(page, "What was resolved?")
        expect(page.locator(".mb-turn").nth(3)).to_contain_text(
            "Only in: Coventry Health and Well-being Board"
        )
        page.get_by_role("button", name="Remove filter").click()
        expect(page.locator(".mb-chip")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(browser: Browser, address: str, scheme: str) -> None:
    with visiting(browser, address, color_scheme=scheme, reduced_motion="reduce") as page:
        expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
        assert violations(page) == []
        ask(page, QUESTION)
        page.locator("#mb-viewer mark").first.wait_for(timeout=_SLOW)
        page.get_by_text("Filter by committee").click()
        page.get_by_text("Was this right?").click()
        assert violations(page) == []


def test_a_conversation_is_saved_with_its_references(browser: Browser, address: str, tmp_path: Path) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as Markdown").click()
        found.value.save_as(tmp_path / "kept.md")
        assert "Write to the LGA" in (tmp_path / "kept.md").read_text("utf-8")


def test_at_phone_width_nothing_is_cut_off(browser: Browser, address: str) -> None:
    with visiting(browser, address, viewport={"width": 320, "height": 640}) as page:
        ask(page, QUESTION)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
