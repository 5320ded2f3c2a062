"""An exempt part is withheld whole, wherever "Agenda Item 8" stands in it: at its pages' heads, at their feet, or on some."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import pytest

from ingest.errors import ExemptPaper
from ingest.reading.files import read_paper
from tests.make_pdf import Text, pdf

BID = "The preferred bidder offered a price of 1,234,567 pounds for the site, which officers advise the council to accept."
OPEN = "The council has a duty to keep its libraries open, and this report sets out their hours in the coming year."
MARK = (
    "NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972"
)
Laid = tuple[str, tuple[str, ...], str]
"""A page: its head, its paragraphs, its foot."""
PUBLIC = ("Library hours", "Report of the Director of Place", "1. Purpose of the report", OPEN)
EXEMPT = ("Sale of the depot", MARK, "1. Purpose of the report", BID)
STAMPED: tuple[Laid, ...] = tuple((f"Agenda Item {n}", PUBLIC, "") for n in (5, 6, 7))
PACKS: dict[str, tuple[Laid, ...]] = {
    "at the feet": (("", PUBLIC, ""), ("", EXEMPT, "Agenda Item 9"), *[("", (BID,), "Agenda Item 9")] * 3),
    "from the second page": (("", PUBLIC, ""), ("", EXEMPT, ""), *[("Agenda Item 9", (BID,), "")] * 3),
    "on every other page": (
        *STAMPED,
        ("", EXEMPT, ""),
        ("Agenda Item 8", (BID,), ""),
        ("", (BID,), ""),
        ("Agenda Item 8", (BID,), ""),
    ),
    "of an earlier report within": (
        *STAMPED,
        ("Agenda Item 8", EXEMPT, ""),
        ("", (BID,), ""),
        ("Agenda Item 4", ("Appendix 1: report to the board of last year", BID), ""),
        ("", (BID,), ""),
    ),
    "below a cover sheet": (
        *STAMPED,
        ("", ("PART II - EXEMPT", MARK, "Sale of the depot"), ""),
        ("Agenda Item 8", ("Sale of the depot", "Report of the Director of Place", BID), ""),
    ),
}
MINUTES = """Minutes of the Cabinet held on 14 October 2025

Present: Councillor Ann Roe

1. Apologies

None.

2. Petition

Committee: Housing

Subject: Rents

It was referred on.

PART B - PRIVATE

4. Sale of depot

RESOLVED: to accept 1,234,567 pounds.
"""
LETTER = (
    "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A\n\nTo: Cabinet\n\nDear Member\n\nThe bid is 1,234,567 pounds.\n\n"
    "Agenda Item 9\n\nTitle: Rents\n"
)


def _set(page: Laid) -> list[Text]:
    head, paragraphs, foot = page
    found: list[Text] = [(60.0, 815.0, head)] if head else []
    height = 740.0
    for paragraph in paragraphs:
        for line in wrap(paragraph, 85):
            found.append((60.0, height, line))
            height -= 14
        height -= 20
    return [*found, (60.0, 25.0, foot)] if foot else found


def _read(file: Path) -> str:
    try:
        return "\n".join(page.text for page in read_paper(file).pages)
    except ExemptPaper:
        return ""


@pytest.mark.parametrize("name", PACKS)
def test_no_stamp_of_an_agenda_item_ends_a_marking_in_a_pdf(name: str, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(pdf([_set(page) for page in PACKS[name]]))
    assert "1,234,567" not in _read(file)


@pytest.mark.parametrize("text", [MINUTES, LETTER], ids=["fields within minutes", "a letter"])
def test_no_fields_of_a_report_end_a_marking(text: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"
    file.write_text(text, "utf-8")
    assert "1,234,567" not in _read(file)


_OFFER = (
    "The Council received four offers for the former depot and the highest was 9,417,000 pounds from the developer named "
    "below, which officers recommend be accepted because it is unconditional and exceeds the independent valuation by a "
    "margin that makes further marketing of the land unnecessary, and because completion can take place within the present "
    "financial year as the Cabinet asked officers to ensure when it considered the disposal programme in the spring"
)


@pytest.mark.parametrize(
    "label",
    [("Confidential", "Cabinet report"), ("Status", "Exempt"), ("Key decision", "EXEMPT"), ("Part II", "Title"),
     ("NOT FOR", "PUBLICATION"), ("Agenda Item 9", "EXEMPT"), ("Appendix 2", "EXEMPT")],
    ids=" / ".join,
)  # fmt: skip
def test_a_marking_in_a_forms_narrow_cell_withholds_it(tmp_path: Path, label: tuple[str, str]) -> None:
    lines = wrap(_OFFER, 62)
    rows = [
        (label, ["Disposal of the depot"]),
        (("Report of",), ["Director of Property"]),
        (("Summary",), lines),
    ]
    texts: list[Text] = [(60.0, 800.0, "Anytown Borough Council")]
    tops, y = [784.0], 770.0
    for left, right in rows:
        texts += [(64.0, y - 14 * n, words) for n, words in enumerate(left)]
        texts += [(200.0, y - 14 * n, words) for n, words in enumerate(right)]
        y -= 14 * max(len(left), len(right)) + 8
        tops.append(y + 12)
    rules = [(55.0, top, 560.0, top) for top in tops] + [
        (x, tops[0], x, tops[-1]) for x in (55.0, 190.0, 560.0)
    ]
    file = tmp_path / "form.pdf"
    file.write_bytes(pdf([texts], rules=rules))
    try:
        paper = read_paper(file)
    except ExemptPaper:
        return
    assert not any("9,417,000" in page.text for page in paper.pages)
