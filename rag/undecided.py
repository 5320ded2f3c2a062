"""What came of a matter at a meeting whose minutes are not held: no paper written before it can tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Part, Placed
from ingest.text.dates import DAYS_AND_MONTHS
from rag.answers import Hit, Query
from rag.asks import ADVISED
from rag.of_meetings import held_on, minutes_held, proposes, records_decisions, speaks_of_day
from rag.refusing import Refusal, no_minutes

_CAME_ABOUT = re.compile(r"\W*(?:and |so |but |then )?(?:did|has|have|had|was|were)\b", re.IGNORECASE)
_PROPOSED = re.compile(
    rf"{ADVISED.pattern}|\b(?:propos\w+|suggest\w*|put forward|recommend\w*|plan(?:s|ned)?|moved|tabled|intend\w*)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\bon (?:the |\w+day,? (?:the )?)?$", re.IGNORECASE)
_MET = re.compile(r"\b(?:met|meets|meeting|sat|sits|(?:re)?convened)\b.{0,15}$", re.IGNORECASE)


def only_proposed(query: Query, best: Placed, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked if something came about, and what answers best only asks for it, of a meeting without minutes."""
    if not _CAME_ABOUT.match(query.question) or _PROPOSED.search(query.question) or not proposes(best):
        return False
    own = (p for p in parts if records_decisions(p) and p.committee == best.part.committee)
    return best.part.date is not None and not any(p.date and p.date >= best.part.date for p in own)


def papers_after(query: Query, hits: Sequence[Hit], parts: Sequence[Part]) -> Refusal | Sequence[Hit]:
    """Leave out papers dated before a meeting without minutes, where it is asked whether something came about at it.

    Refuse where none is left: what came of a matter does not stand in papers written before.
    """
    if not (_CAME_ABOUT.match(query.question) and query.dates and not minutes_held(query, parts)):
        return hits
    before = [query.question[: m.start()] for m in DAYS_AND_MONTHS.finditer(query.question)]
    met = any(map(_MET.search, before))
    if not met and not (query.sitting and any(map(_ON.search, before))):
        return hits
    left = [
        h
        for h in hits
        if not h.placed.part.date
        or h.placed.part.date >= min(query.dates)
        or (not met and speaks_of_day(h.placed, query))
    ]
    return left or no_minutes(query, hits, [p for p in parts if held_on(p, query)])
