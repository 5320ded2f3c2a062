"""Run a gold set: ask every question, score every answer, keep all of it.

A run's folder holds results.jsonl (row, answer object, scores), summary.json and report.html.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval import metrics
from eval.baselines import ABLATIONS, BM25, PlainRecipe, Retriever
from eval.gold import Row
from eval.metrics import Estimate, Score
from ingest.errors import MinutebookError, QuestionError
from ingest.store.catalogue import Catalogue
from rag.engine import Engine

AnswerObject = Mapping[str, Any]
Asker = Callable[[str, Sequence[str]], AnswerObject]
"""Question and history in, answer object out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One question of a run."""

    row: Row
    answer: AnswerObject
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A gold set asked: ours, and what stood beside it (name → evidence@k by question)."""

    gold: str
    results: tuple[Result, ...]
    baselines: Mapping[str, Mapping[str, Mapping[str, float]]]

    @property
    def summary(self) -> dict[str, Estimate]:
        """Every measure over all questions."""
        return metrics.summarise([r.score for r in self.results])

    def grouped(self, key: Callable[[Row], str]) -> dict[str, dict[str, Estimate]]:
        """Every measure by a property of the questions."""
        scores = {r.row.id: r.score for r in self.results}
        return {
            k: metrics.summarise(v) for k, v in metrics.by(scores, [r.row for r in self.results], key).items()
        }


def paper_texts(catalogue: Catalogue) -> dict[str, str]:
    """Give the text of every paper held, by file name."""
    papers = catalogue.papers()
    return {p.file_name: "\n".join(page.text for page in catalogue.read(p).pages) for p in papers}


def ask_all(rows: Sequence[Row], ask: Asker, *, tell: Callable[[], None] = lambda: None) -> list[Result]:
    """Ask and score every row, in order; a question that cannot be taken counts as unanswered."""
    found = []
    for row in rows:
        started = time.perf_counter()
        try:
            answer = ask(row.question, row.history)
        except QuestionError as error:
            answer = _unanswered(row, str(error), time.perf_counter() - started)
        found.append(Result(row=row, answer={**answer, "id": row.id}, score=metrics.score(row, answer)))
        tell()
    return found


def _unanswered(row: Row, message: str, seconds: float) -> AnswerObject:
    return {
        "question": row.question, "answer": message, "abstained": True, "reason": "error", "citations": [],
        "passages": [], "writer": "none", "seconds": {"retrieve": seconds, "write": 0.0, "total": seconds},
    }  # fmt: skip


def _retrieval(
    rows: Sequence[Row], find: Callable[[Row], Sequence[Mapping[str, Any]]]
) -> dict[str, dict[str, float]]:
    found = {}
    for row in (r for r in rows if r.answerable):
        ranks = metrics.first_ranks(row, find(row))
        found[row.id] = {f"evidence@{k}": metrics.recall_at(ranks, k) for k in metrics.CUTS} | {
            "mrr": metrics.reciprocal_rank(ranks),
            "ndcg": metrics.ndcg(ranks),
        }
    return found


def baselines(
    rows: Sequence[Row],
    engine: Engine,
    *,
    tell: Callable[[str], None] = lambda name: None,  # noqa: ARG005
) -> dict[str, dict[str, dict[str, float]]]:
    """Measure the plain recipes and our ablations on the same papers, retrieval only."""
    store = engine.library.store
    texts = paper_texts(store.catalogue)
    found = {}
    for name, make in (
        ("llama-index, plain", lambda: PlainRecipe(texts, store.embedder)),
        ("BM25, 256-token chunks", lambda: BM25(texts)),
    ):
        tell(name)
        found[name] = _retrieval(rows, _chunks_of(make()))
    for name, recipe in ABLATIONS.items():
        tell(name)
        other = Engine(engine.library, recipe=recipe)
        found[name] = _retrieval(rows, passages_of(other))
    return found


def _chunks_of(retriever: Retriever) -> Callable[[Row], Sequence[Mapping[str, Any]]]:
    def find(row: Row) -> Sequence[Mapping[str, Any]]:
        question = " ".join([*row.history, row.question])
        return [{"source_file": f, "text": t} for f, t in retriever.retrieve(question, limit=10)]

    return find


def passages_of(engine: Engine) -> Callable[[Row], Sequence[Mapping[str, Any]]]:
    """Give what finds a row's ten passages, in the shape that scoring reads."""

    def find(row: Row) -> Sequence[Mapping[str, Any]]:
        _, hits = engine.retrieve(row.question, history=row.history)
        return [{"source_file": h.placed.paper.file_name, "text": h.placed.passage.text} for h in hits]

    return find


def save(run: Run, folder: Path, *, html: str) -> None:
    """Write a run's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "results.jsonl").open("w", encoding="utf-8") as file:
        for result in run.results:
            row = {"row": asdict(result.row), "answer": result.answer, "score": result.score.values()}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    summary = {
        "gold": run.gold,
        "questions": len(run.results),
        **{k: asdict(v) for k, v in run.summary.items()},
    }
    (folder / "summary.json").write_text(json.dumps(summary, indent=1), "utf-8")
    (folder / "report.html").write_text(html, "utf-8")


def load_scores(folder: Path) -> dict[str, dict[str, float | None]]:
    """Read a saved run's scores by question.

    Raises:
        MinutebookError: the folder holds no run.

    """
    file = folder / "results.jsonl"
    try:
        lines = file.read_text("utf-8").splitlines()
        return {r["row"]["id"]: r["score"] for r in map(json.loads, lines)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MinutebookError(
            f"{folder} holds no run ({error}). Make one with `minutebook eval --out {folder}`."
        ) from error


def only(rows: Sequence[Row], *, split: str | None) -> tuple[Row, ...]:
    """Keep the rows of one split, or all."""
    return tuple(r for r in rows if split is None or r.split == split)


def below_floors(summary: Mapping[str, Estimate], floors: Mapping[str, float]) -> list[str]:
    """Give a line for each measure that is worse than its floor; for those named max_…, worse is higher."""
    found = []
    for name, floor in floors.items():
        measure, ceiling = name.removeprefix("max_"), name.startswith("max_")
        if measure not in summary:
            known = ", ".join(summary)
            raise MinutebookError(f"There is no measure {measure!r} for a floor. Known: {known}.")
        value = summary[measure].mean
        if (value > floor) if ceiling else not value >= floor:
            found.append(f"{measure} is {value:.3f}, {'above' if ceiling else 'below'} {floor}")
    return found
