"""`python -m eval.fit DATA=GOLD …`: fit the weights of searching and picking on the dev questions of several sets.

DATA is a data folder that holds the papers of the gold set GOLD. For each question the passages (or the units
offered for quoting) that hold evidence are to score above the rest: a softmax over the candidates, with an L2
penalty towards 0. Each set is also scored with the weights fitted on the others alone, which is the figure to
believe. Nothing is written: the weights are printed, to be put into `Recipe` and `Picking` by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.gold import Row, read_gold
from eval.matching import run_of
from eval.metrics import holds
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders, Reader
from ingest.store.folder import Store
from ingest.text.lines import plain
from rag.answers import Hit
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.picking import UNREAD, Picking, offered, pooled
from rag.read_as import read_whole
from rag.search import Recipe, Signals, gather
from rag.units import Unit

Matrix = npt.NDArray[np.float64]
_STEPS, _RATE, _SHARPNESS = 400, 0.05, 3.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """One question's candidates: signals of shape (candidates, signals), and which of them hold evidence."""

    signals: Matrix
    right: npt.NDArray[np.bool_]


def passage_candidates(engine: Engine, row: Row) -> Candidates:
    """Describe the passages that searching weighs for a question."""
    query, vector = engine.understood(row.question, history=row.history)
    found = gather(query, vector, engine.library, recipe=Recipe())
    files = (*row.source_file, *row.also_in)
    texts = [{"source_file": f.placed.paper.file_name, "text": f.placed.passage.text} for f in found]
    right = [any(holds(t, snippet, files) for snippet in row.evidence) for t in texts]
    return Candidates(np.array([astuple(f.signals) for f in found]), np.array(right))


def unit_candidates(engine: Engine, row: Row, *, reader: Reader) -> Candidates:
    """Describe the sentences, items and rows that picking weighs for a question, as beside a reader: without `alike`."""
    query, _ = engine.understood(row.question, history=row.history)
    _, hits = engine.retrieve(row.question, history=row.history, limit=30)
    units = offered(query, hits)
    signals = np.array([o.signals for o in units])
    rough = signals @ np.array(astuple(Picking())[:-2])
    order = np.argsort(-rough, kind="stable")
    first = order[: pooled([float(r) for r in rough[order]])]
    told = reader.scores(query.text, [read_whole(units[n].hit.placed, units[n].unit) for n in first])
    read = np.full(len(units), min(told.min(), UNREAD))
    read[first] = told
    right = np.array([tells(o.hit, o.unit, row) for o in units])
    return Candidates(np.column_stack([signals, read]), right)


def tells(hit: Hit, unit: Unit, row: Row) -> bool:
    """Tell whether a unit holds a snippet of evidence, or is a good part of one."""
    if hit.placed.paper.file_name not in (*row.source_file, *row.also_in):
        return False
    own = run_of(unit.text)
    snippets = [run_of(plain(s)) for s in row.evidence]
    return any(
        s in own or (len(own) > 25 and own in s) or (len(own) > 40 and s[:40] in own) for s in snippets
    )


def fitted(sets: Sequence[Sequence[Candidates]], *, penalty: float = 0.005) -> Matrix:
    """Fit weights by gradient descent on the mean log-loss of the right candidates."""
    every = [c for one in sets for c in one if c.right.any() and not c.right.all()]
    weights = np.zeros(every[0].signals.shape[1])
    mean = square = np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = 2 * penalty * weights
        for c in every:
            odds = _softmax(_SHARPNESS * c.signals @ weights)
            own = np.where(c.right, odds, 0.0)
            slope = slope + _SHARPNESS * (odds - own / own.sum()) @ c.signals / len(every)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2  # Adam
        weights = weights - _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max())
    share: Matrix = raised / raised.sum()
    return share


def ranked(sets: Sequence[Candidates], weights: Sequence[float] | Matrix) -> str:
    """Tell how often a right candidate comes first, and among the first five."""
    at = [np.argsort(-(c.signals @ np.array(weights)), kind="stable") for c in sets]
    first = np.mean([c.right[o[0]] for c, o in zip(sets, at, strict=True)])
    five = np.mean([c.right[o[:5]].any() for c, o in zip(sets, at, strict=True)])
    return f"first {100 * first:.1f} %, first five {100 * five:.1f} %"


def report(
    kind: type[Any], names: Sequence[str], sets: dict[str, Sequence[Candidates]], now: Sequence[float]
) -> None:
    """Fit one set of weights and print it, with what it gains on each gold set."""
    every = list(sets.values())
    together = fitted(every)
    print(f"{kind.__name__}: " + ", ".join(f"{n}={w:.2f}" for n, w in zip(names, together, strict=True)))
    for name, own in sets.items():
        print(
            f"  {name}, {len(own)} questions: now {ranked(own, now)}; fitted on all {ranked(own, together)}"
        )
        if others := [o for other, o in sets.items() if other != name]:
            print(f"    fitted on the others alone: {ranked(own, fitted(others))}")


def main(pairs: Sequence[str]) -> None:
    """Fit the weights of `Recipe` and of `Picking`."""
    describe: dict[str, Callable[[Engine, Row], Candidates]] = {
        "passages": passage_candidates,
        "units": partial(unit_candidates, reader=BothReaders()),
    }
    found: dict[str, dict[str, Sequence[Candidates]]] = {kind: {} for kind in describe}
    for pair in pairs:
        folder, gold = pair.split("=", 1)
        engine = Engine(StoreLibrary(Store(Path(folder), OpenVinoE5())))
        rows = [r for r in read_gold(Path(gold)) if r.split == "dev" and r.answerable]
        for kind, of in describe.items():
            found[kind][gold] = [c for r in rows if (c := of(engine, r)).right.any()]
    recipe = Recipe()
    signals = [f.name for f in fields(Signals)]
    report(Recipe, signals, found["passages"], [getattr(recipe, name) for name in signals])
    weighed = [f.name for f in fields(Picking) if f.name != "alike"]
    report(Picking, weighed, found["units"], [getattr(Picking(), name) for name in weighed])


if __name__ == "__main__":
    main(sys.argv[1:])
