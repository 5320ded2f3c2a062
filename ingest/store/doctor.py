"""What is wrong with a data folder, id by id, and mending it from what is whole.

The catalogue is the truth. Its vectors are made anew by the model where they are lost, and the index from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ingest.errors import StoreError
from ingest.store.folder import Done, Store
from ingest.store.keeping import digest_of
from ingest.structure.context import embedded_text

_SOME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How far catalogue and index agree. All empty: nothing is wrong."""

    passages: int
    damage: tuple[str, ...]  # what SQLite and the full text say of themselves
    unembedded: tuple[str, ...]  # passages whose vector the catalogue lacks, or that is of other words
    missing: tuple[str, ...]  # passages without a vector in the index
    wrong: tuple[str, ...]  # passages with another vector in the index than in the catalogue
    orphans: tuple[str, ...]  # vectors in the index without a passage
    other_embedder: str | None  # the index's embedder, where it is not the present one
    index: str | None = None  # why the index cannot be used, where it cannot

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (
            self.damage or self.unembedded or self.missing or self.wrong or self.orphans or self.other_embedder
            or self.index
        )  # fmt: skip


def examine(store: Store) -> Health:
    """Compare catalogue and index id by id, vector by vector; nothing is changed."""
    catalogue = store.catalogue
    filed = catalogue.digests()
    made_with = catalogue.meta("embedder")
    other = made_with if made_with and made_with != store.embedder.fingerprint else None
    kept = catalogue.kept(tuple(set(filed.values())))
    unembedded = [i for i, d in filed.items() if d not in kept]
    if other is None:
        unembedded += [i for i, (d, _) in _due(store, tuple(filed)) if d != filed[i] and filed[i] in kept]
    missing, wrong, orphans, index = _compare(store, filed)
    return Health(
        passages=len(filed),
        damage=catalogue.damage(),
        unembedded=tuple(unembedded),
        missing=missing,
        wrong=wrong,
        orphans=orphans,
        other_embedder=other,
        index=index,
    )


def _due(store: Store, ids: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give each passage's id with the digest and the words that its vector should be of."""
    for start in range(0, len(ids), _SOME):
        for identity, placed in store.catalogue.placed(ids[start : start + _SOME]).items():
            text = embedded_text(placed.passage, placed.part)
            yield identity, (digest_of(store.embedder.fingerprint, text), text)


def _compare(
    store: Store, filed: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str | None]:
    """Compare the index with the catalogue's vectors: ids missing, ids wrong, orphans, why it cannot be used."""
    try:
        held = store.vectors.ids()
        wrong: list[str] = []
        both = [i for i in filed if i in held]
        for start in range(0, len(both), _SOME):
            ids, vectors = store.catalogue.vectors_of(both[start : start + _SOME])
            found = store.vectors.vectors(ids)
            wrong += [
                i for i, v in zip(ids, vectors, strict=True)
                if i not in found or found[i].shape != v.shape or not np.allclose(found[i], v, atol=1e-4)
            ]  # fmt: skip
    except StoreError as error:
        return (), (), (), str(error)
    return tuple(i for i in filed if i not in held), tuple(wrong), tuple(sorted(held - filed.keys())), None


def repair(store: Store, *, done: Done | None = None) -> Health:
    """Make the index agree with the catalogue, embedding anew what is lost; give what was wrong.

    Raises:
        StoreError: the catalogue itself is damaged beyond its indexes, or the Chroma server is away.

    """
    found = examine(store)
    if found.damage:
        store.catalogue.rebuild_words()
        if still := store.catalogue.damage():
            raise StoreError(f"The catalogue {store.catalogue.file} is damaged: {'; '.join(still[:3])}.")
    if found.unembedded or found.other_embedder:
        _embed_again(store, done)
    if found.index or found.other_embedder:
        _index_anew(store, found)
    else:
        missing, wrong, orphans, _ = _compare(store, store.catalogue.digests())
        store.vectors.delete(orphans)
        _index(store, (*missing, *wrong))
    store.tidy()
    store.forget()
    return found


def _embed_again(store: Store, done: Done | None) -> None:
    """Embed what is not kept under its digest, then point all passages at it at once."""
    ids = tuple(store.catalogue.digests())
    digests: dict[str, str] = {}
    for start in range(0, len(ids), _SOME):
        due = dict(_due(store, ids[start : start + _SOME]))
        store.embed(dict(due.values()), done=done)
        digests |= {i: d for i, (d, _) in due.items()}
    store.catalogue.redigest(digests, embedder=store.embedder.fingerprint)


def _index_anew(store: Store, found: Health) -> None:
    if found.index and store.vectors.server:
        raise StoreError(found.index)
    store.vectors.clear()
    _index(store, tuple(store.catalogue.digests()))


def _index(store: Store, todo: tuple[str, ...]) -> None:
    for start in range(0, len(todo), _SOME):
        ids, vectors = store.catalogue.vectors_of(todo[start : start + _SOME])
        store.vectors.upsert(ids, vectors)
