"""Briefings: per item what is asked, decided and promised before; every line holds on its page."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from eval.briefings import score
from ingest.papers import ReadPaper
from ingest.reading.files import read_paper
from ingest.text.lines import plain
from rag.briefed import Brief, ItemBrief
from rag.briefing import brief
from rag.faults import fault
from rag.followed import municipal_year
from rag.meetings import Meeting, meetings, named
from rag.words import Weights, words
from tests.conftest import ROOT
from tests.test_noted import MINUTES, read

AGENDA = """Anytown Borough Council

Housing Committee

Tuesday, 1 July 2025 at 7.00 pm

Agenda

1. Apologies

2. Declarations of Interest

3. Minutes

4. Repairs and Damp

Report of the Director of Homes

5. Garages

6. Any Other Business
"""


def weights_of(reads: tuple[ReadPaper, ...]) -> Weights:
    count = Counter(w for r in reads for p in r.passages for w in set(words(plain(p.text))))
    return Weights(count, sum(len(r.passages) for r in reads))


@pytest.fixture(scope="module")
def packs() -> tuple[ReadPaper, ...]:
    return tuple(read_paper(f) for f in sorted((ROOT / "corpus").glob("20*.md")))


@pytest.fixture(scope="module")
def march(packs: tuple[ReadPaper, ...]) -> Brief:
    (meeting,) = named("17 March 2022", meetings(packs))
    return brief(packs, meeting, weights_of(packs))


def item(found: Brief, number: str) -> ItemBrief:
    return next(i for i in found.items if i.item.number == number)


def test_meetings_are_named_by_committee_date_or_both(packs: tuple[ReadPaper, ...]) -> None:
    every = meetings(packs)
    assert [m.date for m in every] == [date(2017, 7, 10), date(2022, 3, 17)]
    assert named("health and well-being", every) == named("10 July 2017", every) == every[:1]
    assert named("scrutiny 10 July 2017", every) == ()
    assert named("", every) == ()


def test_every_line_of_a_briefing_passes_the_check_of_answers(march: Brief) -> None:
    assert len(march.statements) > 25
    assert [fault(s) for s in march.statements if fault(s)] == []
    assert march.dropped == ()


def test_what_a_report_asks_is_given_in_its_own_words(march: Brief) -> None:
    (asked,) = item(march, "6").asked
    assert asked.lead
    assert asked.lead.words == "“The Education and Children's Scrutiny Board (2) are recommended to”"
    assert next(s.words for s in asked.clauses) == "“1) To note the current progress”"
    assert len(asked.clauses) == 3


def test_promises_of_the_last_meeting_stand_under_the_minutes_with_their_owner(march: Brief) -> None:
    told = item(march, "3").promised
    assert told[0].promised.who == "Officers"
    assert told[0].told.words.startswith("9 December 2021, minute 21: “Officers agreed to provide")
    assert told[1].told.words.startswith("9 December 2021, minute 21, resolved: “Write to the Cabinet Member")
    assert not told[0].taken_up
    asked = [q.words for q in item(march, "3").questions]
    assert len(asked) == len(told) == 5
    assert asked[0].endswith("Which paper answers that?")
    assert asked[1].endswith("…” What came of it?")


def test_earlier_decisions_are_found_by_title_and_other_committees_are_marked() -> None:
    agenda = read(AGENDA, name="agenda.txt", sha="a" * 64)
    minutes = read(MINUTES.format(standing=""), name="minutes.txt", sha="b" * 64)
    other = read(
        MINUTES.format(standing="").replace("Housing Committee", "Finance Committee"),
        name="f.txt",
        sha="c" * 64,
    )
    reads = (agenda, minutes, other)
    (meeting,) = meetings(reads)
    assert isinstance(meeting, Meeting)
    garages = item(brief(reads, meeting, weights_of(reads)), "5")
    assert [("(another committee)" in s.words) for s in garages.decided] == [True, False]
    only = brief(reads, meeting, weights_of(reads), item="5")
    assert [i.item.number for i in only.items] == ["5"]


def test_a_lost_amendment_and_a_later_meeting_are_no_earlier_decisions() -> None:
    agenda = read(AGENDA, name="agenda.txt", sha="a" * 64)
    later = read(
        MINUTES.format(standing="").replace("3 June 2025", "5 August 2025"), name="later.txt", sha="b" * 64
    )
    reads = (agenda, later)
    (meeting,) = meetings(reads)
    assert all(not i.decided and not i.promised for i in brief(reads, meeting, weights_of(reads)).items)


def test_figures_that_moved_are_rows_over_periods_or_sentences_that_say_so(march: Brief) -> None:
    moved = [s.words for s in item(march, "4").figures.moved]
    assert any("from 400 in 2019/20 to 317" in words for words in moved)
    assert any("129 in Last Q4 and 168 in Q4" in words for words in moved)


def test_rows_of_two_tables_with_one_label_are_told_apart_by_what_their_tables_count(march: Brief) -> None:
    moved = [
        s.words for s in item(march, "4").figures.moved if "features neglect as a primary risk" in s.words
    ]
    assert [m.split(":")[0] for m in moved] == ["New Plans", "All Current Plans at Quarter End"]


def test_what_the_agenda_itself_asks_is_told(packs: tuple[ReadPaper, ...]) -> None:
    (meeting,) = named("10 July 2017", meetings(packs))
    (asked,) = item(brief(packs, meeting, weights_of(packs), item="4"), "4").asked
    assert asked.clauses[0].words.startswith("“To confirm the appointment of Dr Adrian Canale-Parola")


def test_briefings_of_the_packs_match_the_truth_made_by_hand(packs: tuple[ReadPaper, ...]) -> None:
    truth = [
        m
        for m in json.loads((ROOT / "tests/truth/briefings.json").read_text("utf-8"))
        if m["folder"] == "corpus"
    ]
    tally, misses, _ = score(truth, ROOT)
    assert misses == []
    assert tally["recommendations right"] == tally["recommendations"] == 28
    assert tally["lines that hold"] == tally["lines"]


def test_a_municipal_year_runs_from_may() -> None:
    assert [municipal_year(d) for d in (date(2022, 4, 30), date(2022, 5, 1))] == [2021, 2022]


PAGE = """Housing Committee

Minutes of the meeting held on 1 July 2025

1. Petitions

To receive petitions handed in by residents of the borough before the meeting.

Minutes:

There were no petitions.

2. Minutes

To confirm as a correct record the minutes of the meeting held on 3 June 2025.

Minutes:

The minutes were approved.

3. Garages

To consider the results of the survey of garages and to decide which are sold.

Minutes:

RESOLVED that:

1. To note the survey of garages.
"""


def test_a_page_that_gives_agenda_and_minutes_item_by_item_is_prepared_for_by_its_agenda_alone() -> None:
    page = read(PAGE, name="page.txt", sha="a" * 64)
    earlier = read(MINUTES.format(standing=""), name="minutes.txt", sha="b" * 64)
    reads = (page, earlier)
    (meeting,) = meetings(reads)
    assert (meeting.committee, meeting.date) == ("Housing Committee", date(2025, 7, 1))
    told = brief(reads, meeting, weights_of(reads))
    asked = {i.item.title: [s.words for a in i.asked for s in a.clauses] for i in told.items}
    assert asked == {
        "Petitions": [],
        "Minutes": ["“To confirm as a correct record the minutes of the meeting held on 3 June 2025.”"],
        "Garages": ["“To consider the results of the survey of garages and to decide which are sold.”"],
    }
    assert [d.part.date for d in item(told, "3").earlier] == [date(2025, 6, 3)]
    agenda = read(AGENDA, name="agenda.txt", sha="c" * 64)
    assert [m.agenda.paper.file_name for m in meetings((page, agenda))] == ["agenda.txt"]


def test_a_change_that_two_papers_of_an_item_tell_is_told_once(packs: tuple[ReadPaper, ...]) -> None:
    (meeting,) = named("10 July 2017", meetings(packs))
    moved = [s.words for s in item(brief(packs, meeting, weights_of(packs), item="12"), "12").figures.moved]
    assert sum("35.9%" in words for words in moved) == 1
