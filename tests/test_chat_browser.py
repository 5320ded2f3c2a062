"""The chat in a real browser: what a person sees and does, by mouse, by keyboard, and by axe-core's rules."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.store.folder import Store
from tests.chat_server import CHROMIUM, serving, violations, visiting
from tests.conftest import WordEmbedder
from tests.make_pdf import lines, pdf
from ui.users import add_user

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
        page.locator("#filter-committee").select_option("Coventry Health and Well-being Board")
        expect(page.locator(".mb-chip")).to_have_count(1)
        ask(page, "What was resolved?")
        expect(page.locator(".mb-turn").nth(3)).to_contain_text(
            "Only in: Coventry Health and Well-being Board"
        )
        page.get_by_role("button", name="Remove filter").click()
        expect(page.locator(".mb-chip")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_in_any_view(browser: Browser, address: str, scheme: str) -> None:
    with visiting(browser, address, color_scheme=scheme, reduced_motion="reduce") as page:
        expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
        assert violations(page) == []
        ask(page, QUESTION)
        ask(page, "What did the Board decide about the Marmot City report on 10 July 2017?")
        page.locator("#mb-viewer mark").first.wait_for(timeout=_SLOW)
        page.get_by_text("Filter by committee").click()
        page.locator("#filter-kind").select_option("minutes")
        page.locator(".mb-chip").wait_for()
        page.get_by_text("Was this right?").first.click()
        assert violations(page) == []
        page.get_by_role("link", name="Decisions").click()
        page.locator(".mb-table tbody tr").first.wait_for(timeout=_SLOW)
        assert violations(page) == []
        page.get_by_role("button", name="Show in the paper").first.click()
        page.locator("#mb-dialog mark").wait_for(timeout=_SLOW)
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Prepare").click()
        page.get_by_role("button", name="Write the briefing").click()
        page.locator(".mb-brief").wait_for(timeout=_SLOW)
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


def test_a_paper_is_added_asked_about_marked_removed_and_brought_back(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    words = "The rents of allotment sheds rise to fourteen pounds a week from April."
    minutes = ["Minutes of the Allotments Committee", "held on 5 May 2023", "", "Present: Councillors A Spade and B Fork", "", "1. Shed rents", "", words]  # fmt: skip
    file = tmp_path / "sheds.pdf"
    file.write_bytes(pdf([lines(minutes), lines(["2. Water", "", "Members noted the water bill."])]))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with visiting(browser, address) as page:
        page.get_by_role("link", name="Papers").click()
        expect(page.locator(".mb-paper-card")).to_have_count(5)
        page.get_by_label("Add papers").set_input_files([file, broken])
        expect(page.locator(".mb-adding")).to_contain_text("sheds.pdf: Added", timeout=_SLOW)
        expect(page.locator(".mb-failed")).to_contain_text(
            "broken.pdf: cannot be read as a PDF", timeout=_SLOW
        )
        expect(page.locator(".mb-paper-card")).to_have_count(6)
        assert violations(page) == []
        page.get_by_role("link", name="Ask").click()
        ask(page, "What are the rents of allotment sheds?")
        expect(page.locator(".mb-answer").last).to_contain_text("fourteen pounds")
        mark = page.locator("#mb-viewer .mb-box").first
        expect(mark).to_be_in_viewport(timeout=_SLOW)
        box, sheet = mark.bounding_box(), page.locator("#mb-viewer img").bounding_box()
        assert box
        assert sheet
        # Set at 72 points from the left, its baseline 14 × 7 below 760 of 842 points: see tests/make_pdf.py.
        assert abs((box["x"] - sheet["x"]) / sheet["width"] - 72 / 595) < 0.005
        assert abs((box["y"] + box["height"] - sheet["y"]) / sheet["height"] - (842 - 662) / 842) < 0.01
        page.locator("#mb-viewer").get_by_role("button", name="Page 2").click()
        expect(page.locator("#mb-viewer .mb-view-title")).to_contain_text("Page 2 of 2")
        expect(page.locator("#mb-viewer .mb-box")).to_have_count(0)
        page.locator("#mb-viewer").get_by_role("button", name="Larger").click()
        assert page.locator("#mb-viewer .mb-paper").evaluate("e => e.style.width") == "125%"
        page.get_by_role("link", name="Papers").click()
        page.get_by_role("button", name="Remove sheds.pdf").click()
        expect(page.locator(".mb-paper-card")).to_have_count(5)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".mb-paper-card")).to_have_count(6)
        page.get_by_role("button", name="Remove sheds.pdf").click()
        expect(page.locator(".mb-paper-card")).to_have_count(5)
        page.get_by_role("link", name="Ask").click()
        ask(page, "What are the rents of allotment sheds?")
        expect(page.locator(".mb-turn").last).not_to_contain_text("fourteen pounds")


def test_decisions_are_searched_sorted_opened_and_saved(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with visiting(browser, address) as page:
        page.get_by_role("link", name="Decisions").click()
        rows = page.locator(".mb-table tbody tr")
        expect(rows.first).to_contain_text("9 December 2021", timeout=_SLOW)
        page.get_by_role("button", name="Date").click()
        expect(rows.first).to_contain_text("2017")
        page.get_by_label("Words in the decision").fill("food poverty")
        expect(rows).to_have_count(1)
        assert violations(page) == []
        rows.first.get_by_role("button", name="Show in the paper").click()
        expect(page.locator("#mb-dialog mark")).to_contain_text("Food Poverty")
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("#mb-dialog")).not_to_be_visible()
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as CSV").click()
        found.value.save_as(tmp_path / "decisions.csv")
        with (tmp_path / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert "Food Poverty" in row["words"]
        assert row["date"] == "2021-12-09"


def test_a_briefing_names_files_as_they_are_served_and_is_kept(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with visiting(browser, address) as page:
        page.get_by_role("link", name="Prepare").click()
        page.get_by_label("Meeting", exact=True).select_option(index=0)
        page.get_by_role("button", name="Write the briefing").click()
        page.locator(".mb-brief .references").first.wait_for(timeout=_SLOW)
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


def test_a_verdict_is_kept(browser: Browser, address: str) -> None:
    with visiting(browser, address) as page:
        ask(page, QUESTION)
        page.get_by_text("Was this right?").click()
        page.get_by_label("Right").check()
        page.get_by_label("Note (optional)").fill("Complete.")
        page.get_by_role("button", name="Keep this").click()
        expect(page.locator("#mb-status")).to_contain_text("Your verdict is kept")


def test_who_signs_in_can_ask_and_sign_out(browser: Browser, tmp_path: Path) -> None:
    add_user(tmp_path / "users.json", "clerk", "a long password")
    with serving(tmp_path / "data", WordEmbedder(), users=tmp_path / "users.json") as local:
        page = browser.new_context().new_page()
        page.goto(local)
        page.get_by_label("username").fill("clerk")
        page.get_by_label("password").fill("a long password")
        assert [v for v in violations(page) if not v.startswith("document-title")] == []
        page.get_by_role("button", name="Login").click()
        expect(page.get_by_label("Your question")).to_be_visible(timeout=_SLOW)
        page.get_by_role("link", name="Sign out").click()
        expect(page.get_by_label("password")).to_be_visible(timeout=_SLOW)
        page.context.close()


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
        expect(page.locator(".mb-adding")).to_contain_text("Added", timeout=_SLOW)
        page.get_by_text("How it was understood").click()
        page.get_by_role("link", name="Ask", exact=True).click()
        ask(page, f"What was resolved on the rents of garages {PLANTED} [x](http://elsewhere.example/)?")
        page.locator("#mb-viewer mark").first.wait_for(timeout=_SLOW)
        page.get_by_role("link", name="Decisions").click()
        page.get_by_role("button", name="Show in the paper").first.click()
        page.locator("#mb-dialog mark").first.wait_for(timeout=_SLOW)
        page.wait_for_timeout(300)
        assert page.evaluate("window.planted === undefined")
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href*=elsewhere]").count() == 0
