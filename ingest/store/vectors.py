"""The door to Chroma: vectors by passage id, in a folder or on a server. It can be rebuilt from the catalogue."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import methodcaller
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np

from ingest.embedding.embedder import Vectors
from ingest.errors import IndexAway, StoreError

_BATCH = 2000  # below Chroma's limit for one call
_WIDTH = 1800  # at 760,000 passages 98 % of the nearest ten are found so, in 14 ms; with 600, 94 %
# After so many new vectors Chroma writes its list of all ids: four times as seldom as by default, for that list grows.
_SPACE = {"hnsw": {"space": "cosine", "sync_threshold": 4000}}
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromaServer:
    """A Chroma server that other processes share; `headers` go with every call (a token, say).

    A call waits `timeout` seconds and is tried `tries` times, with a pause that doubles from half a second.
    """

    url: str
    collection: str = "passages"
    headers: tuple[tuple[str, str], ...] = ()
    timeout: float = 10.0
    tries: int = 4


class VectorIndex:
    """A Chroma collection; cosine similarity, higher is better. It is opened when it is first used."""

    def __init__(self, folder: Path, server: ChromaServer | None = None) -> None:
        self.folder = folder
        self.server = server
        self._client: Any = None
        self._collection: Any = None

    @property
    def name(self) -> str:
        """Where it is, for messages."""
        return self.server.url if self.server else str(self.folder)

    def forget(self) -> None:
        """Open it anew at the next call: another process has written, and a client keeps what it has read."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors, replacing those of the same ids."""
        for start in range(0, len(ids), _BATCH):
            end = start + _BATCH
            self._call(methodcaller("upsert", ids=list(ids[start:end]), embeddings=vectors[start:end]))

    def delete(self, ids: Iterable[str]) -> None:
        """Drop vectors; ids that are not there are no error."""
        every = list(ids)
        for start in range(0, len(every), _BATCH):
            self._call(methodcaller("delete", ids=every[start : start + _BATCH]))

    def clear(self) -> None:
        """Drop all vectors, and a folder that cannot be opened with them."""
        try:
            self._call(lambda c: self._client.delete_collection(c.name))
        except StoreError:
            if self.server:
                raise
            shutil.rmtree(self.folder, ignore_errors=True)
        self.forget()

    def ids(self) -> frozenset[str]:
        """Give the ids that have a vector."""
        found: Mapping[str, Any] = self._call(methodcaller("get", include=[]))
        return frozenset(found["ids"])

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Give the vectors of these ids; those that are not there are left out."""
        found: dict[str, Vectors] = {}
        for start in range(0, len(ids), _BATCH):
            some = list(ids[start : start + _BATCH])
            got: Mapping[str, Any] = self._call(methodcaller("get", ids=some, include=["embeddings"]))
            found |= dict(zip(got["ids"], np.asarray(got["embeddings"], dtype=np.float32), strict=True))
        return found

    def nearest(self, vector: Vectors, *, limit: int) -> tuple[tuple[str, float], ...]:
        """Give (id, cosine similarity) of the nearest passages, best first, as the graph finds them."""
        # The graph is searched as widely as results are asked for: for few of them it would miss some of the nearest.
        found: Mapping[str, Any] = self._call(
            methodcaller(
                "query", query_embeddings=[vector], n_results=max(limit, _WIDTH), include=["distances"]
            )
        )
        nearest = zip(found["ids"][0][:limit], found["distances"][0][:limit], strict=True)
        return tuple((i, 1.0 - float(d)) for i, d in nearest)

    # -- the door ------------------------------------------------------------------------------------------

    def _call(self, act: Callable[[Any], Result]) -> Result:
        """Do something with the collection, again after a pause where a server does not answer.

        Raises:
            IndexAway: the server does not answer.
            StoreError: Chroma cannot open its folder, or fails.

        """
        import httpx
        from chromadb.errors import ChromaError

        tries = self.server.tries if self.server else 2
        for last in range(1, tries + 1):
            try:
                if self._collection is None:
                    self._open()
                return act(self._collection)
            except (ChromaError, OSError, ValueError, httpx.HTTPError) as error:
                self.forget()  # its collection may be another's by now, made anew by a repair
                if last == tries:
                    raise self._told(error) from error
                if self.server:
                    time.sleep(0.5 * 2 ** (last - 1))
        raise AssertionError(tries)

    def _told(self, error: Exception) -> StoreError:
        if self.server:
            return IndexAway(
                f"The Chroma server {self.name} does not answer as it should ({error}). Nothing that was complete is "
                "lost: see that it runs (`chroma run`), then do this again; an ingest goes on where it stopped."
            )
        return StoreError(
            f"The vector index {self.folder} cannot be used ({error}). Run `minutebook doctor --repair`: the "
            "catalogue has all that is needed."
        )

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        if self.server:
            self._client = self._connect(self.server, quiet)
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                self._client = chromadb.PersistentClient(path=str(self.folder), settings=quiet)
            except AttributeError as error:  # what its client meets when its own start has failed
                raise OSError(f"the folder cannot be opened: {error.__context__ or error}") from error
        self._collection = self._client.get_or_create_collection(
            self.server.collection if self.server else "passages",
            configuration=_SPACE,
            embedding_function=None,
        )

    def _connect(self, server: ChromaServer, settings: Any) -> Any:
        import chromadb
        import httpx

        at = urlsplit(server.url)
        headers = dict(server.headers)
        # Chroma's client waits for ever; ask first, and set its session's limit once it is there.
        httpx.get(
            f"{server.url.rstrip('/')}/api/v2/heartbeat", headers=headers, timeout=server.timeout
        ).raise_for_status()
        client = chromadb.HttpClient(
            host=at.hostname or "", port=at.port or (443 if at.scheme == "https" else 80), ssl=at.scheme == "https",
            headers=headers, settings=settings,
        )  # fmt: skip
        client._server._session.timeout = httpx.Timeout(server.timeout)  # noqa: SLF001 - it has no setting
        return client
