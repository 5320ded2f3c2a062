"""What a committee plans to take at a meeting, from the work programme found: all that stands under its day or month. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.papers import Kind, Part
from ingest.text.dates import months_of_a_year
from rag.absent import of_itself
from rag.answers import Draft, Hit, Query
from rag.of_meetings import held_on
from rag.programme import Planned, is_programme, plan_told, planned
from rag.search import Library
from rag.words import stem, words

_ASKED = re.compile(
    r"^\W*(?:and |so |but )?(?:what(?:'s| is| are| else|ever)?|which|anything|list)\b.{0,70}\b(?:lined up|in store|coming (?:up|to|before|back)|"
    r"(?:due|meant|going|expected|scheduled|planned|set|supposed) to (?:look at|come|be (?:looked at|considered|discussed|taken|heard|reported)|consider|discuss|take|hear|go)|"
    r"due (?:at|before|for|in|on)|scheduled|planned|pencilled in|timetabled|slated|down for|on the (?:work(?:ing)?[ -])?(?:programme|plan)|expected (?:at|in|on))\b",
    re.IGNORECASE,
)
_TELLS = frozenset({Kind.AGENDA, Kind.MINUTES})  # what tells a meeting's business itself
_A_MATTER = 1.5  # the least weight of a word that names a matter, and not only the meeting
_MOST, _A_YEAR = 12, 12  # entries; months
_NOUNS = frozenset(
    map(stem, ["items", "reports", "topics", "business", "matters", "things", "meeting", "scrutiny", "work"])
)


def planned_told(query: Query, hits: Sequence[Hit], library: Library, parts: Sequence[Part]) -> Draft | None:
    """Answer what is planned for a meeting that the question names by its day or month.

    None where its agenda or minutes are held, which tell it; where one matter is asked about; and where no work
    programme found has anything for it.
    """
    asked = _ASKED.search(query.question)
    alone = frozenset(month for month, _ in months_of_a_year(query.question))
    if not asked or not (query.dates or query.months or alone):
        return None
    said = _NOUNS | {stem(w) for w in words(asked[0])}
    for hit in hits:
        part = hit.placed.part
        if not is_programme(part) or (query.sitting and part.committee not in query.sitting):
            continue
        if any(p.kind in _TELLS and p.committee == part.committee and held_on(p, query) for p in parts):
            continue
        body = {stem(w) for w in words(f"{part.committee or ''} {part.title}")} | set(of_itself(hit.placed))
        if any(t.weight >= _A_MATTER and t.stem not in said | body for t in query.terms):
            continue
        own = [p for p in planned([library.read(hit.placed)]) if _is_for(p, query, alone)]
        if 0 < len(own) <= _MOST:
            return Draft(statements=tuple(map(plan_told, own)))
    return None


def _is_for(plan: Planned, query: Query, alone: Collection[int]) -> bool:
    """Tell whether it is planned for the day or month named; a month named alone is the next one after the programme."""
    if query.dates:
        return any(map(plan.is_for, query.dates))
    month = (plan.due.year, plan.due.month) if plan.due else plan.month
    if month is None or query.months:
        return month in query.months
    written = plan.part.date
    ahead = (month[0] - written.year) * 12 + month[1] - written.month if written else 0
    return month[1] in alone and 0 <= ahead <= _A_YEAR
