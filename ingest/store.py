"""A data folder: the catalogue and the vector index together, with one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.catalogue import Catalogue
from ingest.context import embedded_text
from ingest.embedding import Embedder
from ingest.errors import EmbedderMismatch, StoreBusy
from ingest.papers import Paper, ReadPaper
from ingest.vectors import VectorIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How far catalogue and index agree. All empty and matching: nothing is wrong."""

    passages: int
    missing: tuple[str, ...]  # passages without a vector
    orphans: tuple[str, ...]  # vectors without a passage
    other_embedder: str | None  # the index's embedder, where it is not the present one

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.orphans or self.other_embedder)


class Store:
    """The papers of one data folder, as ingest and retrieval use them."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder
        self.catalogue = Catalogue(folder / "catalogue.sqlite")
        self._vectors: VectorIndex | None = None

    @property
    def vectors(self) -> VectorIndex:
        """The vector index, opened when first used."""
        if self._vectors is None:
            self._vectors = VectorIndex(self.folder / "chroma")
        return self._vectors

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
    def writing(self) -> Iterator[None]:
        """Hold the data folder for writing.

        Raises:
            StoreBusy: another process holds it.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=2)
        except Timeout as error:
            raise StoreBusy(
                f"Another Minutebook is writing to {self.folder}. Wait until it has finished, then run this again; "
                "questions can be asked meanwhile."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def put(
        self, read: ReadPaper, *, replaces: Paper | None = None, done: Callable[[int], None] | None = None
    ) -> None:
        """Embed and store a paper: vectors first, then the catalogue in one transaction, then the old vectors go.

        Killed at any moment, the catalogue holds the old paper or the new one, whole; vectors that no passage
        claims are never found and are swept by `repair`.
        """
        parts = {p.number: p for p in read.parts}
        texts = [embedded_text(p, parts[p.part]) for p in read.passages]
        vectors = self.embedder.passages(texts, done=done)
        if self.catalogue.meta("embedder") is None:
            self.catalogue.set_meta("embedder", self.embedder.fingerprint)
        if len(vectors):
            self.vectors.upsert([p.id for p in read.passages], vectors)
        old = self.catalogue.passage_ids(paper=replaces.id) if replaces else ()
        self.catalogue.put(read, replaces=replaces.id if replaces else None)
        self.vectors.delete(set(old) - {p.id for p in read.passages})

    def remove(self, paper: Paper) -> None:
        """Drop a paper: from the catalogue first, so that no answer finds it, then its vectors."""
        old = self.catalogue.passage_ids(paper=paper.id)
        self.catalogue.remove(paper.id)
        self.vectors.delete(old)

    def health(self) -> Health:
        """Compare catalogue and index id by id."""
        wanted = self.catalogue.passage_ids()
        held = self.vectors.ids()
        made_with = self.catalogue.meta("embedder")
        other = made_with if made_with and made_with != self.embedder.fingerprint else None
        return Health(
            passages=len(wanted),
            missing=tuple(i for i in wanted if i not in held),
            orphans=tuple(sorted(held - set(wanted))),
            other_embedder=other,
        )

    def repair(self, *, done: Callable[[int], None] | None = None) -> Health:
        """Make the index agree with the catalogue, embedding anew what is missing; give what was wrong."""
        found = self.health()
        todo: Sequence[str] = found.missing
        if found.other_embedder:
            self.vectors.clear()
            todo = self.catalogue.passage_ids()
        else:
            self.vectors.delete(found.orphans)
        for start in range(0, len(todo), 512):
            some = list(todo[start : start + 512])
            placed = self.catalogue.placed(some)
            vectors = self.embedder.passages(
                [embedded_text(placed[i].passage, placed[i].part) for i in some], done=done
            )
            self.vectors.upsert(some, vectors)
        self.catalogue.set_meta("embedder", self.embedder.fingerprint)
        return found
