"""The chat: its HTML without Gradio, and the page in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.store import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from ui.conversation import Desk
from ui.page import Turn, conversation_html, sources_html, welcome_html

QUESTION = "what did the board resolve on FSM funding"


@pytest.mark.model
def test_an_answer_links_to_its_source_and_the_source_marks_the_quote(engine: Engine) -> None:
    turns = Desk(engine).ask(QUESTION, [])
    answer, sources = conversation_html(turns), sources_html(turns)
    assert 'href="#source-1-1"' in answer
    assert 'id="source-1-1"' in sources
    assert "<mark>RESOLVED that the Scrutiny Board:" in sources
    assert "Minutes · 9 December 2021" in sources


@pytest.mark.model
def test_a_refusal_shows_the_nearest_passages(engine: Engine) -> None:
    turns = Desk(engine).ask("What did the Board decide about the Marmot City report on 10 July 2017?", [])
    assert "Not in the papers." in conversation_html(turns)
    assert "Nearest passages" in sources_html(turns)


@pytest.mark.model
def test_an_error_is_told_in_the_conversation_and_an_empty_question_is_nothing(engine: Engine) -> None:
    desk = Desk(engine)
    assert desk.ask("  ", []) == []
    (turn,) = desk.ask("word " * 1000, [])
    assert "Ask it in a sentence or two" in conversation_html([turn])


def test_html_in_questions_and_papers_is_shown_as_text(tmp_path: Path, small_store: Store) -> None:
    planted = "<img src=x onerror=\"fetch('//evil')\"><script>alert(1)</script>"
    paper = tmp_path / "rents.md"
    paper.write_text(f"# Rents\n\nThe rents of garages {planted} were noted by tenants.\n", "utf-8")
    ingest([paper], small_store)
    turns = Desk(Engine(StoreLibrary(small_store))).ask(f"rents of garages {planted}", [])
    for page in (conversation_html(turns), sources_html(turns)):
        assert "<script" not in page
        assert "<img" not in page


def test_an_empty_store_says_what_to_do(small_store: Store) -> None:
    desk = Desk(Engine(StoreLibrary(small_store)))
    assert "minutebook ingest PATH" in welcome_html(desk.parts(), desk.paper_count())
    (turn,) = desk.ask("anything?", [])
    assert "minutebook ingest PATH" in conversation_html([turn, Turn("x")])


@pytest.fixture(scope="module")
def address(engine: Engine) -> Iterator[str]:
    from ui.chat import build, launch_options

    desk = Desk(engine)
    app = build(desk)
    _, local, _ = app.launch(prevent_thread_lock=True, allowed_paths=desk.files(), **launch_options())
    yield local
    app.close()


@pytest.mark.browser
@pytest.mark.model
def test_asking_in_a_browser_by_keyboard_shows_answer_and_source_and_calls_nobody_else(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        started = time.perf_counter()
        page.goto(address)
        page.get_by_label("Your question").wait_for()
        assert time.perf_counter() - started < 10
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".mb-card mark").first.wait_for(timeout=60_000)
        assert page.locator(".mb-answer").inner_text().count("[1]") == 3
        assert "RESOLVED that the Scrutiny Board" in page.locator(".mb-card mark").first.inner_text()
        page.get_by_label("Your question").fill("and on school readiness?")
        page.keyboard.press("Enter")
        page.locator(".mb-turn").nth(1).locator(".mb-cite").first.wait_for(timeout=60_000)
        assert "readiness for school" in page.locator(".mb-turn").nth(1).inner_text()
        browser.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
