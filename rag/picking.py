"""Pick the words to quote: score the sentences, list items and rows of the best hits. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.blocks import Form
from ingest.embedding import Vectors
from ingest.papers import Placed
from rag.answers import Ask, Hit, Query, Quote
from rag.search import coverage, passage_words
from rag.units import Unit, units
from rag.wanted import SUITS, period, tells
from rag.words import stems


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be quoted."""

    hit: Hit
    unit: Unit
    score: float
    covered: float

    @property
    def quote(self) -> Quote:
        """The unit as a quote."""
        return Quote(placed=self.hit.placed, start=self.unit.start, end=self.unit.end)


Similarity = Callable[[Sequence[str]], Vectors]
"""Cosine similarities of texts with the question, shape (len(texts),)."""


_POOL = 8  # units whose nearness in meaning is worked out; the rest have too few of the question's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Picking:
    """Weights by which words are picked to be quoted, fitted on the dev splits (see eval/README.md)."""

    own: float = 0.31  # the question's terms in the unit itself
    around: float = 0.95  # in it, its stem and what stands above the passage
    hit: float = 0.7  # the passage's score, over the best one's
    first: float = 0.43  # it stands in the best passage
    alike: float = 0.94  # nearness in meaning
    suits: float = 0.2  # it has what such answers have: a figure, a name, a reason
    tells: float = 0.52  # it has one that the question does not
    period: float = 0.22  # it is of the years asked about
    listed: float = 0.58  # a list is asked for, and it is of one
    stem: float = -0.47  # it only leads a list


def candidates(
    query: Query,
    hits: Sequence[Hit],
    similarity: Similarity,
    *,
    passages: int = 7,
    weights: Picking | None = None,
) -> list[Candidate]:
    """Score what the best hits offer to quote, best first."""
    w = weights or Picking()
    top = max((h.score for h in hits), default=0.0) or 1.0
    suits = SUITS.get(query.ask)
    rough = []
    for rank, hit in enumerate(hits[:passages]):
        topic = passage_words(hit.placed).topic
        for unit in units(hit.placed.passage):
            if unit.form is Form.HEADING or len(unit.text) <= 12 or _heads_table(unit, hit.placed):
                continue
            around = coverage(query.terms, stems(f"{unit.text} {unit.lead}") + topic)
            score = w.own * coverage(query.terms, stems(unit.text)) + w.around * around
            score += w.hit * hit.score / top + w.first * (rank == 0) + w.tells * tells(query, unit)
            if suits:
                score += w.suits if suits.search(unit.text) else -w.suits
            if query.years:
                score += w.period * period(query, unit, hit.placed)
            if query.ask is Ask.LIST and (unit.form is Form.LIST_ITEM or unit.text.endswith(":")):
                score += w.listed
            elif unit.text.endswith(":"):
                score += w.stem
            rough.append(Candidate(hit, unit, score, around))
    rough.sort(key=_by_score)
    pool = rough[:_POOL]
    if not pool:
        return []
    near = similarity([f"{c.unit.lead} {c.unit.text}"[:240] for c in pool])
    found = [replace(c, score=c.score + w.alike * float(alike)) for c, alike in zip(pool, near, strict=True)]
    found.sort(key=_by_score)
    return found


def _heads_table(unit: Unit, placed: Placed) -> bool:
    """Tell whether a row is the table's column headings."""
    cells = [c for c in unit.cells if c]
    return bool(cells) and cells == [c for c in placed.passage.columns if c]


def _by_score(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.score, candidate.hit.placed.passage.id, candidate.unit.start


def similarity_with(vector: Vectors, embed: Callable[[Sequence[str]], Vectors]) -> Similarity:
    """Make a similarity from the question's vector and an embedder."""

    def alike(texts: Sequence[str]) -> Vectors:
        return np.asarray(embed(texts) @ vector, dtype=np.float32)

    return alike
