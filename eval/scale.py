"""`python -m eval.scale --passages 10000 100000`: ingest, disk, memory, query times and recall as the papers grow.

Builds catalogue and index of so many passages (eval/swelling.py) from corpus/ through the store that ingest uses, but
for the embedding model, and asks the development questions of the gold set. Each size has a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
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
from eval.swelling import COMMITTEES, FIRST_YEAR, PASSAGES, YEARS, Stock, stock_of, swollen
from eval.tables import Table
from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.pipeline import ingest
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from ingest.store.keeping import digest_of
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.search import Recipe

_YEAR = FIRST_YEAR + YEARS // 2
FILTERS = {
    "no filter": Filter(),
    "a committee": Filter(committee=COMMITTEES[5]),
    "a year": Filter(since=date(_YEAR, 1, 1), until=date(_YEAR, 12, 31)),
}
_TURNS = 3
_RECALLED = 60  # questions whose nearest passages are looked for one by one
_SOME = 20_000  # vectors at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Milliseconds that passed, and those that a core worked: other programs' work counts in the first alone."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One filter's questions: milliseconds of the first and of each, and the dense side's mean recall@10 (0–1)."""

    first: float
    times: tuple[Took, ...]
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
    acronyms = store.catalogue.acronyms()
    store.close()
    return stock_of(passages, vectors[[place[p.id] for p in passages]], acronyms)


def build(store: Store, stock: Stock, count: int) -> float:
    """File so many passages by the steps of `Store.put` after embedding; give the seconds, making the words left out."""
    seconds = 0.0
    for done, (read, vectors) in enumerate(swollen(stock, count), 1):
        ids = [p.id for p in read.passages]
        digests = [digest_of(store.embedder.fingerprint, i) for i in ids]
        started = time.perf_counter()
        store.catalogue.keep(digests, vectors)
        store.vectors.upsert(ids, vectors)
        store.catalogue.put(read, digests=digests)
        seconds += time.perf_counter() - started
        if done % 100 == 0:
            print(f"{done * PASSAGES:,} of {count:,} in {seconds:,.0f} s", file=sys.stderr)
    started = time.perf_counter()
    store.tidy()
    return seconds + time.perf_counter() - started


def measure(folder: Path, stock: Stock, count: int) -> Measured:
    """Build where the folder holds nothing yet, then ask."""
    embedder = _Remembering()
    store = Store(folder, embedder)
    rate = None if store.catalogue.passage_count() else count / build(store, stock, count)
    store.close()
    store = Store(folder, embedder)
    engine = Engine(StoreLibrary(store))
    rows = [r for r in read_gold(packaged_gold()) if r.split == "dev"]
    embedder.load()
    first = _timed(partial(engine.retrieve, rows[0].question)).wall
    for row in rows:
        engine.understood(row.question, history=row.history)
    times = {name: _times(engine, rows, where) for name, where in FILTERS.items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    recalls = _recalls(engine, rows[:_RECALLED])
    return Measured(
        passages=store.catalogue.passage_count(),
        rate=rate,
        disk=sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()),
        memory=memory,
        first=first,
        embedding=tuple(embedder.milliseconds[1:]),
        asked={
            name: Asked(first=opened, times=asked, recall=recalls[name])
            for name, (opened, asked) in times.items()
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


def _timed(act: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Took(wall=1000 * (time.perf_counter() - wall), cpu=1000 * (time.process_time() - cpu))


def _times(engine: Engine, rows: Sequence[Row], where: Filter) -> tuple[float, tuple[Took, ...]]:
    """Ask all in several turns; give the milliseconds of the first question, and each question's median turn."""
    first = _timed(partial(engine.retrieve, rows[0].question, where=where)).wall
    turns = [
        [_timed(partial(engine.retrieve, r.question, history=r.history, where=where)) for r in rows]
        for _ in range(_TURNS)
    ]
    return first, tuple(
        Took(wall=statistics.median(t.wall for t in each), cpu=statistics.median(t.cpu for t in each))
        for each in zip(*turns, strict=True)
    )


def _recalls(engine: Engine, rows: Sequence[Row]) -> dict[str, float]:
    """Give each filter's mean share of the ten passages that are nearest of all, scored one by one, that are found."""
    catalogue = engine.library.store.catalogue
    asked = np.stack([engine.understood(r.question, history=r.history)[1] for r in rows])
    shares = {}
    for name, where in FILTERS.items():
        nearest: list[list[tuple[float, str]]] = [[] for _ in rows]
        ids = catalogue.passage_ids(where)
        for start in range(0, len(ids), _SOME):
            some, vectors = catalogue.vectors_of(ids[start : start + _SOME])
            for best, scores in zip(nearest, asked @ vectors.T, strict=True):
                top = np.argpartition(-scores, min(10, len(some) - 1))[:10]
                best[:] = sorted([*best, *((float(scores[i]), some[i]) for i in top)], reverse=True)[:10]
        shares[name] = statistics.mean(
            len({i for _, i in best} & {i for i, _ in found[:10]}) / max(len(best), 1)
            for best, vector in zip(nearest, asked, strict=True)
            for found in [engine.library.dense(vector, limit=Recipe().candidates, where=where)]
        )
    return shares


def _quantiles(milliseconds: Iterable[float]) -> str:
    every = tuple(milliseconds)
    return ", ".join(f"{quantile(every, q):.0f}" for q in (0.5, 0.95))


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
        rows.append((f"{name}: p50, p95 ms", *(_quantiles(t.wall for t in a.times) for a in asked)))
        rows.append((f"{name}: p50, p95 ms of a core", *(_quantiles(t.cpu for t in a.times) for a in asked)))
        rows.append((f"{name}: first question, ms", *(f"{a.first:,.0f}" for a in asked)))
        rows.append((f"{name}: recall@10", *(f"{100 * a.recall:.1f} %" for a in asked)))
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
