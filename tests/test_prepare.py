"""`minutebook prepare`: the sheet as Markdown, HTML and Word, and what it says when no meeting is meant."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from ingest.errors import OutputError, UnknownMeeting
from ingest.reading.files import read_paper
from ingest.store.catalogue import Catalogue
from rag.briefed import Brief
from tests.conftest import ROOT
from ui.brief_word import word
from ui.briefs import markdown, page
from ui.cli import main
from ui.prepare import prepare, write_brief
from ui.sheets import NOTHING, Sheet, sheet


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    held = Catalogue(tmp_path_factory.mktemp("data") / "catalogue.sqlite")
    for file in sorted((ROOT / "corpus").glob("20*.md")):
        paper = read_paper(file)
        held.put(paper, digests=[p.id for p in paper.passages])
    return held


@pytest.fixture(scope="module")
def march(catalogue: Catalogue) -> Brief:
    return prepare(catalogue, "17 March 2022")


@pytest.fixture(scope="module")
def laid_out(march: Brief) -> Sheet:
    return sheet(march)


def test_a_meeting_is_found_by_its_papers_name_or_by_committee_and_date(
    catalogue: Catalogue, march: Brief
) -> None:
    by_paper = prepare(catalogue, march.meeting.agenda.paper.file_name)
    assert by_paper.meeting == march.meeting == prepare(catalogue, "Scrutiny Board 17/03/2022").meeting
    told: list[str] = []
    prepare(catalogue, march.meeting.agenda.paper.id[:8], item="6", tell=told.append)
    assert told[-1].startswith("Writing the briefing for Education and Children")


@pytest.mark.parametrize(("asked", "item", "said"), [
    ("Planning 1 May 2020", None, "No meeting whose agenda is held is meant by 'Planning 1 May 2020'"),
    ("board", None, "More than one meeting is meant"),
    ("17 March 2022", "44", "has no item 44"),
])  # fmt: skip
def test_what_names_no_meeting_is_answered_with_what_is_held(
    catalogue: Catalogue, asked: str, item: str | None, said: str
) -> None:
    with pytest.raises(UnknownMeeting, match=re.escape(said)):
        prepare(catalogue, asked, item=item)


def test_every_line_of_the_sheet_has_a_reference_that_is_listed(laid_out: Sheet) -> None:
    for section in laid_out.sections:
        listed = {s.n for s in section.sources}
        for line in (line for block in section.blocks for line in block.lines):
            assert line.marks
            assert set(line.marks) <= listed
    assert "9. Any Other Business" in laid_out.silent


def test_markdown_tells_what_no_later_paper_takes_up(laid_out: Sheet) -> None:
    text = markdown(laid_out)
    assert "## 6. Children's Services Continuous Improvement Progress" in text
    assert NOTHING in text
    assert re.search(r"^- “1\) To note the current progress” \\\[\d+\\\]$", text, re.MULTILINE)


def test_a_paragraph_does_not_go_on_with_the_list_above_it(catalogue: Catalogue) -> None:
    lines = markdown(sheet(prepare(catalogue, "10 July 2017", item="9"))).splitlines()
    leads = [n for n, line in enumerate(lines) if line.startswith("“Cabinet is recommend to”")]
    assert len(leads) == 2
    assert all(lines[n - 1] == "" for n in leads)


class _Outline(HTMLParser):
    """Collects what an assistive reader needs: language, headings in order, link targets and their anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.targets: set[str] = set()
        self.anchors: set[str] = set()
        self.open: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert tag != "script"
        if tag == "html":
            self.lang = values.get("lang") or ""
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if (values.get("href") or "").startswith("#"):
            self.targets.add((values["href"] or "")[1:])
        if values.get("id"):
            assert values["id"] not in self.anchors
            self.anchors.add(values["id"] or "")
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_can_be_followed_by_ear(laid_out: Sheet) -> None:
    outline = _Outline()
    outline.feed(page(laid_out))
    assert outline.lang == "en-GB"
    assert outline.open == []
    assert outline.levels[0] == 1
    assert all(b - a <= 1 for a, b in zip(outline.levels, outline.levels[1:], strict=False))
    assert outline.targets
    assert outline.targets <= outline.anchors


def test_papers_words_are_never_markup(laid_out: Sheet) -> None:
    hostile = Sheet(title="<script>x</script>", about="a & b", sections=(), silent=("<b>9</b>",))
    assert "<script>" not in page(hostile)
    assert "<b>9" not in page(hostile)


def test_word_has_real_headings_and_links(laid_out: Sheet) -> None:
    document = Document(io.BytesIO(word(laid_out)))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
    links = [link for p in document.paragraphs for link in p.hyperlinks]
    inside = {link.fragment for link in links if link.fragment.startswith("source_")}
    assert any(link.address.startswith("file:") for link in links)
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="(source_\d+)"', document.element.xml))
    assert inside
    assert inside <= marks


def test_a_briefing_is_written_in_the_form_of_the_files_ending(laid_out: Sheet, tmp_path: Path) -> None:
    for name in ("a.md", "a.html", "a.DOCX"):
        write_brief(laid_out, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 2000
    with pytest.raises(OutputError, match=r"written as \.docx, \.md, \.html"):
        write_brief(laid_out, tmp_path / "a.pdf")
    with pytest.raises(OutputError, match="cannot be written"):
        write_brief(laid_out, tmp_path / "no" / "a.md")


def test_the_commands_about_meetings_run_from_the_command_line(
    catalogue: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(catalogue.file.parent)
    assert main(["--data", data, "prepare", "17 March 2022", "--item", "6"]) == 0
    assert "To note the current progress" in capsys.readouterr().out
    assert main(["--data", data, "prepare", "17 March 2022", "--out", str(tmp_path / "brief.docx")]) == 0
    assert main(["--data", data, "decisions", "food", "poverty", "--json"]) == 0
    assert '"minute": "21"' in capsys.readouterr().out
    assert main(["--data", data, "actions", "--who", "officers", "--open", "--csv"]) == 0
    assert "Officers agreed to provide further information" in capsys.readouterr().out
    assert main(["--data", data, "prepare", "no such meeting"]) == 1
    assert main(["--data", data, "papers"]) == 0
    assert main(["--data", data, "show", "2022-03-17-education-childrens-services-scrutiny-board-2.md"]) == 0
