"""What stands at a place of its own, which no ranking of sentences finds: a mover, an author, who was there. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.papers import Part
from rag.answers import Draft, Hit, Query
from rag.attended import attended_told
from rag.authors import author_told
from rag.business import business_told, item_told
from rag.chairs import chair_told
from rag.deciding import of_another_matter
from rag.motions import motion_told
from rag.of_meetings import held_on
from rag.planned_for import planned_told
from rag.preferred import advised_told
from rag.rated import rated_told
from rag.recorded import record_told
from rag.refusing import Refusal
from rag.search import Library
from rag.sitting import sitting_told


def looked_up(
    query: Query, hits: Sequence[Hit], library: Library, parts: Sequence[Part]
) -> Draft | Refusal | None:
    """Answer from such a place, or refuse where it tells that nothing is held; None where the question asks for none."""
    return (
        motion_told(query, hits, library)
        or business_told(query, hits, library)
        or item_told(query, hits, library)
        or planned_told(query, hits, library, parts)
        or sitting_told(query, hits, library)
        or rated_told(query, hits, library)
        or advised_told(query, hits)
        or author_told(query, hits, library)
        or _recorded(query, hits, library)
        or chair_told(query, hits, parts, library)
        or attended_told(query, hits, parts, library)
    )


def _recorded(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Give what a record tells, where it is of the day, the year and the place that the question names."""
    told = record_told(query, hits, library)
    if told is None:
        return None
    placed = told.statements[0].quotes[0].placed
    best = next(h for h in hits if h.placed.paper.id == placed.paper.id)
    other_day = (query.dates or query.months) and not held_on(placed.part, query)
    return None if other_day or of_another_matter(query, best, hits, library.item_passages(placed)) else told
