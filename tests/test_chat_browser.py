"""The chat in a real browser: what a person sees and does, by mouse, by keyboard, and by axe-core's rules."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Route, expect
from pypdfium2 import PdfDocument

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.store.folder import Store
from tests.chat_server import SLOW, ask, chromium, serving, ten_seconds, violations, visiting
from tests.conftest import WordEmbedder
from ui.load import own_chat
from ui.users import add_user

QUESTION = "what did the board resolve on FSM funding"
pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(
    corpus_store: Store, embedder: OpenVinoE5, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chat") / "data"
    with serving(folder, embedder, copy_of=corpus_store.folder) as local:
        yield local


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_in_any_view(browser: Browser, address: str, scheme: str) -> None:
    with visiting(browser, address, color_scheme=scheme, reduced_motion="reduce") as page:
        expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
        assert violations(page) == []
        ask(page, QUESTION)
        ask(page, "What did the Board decide about the Marmot City report on 10 July 2017?")
        page.locator("#mb-viewer mark").first.wait_for(timeout=SLOW)
        page.get_by_text("Filter by committee").click()
        page.locator("#filter-kind").select_option("minutes")
        page.locator(".mb-chip").wait_for()
        page.get_by_text("Was this right?").first.click()
        assert violations(page) == []
        page.get_by_role("link", name="Decisions").click()
        page.locator(".mb-table tbody tr").first.wait_for(timeout=SLOW)
        assert violations(page) == []
        page.get_by_role("button", name="Show in the paper").first.click()
        page.locator("#mb-dialog mark").wait_for(timeout=SLOW)
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Prepare").click()
        page.get_by_role("button", name="Write the briefing").click()
        page.locator(".mb-brief").wait_for(timeout=SLOW)
        assert violations(page) == []
        page.get_by_role("link", name="Papers").click()
        page.get_by_text("How it was understood").first.click()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_where_no_papers_are_held(
    browser: Browser, embedder: OpenVinoE5, tmp_path: Path, scheme: str
) -> None:
    with (
        serving(tmp_path / "data", embedder) as local,
        visiting(browser, local, color_scheme=scheme) as page,
    ):
        expect(page.get_by_text("No papers have been read yet")).to_be_visible()
        for view in ("Decisions", "Papers", "Prepare", "Ask"):
            page.get_by_role("link", name=view, exact=True).first.click()
            expect(page.locator("[aria-current=page]")).to_have_text(view)
            assert violations(page) == []


def test_an_answer_stays_when_what_the_first_visit_shows_comes_after_it(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    late: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if late else late.append(route))
    page.goto(address)
    ask(page, QUESTION)
    with page.expect_response("**/queue/join*"):
        late[0].continue_()
    page.wait_for_timeout(1000)
    expect(page.locator(".mb-turn")).to_have_count(1)
    expect(page.locator(".mb-welcome")).to_be_hidden()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".mb-welcome")).to_be_visible()
    context.close()


def test_a_conversation_is_saved_with_its_references(browser: Browser, address: str, tmp_path: Path) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as Markdown").click()
        found.value.save_as(tmp_path / "kept.md")
        assert "Write to the LGA" in (tmp_path / "kept.md").read_text("utf-8")


def test_a_briefing_names_files_as_they_are_served_and_is_kept(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with visiting(browser, address) as page:
        page.get_by_role("link", name="Prepare").click()
        page.get_by_label("Meeting", exact=True).select_option(index=0)
        page.get_by_role("button", name="Write the briefing").click()
        page.locator(".mb-brief .references").first.wait_for(timeout=SLOW)
        links = page.locator(".mb-brief .references a").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
        assert links
        assert all(link.startswith("paper/") for link in links)
        page.locator(".mb-brief nav a").first.click()
        expect(page.locator("#item-1")).to_be_focused()
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as Word").click()
        found.value.save_as(tmp_path / "briefing.docx")
        assert (tmp_path / "briefing.docx").read_bytes().startswith(b"PK")


def test_an_answer_is_printed_with_its_sources_on_one_page(browser: Browser, address: str) -> None:
    with visiting(browser, address, color_scheme="dark") as page:
        ask(page, QUESTION)
        ask(page, "and on school readiness?")
        expect(page.locator(".mb-group[data-turn='2']")).to_be_visible()
        with PdfDocument(page.pdf(format="A4")) as printed:
            assert len(printed) == 1
            words = " ".join(printed[0].get_textpage().get_text_range().split())
    assert words.count("Write to Department for Education") == 2  # in the answer and in its source
    assert "Education and Children's Services Scrutiny Board (2)" in words
    assert "FSM" not in words
    assert "Your question" not in words


def test_a_verdict_is_kept(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        page.get_by_text("Was this right?").click()
        page.get_by_label("Right").check()
        page.get_by_label("Note (optional)").fill("Complete.")
        page.get_by_role("button", name="Keep this").click()
        expect(page.locator("#mb-status")).to_contain_text("Your verdict is kept")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_signs_in_can_ask_and_sign_out(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    add_user(tmp_path / "users.json", "clerk", "a long password")
    with serving(tmp_path / "data", WordEmbedder(), users=tmp_path / "users.json") as local:
        page = browser.new_context(color_scheme=scheme).new_page()
        page.goto(local)
        expect(page).to_have_title("Sign in – Minutebook")
        expect(page.get_by_label("Name")).to_be_focused()
        assert violations(page) == []
        page.keyboard.type("clerk")
        page.get_by_label("Password").fill("a wrong password")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("not right", timeout=SLOW)
        expect(page).to_have_title("Error: Sign in – Minutebook")
        assert violations(page) == []
        page.get_by_label("Name").fill("clerk")
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_label("Your question")).to_be_visible(timeout=SLOW)
        page.get_by_role("link", name="Sign out").click()
        expect(page.get_by_label("Password")).to_be_visible(timeout=SLOW)
        page.goto(f"{local}/paper/nothing")
        expect(page.get_by_text("Sign in first")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("link", name="Go to Minutebook").click()
        expect(page).to_have_title("Sign in – Minutebook")
        page.context.close()


def test_the_page_is_up_within_ten_seconds_while_the_model_still_loads(
    browser: Browser, corpus_store: Store, tmp_path: Path
) -> None:
    shutil.copytree(corpus_store.folder, tmp_path / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    with own_chat(tmp_path / "data", port) as (local, _, _), visiting(browser, local) as page:
        assert time.perf_counter() - started < ten_seconds()
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".mb-doing").or_(page.locator(".mb-clauses")).first).to_be_visible()
        expect(page.locator(".mb-clauses li")).to_have_count(3, timeout=SLOW)


PLANTED = "<script>window.planted=1</script><img src=x onerror='window.planted=1;fetch(\"http://elsewhere.example/\")'>"


def test_what_is_planted_in_papers_and_questions_neither_runs_nor_calls(
    browser: Browser, embedder: OpenVinoE5, tmp_path: Path
) -> None:
    paper = tmp_path / "x<img src=x onerror=planted=1>.md"
    paper.write_text(
        f"# Minutes of the Rents Committee {PLANTED}\n\n5 May 2023\n\nPresent: Councillor A Spade\n\n## 1. Garage rents {PLANTED}\n\n"
        f"RESOLVED that the rents of garages {PLANTED} [press here](http://elsewhere.example/) be noted.\n",
        "utf-8",
    )
    with serving(tmp_path / "data", embedder) as local, visiting(browser, local) as page:
        expect(page.get_by_text("No papers have been read yet")).to_be_visible()
        assert violations(page) == []
        for view in ("Decisions", "Papers"):
            page.get_by_role("link", name=view, exact=True).first.click()
            page.get_by_text(
                "No minutes are held yet" if view == "Decisions" else "No papers are held"
            ).wait_for()
            assert violations(page) == []
        page.get_by_label("Add papers").set_input_files(paper)
        expect(page.locator(".mb-adding")).to_contain_text("Added", timeout=SLOW)
        page.get_by_text("How it was understood").click()
        page.get_by_role("link", name="Ask", exact=True).click()
        ask(page, f"What was resolved on the rents of garages {PLANTED} [x](http://elsewhere.example/)?")
        page.locator("#mb-viewer mark").first.wait_for(timeout=SLOW)
        expect(page.get_by_text("Was this right?")).to_be_visible(timeout=SLOW)
        page.wait_for_timeout(1500)  # the answer's last words have come, which may draw the view anew
        page.get_by_role("link", name="Decisions", exact=True).first.click()
        shown = page.get_by_role("button", name="Show in the paper").locator("visible=true").first
        if not shown.is_visible():
            page.wait_for_timeout(2000)
            page.get_by_role("link", name="Decisions", exact=True).first.click()
        shown.click()
        page.locator("#mb-dialog mark").first.wait_for(timeout=SLOW)
        page.wait_for_timeout(300)
        assert page.evaluate("window.planted === undefined")
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href*=elsewhere]").count() == 0
