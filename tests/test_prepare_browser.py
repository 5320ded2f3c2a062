"""A briefing's web page in a real browser: by axe-core's rules, and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from ingest.reading.files import read_paper
from rag.briefing import brief
from rag.meetings import meetings as meetings_of
from rag.meetings import named
from tests.chat_server import CHROMIUM, violations
from tests.conftest import ROOT
from tests.test_briefing import weights_of
from ui.briefs import page as html_of
from ui.sheets import sheet

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("pack", ["2022-03-17", "2017-07-10"])
def test_axe_finds_nothing_to_mend_in_a_briefing_and_its_links_lead_somewhere(
    pack: str, tmp_path: Path
) -> None:
    reads = (read_paper(next((ROOT / "corpus").glob(f"{pack}*.md"))),)
    (meeting,) = named(pack, meetings_of(reads))
    file = tmp_path / "brief.html"
    file.write_text(html_of(sheet(brief(reads, meeting, weights_of(reads)))), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        shown = browser.new_page()
        shown.goto(file.as_uri())
        assert violations(shown) == []
        assert shown.locator("section h2").count() > 5
        _follow_a_reference(shown)
        narrow = browser.new_page(viewport={"width": 320, "height": 640})
        narrow.goto(file.as_uri())
        assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(narrow) == []
        file.write_text(file.read_text("utf-8").replace(' lang="en-GB"', ""), "utf-8")
        narrow.goto(file.as_uri())
        assert any(v.startswith("html-has-lang") for v in violations(narrow))
        browser.close()


def _follow_a_reference(shown: Page) -> None:
    mark = shown.locator("section li a[href^='#source-']").first
    target = mark.get_attribute("href") or ""
    mark.press("Enter")
    assert shown.url.endswith(target)
    assert shown.locator(f"[id='{target[1:]}']").is_visible()
