"""What an agenda item asks of the committee, in its papers' own words or the agenda's. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.papers import Item, Kind, Recommendation
from ingest.text.lines import plain
from rag.answers import Quote, Statement
from rag.briefed import Asked
from rag.meetings import AGENDA_ENDS, Filed, Meeting
from rag.places import narrowed, placed_in, quotes_at
from rag.topics import procedural

_MARK = re.compile(r"^\W*(?:\d[\d.]*[.)]?|\(?\w{1,3}[.)])?\s+|^[-•–]\s*")  # "- 2.1 ", "1) ", "(a) "
_SUBJECT = re.compile(r"^.{0,90}?\b(?:asked|recommended|requested|invited)\s+to\s+", re.IGNORECASE)
_MARK_END = re.compile(r"\W*(?:\(?\w{1,3}[.)]|[-•–])?\W*$")
_LABEL = re.compile(r"^\W*recommendations?(?:\(s\))?\s*:\s*", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:\(?\w{1,3}[.)]\s+)?(?P<asks>To (?:agree|appoint|approve|authorise|comment|confirm|consider|decide|determine|elect|endorse|nominate|note|"
    r"ratify|receive|recommend|review)\b.{8,400})$",
    re.MULTILINE,
)
# Every agenda's "To receive petitions" and "To consider any urgent items" ask nothing of this meeting.
_STANDING_ASKS = re.compile(
    r"^\W*(?P<asks>To (?:agree|appoint|approve|confirm|elect)\b.{8,400})$", re.MULTILINE
)
_RUN = re.compile(r"[^a-z0-9]+")


Check = Callable[[Statement], bool]


def asked_of(item: Item, papers: Sequence[Filed], meeting: Meeting, *, holds: Check) -> tuple[Asked, ...]:
    """Give what an item's papers and the agenda ask, each clause once; `holds` checks a line before it is kept."""
    found = [a for p in papers for r in p.recommendations() if (a := _asked(p, r, holds))]
    return _once([*found, *_on_the_agenda(item, meeting, holds)])


def _asked(filed: Filed, recommendation: Recommendation, holds: Check) -> Asked | None:
    quotes = quotes_at(filed.read, recommendation.spans)
    told = " ".join(plain(recommendation.text).split())
    clauses = []
    for clause in recommendation.clauses:
        words = f"{clause.number} {clause.text}" if clause.number else clause.text
        clauses.append(Statement(words=f"“{words}”", quotes=narrowed(quotes, words)))
    clauses = [c for c in clauses if holds(c)]
    if not quotes or not clauses:
        return None
    first = told.find(" ".join(recommendation.clauses[0].text.split())[:40])
    stem = _MARK.sub("", _MARK_END.sub("", told[:first])) if first > 0 else ""
    lead = Statement(words=f"“{stem}”", quotes=narrowed(quotes, stem)) if stem else None
    return Asked(to=recommendation.to, lead=lead if lead and holds(lead) else None, clauses=tuple(clauses))


def _on_the_agenda(item: Item, meeting: Meeting, holds: Check) -> list[Asked]:
    """Give what the agenda itself asks under an item: "To confirm the appointment of …"."""
    with_minutes = meeting.part.kind is Kind.MINUTES
    label = None if procedural(item.title) and not with_minutes else item.label
    found = []
    for passage in meeting.agenda.passages:
        if passage.part != meeting.part.number or passage.item != label:
            continue
        placed = placed_in(meeting.agenda, passage)
        ends = AGENDA_ENDS.search(passage.text)
        asks = _STANDING_ASKS if procedural(item.title) and with_minutes else _ASKS
        for line in asks.finditer(passage.text, 0, ends.start() if ends else len(passage.text)):
            quote = Quote(placed=placed, start=line.start("asks"), end=line.end("asks"))
            told = " ".join(plain(quote.words).split())
            found.append(Statement(words=f"“{told}”", quotes=(quote,)))
        if with_minutes:
            break  # the agenda's words stand before the minutes', in the item's first passage
    kept = tuple(s for s in found if holds(s))
    return [Asked(to=meeting.committee, lead=None, clauses=kept)] if kept else []


def _once(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Leave out what a report asks a second time, as at its end: the same words, or a part of them."""
    kept: list[Asked] = []
    seen: list[str] = []
    for one in asked:
        new = []
        for statement in one.clauses:
            bare = _SUBJECT.sub("", _MARK.sub("", _LABEL.sub("", statement.words.strip("“”"))))
            run = _RUN.sub("", bare.lower())
            if not any(run in other for other in seen):
                new.append(statement)
            seen.append(run)
        if new:
            kept.append(replace(one, clauses=tuple(new)))
    return tuple(kept)
