"""Questions over the corpus with the real default model: what is answered, and what is refused."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import NoPapers, QuestionError
from ingest.papers import Kind
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.answers import Answered, NotInPapers, Silence
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import ROOT
from ui.objects import answer_object

pytestmark = pytest.mark.model

CLAUSES = (
    "Note the content of the briefing note and concern about the extent of Food Poverty nationally and in the city",
    "Write to the Cabinet Member (Education and Skills) and the Cabinet Member (Strategic Finance and Resources) requesting "
    "they consider future support for the Holiday Activities Fund taking measures necessary following the end of the "
    "current funding schemes in March 2022.",
    "Write to the LGA, Coventry's MPs and the Department for Education to raise their concerns about the extent of Food "
    "Poverty and the end of the current funding schemes in March 2022.",
)


@pytest.mark.parametrize(
    "question",
    [
        "what did the board resolve on FSM funding",
        "free school meals money: what was decided?",
        "holiday activities fund resolution dec 2021",
    ],
)
def test_the_resolution_on_free_school_meals_is_given_whole_with_its_place(
    engine: Engine, question: str
) -> None:
    answer = answer_object(engine.ask(question))
    assert not answer["abstained"]
    for clause in CLAUSES:
        assert clause in answer["answer"]
    first = answer["citations"][0]
    assert first["kind"] == "minutes"
    assert first["committee"] == "Education and Children's Services Scrutiny Board (2)"
    assert first["meeting_date"] == "2021-12-09"
    assert first["item"].startswith("21. Free School Meals")
    assert first["page"] is None


def test_a_reports_recommendations_are_not_told_as_decisions(engine: Engine) -> None:
    reply = engine.ask("What did the Board decide about the Marmot City report on 10 July 2017?")
    assert isinstance(reply.answer, NotInPapers)
    assert reply.answer.silence is Silence.NO_MINUTES
    assert "10 July 2017" in reply.answer.message
    assert "Endorse" not in reply.answer.message


def _run(text: str) -> str:
    return " ".join(re.sub(r"This page is intentionally left blank", "", text).split())


def test_every_quote_over_the_gold_set_is_verbatim_in_its_file(evaluated: Path) -> None:
    quotes = 0
    for line in (evaluated / "results.jsonl").read_text("utf-8").splitlines():
        answer = json.loads(line)["answer"]
        for citation in answer["citations"]:
            file = (ROOT / "corpus" / citation["source_file"]).read_text("utf-8")
            assert citation["quote"] in citation["text"]
            assert citation["text"] in file
            quotes += 1
        marks = {int(n) for n in re.findall(r"\[(\d{1,2})\]", answer["answer"])}
        assert marks <= {c["n"] for c in answer["citations"]} or answer["abstained"]
    assert quotes > 150


def test_a_follow_up_is_understood_from_the_question_before_it(engine: Engine) -> None:
    reply = engine.ask("and what was resolved?", history=["What did the board hear about school readiness?"])
    assert isinstance(reply.answer, Answered)
    assert "sharing of good practice on readiness for school" in reply.answer.text


def test_a_filter_is_hard(engine: Engine) -> None:
    where = Filter(committee="Health", until=date(2017, 12, 31), kind=Kind.MINUTES)
    _, hits = engine.retrieve("what did the board resolve on FSM funding", where=where)
    assert {h.placed.part.date for h in hits} == {date(2017, 4, 10)}


HOSTILE = {
    "only stop words": "what was it that they did to the other",
    "operators": 'NEAR("a" b) AND NOT * OR ^col:x "unbalanced',
    "sql": "'; DROP TABLE passages; --",
    "emoji": "🍔🏫💷?",
    "null bytes": "free\x00school\x00meals",
    "welsh": "Beth a benderfynodd y bwrdd am brydau ysgol?",
    "markup": "<script>alert(1)</script> **[x](javascript:1)**",
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_question_is_answered_or_refused_cleanly(engine: Engine, question: str) -> None:
    assert isinstance(engine.ask(question).answer, Answered | NotInPapers)


def test_a_question_of_ten_thousand_words_is_refused_with_the_limit(engine: Engine) -> None:
    with pytest.raises(QuestionError, match="Ask it in a sentence"):
        engine.ask("free school meals " * 3500)


def test_an_empty_question_and_a_question_before_any_ingest_are_clear_errors(
    engine: Engine, small_store: Store
) -> None:
    with pytest.raises(QuestionError, match="Type what you want to know"):
        engine.ask(" \x00 ")
    with pytest.raises(NoPapers, match="minutebook ingest PATH"):
        Engine(StoreLibrary(small_store)).ask("what was resolved?")


def test_llama_index_gets_citations_and_passages(engine: Engine) -> None:
    from rag.llama import PapersQueryEngine, PapersRetriever

    response = PapersQueryEngine(engine).query("what did the board resolve on FSM funding")
    assert CLAUSES[0] in str(response)
    node = response.source_nodes[0]
    assert node.metadata["meeting_date"] == "2021-12-09"
    assert node.metadata["quote"] in node.node.get_content()
    refused = PapersQueryEngine(engine).query(
        "What did the Board decide about the Marmot City report on 10 July 2017?"
    )
    assert refused.metadata is not None
    assert refused.metadata["reason"] == "no_minutes"
    found = PapersRetriever(engine, top_k=5, where=Filter(kind=Kind.MINUTES)).retrieve("free school meals")
    assert len(found) == 5
    assert {n.metadata["kind"] for n in found} == {"minutes"}


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Who won the football world cup?",
        "how many moons does jupiter have",
        "What are the opening hours of the swimming pool?",
        "What did the planning committee decide about the stadium?",
    ],
)
def test_a_question_off_the_papers_topics_is_refused(engine: Engine, question: str) -> None:
    reply = engine.ask(question)
    assert isinstance(reply.answer, NotInPapers)
    assert reply.answer.nearest
