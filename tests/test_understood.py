"""What `papers` and `show` tell of a paper: enough to see whether it was read well."""

from __future__ import annotations

from dataclasses import replace

from ingest.papers import Page
from ingest.structure.paper import read_structure
from tests.test_noted import MINUTES, read
from ui.doubts import doubts
from ui.text import papers_text
from ui.understood import listed_object, read_object, read_text


def test_show_tells_parts_items_decisions_votes_actions_and_people() -> None:
    paper = read(MINUTES.format(standing="DRAFT"))
    text = read_text(paper, {})
    assert "Minutes (draft)" in text
    assert "Housing Committee, 3 June 2025" in text
    assert "Amendment [lost 1 for, 2 against]" in text
    assert "Decided [2 for, 1 against]" in text
    assert "Action, The Director of Homes [by 1 July 2025]" in text
    assert "Apologies (1): Councillor D Dogwood" in text
    told = read_object(paper, {})["parts"][0]
    assert told["resolutions"][-1]["votes"]["for"] == 2
    assert [i["author"] for i in told["items"]] == [None, None, "the Director of Homes", None]


def test_pages_without_text_and_a_paper_held_twice_are_told() -> None:
    pages = [
        Page(number=1, text=MINUTES.format(standing="")),
        Page(number=2, text=" \n", scanned=True),
        Page(number=3, text="The end."),
    ]
    paper = read_structure(pages, file_name="a.pdf", path="a.pdf", sha256="0" * 64, paginated=True)
    listed = listed_object(paper, {(paper.paper.id, 1): ("other", 4)})
    assert listed["pages_without_text"] == [2]
    assert "1 pages without text, held under another name too" in papers_text([listed])
    assert "No text on page 2: pictures" in read_text(paper, {})
    assert "held as part 4 of other" in read_text(paper, {(paper.paper.id, 1): ("other", 4)})


def test_a_table_is_told_by_its_columns_and_rows() -> None:
    table = "Report on rents\n\nWard\tRent\tArrears\nNorth\t£90\t£4\nSouth\t£95\t£6\n"
    paper = read(table)
    (told,) = read_object(paper, {})["parts"][0]["tables"]
    assert told["columns"] == ["Ward", "Rent", "Arrears"]
    assert told["page"] is None


def test_what_looks_badly_read_is_told_at_the_top() -> None:
    assert doubts(read(MINUTES.format(standing=""))) == ()
    whole = MINUTES.format(standing="")
    paper = read(whole)
    lacking = replace(paper, parts=(replace(paper.parts[0], date=None),))
    assert doubts(lacking) == ("no date found",)
    assert "Worth a look: no date found." in read_text(lacking, {})
    assert "worth a look (no date found)" in papers_text([listed_object(lacking, {})])
    (first, *_, last) = (i.number for i in paper.items)
    assert first
    assert last
    jumped = read(whole.replace(f"{last}. ", f"{int(last) + 2}. "))
    assert doubts(jumped) == (f"no item {int(last)}, {int(last) + 1}",)


def test_pages_that_were_read_badly_are_told() -> None:
    whole = read(MINUTES.format(standing=""))
    dim = replace(whole, pages=(replace(whole.pages[0], confidence=0.61),))
    assert doubts(dim) == ("OCR was unsure on page 1",)
    odd = replace(whole, pages=(replace(whole.pages[0], text="\ue001\ue002 words \ufffd" * 9),))
    assert doubts(odd)[0].endswith("of the characters are not letters that the file tells")
    thin = replace(whole, pages=tuple(Page(number=n, text="Page") for n in range(1, 9)))
    assert doubts(thin) == ("hardly any words",)
