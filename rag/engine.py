"""The path of a question: query → hits → draft → checked answer. The composition of this package."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ingest.catalogue import Filter
from ingest.embedding import Vectors
from ingest.errors import QuestionError
from ingest.papers import Placed, ReadPaper
from rag.answers import Answer, Citation, Hit, NotInPapers, Query, Quote, Reply, Seconds, Silence
from rag.check import check, compose
from rag.library import StoreLibrary
from rag.picking import similarity_with
from rag.question import MOST_CHARACTERS, understand
from rag.quoting import Thresholds, write
from rag.refusing import Refusal, nearest
from rag.search import Recipe, search

WRITER = "quote"
SHOWN = 10  # passages in an answer object
_LOOKED_AT = 30  # passages that the writer may choose from


class Engine:
    """Asks questions of a store. Everything is passed in; nothing is loaded until the first question."""

    def __init__(
        self, library: StoreLibrary, *, recipe: Recipe | None = None, thresholds: Thresholds | None = None
    ) -> None:
        self.library = library
        self._recipe = recipe or Recipe()
        self._thresholds = thresholds or Thresholds()

    def retrieve(
        self, question: str, *, history: Sequence[str] = (), where: Filter | None = None, limit: int = SHOWN
    ) -> tuple[Query, list[Hit]]:
        """Understand a question and find its passages, best first.

        Raises:
            QuestionError: it is empty or longer than 2,000 characters.
            NoPapers: nothing has been ingested.

        """
        query, _, hits = self._find(question, history=history, where=where, limit=limit)
        return query, hits

    def _find(
        self, question: str, *, history: Sequence[str], where: Filter | None, limit: int
    ) -> tuple[Query, Vectors, list[Hit]]:
        asked = "".join(c if c.isprintable() else " " for c in question).strip()
        if not asked:
            raise QuestionError("The question is empty. Type what you want to know.")
        if len(asked) > MOST_CHARACTERS:
            raise QuestionError(
                f"The question has {len(asked):,} characters; {MOST_CHARACTERS:,} are the most. Ask it in a sentence or two."
            )
        knowledge = self.library.knowledge()
        query = understand(asked, knowledge, history=history, where=where)
        vector = self.library.store.embedder.query(query.text)
        hits = search(query, vector, self.library, limit=max(limit, SHOWN), recipe=self._recipe)[:limit]
        return query, vector, hits

    def ask(self, question: str, *, history: Sequence[str] = (), where: Filter | None = None) -> Reply:
        """Answer a question, or say that the papers do not.

        Raises:
            QuestionError: it is empty or too long.
            NoPapers: nothing has been ingested.

        """
        started = time.perf_counter()
        with self.library.store.catalogue.snapshot():  # no half of a paper that is replaced meanwhile
            query, vector, hits = self._find(question, history=history, where=where, limit=_LOOKED_AT)
            retrieved = time.perf_counter()
            answer, dropped = self._answer(query, vector, hits)
        finished = time.perf_counter()
        return Reply(
            query=query,
            answer=answer,
            hits=tuple(hits[:SHOWN]),
            writer=WRITER,
            seconds=Seconds(
                retrieve=retrieved - started, write=finished - retrieved, total=finished - started
            ),
            dropped=dropped,
            restricted=self.library.store.catalogue.restricted,
        )

    def _answer(self, query: Query, vector: Vectors, hits: Sequence[Hit]) -> tuple[Answer, tuple[str, ...]]:
        embedder = self.library.store.embedder
        similarity = similarity_with(vector, embedder.passages)
        parts = self.library.knowledge().parts
        draft = write(query, hits, self.library, parts, similarity, limits=self._thresholds)
        if isinstance(draft, Refusal):
            return _refused(draft.silence, draft.message, draft.nearest), ()
        cited = [q.placed for s in draft.statements for q in s.quotes]
        checked = check(
            draft,
            query=query,
            resolutions=tuple(r for p in _papers(cited, self.library) for r in p.resolutions),
            item=self.library.item_passages,
        )
        if not checked.statements:
            message = "What was found did not hold up when it was checked against the papers."
            return _refused(Silence.NOT_IN_PAPERS, message, nearest(hits)), checked.dropped
        return compose(checked.statements), checked.dropped


def _papers(cited: Sequence[Placed], library: StoreLibrary) -> list[ReadPaper]:
    return [library.read(p) for p in {p.paper.id: p for p in cited}.values()]


def _refused(silence: Silence, message: str, quotes: Sequence[Quote]) -> NotInPapers:
    shown = tuple(Citation(n=n, quote=q) for n, q in enumerate(quotes, 1))
    return NotInPapers(silence=silence, message=message, nearest=shown)
