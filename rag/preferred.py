"""Words that stand where a question looks: in a tracker's row, for how far something is; in a recommendation. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.papers import Role
from ingest.text.blocks import Form
from rag.answers import Draft, Hit, Query
from rag.picking import Candidate
from rag.records import is_figure
from rag.search import coverage
from rag.sides import beside
from rag.units import in_sentences, say, units
from rag.words import stems

_HOW_FAR = re.compile(
    r"\byet\b|\bstill (?:outstanding|open|waiting|to do)\b|\boutstanding\b|\bwho owes\b|\b(?:has|have|had|was|were|is|are) (?:it|that|this|they|these|those) (?:all )?(?:been )?"
    r"(?:done|sent|complete|completed|circulated|delivered|provided|finished|started)\b|\bwhere (?:are|is) (?:we|things|it) (?:up to|at|with)\b|\bwhere (?:have|has) .{1,60}\bgot(?:ten)? (?:up )?to\b|"
    r"\bany (?:luck|joy|progress|news|movement)\b|\b(?:what(?:'s| is)|whatever) happen(?:ing|ed) (?:with|to|about|on)\b|\bhow (?:is|are) .{1,60}\b(?:coming (?:on|along)|getting on|going)\b",
    re.IGNORECASE,
)
_BY_HOW_MUCH = re.compile(
    r"\bby how (?:much|many|far)\b|\bhow (?:much|many|far) (?:more|fewer|less|higher|lower|dearer|cheaper|longer|shorter|bigger|smaller)\b|"
    r"\bhow (?:much|far) (?:has|have|had|did|is|are|was|were)\b.{1,60}\b(?:risen|rise|rose|fallen|fall|fell|grown|grow|(?:gone|go|went|come|came) (?:up|down)|increased?|decreased?|dropped?|moved?|slipped)\b",
    re.IGNORECASE,
)
# A change and its figure, in a sentence: "from 78 to 93", "17 more than in 2022/23", "up by 4%"
_CHANGE = re.compile(
    r"\bfrom\b\W{0,3}(?:[\w,]+\W+){0,6}?£?\d[^.;]{0,60}\bto\b[^.;]{0,30}\d|\d[\d,.%m]*\s(?:\w+\s){0,2}(?:more|fewer|less|higher|lower)\b|"
    r"\b(?:up|down|rise|rose|risen|fell|fall|fallen|grew|grown|increas\w+|decreas\w+|reduc\w+|dropped)\b (?:of|by)? ?(?:\w+ )?£?\d",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\W*(?:this|that|it|these|the (?:rise|fall|increase|decrease|change))\b", re.IGNORECASE
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
    if _BY_HOW_MUCH.search(query.question):
        return _changes_first(query, found)
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


def _changes_first(query: Query, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Put first the best of the words that tell how much something moved, or that the next sentence goes on from so."""
    if beside(query, found[0]):
        return found  # its neighbour tells of the other year
    least = coverage(query.terms, stems(found[0].unit.text)) - _LESS
    near = (c for c in found if c.score >= found[0].score - _BEHIND / 2)
    moved = (c for c in near if _tells_change(c) and coverage(query.terms, stems(_with_label(c))) >= least)
    first = next(moved, None)
    return [first, *(c for c in found if c is not first)] if first else found


def _with_label(candidate: Candidate) -> str:
    return f"{candidate.unit.lead} {candidate.unit.text}" if candidate.unit.cells else candidate.unit.text


def _tells_change(candidate: Candidate) -> bool:
    """Tell whether words give a change and its figure; a row, if it has two figures or more."""
    unit = candidate.unit
    if unit.cells:
        return sum(map(is_figure, unit.cells)) > 1
    if _CHANGE.search(unit.text):
        return True
    own = in_sentences(candidate.hit.placed.passage)
    after = next((b for a, b in pairwise(own) if a.start == unit.start), None)
    return bool(after and _GOES_ON.match(after.text) and _CHANGE.search(after.text))


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
