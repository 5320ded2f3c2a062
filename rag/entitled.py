"""A minute that a question names by its title: "What did the Board decide on free school meals?" Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.papers import Placed
from ingest.text.dates import dates, months
from ingest.text.numbered import ITEM_REF
from rag.answers import Hit, Query
from rag.of_meetings import records_decisions
from rag.search import coverage, passage_words
from rag.words import STOP, stem, words

_OF_QUESTION = 0.85  # of the question's weighted words stand in the title and what stands over it, at least
_OF_TITLE = 0.7  # of the title's words stand in the question, at least
_FEWEST = 2  # words of a title that names a matter


def entitled(query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """Give the hits of minutes whose title is all that a question asks about, best first.

    The readers doubt words that only repeat the question; such a minute's resolution is asked for by name.
    """
    return [h for h in hits if records_decisions(h.placed.part) and _names(query, h.placed)]


def undated(query: Query, hits: Sequence[Hit]) -> Query:
    """Give a query without the days that stand in such a title: they are the matter's, and no meeting's."""
    if not (query.dates or query.months):
        return query
    for hit in entitled(query, hits):
        title = _title(hit.placed)
        if set(query.dates) <= set(dates(title)) and set(query.months) <= set(months(title)):
            return replace(query, dates=(), months=())
    return query


def _title(placed: Placed) -> str:
    return ITEM_REF.sub(" ", (placed.passage.item or "").partition(" ")[2])


def _names(query: Query, placed: Placed) -> bool:
    title = {stem(w) for w in words(_title(placed)) if w not in STOP}
    asked = {stem(w) for w in words(query.question)}
    if len(title) < _FEWEST or len(title & asked) < _OF_TITLE * len(title):
        return False
    return coverage(query.terms, passage_words(placed).topic) >= _OF_QUESTION
