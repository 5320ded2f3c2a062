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
_EXACT = 20_000  # this many candidates are scored one by one rather than searched with a filter


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

        self._error: type[Exception] = ChromaError
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

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors, replacing those of the same ids."""
        for start in range(0, len(ids), _BATCH):
            end = start + _BATCH
            self._collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])

    def delete(self, ids: Iterable[str]) -> None:
        """Drop vectors; ids that are not there are no error."""
        every = list(ids)
        for start in range(0, len(every), _BATCH):
            self._collection.delete(ids=every[start : start + _BATCH])

    def clear(self) -> None:
        """Drop all vectors."""
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
