"""Who wrote a report: its own line says so ("Report Author: …", "Contact officer: …"), far from what it is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.papers import Kind, Placed
from ingest.text.lines import plain
from rag.answers import Draft, Hit, Query, Quote, Statement
from rag.search import Library
from rag.units import Unit, units

_ASKED = re.compile(
    r"\b(?:who|which officer|by whom)\b.{0,30}\b(?:wrote|authored|prepared|drafted|compiled|produced)\b.{0,60}\b(?:report|paper|briefing|note)\b|"
    r"\bwhose (?:report|paper)\b|\bauthors? of\b|\bwho (?:is|was|were|are) the (?:report )?authors?\b|"
    r"\b(?:report|paper|briefing)s?\b.{0,60}\b(?:written|prepared|authored) by\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?:^|\n)\W*(?:(?:report|lead|paper|briefing)\s+)?(?:authors?(?:\(s\))?|(?:report\s+|paper\s+)?(?:prepared|written|produced)\s+by|contact\s+officers?|report\s+(?:of|by)|from(?=\W{0,3}:))(?!\w)\W*",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<![\w])(?!(?:Report|Relevant|Lead|Contact|Job|Name|Corporate|Background|Email|Telephone)\b)[A-Z][a-z’'-]+(?: [A-Z]\.?)?(?: [A-Z][\w’'-]+){1,2}"
)
_WORDS = "author OR authors OR (contact AND officer) OR (prepared AND by) OR (written AND by)"
_LOOKED_AT = 3  # hits
_NEAR = 0.75  # of the best hit's score: what scores less is hardly about the same report
_FOLLOWING = 4  # units from the line's own words on, in which a name may stand
_ROLE = 12  # words, at most, of a role under a name
_MOST = 300  # characters
_HEAD = 2  # passages, at a report's beginning, that may say whom it is from


def author_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer who wrote the report that a question is about; None where that is not asked, or no line tells it."""
    if not _ASKED.search(query.question):
        return None
    for hit in hits[:_LOOKED_AT]:
        if hit.score < _NEAR * hits[0].score or hit.placed.part.kind in {Kind.MINUTES, Kind.AGENDA}:
            continue
        for placed in _of_the_same_part(query, hit.placed, library):
            if told := _line(placed):
                return Draft(statements=(told,))
    return None


def _of_the_same_part(query: Query, placed: Placed, library: Library) -> Iterator[Placed]:
    where = replace(query.where, paper=placed.paper.id)
    found = library.placed([i for i, _ in library.lexical(_WORDS, limit=10, where=where)])
    yield from (p for p in found.values() if p.part.number == placed.part.number)
    yield from library.item_passages(placed)[:_HEAD]


def _role(unit: Unit) -> bool:
    return len(unit.text.split()) <= _ROLE and ":" not in unit.text


def _line(placed: Placed) -> Statement | None:
    """Quote an author's line with the name that stands on it or just below, and the role under that."""
    text = placed.passage.text
    for found in _LINE.finditer(text):
        own = [u for u in units(placed.passage) if u.end > found.end() - 1][:_FOLLOWING]
        for n, unit in enumerate(own):
            if _PERSON.search(text, max(found.end(), unit.start), unit.end):
                last = own[n + 1] if n + 1 < len(own) and _role(own[n + 1]) else unit
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                quote = Quote(placed=placed, start=start, end=min(last.end, start + _MOST))
                return Statement(words=f"“{' '.join(plain(quote.words).split())}”", quotes=(quote,))
    return None
