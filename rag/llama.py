"""The door to llama-index: a retriever and a query engine over an `Engine`.

They are used as they are: no llama-index `Settings`, no language model, no network.

    from rag.llama import PapersQueryEngine
    response = PapersQueryEngine(engine).query("what did the board resolve on FSM funding")
    print(response, response.source_nodes[0].metadata["meeting_date"])
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks.base import CallbackManager
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from ingest.errors import QuestionError
from ingest.store.catalogue import Filter
from rag.answers import Answered, NotInPapers, Quote
from rag.llama_filters import filter_of

if TYPE_CHECKING:
    from llama_index.core.vector_stores.types import MetadataFilters

    from ingest.papers import Placed
    from rag.answers import Reply
    from rag.engine import Engine


def _node(placed: Placed, score: float, **more: Any) -> NodeWithScore:
    part = placed.part
    metadata = {
        "source_file": placed.paper.file_name,
        "kind": part.kind.value,
        "committee": part.committee,
        "meeting_date": part.date.isoformat() if part.date else None,
        "item": placed.passage.item,
        "page": placed.page,
        **more,
    }
    node = TextNode(
        id_=placed.passage.id,
        text=placed.passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(more),
    )
    return NodeWithScore(node=node, score=score)


def _cited(quote: Quote, n: int) -> NodeWithScore:
    return _node(quote.placed, 1.0, citation=n, quote=quote.words)


def response_of(reply: Reply) -> Response:
    """Give a reply as llama-index's response: source_nodes are its citations, or the nearest passages."""
    match reply.answer:
        case Answered(text=text, citations=citations):
            reason = None
        case NotInPapers(silence=silence, message=text, nearest=citations):
            reason = silence.value
    return Response(
        response=text,
        source_nodes=[_cited(c.quote, c.n) for c in citations],
        metadata={
            "abstained": reason is not None,
            "reason": reason,
            "writer": reply.writer,
            "note": reply.note,
        },
    )


def _one(where: Filter | None, filters: MetadataFilters | None) -> Filter | None:
    if where is not None and filters is not None:
        raise QuestionError("Give a filter of ours or llama-index's filters, not both.")
    return filter_of(filters) if filters is not None else where


class PapersRetriever(BaseRetriever):
    """Finds passages for a question: `retrieve(question)` gives nodes, best first, with their place as metadata.

    `filters` are llama-index's own, as `VectorIndexRetriever` takes them: see `rag.llama_filters`.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        top_k: int = 10,
        where: Filter | None = None,
        filters: MetadataFilters | None = None,
    ) -> None:
        super().__init__(callback_manager=CallbackManager([]))
        self._engine = engine
        self._top_k = top_k
        self._where = _one(where, filters)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        _, hits = self._engine.retrieve(query_bundle.query_str, where=self._where, limit=self._top_k)
        return [_node(h.placed, h.score) for h in hits]


class PapersQueryEngine(BaseQueryEngine):
    """Answers a question: the response's source_nodes are its citations, its metadata tells an abstention."""

    def __init__(
        self, engine: Engine, *, where: Filter | None = None, filters: MetadataFilters | None = None
    ) -> None:
        super().__init__(callback_manager=CallbackManager([]))
        self._engine = engine
        self._where = _one(where, filters)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}

    def retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Give the passages for a question."""
        found: list[NodeWithScore] = PapersRetriever(self._engine, where=self._where).retrieve(query_bundle)
        return found

    def _query(self, query_bundle: QueryBundle) -> Response:
        return response_of(self._engine.ask(query_bundle.query_str, where=self._where))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)
