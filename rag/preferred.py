"""Words that stand where a question looks: in a tracker's row, for how far something is; in a recommendation. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Role
from ingest.text.blocks import Form
from rag.answers import Draft, Hit, Query
from rag.picking import Candidate
from rag.search import coverage
from rag.units import say, units
from rag.words import stems

_HOW_FAR = re.compile(
    r"\byet\b|\bstill (?:outstanding|open|waiting|to do)\b|\boutstanding\b|\bwho owes\b|\b(?:has|have|had|was|were|is|are) (?:it|that|this|they|these|those) (?:all )?(?:been )?"
    r"(?:done|sent|complete|completed|circulated|delivered|provided|finished|started)\b|\bwhere (?:are|is) (?:we|things|it) (?:up to|at|with)\b|\bwhere (?:have|has) (?:we|things|it|they) got(?:ten)? (?:up )?to\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:status|standing|progress|update|position|outcome|response|latest)\b", re.IGNORECASE
)
_LESS = 0.35  # of the question's weighted words that such words may hold less than the best
_BEHIND = 3.0  # how far behind the best they may be
_BODIES = r"(?:members|councillors|the (?:\w+ ){0,3}(?:committee|cabinet|board|council|panel|executive)|cabinet|council|we)"
_TO_DO = re.compile(
    rf"\b(?:is|are) {_BODIES} (?:being )?(?:asked|recommended|invited) to\b|"
    r"\bwhat (?:does|do|did) (?:the )?(?:report|officers?|paper)\b.{0,20}\brecommend|\bwhat (?:are|were) the recommendations?\b",
    re.IGNORECASE,
)
_HELD = 0.5  # the least share of the question's terms that a report and its recommendation hold
_NEAR = 1.5  # how far behind the best passage a recommendation may be
_MOST_WORDS = 130


def preferred(query: Query, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Put first the best of the words that stand where a question looks, if they hold as much of what is asked."""
    if not _HOW_FAR.search(query.question):
        return found
    own = [c for c in found if c.unit.cells and any(map(_STATUS.search, c.hit.placed.passage.columns))]
    least = coverage(query.terms, stems(found[0].unit.text)) - _LESS
    held = {
        id(c): coverage(query.terms, stems(c.unit.text)) for c in own if c.score >= found[0].score - _BEHIND
    }
    near = [c for c in own if held.get(id(c), -1.0) >= least]
    first = max(near, key=lambda c: held[id(c)], default=None)
    return [first, *(c for c in found if c is not first)] if first else found


def advised_told(query: Query, hits: Sequence[Hit]) -> Draft | None:
    """Answer what a report asks members to do: its recommendation whole; None where it is not asked, or too long."""
    if not _TO_DO.search(query.question) or not hits:
        return None
    own = [
        h for h in hits if h.placed.passage.role is Role.RECOMMENDATION and h.score >= hits[0].score - _NEAR
    ]
    if query.dates:
        own = [h for h in own if h.placed.part.date in query.dates]
    best = next((h for h in own if h.coverage >= _HELD), None)
    if best is None:
        return None
    told = [u for u in units(best.placed.passage) if u.text]
    if sum(len(u.text.split()) for u in told) > _MOST_WORDS:
        return None
    return Draft(statements=tuple(say(best.placed, u, quoted=u.form is not Form.LIST_ITEM) for u in told))
