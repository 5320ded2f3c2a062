"""`python -m eval.scale --passages 10000 100000`: ingest, disk, memory, query times and recall as the papers grow.

Builds catalogue and index of so many passages (eval/swelling.py) from corpus/ through the store that ingest uses, but
for the embedding model, and asks the development questions of the gold set. Each size has a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from eval.command import packaged_gold, show
from eval.gold import Row, read_gold
from eval.metrics import quantile
from eval.swelling import COMMITTEES, FIRST_YEAR, YEARS, Stock, stock_of, swollen
from eval.tables import Table
from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.pipeline import ingest
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from ingest.store.keeping import digest_of
from ingest.structure.context import embedded_text
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.search import Recipe

_YEAR = FIRST_YEAR + YEARS // 2
FILTERS = {
    "no filter": Filter(),
    "a committee": Filter(committee=COMMITTEES[5]),
    "a year": Filter(since=date(_YEAR, 1, 1), until=date(_YEAR, 12, 31)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One filter's questions: milliseconds each, and the mean recall@10 of the dense side (0–1)."""

    milliseconds: tuple[float, ...]
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one size takes: passages a second, bytes on disk, the process's greatest memory in bytes, the questions."""

    passages: int
    rate: float | None
    disk: int
    memory: int
    first: float  # milliseconds of the first question, which reads what the papers tell about words
    embedding: tuple[float, ...]  # milliseconds to embed each question, which is no part of what follows
    asked: dict[str, Asked]


def real_stock(papers: Path, folder: Path) -> Stock:
    """Read real papers, where the folder does not hold them yet, and embed them."""
    store = Store(folder, OpenVinoE5())
    ingest([papers], store)
    passages = [p for paper in store.catalogue.papers() for p in store.catalogue.read(paper).passages]
    ids, vectors = store.catalogue.vectors_of([p.id for p in passages])
    place = {i: n for n, i in enumerate(ids)}
    store.close()
    return stock_of(passages, vectors[[place[p.id] for p in passages]])


def build(store: Store, stock: Stock, count: int) -> float:
    """File so many passages through the store; give how many a second, the making of their words left out."""
    seconds = 0.0
    for read, vectors in swollen(stock, count):
        parts = {p.number: p for p in read.parts}
        digests = [
            digest_of(store.embedder.fingerprint, embedded_text(p, parts[p.part])) for p in read.passages
        ]
        started = time.perf_counter()
        store.catalogue.keep(digests, vectors)
        store.put(read)
        seconds += time.perf_counter() - started
    return count / seconds


def measure(folder: Path, stock: Stock, count: int) -> Measured:
    """Build where the folder holds nothing yet, then ask."""
    embedder = _Remembering()
    store = Store(folder, embedder)
    rate = None if store.catalogue.passage_count() else build(store, stock, count)
    library = StoreLibrary(store)
    engine = Engine(library)
    rows = [r for r in read_gold(packaged_gold()) if r.split == "dev"]
    embedder.load()
    first = _milliseconds(partial(engine.retrieve, rows[0].question))
    for row in rows:
        engine.understood(row.question, history=row.history)
    times = {name: _times(engine, rows, where) for name, where in FILTERS.items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    ids, vectors = store.catalogue.all_vectors()
    return Measured(
        passages=store.catalogue.passage_count(),
        rate=rate,
        disk=sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()),
        memory=memory,
        first=first,
        embedding=tuple(embedder.milliseconds[1:]),
        asked={
            name: Asked(milliseconds=times[name], recall=_recall(engine, rows, where, ids, vectors))
            for name, where in FILTERS.items()
        },
    )


class _Remembering(OpenVinoE5):
    """The default model, which embeds each question once: its time does not grow with the papers."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Vectors] = {}
        self.milliseconds: list[float] = []

    def query(self, text: str) -> Vectors:
        if text not in self._known:
            started = time.perf_counter()
            self._known[text] = super().query(text)
            self.milliseconds.append(1000 * (time.perf_counter() - started))
        return self._known[text]


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def _times(engine: Engine, rows: Sequence[Row], where: Filter) -> tuple[float, ...]:
    for row in rows[:5]:
        engine.retrieve(row.question, where=where)
    return tuple(
        _milliseconds(partial(engine.retrieve, r.question, history=r.history, where=where)) for r in rows
    )


def _recall(
    engine: Engine, rows: Sequence[Row], where: Filter, ids: Sequence[str], vectors: Vectors
) -> float:
    """Give the mean share of the ten passages that are nearest of all, scored one by one, that the search finds."""
    allowed = frozenset(engine.library.store.catalogue.passage_ids(where))
    within = np.array([i for i, name in enumerate(ids) if name in allowed], dtype=np.intp)
    among = vectors[within]
    shares = []
    for row in rows[:60]:
        _, vector = engine.understood(row.question, history=row.history)
        nearest = {ids[within[i]] for i in np.argsort(-(among @ vector), kind="stable")[:10]}
        found = engine.library.dense(vector, limit=Recipe().candidates, where=where)[:10]
        shares.append(len(nearest & {i for i, _ in found}) / max(len(nearest), 1))
    return statistics.mean(shares)


def _quantiles(milliseconds: Sequence[float]) -> str:
    return " ".join(f"{quantile(milliseconds, q):.0f}" for q in (0.5, 0.95))


def table(measured: Sequence[Measured]) -> Table:
    """Lay out the curve: a column for each size."""
    rows = [
        ("ingested a second, without embedding", *(f"{m.rate:,.0f}" if m.rate else "–" for m in measured)),
        ("on disk, GB", *(f"{m.disk / 1e9:.2f}" for m in measured)),
        ("greatest memory, GB", *(f"{m.memory / 1e9:.2f}" for m in measured)),
        ("first question, ms", *(f"{m.first:,.0f}" for m in measured)),
    ]
    rows.append(("embedding a question: p50, p95 ms", *(_quantiles(m.embedding) for m in measured)))
    for name in FILTERS:
        asked = [m.asked[name] for m in measured]
        rows.append((f"searching, {name}: p50, p95 ms", *(_quantiles(a.milliseconds) for a in asked)))
        rows.append((f"searching, {name}: recall@10", *(f"{100 * a.recall:.1f} %" for a in asked)))
    return Table(
        title="As the papers grow",
        columns=("passages", *(f"{m.passages:,}" for m in measured)),
        rows=tuple(rows),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--papers", type=Path, default=Path("corpus"), metavar="DIR", help="the real papers")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="build here, and ask again what stands here already"
    )
    options = parser.parse_args(arguments)
    measured = []
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        stock = real_stock(options.papers, place / "real")
        for count in sorted(options.passages):
            folder = place / str(count)
            with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as alone:
                measured.append(alone.submit(measure, folder, stock, count).result())
            show(table(measured))


if __name__ == "__main__":
    main()
