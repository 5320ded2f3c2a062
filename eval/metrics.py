"""The metrics. Pure: gold row and answer object in, numbers out. Higher is better but for seconds and words.

Evidence is found when a passage of a right source file holds the snippet, compared by letters and digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

import numpy as np

from eval.gold import Row
from eval.matching import includes, run_of
from ingest.text.lines import plain

MOST_WORDS = 160  # a longer answer counts as wrong
CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one question earned; None where the measure does not apply to it."""

    recall: Mapping[int, float | None]
    mrr: float | None
    ndcg: float | None
    right: float
    facts: float | None
    citation_precision: float | None
    citation_recall: float | None
    verbatim: float | None
    right_paper: float | None
    right_meeting: float | None
    right_item: float | None
    right_refusal: float | None
    false_refusal: float | None
    words: float
    seconds: float

    def values(self) -> dict[str, float | None]:
        """Give the measures by name."""
        found = {f"evidence@{k}": v for k, v in self.recall.items()}
        rest = ("mrr", "ndcg", "right", "facts", "citation_precision", "citation_recall", "verbatim", "right_paper",
                "right_meeting", "right_item", "right_refusal", "false_refusal", "words", "seconds")  # fmt: skip
        return found | {name: getattr(self, name) for name in rest}


def holds(passage: Mapping[str, Any], snippet: str, files: Sequence[str]) -> bool:
    """Tell whether a passage (or citation) of an answer object holds a snippet of a right file."""
    if passage["source_file"] not in files:
        return False
    text = str(passage["text"])
    return run_of(snippet) in run_of(text) or run_of(plain(snippet)) in run_of(plain(text))


def first_ranks(row: Row, passages: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """Give the rank (from 1) at which each snippet of the evidence is first found."""
    files = (*row.source_file, *row.also_in)
    return [
        next((rank for rank, p in enumerate(passages, 1) if holds(p, snippet, files)), None)
        for snippet in row.evidence
    ]


def recall_at(ranks: Sequence[int | None], k: int) -> float:
    """Give 1 where all the evidence stands in the first k passages, else 0."""
    return float(all(r is not None and r <= k for r in ranks))


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Give 1 over the rank at which the evidence is complete, 0 where it never is."""
    known = [r for r in ranks if r is not None]
    return 1.0 / max(known) if known and len(known) == len(ranks) else 0.0


def ndcg(ranks: Sequence[int | None], *, k: int = 10) -> float:
    """Give the discounted gain of the snippets found, over that of finding all in the first passage."""
    return sum(1.0 / math.log2(1 + r) for r in ranks if r is not None and r <= k) / max(len(ranks), 1)


def is_right(row: Row, answer: Mapping[str, Any]) -> bool:
    """Tell whether an answer is right: for an unanswerable question, whether it abstains."""
    if not row.answerable:
        return bool(answer["abstained"])
    text = str(answer["answer"])
    return (
        not answer["abstained"]
        and all(includes(text, e) for e in row.must_include)
        and not any(includes(text, e) for e in row.must_not_include)
        and len(text.split()) <= MOST_WORDS
    )


def _number(item: str | None) -> str:
    return (item or "").split(".")[0].strip().lower()


def score(row: Row, answer: Mapping[str, Any]) -> Score:
    """Score one answer object against its gold row."""
    words, seconds = float(len(str(answer["answer"]).split())), float(answer["seconds"]["total"])
    cited = answer["citations"]
    right = float(is_right(row, answer))
    verbatim = float(all(c["quote"] and c["quote"] in c["text"] for c in cited)) if cited else None
    if not row.answerable:
        return Score(
            recall=dict.fromkeys(CUTS), mrr=None, ndcg=None, right=right, facts=None, citation_precision=None,
            citation_recall=None, verbatim=verbatim, right_paper=None, right_meeting=None, right_item=None,
            right_refusal=right, false_refusal=None, words=words, seconds=seconds,
        )  # fmt: skip
    ranks = first_ranks(row, answer["passages"])
    files = (*row.source_file, *row.also_in)
    abstained = bool(answer["abstained"])
    known = not abstained and bool(cited)
    useful = [any(holds(c, s, files) for s in row.evidence) for c in cited]
    found = [any(holds(c, s, files) for c in cited) for s in row.evidence]
    return Score(
        recall={k: recall_at(ranks, k) for k in CUTS},
        mrr=reciprocal_rank(ranks),
        ndcg=ndcg(ranks),
        right=right,
        facts=0.0 if abstained else mean(float(includes(answer["answer"], e)) for e in row.must_include),
        citation_precision=mean(map(float, useful)) if known else None,
        citation_recall=mean(map(float, found)) if known else 0.0,
        verbatim=verbatim,
        right_paper=float(any(c["source_file"] in files for c in cited)) if known else None,
        right_meeting=float(cited[0]["meeting_date"] == row.meeting_date)
        if known and row.meeting_date
        else None,
        right_item=float(_number(cited[0]["item"]) == _number(row.item)) if known and row.item else None,
        right_refusal=None,
        false_refusal=float(abstained),
        words=words,
        seconds=seconds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean with its 95 % bootstrap interval, over `count` questions."""

    mean: float
    low: float
    high: float
    count: int


def estimate(values: Sequence[float], *, samples: int = 1000, seed: int = 7) -> Estimate:
    """Estimate a mean by the percentile bootstrap; the same values give the same interval."""
    if not values:
        return Estimate(mean=math.nan, low=math.nan, high=math.nan, count=0)
    known = np.asarray(values, dtype=float)
    drawn = np.random.default_rng(seed).integers(0, len(known), size=(samples, len(known)))
    low, high = np.quantile(known[drawn].mean(axis=1), [0.025, 0.975])
    return Estimate(mean=mean(values), low=float(low), high=float(high), count=len(values))


def summarise(scores: Sequence[Score]) -> dict[str, Estimate]:
    """Estimate every measure over the questions that it applies to; seconds and words with their medians beside."""
    names = scores[0].values().keys() if scores else ()
    found = {}
    for name in names:
        values = [v for s in scores if (v := s.values()[name]) is not None]
        found[name] = estimate(values)
    return found


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share of the values lies (nearest rank); nan where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def middle(values: Sequence[float]) -> float:
    """Give the median; nan where there are none."""
    return median(values) if values else math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """How run B does against run A on the same questions: mean difference with its interval, wins and losses.

    `p` is the two-sided sign test over the questions on which the runs differ.
    """

    difference: Estimate
    wins: int
    losses: int
    p: float


def paired(a: Sequence[float], b: Sequence[float]) -> Paired:
    """Compare two runs question by question."""
    differences = [y - x for x, y in zip(a, b, strict=True)]
    wins, losses = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    return Paired(difference=estimate(differences), wins=wins, losses=losses, p=sign_test(wins, losses))


def sign_test(wins: int, losses: int) -> float:
    """Give the chance (two-sided) of a split at least this uneven where both are as likely."""
    n = wins + losses
    tail = sum(math.comb(n, i) for i in range(min(wins, losses) + 1)) / 2**n
    return float(min(1.0, 2 * tail))


def by(scores: Mapping[str, Score], rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, list[Score]]:
    """Group scores by a property of their rows, in the order of first appearance."""
    grouped: dict[str, list[Score]] = {}
    for row in rows:
        if row.id in scores:
            grouped.setdefault(key(row), []).append(scores[row.id])
    return grouped
