"""Minutes as councils of several kinds head, number and word them; each on words of its own."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.papers import Kind, Role
from tests.test_noted import read

ITEMS = "\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\nRESOLVED: that the ponds be cleared.\n"
PRESENT = "\n\nPresent: Councillors Ash (Chair) and Birch"


@pytest.mark.parametrize(
    ("head", "committee"),
    [
        (
            "THE LONDON BOROUGH OF ANYTOWN\n\nAt a meeting of the PONDS (AND LAKES) COMMITTEE held on TUESDAY, 4TH MARCH, 2025 at 6.30 pm"
            "\n\nMEMBERS OF THE COMMITTEE PRESENT\n\nCouncillors Ash and Birch",
            "Ponds (And Lakes) Committee",
        ),
        ("ANYTOWN, 4 March 2025. Minute of Meeting of the PONDS COMMITTEE. Present: Councillor Ash", "Ponds Committee"),
        ("Minute of Meeting of the Ponds Committee held on 4 March 2025\n\nSederunt: J Ash, M Birch", "Ponds Committee"),
        ("Anytown Council\nMinutes of the Ponds Policy Committee\n\n4 March 2025 at 2.00 pm" + PRESENT, "Ponds Policy Committee"),
        ("PONDS COMMITTEE MINUTES\n\nTuesday 4 March 2025\n\nMINUTES" + PRESENT, "Ponds Committee"),
        ("Anytown Town Council\n\nPonds Committee\n\nMinutes of the meeting held on 4th March 2025" + PRESENT, "Ponds Committee"),
        ("MINUTES OF THE PARISH COUNCIL MEETING HELD ON TUESDAY 4TH MARCH 2025" + PRESENT, "Parish Council"),
        ("Minutes of the Ponds Committee\n\nheld on 4 March 2025", "Ponds Committee"),
        (
            "Minutes of the proceedings of the Ponds in Anytown Commission held at the Hall\non Tuesday 4 March 2025"
            "\n\nChair: Councillor Ash\n\nCouncillors in Attendance: Cllr Birch",
            "Ponds in Anytown Commission",
        ),
    ],
)  # fmt: skip
def test_minutes_are_known_by_how_they_are_headed(head: str, committee: str) -> None:
    paper = read(head + ITEMS)
    (part,) = [p for p in paper.parts if p.kind is Kind.MINUTES]
    assert (part.committee, part.date) == (committee, date(2025, 3, 4))
    assert [r.text for r in paper.resolutions] == ["RESOLVED: that the ponds be cleared."]


def test_an_agenda_that_lists_the_last_minutes_is_not_minutes() -> None:
    text = (
        "Ponds Committee\n\nTuesday, 4 March 2025\n\n1. Apologies\n\n2. Minutes of the Ponds Committee held on 4 February 2025\n\n"
        "3. Declarations of interest\n\n4. Any other business\n"
    )
    assert {p.kind for p in read(text).parts} == {Kind.AGENDA}


@pytest.mark.parametrize(
    "numbers",
    [("24/101", "24/102"), ("101/24", "102/24"), ("P45/25", "P46/25"), ("PL/24/031", "PL/24/032"), ("C.45/24", "C.46/24"), ("GMCA 01/25", "GMCA 02/25")],
)  # fmt: skip
def test_items_are_numbered_as_printed_with_the_year_before_or_after(numbers: tuple[str, str]) -> None:
    one, two = numbers
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n{one} Apologies\nNone.\n\n{two} Ponds\nRESOLVED: That the ponds be cleared.\n"
    paper = read(text)
    assert [i.number for i in paper.items] == [one, two]
    assert [(r.item.number if r.item else None, r.text) for r in paper.resolutions] == [
        (two, "RESOLVED: That the ponds be cleared.")
    ]


def test_items_without_numbers_are_their_headings_and_not_a_list_of_those_present() -> None:
    text = (
        "Ponds Committee\n\nTuesday, 4th March, 2025\n\nMembers present: Councillors Ash and Birch\n\nApologies\n\n"
        "An apology was reported from Councillor Cole.\n\nClearing of the ponds\n\nThe Director submitted a report.\n\n"
        "The Committee agreed to clear the ponds by June.\n"
    )
    paper = read(text)
    assert [(i.number, i.title) for i in paper.items] == [
        (None, "Apologies"),
        (None, "Clearing of the ponds"),
    ]
    assert [r.text for r in paper.resolutions] == ["The Committee agreed to clear the ponds by June."]
    told = [p for p in paper.passages if "clear the ponds" in p.text]
    assert told
    assert all(p.role is not Role.ATTENDANCE for p in told)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("The Committee AGREED to clear the ponds.", True),
        ("2.1 The Committee RESOLVED to:\n1. Clear the ponds.\n2. Fence the ponds.", True),
        ("The Committee resolved:-\n(i) to clear the ponds; and\n(ii) to fence them.", True),
        ("The Ponds Committee agreed to:\n\n- clear the ponds\n- fence the ponds", True),
        ("Decision:\n\nThat Cabinet:\n\n1. Cleared the ponds.\n2. Fenced the ponds.", True),
        ("The Committee discussed that the ponds should be cleared.", False),
    ],
)
def test_what_a_committee_decides_is_whole_with_its_clauses(words: str, whole: bool) -> None:
    head = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n"
    paper = read(f"{head}2. Ponds\n\nThe Director spoke.\n\n{words}\n")
    assert [r.text for r in paper.resolutions] == ([words] if whole else [])


def test_a_number_of_no_known_form_is_no_item() -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n3.45/24 Apologies\n\nNone.\n"
    assert [i.number for i in read(text).items if i.number] == []
