"""The sides of a comparison: the best words of each period asked about, and of the other paper or period. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.text.dates import without_dates, years
from rag.answers import Ask, Query
from rag.figures import figures
from rag.periods import agree
from rag.picking import Candidate
from rag.units import Unit, in_sentences
from rag.wanted import tells

_YEAR_BEFORE = re.compile(
    r"\b(?:a|the) year (?:before|earlier|ago)\b|\b(?:last|previous|same \w+ last) year\b", re.IGNORECASE
)


def other_side(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """For a comparison, give the best words of another paper or another period that have a figure too."""
    if query.ask is not Ask.COMPARISON:
        return []
    best = found[0]
    own = years(best.unit.text)
    others = (
        c
        for c in found[1:]
        if tells(query, c.unit)
        and (c.hit.placed.paper.id != best.hit.placed.paper.id or (own and years(c.unit.text) - own))
    )
    return [c for c in [next(others, None)] if c]


def beside(query: Query, best: Candidate) -> list[Candidate]:
    """For a comparison, give the sentence right beside the best that has figures of another year: "In 2024 it had 18"."""
    if query.ask is not Ask.COMPARISON or best.unit.cells:
        return []
    own = in_sentences(best.hit.placed.passage)
    after = [b for a, b in pairwise(own) if a.start == best.unit.start]
    before = [a for a, b in pairwise(own) if b.start == best.unit.start]
    return [replace(best, unit=u) for u in (*after, *before) if _of_another_year(u, best.unit)][:1]


def _of_another_year(unit: Unit, best: Unit) -> bool:
    if unit.cells or not figures(without_dates(unit.text)):
        return False
    other = years(unit.text) - years(best.text) if years(best.text) else frozenset()
    return bool(other or _YEAR_BEFORE.search(unit.text))


def each_period(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """For a question that names two periods or more, give the best words of each: by their own years, else their paper's."""
    if len(query.years) < 2:
        return []
    best = []
    for year in sorted(query.years):
        own = (c for c in found if any(agree(year, held) for held in _periods(c)))
        best += [c for c in [next(own, None)] if c]
    return best


def _periods(candidate: Candidate) -> frozenset[str]:
    placed = candidate.hit.placed
    about = " ".join([*placed.passage.headings, placed.part.title, placed.paper.title])
    return years(candidate.unit.text) or years(about)
