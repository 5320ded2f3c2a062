"""Items that run into their text, appendices, agendas in tables, and records whose labels a column broke."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.papers import Kind, Page, Role
from ingest.structure.paper import read_structure
from tests.test_noted import read

HEAD = """PONDS COMMITTEE

Minutes of the meeting held on 4 March 2025

Present: Councillors Ash (Chair) and Birch

12. Apologies
There were none.

13. Weeds
RESOLVED that:-
(1) The weeds be cut.
(2) A report on ducks be brought to the next meeting.
"""
TAIL = """
15. Any Other Business
There was none.
"""


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("14. Ducks, Geese, Swans and Other Water Birds of the Borough 2024/25\nThe Committee considered a note by the Ranger.", None),
        ("14. Ducks\n(Councillor Ash left the room.)\nThe Committee considered a note by the Ranger.", "Ducks"),
        ("14. DUCKS AND GEESE ON THE PONDS OF THE NORTHERN PARISHES:\nTHE SECOND YEAR\n(Report No. 7)\nThe Ranger spoke to it.", None),
        ("14. 2025 Count of Ducks: Method and Timetable\nMr Elm outlined the way it was done. There were ninety ducks.", None),
    ],
)  # fmt: skip
def test_a_title_over_its_own_text_is_an_item_where_the_numbers_lack_one(
    item: str, title: str | None
) -> None:
    found = read(HEAD + item + "\nRESOLVED that the note be received.\n" + TAIL)
    assert [i.number for i in found.items] == ["12", "13", "14", "15"]
    assert title is None or found.items[2].title == title
    assert "Ranger" not in found.resolutions[0].text
    assert [r.item for r in found.resolutions] == [found.items[1], found.items[2]]


def test_the_last_clause_of_a_list_is_no_item() -> None:
    clauses = "".join(f"{n}. The {word} be cleared.\n" for n, word in enumerate(("pond", "path", "bank"), 12))
    found = read(
        HEAD.replace(
            "(1) The weeds be cut.\n(2) A report on ducks be brought to the next meeting.\n", clauses
        )
        + TAIL
    )
    assert "14" not in {i.number for i in found.items}


def test_a_parish_councils_titles_may_end_in_a_full_stop_in_their_own_line() -> None:
    found = read(
        "ANYTOWN PARISH COUNCIL\n\nMinutes of the meeting held on 4 March 2025\n\nPresent: Cllrs Ash and Birch\n\n"
        "**41/25 Apologies.** Cllr Elm (at sea). Accepted.\n\n**42/25 The pond.** The Clerk said that it leaked.\n\n"
        "**43/25 Next meeting.** 1 April.\n"
    )
    assert [(i.number, i.title) for i in found.items] == [
        ("41/25", "Apologies"),
        ("42/25", "The pond"),
        ("43/25", "Next meeting"),
    ]


def test_minutes_that_say_twice_what_they_are_are_one_part() -> None:
    found = read(
        "Anytown City Council\n\nMinutes\n\nPonds Committee\n\nTuesday, 4th March, 2025 10.00 am\n\nMinutes of the meeting held on 4 March 2025\n\n"
        "Present:\nCouncillor Ash – in the Chair\n\nPC/25/01 Weeds\n\nThe weeds were looked at.\n\nPC/25/02 Ducks\n\nNone were seen.\n"
    )
    assert [(p.kind, p.committee) for p in found.parts] == [(Kind.MINUTES, "Ponds Committee")]


def test_an_appendix_behind_minutes_is_of_their_meeting() -> None:
    first = HEAD + TAIL
    appendix = "# Appendix A\n\nMeasure | 2024 | 2025\nDucks | 4 | 9\nGeese | 1 | 2\n"
    found = read_structure(
        [Page(number=1, text=first), Page(number=2, text=appendix)],
        file_name="minutes.pdf", path="minutes.pdf", sha256="0" * 64, paginated=True,
    )  # fmt: skip
    assert [(p.kind, p.committee, p.date) for p in found.parts] == [
        (Kind.MINUTES, "Ponds Committee", date(2025, 3, 4)),
        (Kind.OTHER, "Ponds Committee", date(2025, 3, 4)),
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "**AGENDA**\n\n| No. | Item | Pages |\n|---|---|---|\n| 1 | Apologies | |\n| 2 | Declarations | |\n| 3 | Minutes of 4 February 2025 | 3 |\n| 4 | Ducks | 5 |\n",
        "BUSINESS\n\n1 Apologies\n\n2 Declarations of interest\n\n3 Minute of 4 February 2025\n\n4 Notices of motion\n",
    ],
)
def test_an_agenda_in_a_table_or_under_business_is_known(listed: str) -> None:
    found = read(
        "ANYTOWN COUNTY COUNCIL\nadministering authority for the Board of Ducks\n\nPONDS COMMITTEE\n\nTuesday 4 March 2025, 2.00 pm\n\n"
        + listed
    )
    (part,) = found.parts
    assert (part.kind, part.committee, part.date) == (Kind.AGENDA, "Ponds Committee", date(2025, 3, 4))


def test_a_meeting_of_the_council_is_the_councils() -> None:
    found = read(
        "Anytown County Council\n\nAnnual Meeting of the County Council\nThursday 6 March 2025, 10.30 am, Council Chamber, Shire House\n\n"
        "AGENDA\n\n1. Apologies\n2. Declarations of interest\n3. Minutes of 2 January 2025\n\nJANE ELM, Chief Executive\n"
    )
    assert (found.parts[0].kind, found.parts[0].committee) == (Kind.AGENDA, "County Council")


def test_a_records_label_that_a_column_broke_is_read_whole() -> None:
    found = read(
        "Decision record CMD/25/043\n\nTitle Cutting of weeds\nDecision\tCouncillor Ash, Cabinet Member for\nmaker\tPonds and Lakes\n"
        "Date of\t4 March 2025\n**decision**\n**Key decision No**\n\nDecision\n\nThat the weeds be cut.\n\nReasons\n\nThey are long.\n"
    )
    (part,) = found.parts
    assert (part.kind, part.date) == (Kind.DECISION_RECORD, date(2025, 3, 4))
    assert part.committee == "Councillor Ash, Cabinet Member for Ponds and Lakes"


def test_a_decision_within_a_paragraph_is_one_of_its_own() -> None:
    found = read(
        HEAD
        + "\n14. Fees\n\nThe fees had last been raised in 2021. RESOLVED that they be raised by\na tenth from 1 April. The Clerk would write to "
        "all who pay.\n\n15. Weeds\n\nThey grew. The report was NOTED.\n"
    )
    fees = found.resolutions[-1]
    assert fees.text == "RESOLVED that they be raised by\na tenth from 1 April."
    assert fees.item
    assert fees.item.number == "14"
    assert any(p.role is Role.RESOLUTION and p.text == fees.text for p in found.passages)
    assert any("The Clerk would write" in p.text and "RESOLVED" not in p.text for p in found.passages)


def test_resolved_below_a_title_in_capitals_is_not_of_the_title() -> None:
    found = read(
        HEAD
        + "\n14. APPOINTMENTS\nRESOLVED:\n(1) That Councillor Elm join the Board.\n(2) That Mr Fir stay.\n"
        + TAIL
    )
    assert [i.title for i in found.items] == ["Apologies", "Weeds", "APPOINTMENTS", "Any Other Business"]
    assert [c.text for c in found.resolutions[-1].clauses] == [
        "That Councillor Elm join the Board.",
        "That Mr Fir stay.",
    ]


def test_a_bold_resolution_that_begins_within_a_line_goes_on_in_the_next() -> None:
    text = "14. APPEALS\nIt was lost. RESOLVED – That the report be\nnoted and that training be held before the May\nmeeting.\n"
    start = (HEAD + text).index("noted and")
    bold = frozenset({start, (HEAD + text).index("meeting.\n", start)})
    found = read_structure(
        [Page(number=1, text=HEAD + text, bold=bold)],
        file_name="m.pdf",
        path="m.pdf",
        sha256="0" * 64,
        paginated=True,
    )
    assert found.resolutions[-1].text.split() == [
        "RESOLVED",
        "–",
        "That",
        "the",
        "report",
        "be",
        "noted",
        "and",
        "that",
        "training",
        "be",
        "held",
        "before",
        "the",
        "May",
        "meeting.",
    ]


@pytest.mark.parametrize(
    "dashes",
    ["|---|---|---|---|", "|---|--:|--:|:-:|"],
)
def test_a_markdown_table_headed_by_years_has_its_columns(dashes: str) -> None:
    rows = "| Ducks | 4 | 9 | 11 |\n| Geese | 1 | 2 | 3 |\n| Swans | 0 | 1 | 1 |\n"
    found = read(f"# Report\n\n## Birds\n\n| Bird | 2022 | 2023 | 2024 |\n{dashes}\n{rows}")
    (table,) = (p for p in found.passages if "Ducks" in p.text)
    assert table.columns == ("Bird", "2022", "2023", "2024")
