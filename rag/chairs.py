"""Who chaired a committee's meeting: the attendance says so beside a name, which no ranking of sentences finds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.papers import Kind, Part, Placed
from ingest.text.lines import plain
from rag.answers import Draft, Hit, Query, Quote, Statement
from rag.search import Library

_ASKED = re.compile(
    r"\bwho(?:'s| is| was)? (?:the )?chair(?:s|ed|ing|man|woman|person)?\b(?! of (?:the )?(?:group|partnership))|\bwho (?:is|was|sat) in the chair\b|\bwho took the chair\b",
    re.IGNORECASE,
)
# A body by its name: "the Tenants' Voice Panel"
_PANEL = re.compile(
    r"\b(?:[A-Z][\w'’-]*\s+){1,5}(?:Panel|Group|Board|Forum|Partnership|Committee|Trust|Network|Alliance|Association|Commission)\b"
)
_NAME = r"(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}"
_CHAIR = r"[Cc]hair(?:man|woman|person)?"
_TOLD = re.compile(
    rf"{_NAME}\s+\((?:in\s+the\s+)?{_CHAIR}\)|{_NAME},?\s+(?:was\s+)?in\s+the\s+Chair\b|"
    rf"{_NAME}\s+(?:be|was)\s+(?:elected|appointed)\s+(?:as\s+|to\s+)?(?:the\s+)?{_CHAIR}\b|\b{_CHAIR}\s*:\s*{_NAME}"
)
_WORDS = "chair OR chairman OR chairwoman OR chairperson"
_MOST = 4  # meetings, the latest first


def chair_told(query: Query, hits: Sequence[Hit], parts: Sequence[Part], library: Library) -> Draft | None:
    """Answer who chaired the committee named, at the meeting named or the latest held; None where no line tells it.

    Where no committee is named it is the meeting whose minutes were found first.
    """
    if not _ASKED.search(query.question):
        return None
    if not query.committees:
        if query.stranger or _PANEL.search(query.question):
            return None  # another body's chair is told in a sentence, if anywhere
        return _of_the_meeting_found(query, hits[0].placed, library)
    for part in meetings_meant(query, parts)[:_MOST]:
        where = replace(query.where, committee=part.committee, since=part.date, until=part.date)
        found = library.placed([i for i, _ in library.lexical(_WORDS, limit=20, where=where)])
        for told in _lines(sorted(found.values(), key=lambda p: p.passage.id)):
            return Draft(statements=(told,))
    return None


def _of_the_meeting_found(query: Query, first: Placed, library: Library) -> Draft | None:
    where = replace(query.where, paper=first.paper.id)
    found = library.placed([i for i, _ in library.lexical(_WORDS, limit=20, where=where)])
    own = [p for p in found.values() if p.part == first.part and p.part.kind is Kind.MINUTES]
    lines = _lines(sorted(own, key=lambda p: p.passage.id))
    return next((Draft(statements=(told,)) for told in lines), None)


def meetings_meant(query: Query, parts: Sequence[Part]) -> list[Part]:
    """Give one part of each meeting that the question may mean, by its committees and its day or month, the latest first."""
    own = {
        (p.committee, p.date): p
        for p in parts
        if p.date
        and (not query.committees or p.committee in query.committees)
        and (not query.dates or p.date in query.dates)
        and (query.dates or not query.months or (p.date.year, p.date.month) in query.months)
    }
    return sorted(own.values(), key=lambda p: str(p.date), reverse=True)


def _lines(passages: Sequence[Placed]) -> Iterator[Statement]:
    for placed in passages:
        if found := _TOLD.search(placed.passage.text):
            quote = Quote(placed=placed, start=found.start(), end=found.end())
            yield Statement(words=f"“{' '.join(plain(quote.words).split())}”", quotes=(quote,))
