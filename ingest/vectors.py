"""The door to Chroma: vectors by passage id. It can be rebuilt from the catalogue at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding import Vectors
from ingest.errors import StoreError

_COLLECTION = "passages"
_BATCH = 2000  # below Chroma's limit for one call
# As many vectors are scored exactly rather than searched: Chroma's graph is built by several threads, anew at
# each start while it is small, and finds other neighbours from run to run. 20,000 take some 10 ms and 30 MB.
_EXACT = 20_000


class VectorIndex:
    """A Chroma collection in a folder; cosine similarity, higher is better."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, making it where there is none.

        Raises:
            StoreError: Chroma cannot open it.

        """
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from chromadb.errors import ChromaError

        self._held: tuple[tuple[str, ...], Vectors] | None = None  # all vectors, while they are few
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._client: Any = chromadb.PersistentClient(
                path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
            )
            self._open()
        except (ChromaError, OSError, ValueError) as error:
            raise StoreError(
                f"The vector index {folder} cannot be opened ({error}). Run `minutebook doctor --repair`, "
                "or delete that folder and run it: the catalogue has all that is needed."
            ) from error

    def _open(self) -> None:
        self._collection: Any = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def forget(self) -> None:
        """Read the vectors again at the next search: another process has written."""
        self._held = None

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors, replacing those of the same ids."""
        self.forget()
        for start in range(0, len(ids), _BATCH):
            end = start + _BATCH
            self._collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])

    def delete(self, ids: Iterable[str]) -> None:
        """Drop vectors; ids that are not there are no error."""
        self.forget()
        every = list(ids)
        for start in range(0, len(every), _BATCH):
            self._collection.delete(ids=every[start : start + _BATCH])

    def clear(self) -> None:
        """Drop all vectors."""
        self.forget()
        self._client.delete_collection(_COLLECTION)
        self._open()

    def ids(self) -> frozenset[str]:
        """Give the ids that have a vector."""
        return frozenset(self._collection.get(include=[])["ids"])

    def nearest(
        self, vector: Vectors, *, limit: int, among: Sequence[str] | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Give (id, cosine similarity) of the nearest passages, best first.

        `among` confines the search to these ids. A Chroma filter scans, so they are scored exactly instead.
        """
        if among is not None:
            return self._exact(vector, among, limit=limit)
        count = self._collection.count()
        if not count:
            return ()
        if count <= _EXACT:
            if self._held is None or len(self._held[0]) != count:
                got = self._collection.get(include=["embeddings"])
                self._held = tuple(got["ids"]), np.asarray(got["embeddings"], dtype=np.float32)
            ids, held = self._held
            scores = held @ vector
            best = np.argsort(-scores, kind="stable")[:limit]
            return tuple((ids[i], float(scores[i])) for i in best)
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(limit, count), include=["distances"]
        )
        return tuple((i, 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True))

    def _exact(self, vector: Vectors, among: Sequence[str], *, limit: int) -> tuple[tuple[str, float], ...]:
        scored: list[tuple[str, float]] = []
        for start in range(0, len(among), _EXACT):
            got = self._collection.get(ids=list(among[start : start + _EXACT]), include=["embeddings"])
            if got["ids"]:
                scores = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                scored += zip(got["ids"], (float(s) for s in scores), strict=True)
        return tuple(sorted(scored, key=lambda s: -s[1])[:limit])
