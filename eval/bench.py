"""`python -m eval.bench PATH…`: how long ingest, a second ingest and a warm answer take here.

Ratios and medians, for timings vary from run to run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from eval.command import packaged_gold
from eval.gold import read_gold
from ingest.embedding.embedder import SentenceTransformerEmbedder
from ingest.embedding.openvino_e5 import OpenVinoE5, default_folder
from ingest.pipeline import ingest
from ingest.reading.files import find_papers, read_paper
from ingest.store.folder import Store
from ingest.structure.context import embedded_text
from rag.engine import Engine
from rag.library import StoreLibrary


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(paths: list[Path], *, repeats: int = 3) -> None:
    """Measure and print."""
    embedder = OpenVinoE5()
    torch = SentenceTransformerEmbedder(str(default_folder()), passage_prefix="passage: ")
    embedder.load()
    torch.load()
    texts = []
    for paper in map(read_paper, find_papers(paths)):
        parts = {p.number: p for p in paper.parts}
        texts += [embedded_text(p, parts[p.part]) for p in paper.passages]
    bare, whole, again = [], [], []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder), embedder)
            bare.append(seconds(partial(embedder.passages, texts)))
            whole.append(seconds(partial(ingest, paths, store)))
            again.append(seconds(partial(ingest, paths, store)))
            asked = _ask(store)
    sample = texts[:: max(1, len(texts) // 160)]
    faster = statistics.median(
        seconds(partial(torch.passages, sample)) / seconds(partial(embedder.passages, sample))
        for _ in range(repeats)
    )
    ratio = statistics.median(w / b for w, b in zip(whole, bare, strict=True))
    print(
        f"{len(texts)} passages; embedding alone {statistics.median(bare):.1f} s (median of {repeats}), "
        f"{faster:.1f} times as fast as with torch"
    )
    print(
        f"ingest {statistics.median(whole):.1f} s, {ratio:.2f} times embedding alone; again {statistics.median(again):.2f} s"
    )
    if asked:
        p95 = asked[int(0.95 * len(asked))]
        print(
            f"answers, warm: median {1000 * statistics.median(asked):.0f} ms, 95th percentile {1000 * p95:.0f} ms over {len(asked)}"
        )


def _ask(store: Store) -> list[float]:
    engine = Engine(StoreLibrary(store))
    rows = [r for r in read_gold(packaged_gold()) if r.split == "dev"][:60]
    engine.ask(rows[0].question)
    return sorted(seconds(partial(engine.ask, r.question, history=r.history)) for r in rows)


if __name__ == "__main__":
    main([Path(p) for p in sys.argv[1:]] or [Path("corpus")])
