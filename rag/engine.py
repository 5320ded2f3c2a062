"""The path of a question: query → hits → draft → checked answer. The composition of this package."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.embedding.embedder import Vectors
from ingest.embedding.reader import Reader
from ingest.embedding.reranker import Reranker
from ingest.errors import ModelDown, QuestionError
from ingest.journal import note
from ingest.papers import Placed, ReadPaper, Role
from ingest.store.catalogue import Filter
from rag.answers import (
    Answer,
    Citation,
    Draft,
    Hit,
    NotInPapers,
    Query,
    Quote,
    Reply,
    Seconds,
    Silence,
    Statement,
)
from rag.check import Checked, check, compose
from rag.library import StoreLibrary
from rag.modelling import ModelWriter, proved
from rag.picker import Picker
from rag.picking import Reading, Similarity, first_read, remembered, similarity_with
from rag.question import MOST_CHARACTERS, understand
from rag.quoting import write
from rag.reading import in_their_words
from rag.refusing import Refusal, nearest
from rag.reranking import as_read, cited_first, reranked
from rag.search import Recipe, search
from rag.thresholds import Thresholds
from rag.two_parts import told_too, two_parts

WRITER = "quote"
SHOWN = 10  # passages in an answer object
_LOOKED_AT = 30  # passages that the writer may choose from
_LESS = 1.5  # by which the limit is lower for each of two things asked, where one is told
_FEW = 6  # units that are read for each of the two


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """An answer, who wrote it, what the check dropped, and what the reader should know of it."""

    answer: Answer
    writer: str = WRITER
    dropped: tuple[str, ...] = ()
    note: str | None = None


class Engine:
    """Asks questions of a store. Everything is passed in; nothing is loaded until the first question."""

    def __init__(
        self,
        library: StoreLibrary,
        *,
        recipe: Recipe | None = None,
        thresholds: Thresholds | None = None,
        model: ModelWriter | None = None,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.library = library
        self._recipe = recipe or Recipe()
        self._thresholds = thresholds or Thresholds()
        self._model = model
        self._reranker = reranker
        self._reader = reader

    def load(self) -> None:
        """Load the models now, so that the first question does not wait for them."""
        self.library.store.embedder.query("ready")
        if self._reader:
            self._reader.scores("ready", ["ready"])

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

    def understood(
        self, question: str, *, history: Sequence[str] = (), where: Filter | None = None
    ) -> tuple[Query, Vectors]:
        """Give a question as a query and as a vector, shape (dimension,).

        Raises:
            QuestionError: it is empty or longer than 2,000 characters.
            NoPapers: nothing has been ingested.

        """
        asked = "".join(c if c.isprintable() else " " for c in question).strip()
        if not asked:
            raise QuestionError("The question is empty. Type what you want to know.")
        if len(asked) > MOST_CHARACTERS:
            raise QuestionError(
                f"The question has {len(asked):,} characters; {MOST_CHARACTERS:,} are the most. Ask it in a sentence or two."
            )
        query = understand(asked, self.library.knowledge(), history=history, where=where)
        return query, self.library.store.embedder.query(query.text)

    def _find(
        self, question: str, *, history: Sequence[str], where: Filter | None, limit: int
    ) -> tuple[Query, Vectors, list[Hit]]:
        query, vector = self.understood(question, history=history, where=where)
        hits = search(query, vector, self.library, limit=max(limit, SHOWN), recipe=self._recipe)
        if self._reranker:
            hits = reranked(query, hits, self._reranker)
        return query, vector, hits[:limit]

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        where: Filter | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Reply:
        """Answer a question, or say that the papers do not.

        `tell` gets each sentence of a language model with its marks, as soon as it has been checked; what counts is
        the reply.

        Raises:
            QuestionError: it is empty or too long.
            NoPapers: nothing has been ingested.

        """
        started = time.perf_counter()
        with self.library.store.catalogue.snapshot():  # no half of a paper that is replaced meanwhile
            query, vector, hits = self._find(question, history=history, where=where, limit=_LOOKED_AT)
            retrieved = time.perf_counter()
            similarity = remembered(similarity_with(vector, self.library.store.embedder.passages))
            pick = Picker(similarity, self._reading(query), more=self._plain_reading(query))
            written = self._answer(query, hits, similarity, pick, tell)
            if pick.reading and not self._reranker:
                hits = as_read(hits, pick(query, hits))
            hits = cited_first(hits, written.answer)
        finished = time.perf_counter()
        note(
            "question",
            words=question,
            outcome=written.answer.silence.value if isinstance(written.answer, NotInPapers) else "answered",
            hits=len(hits),
            writer=written.writer,
            retrieve=round(retrieved - started, 3),
            seconds=round(finished - started, 3),
        )
        return Reply(
            query=query,
            answer=written.answer,
            hits=tuple(hits[:SHOWN]),
            writer=written.writer,
            seconds=Seconds(
                retrieve=retrieved - started, write=finished - retrieved, total=finished - started
            ),
            dropped=written.dropped,
            note=written.note,
            restricted=self.library.store.catalogue.restricted,
        )

    def _answer(
        self,
        query: Query,
        hits: Sequence[Hit],
        similarity: Similarity,
        pick: Picker,
        tell: Callable[[str], None] | None,
    ) -> _Written:
        draft = self._drafted(query, hits, pick)
        if isinstance(draft, Refusal):
            return _Written(answer=_refused(draft.silence, draft.message, draft.nearest))
        quoted = self._with_both(query, self._checked(draft, query), hits, similarity)
        if not quoted.statements:
            message = "What was found did not hold up when it was checked against the papers."
            refused = _refused(Silence.NOT_IN_PAPERS, message, nearest(hits))
            return _Written(answer=refused, dropped=quoted.dropped)
        resolved = any(q.placed.passage.role is Role.RESOLUTION for s in quoted.statements for q in s.quotes)
        if self._model and self._model.takes(query) and not resolved:
            return self._modelled(self._model, query, quoted, hits, tell)
        return _Written(answer=compose(quoted.statements), dropped=quoted.dropped)

    def _drafted(
        self,
        query: Query,
        hits: Sequence[Hit],
        pick: Picker,
        *,
        limits: Thresholds | None = None,
    ) -> Draft | Refusal:
        return write(
            query,
            hits,
            self.library,
            self.library.knowledge().parts,
            pick,
            embed=self.library.store.embedder.passages,
            limits=limits or self._thresholds,
        )

    def _with_both(
        self, query: Query, quoted: Checked, hits: Sequence[Hit], similarity: Similarity
    ) -> Checked:
        """Add what answers the other of two things asked, where a question was answered: of the same papers."""
        asked = two_parts(query.question) if quoted.statements else None
        papers = {q.placed.paper.id for s in quoted.statements for q in s.quotes}
        own = [h for h in hits if h.placed.paper.id in papers]
        limits = replace(self._thresholds, told=self._thresholds.told - _LESS)
        for part in reversed(asked or ()):
            beside = query.text.replace(part, "", 1)
            other = understand(part, self.library.knowledge(), beside=beside, where=query.where)
            pick = Picker(similarity, first_read(self._plain_reading(other), _FEW))
            draft = self._drafted(other, own, pick, limits=limits)
            quoted = quoted if isinstance(draft, Refusal) else told_too(quoted, self._checked(draft, other))
        return quoted

    def _reading(self, query: Query) -> Reading | None:
        """Read with a question's words, and again with the texts' own; what was read once is not read again."""
        if self._reader is None:
            return None
        return remembered(partial(in_their_words, self._reader.scores, query.text))

    def _plain_reading(self, query: Query) -> Reading | None:
        """Read with a question's words alone, which takes half the time where nothing surely answers."""
        return remembered(partial(self._reader.scores, query.text)) if self._reader else None

    def _modelled(
        self,
        model: ModelWriter,
        query: Query,
        quoted: Checked,
        hits: Sequence[Hit],
        tell: Callable[[str], None] | None,
    ) -> _Written:
        """Let the language model write; where it is down, or nothing of it holds, give the quotes and say so."""
        quotes = compose(quoted.statements)
        if self.library.store.catalogue.restricted and not model.local:
            note = "These papers may be exempt, so they are not sent to a language model elsewhere: they are quoted."
            return _Written(answer=quotes, dropped=quoted.dropped, note=note)
        cited = [q.placed for s in quoted.statements for q in s.quotes]
        passages = list({p.passage.id: p for p in [*cited, *(h.placed for h in hits[:SHOWN])]}.values())

        held: list[Statement] = []

        def shown(statement: Statement) -> None:
            if tell and (kept := self._checked(Draft(statements=(statement,)), query).statements):
                held.extend(kept)
                tell(compose(tuple(held)).text.splitlines()[-1])

        try:
            draft = model.write(query, passages, tell=shown)
        except ModelDown as error:
            note = f"{error} The papers' own words are quoted instead."
            return _Written(answer=quotes, dropped=quoted.dropped, note=note)
        if draft is None:
            message = "The language model found no answer in the passages that were found."
            return _Written(answer=_refused(Silence.NOT_IN_PAPERS, message, nearest(hits)), writer=model.name)
        checked = self._checked(draft, query, modelled=True)
        if not set(checked.statements) & set(draft.statements):  # at most quotes in its sentences' place
            note = "What the language model wrote did not hold when it was checked; the papers' own words are quoted instead."
            return _Written(answer=quotes, dropped=checked.dropped, note=note)
        answer = compose(proved(checked.statements, quoted.statements))
        return _Written(answer=answer, writer=model.name, dropped=checked.dropped)

    def _checked(self, draft: Draft, query: Query, *, modelled: bool = False) -> Checked:
        cited = [q.placed for s in draft.statements for q in s.quotes]
        return check(
            draft,
            query=query,
            resolutions=tuple(r for p in _papers(cited, self.library) for r in p.resolutions),
            item=self.library.item_passages,
            modelled=modelled,
        )


def _papers(cited: Sequence[Placed], library: StoreLibrary) -> list[ReadPaper]:
    return [library.read(p) for p in {p.paper.id: p for p in cited}.values()]


def _refused(silence: Silence, message: str, quotes: Sequence[Quote]) -> NotInPapers:
    shown = tuple(Citation(n=n, quote=q) for n, q in enumerate(quotes, 1))
    return NotInPapers(silence=silence, message=message, nearest=shown)
