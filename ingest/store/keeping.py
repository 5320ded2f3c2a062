"""The vectors that the catalogue keeps, by the hash of what was embedded, so that nothing is embedded twice.

They outlive a rename and a corrected revision, and a damaged Chroma folder is made anew from them without the model.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

import numpy as np

from ingest.embedding.embedder import Vectors

_SOME = 500  # values in one statement
NO_VECTORS: Vectors = np.zeros((0, 0), dtype=np.float32)


def digest_of(fingerprint: str, text: str) -> str:
    """Hash the embedder's identity and the words it reads.

    >>> digest_of("model:1", "Rents rose") == digest_of("model:2", "Rents rose")
    False
    """
    return hashlib.blake2b(f"{fingerprint}\0{text}".encode(), digest_size=16).hexdigest()


def matrix(blobs: Sequence[bytes]) -> Vectors:
    """Give kept vectors as one array, shape (vectors, dimension)."""
    if not blobs:
        return NO_VECTORS
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)


class Keeping:
    """What can be asked of an open catalogue's vectors."""

    _db: sqlite3.Connection

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Write all or nothing."""
        raise NotImplementedError

    def kept(self, digests: Sequence[str]) -> set[str]:
        """Give those digests whose vectors are kept."""
        found: set[str] = set()
        for some in _runs(digests):
            rows = self._db.execute(f"SELECT digest FROM vectors WHERE digest IN ({_marks(some)})", some)
            found |= {r["digest"] for r in rows}
        return found

    def keep(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors by their digests, at once durable: an interrupted paper goes on from here."""
        rows = zip(digests, (v.astype("<f4").tobytes() for v in vectors), strict=True)
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def by_digest(self, digests: Sequence[str]) -> Vectors:
        """Give vectors in the order of their digests, each of which must be kept."""
        found: dict[str, bytes] = {}
        for some in _runs(digests):
            found |= dict(
                self._db.execute(f"SELECT digest, vector FROM vectors WHERE digest IN ({_marks(some)})", some)
            )
        return matrix([found[d] for d in digests])

    def all_vectors(self) -> tuple[tuple[str, ...], Vectors]:
        """Give the ids of all passages, in reading order, with their vectors."""
        return self._read("", ())

    def vectors_of(self, ids: Sequence[str]) -> tuple[tuple[str, ...], Vectors]:
        """Give these passages' vectors; ids that are not there are left out."""
        got = [self._read(f"WHERE passages.id IN ({_marks(some)})", some) for some in _runs(ids)]
        got = [g for g in got if g[0]]
        if not got:
            return (), NO_VECTORS
        return tuple(i for ids, _ in got for i in ids), np.concatenate([v for _, v in got])

    def _read(self, where: str, values: Sequence[str]) -> tuple[tuple[str, ...], Vectors]:
        rows = self._db.execute(
            f"SELECT passages.id, vector FROM passages JOIN vectors USING (digest) {where} ORDER BY number",
            values,
        ).fetchall()
        return tuple(r["id"] for r in rows), matrix([r["vector"] for r in rows])

    def digests(self, *, paper: str | None = None) -> dict[str, str]:
        """Give each passage's id with the digest that it was filed with, of all papers or of one."""
        where, values = ("WHERE paper = ?", [paper]) if paper else ("", [])
        return dict(self._db.execute(f"SELECT id, digest FROM passages {where} ORDER BY number", values))

    def redigest(self, digests: dict[str, str], *, embedder: str) -> None:
        """Point passages at other vectors, all at once, and note the embedder that made them."""
        with self.transaction() as db:
            db.executemany(
                "UPDATE passages SET digest = ? WHERE id = ?", [(d, i) for i, d in digests.items()]
            )
            db.execute("INSERT OR REPLACE INTO meta VALUES ('embedder', ?)", (embedder,))
            sweep(db)

    def sweep_vectors(self) -> int:
        """Drop the vectors that no passage claims; give their number."""
        with self.transaction() as db:
            return sweep(db)


def sweep(db: sqlite3.Connection) -> int:
    """Drop the vectors that no passage claims; give their number. The caller holds the transaction."""
    return int(
        db.execute(
            "DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM passages WHERE passages.digest = vectors.digest)"
        ).rowcount
    )


def _runs(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _SOME):
        yield list(values[start : start + _SOME])


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
