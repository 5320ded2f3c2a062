"""What is understood of a question, without a language model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.papers import Acronym, Kind, Part, Span
from ingest.text.dates import dates, months, years
from rag.answers import Ask
from rag.asks import asks_for
from rag.committees import deciders, named_committees, stranger
from rag.matching import match_expression
from rag.question import Knowledge, understand
from rag.search import coverage
from rag.words import Weights, stems

SB2 = "Education and Children's Services Scrutiny Board (2)"
HWB = "Coventry Health and Well-being Board"


@pytest.fixture
def knowledge() -> Knowledge:
    vocabulary = {
        "free": 20,
        "school": 90,
        "meals": 12,
        "fsm": 9,
        "funding": 60,
        "readiness": 8,
        "resolved": 14,
        "attendance": 4,
    }
    parts = tuple(
        Part(number=n, kind=Kind.MINUTES, committee=c, date=date(2021, 12, 9), title="", agenda_item=None,
             span=Span(page=1, start=0, end=1), last_page=1)
        for n, c in enumerate((SB2, HWB), 1)
    )  # fmt: skip
    return Knowledge(
        weights=Weights(vocabulary, 500), vocabulary=vocabulary, acronyms=(Acronym(short="FSM", long="free school meals"),),
        parts=parts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("what did the board resolve on FSM funding", Ask.DECISION),
        ("they turned it down, didn't they?", Ask.DECISION),
        ("how many children took part?", Ask.FIGURE),
        ("how much would the amendment put back?", Ask.FIGURE),
        ("how many voted for the amendment?", Ask.DECISION),
        ("how many young people cast a vote in the youth elections?", Ask.FIGURE),
        ("what happened to the motion on hedgehogs?", Ask.DECISION),
        ("dates of the budget consultation?", Ask.DATE),
        ("who chaired the meeting?", Ask.PERSON),
        ("when does the contract end?", Ask.DATE),
        ("why was the survey paused?", Ask.REASON),
        ("Mr Brown voted for the amendment, so why did he leave before the vote?", Ask.REASON),
        ("What did the board decide on fees, and why did it?", Ask.DECISION),
        ("what does MASH stand for?", Ask.DEFINITION),
        ("what is on the agenda for March?", Ask.AGENDA),
        ("what did officers agree to provide?", Ask.ACTION),
        ("is the rate higher than in 2019?", Ask.COMPARISON),
        ("what are the five priorities?", Ask.LIST),
    ],
)
def test_what_is_asked_for_is_told_from_the_words(question: str, ask: Ask) -> None:
    assert asks_for(question) is ask


def test_acronyms_work_both_ways(knowledge: Knowledge) -> None:
    short = understand("FSM funding", knowledge)
    assert "free school meals" in match_expression(short, knowledge.weights)
    assert "free school meals" not in match_expression(short, knowledge.weights, acronyms=False)
    long = understand("free school meals funding", knowledge)
    assert '"fsm"' in match_expression(long, knowledge.weights)
    assert coverage(short.terms, stems("the funding of free school meals")) == pytest.approx(1.0)


def test_a_misspelt_word_is_matched_with_the_papers_word(knowledge: Knowledge) -> None:
    query = understand("school readyness", knowledge)
    assert "readiness" in match_expression(query, knowledge.weights)
    assert understand("school readiness", knowledge).terms[1].variants == ()


@pytest.mark.parametrize(
    ("text", "committee"),
    [
        ("what did Scrutiny Board 2 decide", SB2),
        ("SB2 on school readiness", SB2),
        ("the Health and Wellbeing Board's view", HWB),
        ("HWBB minutes", HWB),
        ("Children's Services Scrutiny Board (2)", SB2),
    ],
)
def test_committees_are_known_by_their_short_names(text: str, committee: str) -> None:
    assert named_committees(text, frozenset({SB2, HWB})) == {committee}


def test_a_bare_board_names_no_committee() -> None:
    assert named_committees("what did the board decide", frozenset({SB2, HWB})) == frozenset()


def test_dates_are_read_as_they_are_written_in_the_united_kingdom() -> None:
    assert dates("Thursday, 9th December, 2021 and 02/10/2022") == (date(2021, 12, 9), date(2022, 10, 2))
    assert months("in Dec 2021") == ((2021, 12),)
    assert years("20/21, 2018-19 and 2017") == {"2020/21", "2018/19", "2017"}
    assert years("24/7 care for 1500 people at £2017") == frozenset()


def test_a_follow_up_takes_what_it_refers_to_and_its_own_words_weigh_more(knowledge: Knowledge) -> None:
    query = understand("and the attendance?", knowledge, history=["What was said on school readiness?"])
    weights = {t.word: t.weight for t in query.terms}
    assert {"attendance", "readiness"} <= set(weights)
    alone = understand(
        "How is attendance at school readiness meetings?", knowledge, history=["Who spoke on free meals?"]
    )
    assert "meals" not in {t.word for t in alone.terms}


def test_a_quarter_is_also_searched_as_it_is_written_for_short(knowledge: Knowledge) -> None:
    query = understand("Is the school on course in quarter 3?", knowledge)
    assert query.ask is Ask.FACT
    assert "q3" in query.text


def test_nothing_in_a_question_is_an_operator(knowledge: Knowledge) -> None:
    expression = match_expression(understand('meals" OR NEAR(x) * -free ^y', knowledge), knowledge.weights)
    assert all(piece.startswith('"') and piece.endswith('"') for piece in expression.split(" OR "))


def test_the_commonest_words_are_left_to_coverage_where_rarer_ones_tell_enough(knowledge: Knowledge) -> None:
    few = understand("attendance readiness meals school funding", knowledge)
    assert '"school"' in match_expression(few, knowledge.weights)
    many = {word: 300 * count for word, count in knowledge.vocabulary.items()}
    swollen = replace(knowledge, vocabulary=many, weights=Weights(many, 500 * 300))
    query = understand("attendance readiness meals school funding", swollen)
    words_of = match_expression(query, swollen.weights).split(" OR ")
    assert {'"attendance"', '"readiness"', '"meals"'} <= set(words_of)
    assert not {'"school"', '"funding"'} & set(words_of)
    assert coverage(query.terms, stems("attendance readiness meals")) < 1


def test_of_common_words_alone_passages_are_taken_that_hold_the_two_rarest_together(
    knowledge: Knowledge,
) -> None:
    many = {word: 3000 * count for word, count in knowledge.vocabulary.items()}
    swollen = replace(knowledge, vocabulary=many, weights=Weights(many, 500 * 3000))
    every = understand("school meals funding", swollen)
    expression = match_expression(every, swollen.weights)
    assert expression.count('"') == 4
    assert expression.startswith('("')
    assert '" AND "' in expression
    assert match_expression(understand("funding", swollen), swollen.weights) == '"funding"'


def test_a_cut_word_stands_for_the_commonest_words_that_begin_so(knowledge: Knowledge) -> None:
    assert understand("schoo readin", knowledge).terms[1].variants == ("readiness",)
    assert knowledge.beginning("f") == ["free", "fsm", "funding"]
    assert knowledge.beginning("zz") == []


def test_a_meetings_day_without_its_year_is_that_of_a_meeting_held() -> None:
    part = Part(
        number=1,
        kind=Kind.MINUTES,
        committee=SB2,
        date=date(2021, 12, 9),
        title="Minutes",
        agenda_item=None,
        span=Span(page=1, start=0, end=9),
        last_page=1,
    )
    known = Knowledge(weights=Weights({}, 1), vocabulary={}, acronyms=(), parts=(part,))
    assert understand("What came of it on 9 December?", known).dates == (date(2021, 12, 9),)
    assert understand("What came of it on 10 December?", known).dates == ()
    assert understand("What did the December meeting note?", known).months == ((2021, 12),)
    assert understand("How many were treated in December?", known).months == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What came out of Cabinet on 13 March?", {"Cabinet"}),
        ("What did the Cabinet Member decide?", set()),
        ("Did full council pass it?", {"County Council"}),
        ("What does the council spend on roads?", set()),
    ],
)
def test_the_cabinet_and_the_full_council_are_named_by_their_meetings_only(
    text: str, named: set[str]
) -> None:
    assert named_committees(text, frozenset({"Cabinet", "County Council", SB2})) == named


def test_a_whole_question_of_its_own_does_not_inherit_the_day_of_the_one_before(knowledge: Knowledge) -> None:
    before = ("Who attended the Board on 10 April 2017?",)
    assert understand("what did the board resolve on FSM funding", knowledge, history=before).dates == ()
    assert understand("What are the rents of allotment sheds?", knowledge, history=before).dates == ()
    for follow_up in ("and who sent apologies?", "Who chaired it?", "how many abstained?"):
        assert understand(follow_up, knowledge, history=before).dates == (date(2017, 4, 10),)


def test_a_committee_whose_papers_are_not_held_is_named_whole() -> None:
    asked = "What did the Children, Young People and Education Committee decide?"
    assert stranger(asked, frozenset({"Housing Panel"})) == "children, young people and education committee"


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("What did the Parks Committee decide on the rents that Cabinet proposed?", "Parks Committee"),
        ("Has Cabinet approved what the Parks Committee recommended?", "Cabinet"),
        ("Did the Parks Committee unanimously agree to the sale?", "Parks Committee"),
        ("What was the Parks Committee's decision on rents?", "Parks Committee"),
        ("What was decided by the Parks Committee on rents?", "Parks Committee"),
        ("the resolution of Cabinet on rents", "Cabinet"),
        ("What was resolved on the budget of the Parks Committee?", None),
        ("Did officers agree to report to the Parks Committee?", None),
        ("What did the Cabinet Member decide?", None),
    ],
)
def test_the_committee_whose_own_decision_is_asked_for(question: str, body: str | None) -> None:
    assert deciders(question, frozenset({"Cabinet", "Parks Committee"})) == ({body} if body else set())
