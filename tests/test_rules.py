"""General rules of structure that real papers asked for, each on words of its own."""

from __future__ import annotations

from datetime import date

from ingest.papers import Kind, Page, ReadPaper
from ingest.structure.paper import read_structure
from tests.test_noted import MINUTES, read

FORM = "Amendment to the Budget\n\nDirectorate: {name}\n\nThe sum of £{sum} is moved to {name} from the general reserve.\n"
BLANK = "This page is intentionally left blank\n"
RECORD = """Anytown Borough Council – Proposed Record of Decision

Decision to be taken by: Cabinet

Decision: Cabinet agree to buy the depot.

A report will be presented to Cabinet on 4 March 2025. The lease was signed on 1 April 2019.
"""
ASKED = """Alternative budget of the Orchard Group

Proposed by Councillor Ash, seconded by Councillor Birch

The Borough Council is asked to agree the following:

To replace recommendation (b) with

Agree a rent freeze for one year, and these uplifts:

• wages by 3 per cent

• grants by 2 per cent

That recommendation (c) be left out.

All other figures stay as they are in the report of the Director.

1 Introduction

1.1 The above reflects what residents told the group.
"""


def paged(*texts: str) -> ReadPaper:
    pages = [Page(number=n, text=text) for n, text in enumerate(texts, 1)]
    return read_structure(pages, file_name="pack.pdf", path="pack.pdf", sha256="0" * 64, paginated=True)


def test_a_title_over_several_lines_above_its_reference_is_one_item() -> None:
    text = (
        "MINUTES of a meeting of the Cabinet held on Tuesday, 3 June 2025.\n\nPRESENT: Mr A Ash and Ms B Birch\n\n"
        + "".join(
            f"{n}. Item number {n}\n(Item {n - 6})\n\nIt was noted that work goes on.\n\n" for n in (7, 8)
        )
        + "9. Transfer of the Parks Section of the Leisure\nService from the Directorate of Homes to the\nPlace Directorate\n(Item 3)\n\nAgreed.\n"
    )
    (page,) = [
        Page(number=1, text=text, bold=frozenset(text.index(w) for w in ("9. Tr", "Service from", "Place D")))
    ]
    paper = read_structure([page], file_name="m.pdf", path="m.pdf", sha256="0" * 64, paginated=True)
    title = "Transfer of the Parks Section of the Leisure Service from the Directorate of Homes to the Place Directorate"
    assert [(i.number, i.title) for i in paper.items][-1] == ("9", title)


def test_a_decision_before_the_numbered_items_makes_its_heading_an_item() -> None:
    chair = "Election of Chair\n\nCouncillor Ash proposed Councillor Birch.\n\nRESOLVED that Councillor Birch be elected to chair the meeting.\n\n"
    text = MINUTES.format(standing="").replace("1. Declarations", f"{chair}1. Declarations")
    paper = read(text)
    assert [(i.number, i.title) for i in paper.items][:2] == [
        (None, "Election of Chair"),
        ("1", "Declarations of Interest"),
    ]
    assert paper.resolutions[0].item == paper.items[0]


def test_one_form_after_another_is_a_part_each_though_only_one_follows_a_blank_page() -> None:
    other = "Table of sums\n\nWard\tSum\nNorth\t1\n"
    paper = paged("Covering letter\n\nDear Member\n\nSee the forms.\n", BLANK, FORM.format(name="Homes", sum=1), other,
                  FORM.format(name="Parks", sum=2))  # fmt: skip
    assert [p.span.page for p in paper.parts if p.title == "Amendment to the Budget"] == [3, 5]


def test_a_record_gives_the_day_on_which_its_decider_decides() -> None:
    (part,) = read(RECORD).parts
    assert (part.kind, part.committee, part.date) == (Kind.DECISION_RECORD, "Cabinet", date(2025, 3, 4))


def test_what_a_body_is_asked_in_paragraphs_is_taken_whole_and_no_further() -> None:
    (asked,) = read(ASKED).recommendations
    assert asked.to == "Borough Council"
    assert "grants by 2 per cent" in asked.text
    assert asked.text.endswith("That recommendation (c) be left out.")


def test_a_sentence_that_ends_with_the_committees_name_leads_no_list() -> None:
    text = MINUTES.format(standing="").replace(
        "RESOLVED that the minutes of the meeting held on 6 May 2025 be approved as a correct record.",
        "1. RESOLVED that Councillor Birch be elected vice-chair of the Committee.\n\n2. The Chair agreed to write to tenants.",
    )
    paper = read(text)
    assert paper.resolutions[0].text.endswith("of the Committee.")
    assert next(a.who for a in paper.actions) == "The Chair"


def test_a_subject_that_runs_over_two_lines_is_the_title_whole() -> None:
    page = Page(
        number=1,
        text="To: Cabinet – 4 March 2025\n\nSubject: Late changes to the budget of 2025-26 and the Medium Term\n"
        "Financial Plan\n\nClassification: Unrestricted\n\nThe budget was changed after it had been printed.\n",
    )
    paper = read_structure([page], file_name="r.pdf", path="r.pdf", sha256="0" * 64, paginated=True)
    assert paper.parts[0].title == "Late changes to the budget of 2025-26 and the Medium Term Financial Plan"


def test_an_agenda_is_not_titled_by_whom_to_ask_for() -> None:
    page = Page(
        number=1,
        text="CABINET\n\nThursday, 30 January 2025, at 10.00 am Ask for: Georgina Little\n\n"
        "Council Chamber, County Hall Telephone: 03000 414043\n\nUNRESTRICTED ITEMS\n\n1. Apologies\n\n"
        "2. Declarations of Interest\n\n3. Minutes of the meeting held on 9 January 2025\n",
    )
    paper = read_structure([page], file_name="a.pdf", path="a.pdf", sha256="0" * 64, paginated=True)
    assert (paper.paper.kind, paper.parts[0].title) == (Kind.AGENDA, "CABINET")
