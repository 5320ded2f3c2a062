"""Decisions, votes and amendments over small papers: what was carried, what was lost, what was only proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered, NotInPapers
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.thresholds import Thresholds

MINUTES = """Anytown Borough Council

Minutes of the meeting of the Housing Committee held on Thursday, 4 May 2023

Present: Councillor Able (Chair), Councillor Baker, Councillor Cole

11. Minutes of the last meeting

The minutes of the meeting held on 2 March 2023 were agreed as a correct record.

12. Garage rents

(1) Councillor Able proposed that garage rents rise by four per cent.

(2) Councillor Baker proposed, and Councillor Cole seconded, the following amendment: that garage rents be frozen.

(3) The Chair put the amendment to the vote.

For (3)

Councillor Baker, Councillor Cole, Councillor Dunn

Against (8)

Councillor Able and others

Abstain (1)

Councillor Eve

Amendment lost.

(4) The Chair put the motion to the vote.

For (9)

Against (2)

Abstain (1)

Motion carried.

(5) RESOLVED that garage rents rise by 4% from 1 October 2023.

13. Allotments

The Committee considered allotments and the waiting list of 212 people.
"""
PROPOSED = """Anytown Borough Council – proposed record of decision

Decision to be taken by: Cabinet Member for Parks

Title of decision: Closure of the boating lake

Decision: the Cabinet Member agrees to close the boating lake on 1 June 2023.

Reasons for the decision: the boating lake leaks and its repair costs more than the income of ten years.
"""


@pytest.fixture
def engine(tmp_path: Path, small_store: Store) -> Engine:
    for name, text in (("minutes.md", MINUTES), ("lake.md", PROPOSED)):
        (tmp_path / name).write_text(text, "utf-8")
    ingest([tmp_path / "minutes.md", tmp_path / "lake.md"], small_store)
    # The test's embedder knows words only, so nearness in meaning must not decide what is off the topic.
    return Engine(StoreLibrary(small_store), thresholds=Thresholds(far=0.0, near=0.0))


def answer(engine: Engine, question: str) -> str:
    reply = engine.ask(question).answer
    assert isinstance(reply, Answered), reply
    return reply.text


def test_a_decision_is_given_with_the_vote_that_was_taken_on_it(engine: Engine) -> None:
    text = answer(engine, "How did the vote on garage rents go, was the motion carried?")
    assert "RESOLVED that garage rents rise by 4% from 1 October 2023." in text
    assert "For (9), Against (2), Abstain (1)" in text
    assert "Against (8)" not in text


def test_an_amendment_is_given_with_its_own_vote_and_as_lost(engine: Engine) -> None:
    text = answer(engine, "What became of Councillor Baker's amendment to freeze garage rents?")
    assert "For (3), Against (8), Abstain (1)" in text
    assert "Amendment lost." in text
    assert "resolved on" not in text


def test_a_proposed_record_is_not_told_as_a_decision(engine: Engine) -> None:
    reply = engine.ask("What did the Cabinet Member decide about the boating lake?").answer
    assert isinstance(reply, NotInPapers) or "resolved" not in reply.text
    assert isinstance(reply, NotInPapers) or "agrees to close" not in reply.text


def test_a_decision_told_in_a_sentence_is_found(engine: Engine) -> None:
    read = engine.library.store.catalogue.read(engine.library.store.catalogue.paper("minutes.md"))
    assert [(r.item.number if r.item else None, r.text) for r in read.resolutions] == [
        ("11", "The minutes of the meeting held on 2 March 2023 were agreed as a correct record."),
        ("12", "(5) RESOLVED that garage rents rise by 4% from 1 October 2023."),
    ]


def test_a_sum_that_no_paper_gives_is_refused(engine: Engine) -> None:
    assert isinstance(engine.ask("How much does the waiting list for allotments cost?").answer, NotInPapers)


def test_the_same_paper_under_two_names_answers_once(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "copy.md").write_text(MINUTES + "\n", "utf-8")
    ingest([tmp_path / "copy.md"], engine.library.store)
    engine.library.refresh()
    _, hits = engine.retrieve("garage rents")
    texts = [h.placed.passage.text.strip() for h in hits]
    assert len(texts) == len(set(texts))


def test_who_moved_and_seconded_is_told_from_the_motion_asked_about(engine: Engine) -> None:
    text = answer(engine, "Who seconded the amendment on garage rents?")
    assert "Councillor Baker proposed, and Councillor Cole seconded" in text
    assert "Amendment lost." in text
    assert "Able" not in text


def test_who_voted_against_is_told_by_name_and_of_the_vote_asked_about(engine: Engine) -> None:
    text = answer(engine, "Who voted for Councillor Baker's amendment on garage rents?")
    assert "Councillor Baker, Councillor Cole, Councillor Dunn" in text
    assert "Councillor Able and others" not in text


def test_who_wrote_a_report_is_told_from_its_own_line_and_by_nothing_else(
    tmp_path: Path, engine: Engine
) -> None:
    report = (
        "Anytown Borough Council\n\nReport to: Housing Committee, 1 June 2023\n\n# Damp and mould in council homes\n\n"
        "The Authority has inspected 4,000 homes for damp and mould since the winter, and Councillor Able asked for more.\n\n"
        "Damp and mould were found in 212 homes, of which 180 were treated.\n\n{}"
    )
    (tmp_path / "damp.md").write_text(
        report.format("## Report Author\n\nMaria Nightingale\n\nHead of Repairs\n"), "utf-8"
    )
    ingest([tmp_path / "damp.md"], engine.library.store)
    engine.library.refresh()
    text = answer(engine, "Who wrote the report on damp and mould?")
    assert "Maria Nightingale" in text
    assert "inspected" not in text


def test_a_count_of_something_else_is_no_answer(engine: Engine) -> None:
    assert "212" in answer(engine, "How many people are on the waiting list for allotments?")
    assert isinstance(
        engine.ask("How many evictions are on the waiting list for allotments?").answer, NotInPapers
    )


def test_who_chaired_is_told_from_the_attendance_of_the_meeting_asked_about(engine: Engine) -> None:
    assert "Councillor Able (Chair)" in answer(engine, "Who chaired the Housing Committee on 4 May 2023?")
    assert "Baker" not in answer(engine, "Who chairs the Housing Committee?")


def test_a_sum_for_something_else_is_no_answer(tmp_path: Path, engine: Engine) -> None:
    paper = "# Grants\n\nThe Council pays grants each year.\n\nThe yearly grant budget for bowling greens is £5,000.\n"
    (tmp_path / "grants.md").write_text(paper, "utf-8")
    ingest([tmp_path / "grants.md"], engine.library.store)
    engine.library.refresh()
    assert "£5,000" in answer(engine, "What is the yearly grant budget for bowling greens?")
    assert isinstance(engine.ask("What is the yearly grant budget for theatres?").answer, NotInPapers)


def test_who_did_something_is_told_only_by_words_for_that_doing(tmp_path: Path, engine: Engine) -> None:
    paper = "# Harbour works\n\nThe harbour contract was awarded to Plover Marine Limited by the Director in March.\n"
    (tmp_path / "works.md").write_text(paper, "utf-8")
    ingest([tmp_path / "works.md"], engine.library.store)
    engine.library.refresh()
    assert "Plover Marine" in answer(engine, "Who was awarded the harbour contract?")
    assert isinstance(engine.ask("Who surveyed the harbour contract?").answer, NotInPapers)


def test_how_many_is_not_answered_with_a_sum_of_money(tmp_path: Path, engine: Engine) -> None:
    paper = "# Pupils\n\nPupils at the harbour school cost £22,640 each.\n\nThe hill school has 312 pupils this term.\n"
    (tmp_path / "pupils.md").write_text(paper, "utf-8")
    ingest([tmp_path / "pupils.md"], engine.library.store)
    engine.library.refresh()
    assert "312" in answer(engine, "How many pupils does the hill school have?")
    told = engine.ask("How many pupils does the harbour school have?").answer
    assert isinstance(told, NotInPapers) or "22,640" not in told.text


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("The transfer of harbour staff takes in 70 people.", True),
        ("Option 2 puts off the transfer of harbour staff.", False),
        ("3) That the transfer of harbour staff be put off.", False),
        ("Harbour staff are kept from transfer until their 26th birthday.", False),
        ("Decision 24/00109 is on the transfer of harbour staff.", False),
    ],
)
def test_a_number_that_counts_nothing_is_no_answer(
    tmp_path: Path, engine: Engine, line: str, counts: bool
) -> None:
    (tmp_path / "staff.md").write_text(f"# Harbour staff\n\n{line}\n", "utf-8")
    ingest([tmp_path / "staff.md"], engine.library.store)
    engine.library.refresh()
    told = engine.ask("How many harbour staff would transfer?").answer
    assert isinstance(told, Answered) is counts, told


def test_a_bare_web_address_is_never_quoted(tmp_path: Path, engine: Engine) -> None:
    paper = "# Harbour plan\n\nThe harbour plan is for 12 berths.\n\nhttps://www.anytown.gov.uk/harbour-plan-berths-2025\n"
    (tmp_path / "plan.md").write_text(paper, "utf-8")
    ingest([tmp_path / "plan.md"], engine.library.store)
    engine.library.refresh()
    text = answer(engine, "How many berths is the harbour plan for?")
    assert "12 berths" in text
    assert "https" not in text


def test_a_list_of_contents_answers_nothing(tmp_path: Path, engine: Engine) -> None:
    paper = "# Contents\n\n4 Orchard spending plan .................................... 44\n"
    (tmp_path / "contents.md").write_text(paper, "utf-8")
    ingest([tmp_path / "contents.md"], engine.library.store)
    engine.library.refresh()
    told = engine.ask("How much is the orchard spending plan?").answer
    assert isinstance(told, NotInPapers) or "44" not in told.text


def test_where_the_best_passage_records_no_decision_the_minute_is_told(
    tmp_path: Path, engine: Engine
) -> None:
    record = (
        "Anytown Borough Council – record of decision\n\nDecision taken by: Housing Committee\n\n"
        "Title of decision: Garage rents\n\nReason for the decision on garage rents: costs rise.\n"
    )
    (tmp_path / "record.md").write_text(record, "utf-8")
    ingest([tmp_path / "record.md"], engine.library.store)
    engine.library.refresh()
    assert "RESOLVED that garage rents rise by 4%" in answer(engine, "What was decided on garage rents?")


def test_a_committee_asked_about_is_not_answered_for_by_another(tmp_path: Path, engine: Engine) -> None:
    for body, day, words in (
        ("Parks Committee", "7 March 2022", "rents be raised by 4%"),
        ("Cabinet", "12 April 2022", "the rise in allotment rents be put off"),
    ):
        (tmp_path / f"{body}.md").write_text(
            f"# Minutes of the {body} held on {day}\n\nPresent: Councillor Ash\n\n1. Apologies\n\nNone.\n\n"
            f"2. Allotment rents\n\nThe report on allotment rents was presented.\n\nRESOLVED that {words}.\n",
            "utf-8",
        )
    ingest([tmp_path], engine.library.store)
    engine.library.refresh()
    for body, words in (("Parks Committee", "raised by 4%"), ("Cabinet", "put off")):
        asked = f"What did the {body} decide on putting off the rise in allotment rents?"
        assert words in answer(engine, asked)


def test_a_name_in_a_title_is_known_by_its_initials(tmp_path: Path, engine: Engine) -> None:
    minutes = MINUTES.replace("12. Garage rents", "12. Joint Garage Rents Panel").replace(
        "garage rents", "them"
    )
    (tmp_path / "panel.md").write_text(minutes.replace("4 May", "5 May"), "utf-8")
    ingest([tmp_path / "panel.md"], engine.library.store)
    engine.library.refresh()
    query, _ = engine.retrieve("What was resolved on the JGRP?")
    assert "joint garage rents panel" in {v for t in query.terms for v in t.variants}


def test_a_long_resolution_is_led_by_its_minutes_number_alone(tmp_path: Path, engine: Engine) -> None:
    clauses = "\n\n".join(
        f"{n}) that the windmill's sail number {n} be mended, painted white and hung anew before the harvest."
        for n in range(1, 9)
    )
    minutes = MINUTES.replace(
        "5) RESOLVED that garage rents rise by 4% from 1 October 2023.", f"RESOLVED:\n\n{clauses}"
    )
    minutes = minutes.replace("12. Garage rents", "12. The windmill and its sails").replace("4 May", "6 May")
    (tmp_path / "mill.md").write_text(minutes, "utf-8")
    ingest([tmp_path / "mill.md"], engine.library.store)
    engine.library.refresh()
    text = answer(engine, "What was resolved on the windmill's sails on 6 May 2023?")
    assert "on 6 May 2023 (minute 12):" in text
    assert "sail number 8 be mended" in text


def test_of_a_resolution_too_long_to_show_the_clauses_asked_about_are_shown(
    tmp_path: Path, engine: Engine
) -> None:
    clauses = "\n\n".join(
        f"{n}) that the {sail} of the watermill be mended, painted white and hung anew before the next harvest festival."
        for n, sail in enumerate(("wheel", "sluice", "hopper", "millstone", "belt", "ladder", "hoist", "floor", "door", "race"), 1)
    )  # fmt: skip
    minutes = MINUTES.replace(
        "5) RESOLVED that garage rents rise by 4% from 1 October 2023.", f"RESOLVED:\n\n{clauses}"
    )
    (tmp_path / "mill.md").write_text(
        minutes.replace("12. Garage rents", "12. The watermill").replace("4 May", "7 May"), "utf-8"
    )
    ingest([tmp_path / "mill.md"], engine.library.store)
    engine.library.refresh()
    text = answer(engine, "What was resolved on the door of the watermill on 7 May 2023?")
    assert "that the door of the watermill be mended" in text
    assert "…" in text
    assert len(text.split()) <= 160


def test_the_agenda_of_a_day_is_given_whole_where_no_matter_of_it_is_named(
    tmp_path: Path, engine: Engine
) -> None:
    for day, last in (("6 June 2023", "Ducks"), ("4 July 2023", "Geese")):
        agenda = (
            f"Anytown Borough Council\n\nAgenda\n\nHousing Committee\n\nDate: {day}\n\n1. Apologies\n\n"
            f"2. Minutes of the last meeting (Pages 3 - 9)\n\n3. {last} on the towpath (Pages 10 - 12)\n"
        )
        (tmp_path / f"{last}.md").write_text(agenda, "utf-8")
        ingest([tmp_path / f"{last}.md"], engine.library.store)
    engine.library.refresh()
    text = answer(engine, "What is the closing thing on the 6 June 2023 agenda?")
    assert "Ducks on the towpath" in text
    assert "Geese" not in text


def test_a_minute_without_a_decision_does_not_borrow_another_minutes(tmp_path: Path, engine: Engine) -> None:
    minutes = (
        "Anytown Borough Council\n\nMinutes of the meeting of the Parks Committee held on Thursday, 8 June 2023\n\n"
        "21. Repair of the north pond\n\nThe Committee considered the repair of the north pond and its banks.\n\n"
        "22. Repair of the south pond\n\nThe Committee considered the repair of the south pond and its banks.\n\n"
        "RESOLVED that the repair of the south pond begin in autumn.\n"
    )
    (tmp_path / "ponds.md").write_text(minutes, "utf-8")
    ingest([tmp_path / "ponds.md"], engine.library.store)
    engine.library.refresh()
    told = engine.ask("What was decided on the repair of the north pond and its banks?").answer
    assert isinstance(told, NotInPapers) or "begin in autumn" not in told.text
