"""What stands over a table, and over what stands below it: captions, sections, the columns of a table's own."""

from __future__ import annotations

import pytest

from ingest.papers import Kind, Passage, ReadPaper
from ingest.text.dates import month_column
from rag.units import units
from tests.test_noted import read

REPORT = """Ponds: Half-Year Report

4. Ponds in use

4.1 The ponds are cleared twice a year, by the two wardens and by the volunteers of the Friends, who are thanked for it.

{caption}
Pond\t2024\t2025
North\t12\t14
South\t9\t7
East\t31\t28
West\t18\t16
The Dell\t22\t21
Note: the Dell was dry in June.

4.2 Newts were seen in three of the five ponds this year, which is one more than in any year since the survey was begun in 2009.

5. Staff
5.1 There are two wardens. One of them retires at the end of March and the other will work on four days a week until then.
"""


def _of(paper: ReadPaper, words: str) -> Passage:
    return next(p for p in paper.passages if words in p.text)


@pytest.mark.parametrize(
    "caption",
    [
        "Table 3: Frogs counted in each pond",
        "Table 3 – Frogs counted in each pond",
        "Table B. Frogs counted in each pond",
        "TABLE 3: FROGS COUNTED",
        "Figure 2 Frogs counted in each pond",
        "Table 3: Frogs counted in each pond\n",
    ],
)
def test_a_caption_leads_its_rows_and_not_the_paragraph_below_the_table(caption: str) -> None:
    paper = read(REPORT.format(caption=caption))
    table, below = _of(paper, "North"), _of(paper, "4.2 Newts")
    row = next(u for u in units(table) if u.cells and u.cells[0] == "North")
    assert row.lead == caption.strip()
    newts = next(u for u in units(below) if u.text.startswith("4.2"))
    assert caption.strip() not in (newts.lead, *below.headings)
    assert "4. Ponds in use" in (newts.lead, *below.headings)


@pytest.mark.parametrize(
    "words", ["Table 3 shows how many there were.", "Tables are to be had from the Clerk"]
)
def test_a_sentence_about_a_table_is_no_caption(words: str) -> None:
    table = _of(read(REPORT.format(caption=words)), "North")
    assert next(u for u in units(table) if u.cells and u.cells[0] == "North").lead != words


def test_a_note_under_a_table_stays_with_its_caption_and_what_follows_a_second_table_has_neither() -> None:
    caption, second = "Table 3: Frogs", "Table 4: Toads\nPond\t2024\t2025\nNorth\t1\t2\nSouth\t3\t4\n"
    paper = read(REPORT.format(caption=caption).replace("4.2 Newts", f"{second}\n4.2 Newts"))
    note = next(u for p in paper.passages for u in units(p) if u.text.startswith("Note:"))
    assert note.lead != "Table 4: Toads"
    toads = next(u for p in paper.passages for u in units(p) if u.cells[:2] == ("North", "1"))
    assert toads.lead == "Table 4: Toads"
    assert not any(h.startswith("Table") for h in _of(paper, "4.2 Newts").headings)


def test_a_number_over_the_first_of_its_paragraphs_heads_a_section_and_no_minute() -> None:
    paper = read(REPORT.format(caption="Table 3: Frogs"))
    wardens = next(
        u for p in paper.passages for u in units(p) if "two wardens. One" in u.text or "5.1" in u.text
    )
    assert "5. Staff" in (wardens.lead, *_of(paper, "5.1").headings)
    minutes = "MINUTES of the PONDS COMMITTEE held on 4 March 2025\n\nPresent: Councillor Ash\n\n{}"
    items = [
        f"{n} {t}\nThe Committee noted it.\n\n" for n, t in ((12, "MINUTES"), (13, "PONDS"), (14, "FEES"))
    ]
    sections = [f"{n} Part {n}\n{n}.1 It was told that all was well.\n\n" for n in (1, 2)]
    found = read(minutes.format("".join([*items[:2], *sections, items[2]])))
    assert [i.number for i in found.items] == ["12", "13", "14"]


@pytest.mark.parametrize(
    ("heading", "month"),
    [("Apr", 4), ("June 2025", 6), ("Sept-25", 9), ("March target", None), ("2025", None), ("May", 5)],
)
def test_a_column_of_a_month(heading: str, month: int | None) -> None:
    assert month_column(heading) == month


def test_what_a_local_account_welcomes_and_lists_makes_no_agenda_of_it() -> None:
    account = (
        "Care in Anytown\n\nOur Local Account\n2023/24\n\nAnytown City Council\nContents\nWelcome 2\nApologies and complaints 21\n"
        "Questions 22\n\nWelcome\nAs the Cabinet Member I go out each month, and thank all who work with us.\n\n1 April 2023 to 31 March 2024\n"
    )
    (part,) = read(account).parts
    assert (part.kind, part.committee) == (Kind.ANNUAL_REPORT, None)
    called = "Health Board\n\nLocal Account and other business\n\nAGENDA\n\nTuesday, 4 March 2025\n\n1. Apologies\n\n2. Minutes\n\n3. Questions\n"
    assert read(called).parts[0].kind is Kind.AGENDA
