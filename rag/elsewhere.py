"""Where else a decision is told: in a report or a member's account, or in minutes on another matter. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.text.dates import months
from rag.answers import Draft, Hit, Query
from rag.deciding import of_another_matter
from rag.of_meetings import held_on, of_the_day, records_decisions
from rag.picking import Candidate, most_told
from rag.refusing import Refusal
from rag.search import Library
from rag.votes_on import unnamed
from rag.yes_no import says_settled

Pick = Callable[[Sequence[Hit]], Sequence[Candidate]]
"""Gives what hits offer to quote, best first, read by the reader."""


def settled_elsewhere(
    query: Query,
    told: Draft | Refusal,
    hits: Sequence[Hit],
    pick: Pick,
    library: Library,
    *,
    sure: float,
    least: float,
) -> bool:
    """Tell whether the reader is sure of other words that say that what is asked was settled, wherever they stand.

    They must be of the committee, the day and the year asked about. What was `told` stays where the reader finds
    that it answers. `sure` and `least` are what picking and the reader make of words, one added to the other: from
    which on the reader is sure, and below which it finds that words do not answer.
    """
    found = pick(hits)
    best = next(iter(found), None)
    if best is None or (most_told(found) or 0.0) < sure or not says_settled(best.unit):
        return False
    if (query.dates or query.months) and not _tells_of_day(query, best):
        return False
    item = library.item_passages(best.hit.placed)
    if of_another_matter(query, best.hit, hits, item) or unnamed(query.question, item):
        return False
    if isinstance(told, Refusal):
        return True
    shown = {q.placed.passage.id for s in told.statements for q in s.quotes}
    held = most_told(pick([h for h in hits if h.placed.passage.id in shown]))
    return best.hit.placed.passage.id not in shown and held is not None and held < least


def _tells_of_day(query: Query, best: Candidate) -> bool:
    """Tell whether words are of the day asked about; a report's own day is not that of the decisions it tells of."""
    placed, text = best.hit.placed, best.unit.text
    own = {(d.year, d.month) for d in query.dates} | set(query.months)
    if records_decisions(placed.part):
        return held_on(placed.part, query) or bool(set(months(text)) & own)
    if named := set(months(text)):
        return bool(named & own)
    return of_the_day(query, placed)
