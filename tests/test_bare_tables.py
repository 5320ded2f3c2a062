"""Tables of plain text, as extracts of a PDF set them: a row on a line, over several, or each cell on a line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.papers import Page, Role
from ingest.structure.paper import read_structure
from ingest.text.bare_tables import bare_tables
from ingest.text.lines import lines
from rag.units import units

ALIGNED = """Indicators
                                       2023/24   2024/25   Target   Rating
Homes completed                        141       187       175      GREEN
Households in temporary
accommodation at year end (L)          96        131       90       RED
Rent collected (%)                     97.9      98.3      98.5     AMBER
"""
BARE = """How do we compare?
Measure Widget 2023/24 Widget 2024/25 England 2024/25
Overall satisfaction with care 58.9% 61.7% 60.8%
People who find it easy to find information 62.0% 66.3% 65.9%
Carers' quality of life (every two years) - 7.0 7.1
Source: the survey of adults.
"""
STACKED = """Indicator
2022/23
2023/24
Direction

Employment rate
70.8%
71.9%
Improved

Jobs made safe
1,214
1,087
Got worse

Fly-tips reported
9,346
8,127
Improved
"""
GROUPS = """Action
Due
Status
Comment

Open eight hubs
March 2025
On track
Four open

Adopt a new plan
December 2024
Delayed
Now expected spring 2026

Bring parking in house
January 2024
Complete
27 staff transferred

Refurbish the library
September 2024
At risk
Cost went up from £4.6m to £5.9m
"""
STEPPED = """Area                      Waiting    of which        Longest wait
                                     over 28 days    (days)

Ferry and Quay              1,288         702            151
Mill Vale                   1,034         588            139
TOTAL                       2,322       1,290            151
"""
LAID = """Ref   Action                            Due        Status        Owner
A1    Larkspur Rise: 44 homes           Sep 2024   Complete,     P Ash
                                                   late
A7    Insulate the town hall            Oct 2024   Complete      R Birch
A20   Customer points in                Mar 2025   Delayed       C Cedar
      three libraries
"""


@pytest.mark.parametrize(
    ("text", "columns", "row"),
    [
        (ALIGNED, ("Indicators", "2023/24", "2024/25", "Target", "Rating"), ("Households in temporary accommodation at year end (L)", "96", "131", "90", "RED")),
        (BARE, ("Measure", "Widget 2023/24", "Widget 2024/25", "England 2024/25"), ("Carers' quality of life (every two years)", "-", "7.0", "7.1")),
        (STACKED, ("Indicator", "2022/23", "2023/24", "Direction"), ("Jobs made safe", "1,214", "1,087", "Got worse")),
        (GROUPS, ("Action", "Due", "Status", "Comment"), ("Adopt a new plan", "December 2024", "Delayed", "Now expected spring 2026")),
        (STEPPED, ("Area", "Waiting", "of which over 28 days", "Longest wait (days)"), ("Mill Vale", "1,034", "588", "139")),
        (LAID, ("Ref", "Action", "Due", "Status", "Owner"), ("A20", "Customer points in three libraries", "Mar 2025", "Delayed", "C Cedar")),
    ],
)  # fmt: skip
def test_a_table_is_found_with_its_headings(
    text: str, columns: tuple[str, ...], row: tuple[str, ...]
) -> None:
    (table,) = bare_tables(text)
    assert table.heading is not None
    assert table.heading.cells == columns
    assert row in [r.cells for r in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "The rate was 12.5 in 2022 and 2023\nand fell again in 2024 to 9.8 while 4 5\nof the schools had 12 13.\n",
        "1. Apologies 1 - 2\n2. Minutes of the last meeting 3 - 10\n3. Budget 11 - 20\n4. Rents 21 - 30\n",
        "5. Minutes (Pages 3 - 7)\n6. Budget (Pages 9 - 24)\n7. Rents (Pages 25 - 30)\n",
        "- Repair Shed – £8,750\n- Bowls Club – £5,100\n- Village Hall – £14,500\n",
        "| Homes | 12 | 14 |\n| Flats | 3 | 4 |\n| Shops | 5 | 6 |\n",
        "Contacts for repairs\n\nJane Ash, manager 020 7946 0018\nTom Birch, manager 020 7946 0455\nAnn Cole, officer 020 7946 0911\n",
        "Councillor Ash asked about homes in 2022 2023\nThe rate fell to 4 5 in all wards\nBirch spoke of 12 13\n",
        "Item Page\n1 Apologies 1 2\n2 Minutes 3 8\n3 Parks plan 9 20\n",
        "Discount | £0 - £105\nBand one £0 - £105\nBand two £105 - £150\nBand three £150 - £190\n",
        # which of the three years the two figures are of is not told
        "Measure 2022/23 2023/24 2024/25\nHomes built 120 140 160\nHomes sold 30 25\nVoid homes 12 14\nRents lost 3 4\n",
        "Measure      2022/23  2023/24  2024/25\nHomes built  120      140\nHomes sold   30       25\nVoid homes   12       14\n",
        "Councillor Ash\nCouncillor Birch\nCouncillor Cedar\n\nCouncillor Elm\nCouncillor Fir\nCouncillor Hazel\n",
    ],
)
def test_prose_agendas_lists_and_ruled_tables_are_none(text: str) -> None:
    assert bare_tables(text) == ()


def test_headings_that_end_in_a_connecting_word_are_no_label() -> None:
    text = "Ward Dwellings Lets % Licences applied for\nQuay 4,120 511 12.4 398\nArd 3,466 482 13.9 350\nTarn 1,200 50 4.2 44\n"
    assert bare_tables(text)[0].rows[0].cells == ("Quay", "4,120", "511", "12.4", "398")


@pytest.mark.parametrize("text", [ALIGNED, BARE, STACKED, GROUPS, STEPPED, LAID])
def test_its_rows_are_quoted_with_their_columns_from_any_part_of_it(text: str) -> None:
    read = read_structure(
        [Page(number=1, text=f"Widget Borough Council\n\nAnnual report 2024/25\n\nWhat we did\n\n{text}")],
        file_name="report.txt", path="report.txt", sha256="0" * 64, paginated=False,
    )  # fmt: skip
    (table,) = [p for p in read.passages if p.role is Role.TABLE]
    rows = [u for u in units(table) if u.cells and u.cells != table.columns]
    assert len(rows) >= 3
    for unit in rows:
        assert len(unit.cells) == len(table.columns)
        assert _letters(table.text[unit.start : unit.end]) == _letters("".join(unit.cells))


def _letters(text: str) -> list[str]:
    """Give a text's characters, in any order: a cell may go on below another."""
    return sorted("".join(text.split()))


def test_what_is_withheld_is_cut_without_them() -> None:
    page = Page(number=1, text=ALIGNED)
    assert [k.raw for k in lines([page], bare=False)] == ALIGNED.splitlines()


@given(
    st.lists(
        st.sampled_from(["Homes built", "12", "n/a", "", "Got worse", "2023/24", "of which (%)", "1,204 45%", "The end.", "| a |", "Mar 2024", "Rents 3 4", "RED", "£5m", "Ref  Due  Owner", "A1   May  Ash", "     2025", "A2   June Birch"]),
        max_size=40,
    )
)  # fmt: skip
def test_no_letter_is_lost_or_told_twice(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found = bare_tables(text)
    rows = [r for t in found for r in ([t.heading, *t.rows] if t.heading else t.rows)]
    assert all(a.end <= b.start for a, b in pairwise(sorted(rows, key=lambda r: r.start)))
    for row in rows:  # a heading over two columns is said of both
        assert set(_letters(text[row.start : row.end])) == set(_letters("".join(row.cells)))
    told = "\n".join(k.raw for k in lines([Page(number=1, text=text)]))
    assert told.split() == text.split()
