"""The chat from the first visit to the last, in a real browser: by mouse, by keyboard alone, on narrow screens."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.store.folder import Store
from tests.chat_server import SLOW, ask, chromium, serving, ten_seconds, violations, visiting
from tests.make_pdf import lines, pdf

QUESTION = "what did the board resolve on FSM funding"
REFUSED = "What did the Board decide about the Marmot City report on 10 July 2017?"
SHEDS = "The rents of allotment sheds rise to fourteen pounds a week from April."
pytestmark = [pytest.mark.browser, pytest.mark.model]

# Whatever stands further right than the window, but for what scrolls in a frame of its own.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const place = e.getBoundingClientRect();
  return place.width && place.right > document.documentElement.clientWidth + 1 && !e.closest(".mb-sheet, .mb-skip, .mb-hidden");
}).map((e) => e.outerHTML.slice(0, 120))"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(
    corpus_store: Store, embedder: OpenVinoE5, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("flow") / "data"
    with serving(folder, embedder, copy_of=corpus_store.folder) as local:
        yield local


@pytest.fixture
def sheds(tmp_path: Path) -> Path:
    first = ["Minutes of the Allotments Committee", "held on 5 May 2023", "", "Present: Councillors A Spade and B Fork", "", "1. Shed rents", "", SHEDS, "", "RESOLVED that the shed rents be agreed."]  # fmt: skip
    file = tmp_path / "sheds.pdf"
    file.write_bytes(pdf([lines(first), lines(["2. Water", "", "Members noted the water bill."])]))
    return file


def stands_at(page: Page, mark: Locator, *, line: int) -> None:
    """Compare a mark's place on the page's picture with where tests/make_pdf.py set this line (from 0)."""
    for _ in range(50):  # while the view is being drawn anew nothing has a place
        box, sheet = mark.bounding_box(), page.locator("#mb-viewer img").bounding_box()
        if box and sheet:
            break
        page.wait_for_timeout(100)
    assert box
    assert sheet
    # 72 points from the left, the first baseline at 760 of 842 points, the next 14 lower, and so on.
    assert abs((box["x"] - sheet["x"]) / sheet["width"] - 72 / 595) < 0.005
    foot = (842 - 760 + 14 * line) / 842
    assert abs((box["y"] + box["height"] - sheet["y"]) / sheet["height"] - foot) < 0.01


def drop(page: Page, *files: Path) -> None:
    """Drop files where papers are added."""
    held = page.evaluate_handle(
        """files => {
          const held = new DataTransfer();
          for (const [name, bytes] of files) held.items.add(new File([new Uint8Array(bytes)], name));
          return held;
        }""",
        [[file.name, list(file.read_bytes())] for file in files],
    )
    page.dispatch_event("#mb-drop", "drop", {"dataTransfer": held})


def test_from_the_first_visit_to_undo_and_no_other_host_is_asked(  # noqa: PLR0915 - one visit, step by step
    browser: Browser, address: str, sheds: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    started = time.perf_counter()
    with visiting(
        browser, address, permissions=["clipboard-read"]
    ) as page:  # at the end: no other host was asked
        assert time.perf_counter() - started < ten_seconds()
        expect(page.get_by_text("5 papers, 2 sets of minutes")).to_be_visible()
        expect(page.get_by_label("Your question")).to_be_focused()
        expect(page.get_by_role("button", name="Save as Word").first).not_to_be_visible()

        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").first).to_have_text("Type a question first, then press Ask.")
        ask(page, QUESTION)
        expect(page.locator(".mb-clauses li")).to_have_count(3)
        expect(page.locator(".mb-card")).to_have_count(1)
        page.get_by_role("button", name="Copy as text").click()
        expect(page.locator("#mb-told")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "3) Write to the LGA" in copied
        assert "[1] Minutes · Education and Children's Services Scrutiny Board (2)" in copied
        page.get_by_role("button", name="Show in the paper").click()
        expect(page.locator("#mb-viewer mark")).to_contain_text("RESOLVED that the Scrutiny Board")
        ask(page, "and on school readiness?")
        expect(page.locator(".mb-turn").nth(1)).to_contain_text("readiness for school")
        ask(page, REFUSED)
        expect(page.locator(".mb-turn").nth(2)).to_contain_text("Not in the papers.")
        expect(page.get_by_role("heading", name="Nearest passages")).to_be_in_viewport()
        page.mouse.wheel(0, -5000)  # the sources are those of the answer in view
        expect(page.locator(".mb-group[data-turn='1']")).to_be_visible()
        page.get_by_text("Filter by committee").click()
        page.locator("#filter-committee").select_option("Coventry Health and Well-being Board")
        expect(page.locator(".mb-chip")).to_have_count(1)
        ask(page, "What was resolved?")
        expect(page.locator(".mb-turn").nth(3)).to_contain_text(
            "Only in: Coventry Health and Well-being Board"
        )
        page.get_by_role("button", name="Remove filter").click()
        expect(page.locator(".mb-chip")).to_have_count(0)

        page.get_by_role("link", name="Papers").click()
        expect(page.locator(".mb-paper-card")).to_have_count(5)
        drop(page, sheds, broken)
        expect(page.locator(".mb-adding")).to_contain_text("sheds.pdf: Added", timeout=SLOW)
        expect(page.locator(".mb-failed")).to_contain_text(
            "broken.pdf: cannot be read as a PDF", timeout=SLOW
        )
        expect(page.locator(".mb-paper-card")).to_have_count(6)
        assert violations(page) == []
        page.get_by_role("link", name="Ask").click()
        page.get_by_role("button", name="New conversation").click()
        expect(page.get_by_text("6 papers, 3 sets of minutes")).to_be_visible()
        ask(page, "What are the rents of allotment sheds?")
        expect(page.locator(".mb-answer").last).to_contain_text("fourteen pounds")
        page.get_by_role("button", name="Open page").first.click()
        expect(page.locator("#mb-viewer .mb-box").first).to_be_in_viewport(timeout=SLOW)
        stands_at(page, page.locator("#mb-viewer .mb-box").first, line=7)
        page.locator("#mb-viewer").get_by_role("button", name="Page 2").click()
        expect(page.locator("#mb-viewer .mb-view-title")).to_contain_text("Page 2 of 2")
        expect(page.locator("#mb-viewer .mb-box")).to_have_count(0)
        page.locator("#mb-viewer").get_by_role("button", name="Larger").click()
        assert page.locator("#mb-viewer .mb-paper").evaluate("e => e.style.width") == "125%"

        page.get_by_role("link", name="Decisions").click()
        rows = page.locator(".mb-table tbody tr")
        expect(rows.first).to_contain_text("5 May 2023", timeout=SLOW)
        page.get_by_role("button", name="Date").click()
        expect(rows.first).to_contain_text("2017")
        page.get_by_label("Words in the decision").fill("shed rents")
        expect(rows).to_have_count(1)
        rows.first.get_by_role("button", name="Open page 1").click()
        page.locator("#mb-dialog .mb-box").first.wait_for(timeout=SLOW)
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("#mb-dialog")).not_to_be_visible()
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as CSV").click()
        found.value.save_as(tmp_path / "decisions.csv")
        with (tmp_path / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["date"], row["words"]) == ("2023-05-05", "RESOLVED that the shed rents be agreed.")

        page.get_by_role("link", name="Papers").click()
        for again in ("Undo", None):
            page.get_by_role("button", name="Remove sheds.pdf").click()
            expect(page.locator(".mb-paper-card")).to_have_count(5)
            if again:
                page.get_by_role("button", name=again).click()
                expect(page.locator(".mb-paper-card")).to_have_count(6)
        page.get_by_role("link", name="Ask").click()
        ask(page, "What are the rents of allotment sheds?")
        expect(page.locator(".mb-turn").last).not_to_contain_text("fourteen pounds")


def reach(page: Page, wanted: Locator, *, key: str = "Tab") -> None:
    """Press Tab until this has the focus."""
    for _ in range(80):
        page.keyboard.press(key)
        if wanted.evaluate("e => e === document.activeElement"):
            assert wanted.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3, "it is not seen"
            return
    pytest.fail(f"{key} does not reach {wanted}")


def press(page: Page, wanted: Locator, *, key: str = "Tab") -> None:
    """Go to this by Tab, and press Enter."""
    reach(page, wanted, key=key)
    page.keyboard.press("Enter")


def test_the_same_by_keyboard_alone(browser: Browser, address: str, sheds: Path) -> None:
    with visiting(browser, address) as page:
        press(page, page.get_by_role("link", name="Skip to the question"), key="Shift+Tab")
        expect(page.get_by_label("Your question")).to_be_focused()
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".mb-card mark").first.wait_for(timeout=SLOW)
        expect(page.locator(".mb-clauses li")).to_have_count(3)
        expect(page.locator("#mb-status")).to_contain_text("1 source.")
        expect(page.get_by_label("Your question")).to_be_focused()
        press(page, page.locator(".mb-cite").last, key="Shift+Tab")
        expect(page.locator("#source-1-1")).to_be_focused()
        expect(page.locator("#mb-viewer mark")).to_contain_text("RESOLVED that the Scrutiny Board")
        press(page, page.locator("#source-1-1 .mb-back"))
        expect(page.locator("#cite-1-1")).to_be_focused()
        reach(page, page.get_by_label("Your question"))
        page.keyboard.type("and on school readiness?")
        page.keyboard.press("Enter")
        expect(page.locator(".mb-turn").nth(1)).to_contain_text("readiness for school", timeout=SLOW)
        press(page, page.get_by_text("Filter by committee"), key="Shift+Tab")
        reach(page, page.locator("#filter-kind"))
        page.keyboard.type("Minutes")
        expect(page.locator(".mb-chip")).to_have_count(1)
        press(page, page.get_by_role("button", name="Remove filter"))
        expect(page.locator(".mb-chip")).to_have_count(0)

        press(page, page.get_by_role("link", name="Papers"), key="Shift+Tab")
        expect(page.get_by_role("heading", name="Papers", exact=True)).to_be_focused()
        with page.expect_file_chooser() as chooser:
            press(page, page.get_by_label("Add papers"))
        chooser.value.set_files(sheds)
        expect(page.locator(".mb-adding")).to_contain_text("sheds.pdf: Added", timeout=SLOW)
        press(page, page.get_by_role("button", name="Remove sheds.pdf"))
        expect(page.get_by_role("button", name="Undo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Remove sheds.pdf")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".mb-paper-card")).to_have_count(5)

        press(page, page.get_by_role("link", name="Decisions"), key="Shift+Tab")
        page.locator(".mb-table tbody tr").first.wait_for(timeout=SLOW)
        first = page.get_by_role("button", name="Show in the paper").first
        press(page, first)
        page.locator("#mb-dialog mark").wait_for(timeout=SLOW)
        page.keyboard.press("Escape")
        expect(first).to_be_focused()
        with page.expect_download() as found:
            press(page, page.get_by_role("button", name="Save as CSV"), key="Shift+Tab")
        assert found.value.suggested_filename == "decisions.csv"


@pytest.mark.parametrize(
    ("width", "zoom", "style"), [(320, 1, ""), (640, 2, ""), (1280, 1, SPACED)], ids=["phone", "200 %", "spaced"]
)  # fmt: skip
def test_nothing_is_cut_off(browser: Browser, address: str, width: int, zoom: int, style: str) -> None:
    """On a phone, at 200 % (a window of 1280 pixels is then 640 wide), and with letters and lines set wider."""
    size = {"width": width, "height": 640 if zoom == 1 else 400}
    with visiting(browser, address, viewport=size, device_scale_factor=zoom) as page:
        if style:
            page.add_style_tag(content=style)
        assert page.evaluate(CUT_OFF) == []
        ask(page, QUESTION)
        page.get_by_text("Was this right?").click()
        page.get_by_text("Filter by committee").click()
        page.locator("#filter-kind").select_option("minutes")
        page.locator(".mb-chip").wait_for()
        assert page.evaluate(CUT_OFF) == []
        assert violations(page) == []
        page.locator(".mb-cite").first.click()
        expect(page.locator("#source-1-1")).to_be_in_viewport()
        page.get_by_role("link", name="Decisions").click()
        page.locator(".mb-table tbody tr").first.wait_for(timeout=SLOW)
        assert page.evaluate(CUT_OFF) == []
        page.get_by_role("button", name="Show in the paper").first.click()
        page.locator("#mb-dialog mark").wait_for(timeout=SLOW)
        expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
        assert page.evaluate(CUT_OFF) == []
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Papers").click()
        page.get_by_text("How it was understood").first.click()
        assert page.evaluate(CUT_OFF) == []
        page.get_by_role("link", name="Prepare").click()
        page.get_by_role("button", name="Write the briefing").click()
        page.locator(".mb-brief").wait_for(timeout=SLOW)
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
