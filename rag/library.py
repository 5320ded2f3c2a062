"""The store as a library for searching, and what its papers tell about words. One per process."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from ingest.embedding.embedder import Vectors
from ingest.errors import NoPapers
from ingest.papers import Placed, ReadPaper
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from ingest.text.acronyms import initials
from rag.answers import Ask, Query
from rag.duplicates import PartPlace
from rag.question import Knowledge
from rag.words import Weights


class StoreLibrary:
    """Reads a store. Make a new one, or call `refresh`, when papers were added by this process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._version = -1
        self._knowledge: Knowledge | None = None

    def knowledge(self) -> Knowledge:
        """Give what the papers tell about words; read again when another process has written.

        Raises:
            NoPapers: nothing has been ingested yet.

        """
        version = self.store.catalogue.version
        if self._knowledge is None or version != self._version:
            catalogue = self.store.catalogue
            if not catalogue.passage_count():
                raise NoPapers(
                    f"No papers have been read into {self.store.folder} yet. Run `minutebook ingest PATH` with the "
                    "folder that holds your papers, then ask again."
                )
            self.store.check_embedder()
            vocabulary = catalogue.vocabulary()
            self._knowledge = Knowledge(
                weights=Weights(vocabulary, catalogue.passage_count()),
                vocabulary=vocabulary,
                acronyms=(*catalogue.acronyms(), *initials(catalogue.item_titles())),
                parts=catalogue.parts(),
            )
            self._version = version
            self.store.forget()
            self.__dict__.pop("_reads", None)
        return self._knowledge

    def refresh(self) -> None:
        """Forget what was known, after this process has written."""
        self._knowledge = None

    def lexical(self, match: str, *, limit: int, where: Filter) -> Sequence[tuple[str, float]]:
        """Search the full text."""
        return self.store.catalogue.lexical(match, limit=limit, where=where)

    def weights(self) -> Weights:
        """Tell how many passages hold a word."""
        return (self._knowledge or self.knowledge()).weights

    def dense(self, vector: Vectors, *, limit: int, where: Filter) -> Sequence[tuple[str, float]]:
        """Search the vectors; the catalogue tells what a filter lets through."""
        return self.store.nearest(vector, limit=limit, where=where)

    def structural(self, query: Query) -> Sequence[str]:
        """Give ids that the question names by place."""
        return self.store.catalogue.structural(
            item=query.minute,
            dates=query.dates,
            months=query.months,
            where=query.where,
            agenda=query.ask is Ask.AGENDA,
        )

    def placed(self, ids: Sequence[str]) -> dict[str, Placed]:
        """Give passages by id."""
        return self.store.catalogue.placed(ids)

    def reads(self, where: Filter) -> Sequence[ReadPaper]:
        """Give all that is known of the papers that a filter lets something of through."""
        one = {passage.partition("-")[0]: passage for passage in self.store.catalogue.passage_ids(where)}
        return [self.read(placed) for placed in self.placed(list(one.values())).values()]

    def superseded(self, parts: Collection[PartPlace]) -> Mapping[PartPlace, PartPlace]:
        """Give those of some parts that another of them stands in for."""
        return self.store.catalogue.superseded(parts)

    def item_passages(self, placed: Placed) -> Sequence[Placed]:
        """Give all passages of the same item."""
        return self.store.catalogue.item_passages(placed)

    def agenda_items(self, placed: Placed) -> Sequence[Placed]:
        """Give the agenda items of the same part."""
        return self.store.catalogue.agenda_items(placed)

    @cached_property
    def _reads(self) -> dict[str, ReadPaper]:
        return {}

    def read(self, placed: Placed) -> ReadPaper:
        """Give all that is known of the paper that a passage stands in."""
        if placed.paper.id not in self._reads:
            self._reads[placed.paper.id] = self.store.catalogue.read(placed.paper)
        return self._reads[placed.paper.id]
