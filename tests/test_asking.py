"""What is asked for and what is named: agendas, private business, replies, votes, names and quarters, on papers made here."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.absent import names
from rag.answers import Answered, NotInPapers, Silence
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.thresholds import Thresholds

AGENDA = """Anytown Borough Council

Agenda for the meeting of the Housing Committee to be held on Thursday, 8 June 2023

1. Apologies

2. Minutes of the last meeting (Pages 3 - 6)

3. Garage rents (Pages 7 - 12)
Report of the Director of Housing

4. Allotments (Pages 13 - 20)
Report of the Head of Parks

Private Business

Nil
"""
QUESTIONS = """Anytown Borough Council

Questions put at the meeting of the Council on 6 July 2023

Question by Councillor Able to Councillor Cole, Cabinet Member for Parks

The boating lake at Mill Park has leaked since March. Will the Cabinet Member tell the Council when the lake will be mended?

Answer

The contractor starts on 4 September. The work takes three weeks.
"""
MINUTES = """Anytown Borough Council

Minutes of the meeting of the Housing Committee held on Thursday, 4 May 2023

Present: Councillor Able (Chair), Councillor Baker, Councillor Cole

11. Garage rents

(1) Councillor Able proposed that garage rents rise by four per cent.

(2) The Chair put the motion to the vote. For (9) Councillor Able and others. Against (2) Councillor Baker, Councillor Dunn. Abstain (1) Councillor Eve.

(3) RESOLVED that garage rents rise by 4% from 1 October 2023.

12. Lettings

In quarter 3 the Council let 212 homes, as many as the year before. Lettings in Norwood were slow.

13. Repairs

Repairs to homes took nine days.
"""
FILLER = (
    "The Committee spoke of matter {n}: homes, tenants, rents and repairs in the borough, for the {n}th time."
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    from tests.conftest import WordEmbedder

    folder = tmp_path_factory.mktemp("asking")
    papers = {"agenda.md": AGENDA, "questions.md": QUESTIONS, "minutes.md": MINUTES}
    papers["notes.md"] = "\n\n".join(f"## Note {n}\n\n{FILLER.format(n=n) * 3}" for n in range(250))
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    store = Store(folder / "data", WordEmbedder())
    ingest([folder / name for name in papers], store)
    return Engine(StoreLibrary(store), thresholds=Thresholds(far=0.0, near=0.0))


def told(engine: Engine, question: str, *history: str) -> str:
    answer = engine.ask(question, history=history).answer
    assert isinstance(answer, Answered), answer
    return answer.text


def refused(engine: Engine, question: str) -> NotInPapers:
    answer = engine.ask(question).answer
    assert isinstance(answer, NotInPapers), answer
    return answer


def test_an_agenda_asked_for_as_such_is_given_whole_and_in_order(engine: Engine) -> None:
    text = told(engine, "What is on the agenda for 8 June 2023?")
    places = [
        text.index(title) for title in ("Apologies", "Minutes of the last", "Garage rents", "Allotments")
    ]
    assert places == sorted(places)


def test_one_item_of_an_agenda_is_given_with_its_pages(engine: Engine) -> None:
    text = told(engine, "On which pages of the June 2023 agenda is the report on allotments?")
    assert "13 - 20" in text
    assert "Garage rents" not in text


def test_private_business_is_answered_from_the_agendas_own_words(engine: Engine) -> None:
    assert "Nil" in told(engine, "Was anything taken behind closed doors on 8 June 2023?")


def test_a_reply_answers_and_not_the_question_that_was_put(engine: Engine) -> None:
    text = told(engine, "When will the boating lake at Mill Park be mended?")
    assert "4 September" in text
    assert "Will the Cabinet Member" not in text


def test_votes_are_found_with_the_minute_that_they_were_taken_on(engine: Engine) -> None:
    _, hits = engine.retrieve("How did members vote on garage rents?", limit=5)
    assert any("Against (2)" in h.placed.passage.text for h in hits)


def test_who_voted_is_not_answered_with_the_resolution(engine: Engine) -> None:
    assert "Councillor Dunn" in told(engine, "Who voted against the rise in garage rents?")


def test_a_place_that_the_passage_never_mentions_is_refused_by_name(engine: Engine) -> None:
    assert "Sutton" in refused(engine, "How many homes did the Council let in Sutton?").message


def test_a_short_form_that_no_paper_has_is_refused_unless_words_may_be_meant(engine: Engine) -> None:
    assert "GRX" in refused(engine, "What did the committee decide about the GRX?").message
    # "that garage rents" begins with these letters
    assert "4%" in told(engine, "What did the committee decide about the TGR rise in garage rents?")


def test_a_figure_of_another_quarter_is_refused(engine: Engine) -> None:
    assert refused(engine, "How many homes did the Council let in Q1?").silence is Silence.OTHER_YEAR
    assert "212" in told(engine, "How many homes did the Council let in Q3?")


def test_a_committee_whose_papers_are_not_held_is_named(engine: Engine) -> None:
    answer = refused(engine, "What did the planning committee decide about garage rents?")
    assert answer.silence is Silence.NO_SUCH_MEETING
    assert "planning committee" in answer.message


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many people live in Norwood?", ["norwood"]),
        ("Norwood lettings?", []),  # a question's first word has a capital of its own
        ("What was let in Norwood in Sept?", ["norwood"]),
        ("It was Norwood that was slow, wasn't it?", []),  # what a question supposes may be wrong
        ("How many homes were let?", []),
        ("How many homes were let by the ZQX?", ["ZQX"]),
        ("HOW MANY HOMES WERE LET BY THE ZQX?", []),
    ],
)
def test_names_are_told_by_their_capitals(engine: Engine, question: str, expected: list[str]) -> None:
    query, _ = engine.retrieve(question)
    assert [t.word for t in names(query)] == expected
