"""llama-index over the papers: filters and a chat with history. The query engine: tests/test_answers.py."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from llama_index.core.vector_stores.types import (
    FilterCondition,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
)

from ingest.errors import QuestionError
from ingest.papers import Kind
from ingest.store.catalogue import Filter
from rag.engine import Engine
from rag.llama import PapersQueryEngine, PapersRetriever
from rag.llama_chat import PapersChatEngine
from rag.llama_filters import filter_of


def one(key: str, value: str, operator: FilterOperator = FilterOperator.EQ) -> MetadataFilter:
    return MetadataFilter(key=key, value=value, operator=operator)


def test_metadata_filters_are_ours() -> None:
    filters = MetadataFilters(
        filters=[
            one("committee", "Health", FilterOperator.TEXT_MATCH),
            one("meeting_date", "2017-01-01", FilterOperator.GTE),
            one("meeting_date", "2018-01-01", FilterOperator.LT),
            one("kind", "minutes"),
            one("paper", "a958c7dd8214"),
        ]
    )
    assert filter_of(filters) == Filter(
        committee="Health", since=date(2017, 1, 1), until=date(2017, 12, 31), kind=Kind.MINUTES, paper="a958c7dd8214"
    )  # fmt: skip
    assert filter_of(None) == Filter()


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        (MetadataFilters(filters=[one("page", "7")]), "is not taken"),
        (MetadataFilters(filters=[one("kind", "minutes", FilterOperator.NE)]), "is not taken"),
        (MetadataFilters(filters=[one("kind", "novel")]), "no kind of paper"),
        (MetadataFilters(filters=[one("kind", "minutes"), one("kind", "report")]), "given twice"),
        (MetadataFilters(filters=[one("meeting_date", "May 2017")]), "not a date"),
        (MetadataFilters(filters=[one("meeting_date", "2017-05-01", FilterOperator.NE)]), "is not taken"),
        (MetadataFilters(filters=[one("kind", "minutes")], condition=FilterCondition.OR), "“and” alone"),
        (MetadataFilters(filters=[MetadataFilters(filters=[one("kind", "minutes")])]), "within filters"),
    ],
)
def test_a_filter_that_cannot_be_kept_is_an_error(filters: MetadataFilters, why: str) -> None:
    with pytest.raises(QuestionError, match=why):
        filter_of(filters)


@pytest.mark.model
def test_a_retriever_and_a_query_engine_keep_to_their_filters(engine: Engine) -> None:
    filters = MetadataFilters(filters=[one("kind", "minutes"), one("meeting_date", "2021-12-09")])
    found = PapersRetriever(engine, top_k=5, filters=filters).retrieve("free school meals")
    assert {n.metadata["meeting_date"] for n in found} == {"2021-12-09"}
    response = PapersQueryEngine(engine, filters=filters).query("what did the board resolve on FSM funding")
    assert response.source_nodes[0].metadata["kind"] == "minutes"


@pytest.mark.model
def test_a_chat_remembers_what_was_asked(engine: Engine) -> None:
    chat = PapersChatEngine(engine)
    chat.chat("What did the Board hear about school readiness?")
    answer = chat.chat("and what was resolved?")
    assert "sharing of good practice on readiness for school" in answer.response
    assert answer.source_nodes[0].metadata["meeting_date"] == "2021-12-09"
    assert [m.role.value for m in chat.chat_history] == ["user", "assistant"] * 2
    streamed = chat.stream_chat("and what was resolved?", chat_history=chat.chat_history[:2])
    assert "".join(streamed.response_gen) == answer.response
    assert streamed.source_nodes[0].metadata["quote"] == answer.source_nodes[0].metadata["quote"]
    chat.reset()
    assert chat.chat_history == []
    assert asyncio.run(chat.achat("what did the board resolve on FSM funding")).source_nodes
