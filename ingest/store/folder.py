"""A data folder: the catalogue and the vector index together, with one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from ingest.embedding.embedder import Embedder, Vectors
from ingest.errors import EmbedderMismatch, ReadOnlyStore, StoreBusy, StoreError
from ingest.papers import Paper, ReadPaper
from ingest.store.catalogue import Catalogue, Filter
from ingest.store.keeping import NO_VECTORS, digest_of
from ingest.store.vectors import ChromaServer, VectorIndex
from ingest.structure.context import embedded_text

# As many vectors are scored exactly, from the catalogue: the answers are the same from run to run, and a reader
# sees what the catalogue holds at that moment. 20,000 take some 10 ms and 30 MB.
EXACT = 20_000
_CONFINED = 5  # times as many of those that a filter lets through: 150 MB, kept for the next question
_WIDENED = 4  # times that the graph is asked for twice as many, where a filter lets too few of them through
_SOME = 256  # passages embedded between two commits of their vectors
Done = Callable[[int], None]


class Store:
    """The papers of one data folder, as ingest and retrieval use them."""

    def __init__(
        self, folder: Path, embedder: Embedder, *, server: ChromaServer | None = None, exact: int = EXACT
    ) -> None:
        self.folder = folder
        self.embedder = embedder
        self.catalogue = Catalogue(folder / "catalogue.sqlite")
        self.vectors = VectorIndex(folder / "chroma", server)
        self._exact = exact
        self._held: tuple[int, tuple[str, ...], Vectors] | None = None  # all vectors, while they are few
        self._many = False  # they are not
        self._confined: tuple[int, Filter, tuple[tuple[str, ...], Vectors]] | None = None

    def close(self) -> None:
        """Close the catalogue and the index."""
        self.catalogue.close()
        self.vectors.forget()

    def check_embedder(self) -> None:
        """Refuse an index that another embedding model made.

        Raises:
            EmbedderMismatch: it did.

        """
        made_with = self.catalogue.meta("embedder")
        if made_with and made_with != self.embedder.fingerprint:
            raise EmbedderMismatch(
                f"The index in {self.folder} was made with the embedding model {made_with}; the present one is "
                f"{self.embedder.fingerprint}. Set the model back, or run `minutebook doctor --repair` to make the "
                "index anew with the present one; no paper is lost."
            )

    @contextmanager
    def writing(self, *, wait: float = 2) -> Iterator[None]:
        """Hold the data folder for writing, waiting so many seconds for another who does.

        Raises:
            StoreBusy: another process holds it.
            ReadOnlyStore: the folder may not be written.

        """
        if self.catalogue.read_only:
            raise ReadOnlyStore(
                f"The data folder {self.folder} may be read but not written. Questions can be asked of it; to change "
                "it, change its permissions, or name another one with --data."
            )
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise StoreBusy(
                f"Another Minutebook is writing to {self.folder}. Wait until it has finished, then run this again; "
                "questions can be asked meanwhile."
            ) from error
        try:
            yield
        finally:
            lock.release()

    @property
    def being_written(self) -> bool:
        """Whether a process is writing to the folder at this moment: papers may be on their way in."""
        try:
            with FileLock(self.folder / "writer.lock", timeout=0):
                return False
        except Timeout:
            return True
        except OSError:  # the folder may only be read
            return False

    # -- writing -------------------------------------------------------------------------------------------

    def put(self, *reads: ReadPaper, done: Done | None = None) -> None:
        """Embed and store papers: the vectors of all first, then each in a transaction, then its old vectors go.

        Killed at any moment, the catalogue holds the old paper or the new one, whole. Vectors that no passage
        claims are never found, and are claimed by the next attempt or swept.
        """
        texts = [_embedded_texts(read) for read in reads]
        digests = [[digest_of(self.embedder.fingerprint, t) for t in of_one] for of_one in texts]
        every = list(chain.from_iterable(digests))
        self.embed(dict(zip(every, chain.from_iterable(texts), strict=True)), done=done, of=len(every))
        if self.catalogue.meta("embedder") is None:
            self.catalogue.set_meta("embedder", self.embedder.fingerprint)
        if every:
            ids = [p.id for read in reads for p in read.passages]
            self.vectors.upsert(ids, self.catalogue.by_digest(every))
        for read, of_one in zip(reads, digests, strict=True):
            self._drop(self.catalogue.put(read, digests=of_one))

    def embed(self, texts: Mapping[str, str], *, done: Done | None = None, of: int | None = None) -> None:
        """Embed those texts (by digest) whose vectors are not kept yet, and keep them as they come."""
        kept = self.catalogue.kept(tuple(texts))
        todo = sorted((d for d in texts if d not in kept), key=lambda d: len(texts[d]))
        if done:
            done((of or len(texts)) - len(todo))
        for start in range(0, len(todo), _SOME):
            some = todo[start : start + _SOME]
            self.catalogue.keep(some, self.embedder.passages([texts[d] for d in some], done=done))

    def place(self, papers: Mapping[str, str]) -> None:
        """Note where known papers are found now (path → id); those whose places others took are dropped."""
        self._drop(self.catalogue.place(papers))

    def withhold(self, path: str, *, reason: str, paragraph: str | None) -> None:
        """Note that a file is not for the public; what was read from its place before goes at once."""
        self._drop(self.catalogue.withhold(path, reason=reason, paragraph=paragraph))

    def restrict(self) -> None:
        """Mark the data folder as one that may hold exempt papers.

        Raises:
            StoreError: it holds papers already, whose readers have been told that nothing exempt is in it.

        """
        if self.catalogue.restricted:
            return
        if self.catalogue.papers():
            raise StoreError(
                f"The data folder {self.folder} holds papers for everyone, so exempt papers may not go into it. Name a "
                "new folder with --data; it is marked as restricted, and so are its answers."
            )
        self.catalogue.set_meta("restricted", "yes")

    def remove(self, paper: Paper) -> None:
        """Drop a paper: from the catalogue first, so that no answer finds it, then its vectors."""
        self._drop(self.catalogue.remove(paper.id))

    def tidy(self) -> None:
        """Drop what nothing claims any more, and leave no trace of it in the files."""
        self.catalogue.sweep_vectors()
        self.catalogue.tidy()

    def _drop(self, gone: Sequence[str]) -> None:
        self._held = self._confined = None
        if gone:
            self.vectors.delete(gone)

    # -- searching -----------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Read again at the next search: another process has written."""
        self._held = self._confined = None
        self.vectors.forget()

    def nearest(
        self, vector: Vectors, *, limit: int, where: Filter | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Give (id, cosine similarity) of the nearest passages, best first, of those that the filter lets through.

        Few passages are scored exactly. Of many the index's graph is asked; its filters scan, so that those
        confined are scored exactly too, or picked from what the graph finds where they are many.
        """
        version = self.catalogue.version
        if where is not None and not where.empty:
            share = self.catalogue.let_through(where)
            if share > _CONFINED * self._exact:
                return self._nearest_of_many(vector, limit=limit, where=where, share=share)
            return _best(*self._within(where, version), vector, limit=limit)
        if self._held is None or self._held[0] != version:
            many = self.catalogue.passage_count() > self._exact
            self._held = version, *(((), NO_VECTORS) if many else self.catalogue.all_vectors())
            self._many = many
        if self._many:
            return self.vectors.nearest(vector, limit=limit)
        return _best(*self._held[1:], vector, limit=limit)

    def _nearest_of_many(
        self, vector: Vectors, *, limit: int, where: Filter, share: int
    ) -> tuple[tuple[str, float], ...]:
        """Ask the graph for so many that enough of them pass a filter, which lets `share` passages through."""
        width = 2 * limit * self.catalogue.passage_count() // share
        found: tuple[tuple[str, float], ...] = ()
        for _ in range(_WIDENED):
            nearest = self.vectors.nearest(vector, limit=width)
            allowed = self.catalogue.of_these(where, [i for i, _ in nearest])
            found = tuple(pair for pair in nearest if pair[0] in allowed)[:limit]
            if len(found) == limit:
                break
            width *= 2
        return found

    def _within(self, where: Filter, version: int) -> tuple[tuple[str, ...], Vectors]:
        """Give what a filter lets through, kept for the next question: people ask several under one filter."""
        if self._confined is None or self._confined[:2] != (version, where):
            self._confined = None  # its memory first
            self._confined = version, where, self.catalogue.vectors_within(where)
        return self._confined[2]


def _embedded_texts(read: ReadPaper) -> list[str]:
    parts = {p.number: p for p in read.parts}
    return [embedded_text(p, parts[p.part]) for p in read.passages]


def _best(
    ids: Sequence[str], vectors: Vectors, vector: Vectors, *, limit: int
) -> tuple[tuple[str, float], ...]:
    if not ids:
        return ()
    scores = vectors @ vector
    least = np.partition(scores, -limit)[-limit] if len(scores) > limit else -np.inf
    best = np.flatnonzero(scores >= least)
    order = best[np.argsort(-scores[best], kind="stable")][:limit]
    return tuple((ids[i], float(scores[i])) for i in order)
