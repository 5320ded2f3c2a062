"""Agendas set in tables whose columns name them, items with letters, and records of decision set in tables."""

from __future__ import annotations

from ingest.papers import Kind
from tests.test_unmarked_parts import read

WARDS = """A G E N D A

Ponds Overview Committee

Tuesday, 11 March 2025

| Item No | Ward | Item Not Open | Title and purpose | Page No |
|---|---|---|---|---|
| 1 |  |  | APOLOGIES FOR ABSENCE |  |
| 2 |  |  | MINUTES – 21 JANUARY 2025 To approve as a correct record the minutes of the last meeting. | 5 |
| 3 | All Wards |  | QUALITY OF THE PONDS, QUARTER 3 2024/25 To consider a report of the Director of Ponds. | 9 |
| 4 | Fernhill | 10.4(3) | THE LODGE: LESSONS (exempt) |  |
| 5 |  |  | DATE OF NEXT MEETING Tuesday, 29 April 2025 |  |
"""
LETTERS = """Ponds Scrutiny Committee

Date\tTuesday, 20 January 2026

AGENDA

| Item | Business | Lead | Pages |
|---|---|---|---|
| A | Apologies and substitutes | Chair | – |
| B | Interests | Chair | – |
| C | Minutes of the meeting held on 18 November 2025 | Chair | 3 – 7 |
| D | Questions from the public | Chair | – |
| E | Ponds Scorecard, Quarter 2 To examine what was done from July to September | Jo Ash | 9 – 14 |
| F | Newts: progress since the survey | Mo Birch | 15 – 19 |
"""
STAMPED = """Agenda Item {letter}

{title}

Report to\tPonds Scrutiny Committee, 20 January 2026
From\tJo Ash, Head of Ponds

1 What the Committee is asked to do

1.1 Examine what was done in the year, pond by pond, and say which of them needs a closer look.
"""
RECORD = """RECORD OF DECISION PD/25/{number}

Title\t{title}
Decision taken by\tCouncillor {who}, Cabinet Member for Ponds
Date of decision\t{day} September 2025
Decision\tThat the charge be £{day}.
Reasons\tIt pays for the warden.
"""


def test_the_column_of_titles_names_an_agendas_items_without_their_wards_and_purposes() -> None:
    paper = read(WARDS)
    assert [(i.number, i.title, i.pages) for i in paper.items] == [
        ("1", "APOLOGIES FOR ABSENCE", None),
        ("2", "MINUTES – 21 JANUARY 2025", "5"),
        ("3", "QUALITY OF THE PONDS, QUARTER 3 2024/25", "9"),
        ("4", "THE LODGE: LESSONS (exempt)", None),
        ("5", "DATE OF NEXT MEETING", None),
    ]


def test_items_with_letters_are_items_and_their_reports_are_filed_under_them() -> None:
    stamped = [
        STAMPED.format(letter="E", title="Ponds Scorecard, Quarter 2"),
        STAMPED.format(letter="F", title="Newts: progress since the survey"),
    ]
    paper = read(LETTERS, *stamped)
    assert [i.number for i in paper.items if i.part == 1] == list("ABCDEF")
    assert [p.agenda_item for p in paper.parts] == [
        None,
        "E. Ponds Scorecard, Quarter 2",
        "F. Newts: progress since the survey",
    ]


def test_a_record_set_in_a_table_names_its_title_and_decider_and_goes_on_over_the_page() -> None:
    first = RECORD.format(number=41, title="Angling permits", who="A Ash", day=16)
    second = RECORD.format(number=42, title="Boat hire", who="B Birch", day=19)
    paper = read(first, f"Consultation\tThe anglers.\nConflicts of interest\tNone\n\n{second}")
    records = [p for p in paper.parts if p.kind is Kind.DECISION_RECORD]
    assert [(p.title, p.committee, p.last_page) for p in records] == [
        ("Angling permits", "Councillor A Ash, Cabinet Member for Ponds", 2),
        ("Boat hire", "Councillor B Birch, Cabinet Member for Ponds", 2),
    ]


def test_a_council_s_name_broken_over_two_lines_is_not_who_meets() -> None:
    head = "ANYTOWN METROPOLITAN BOROUGH\n\nCOUNCIL\n\nPonds Committee\n\nAGENDA\n\nThursday, 22 January 2026\n\n"
    items = "1. Apologies\n\n2. Declarations of interest\n\n3. Minutes\n\n4. Ponds\n"
    assert read(head + items).parts[0].committee == "Ponds Committee"
