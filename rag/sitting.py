"""When and where a meeting sits: the front page of its agenda, or the head of its minutes, says so in a line each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.papers import Kind, Part, Placed, ReadPaper
from rag.answers import Draft, Hit, Query, Statement
from rag.of_meetings import held_on
from rag.places import placed_in
from rag.search import Library
from rag.units import Unit, say, units
from rag.words import stem, words

_MEETING = (
    r"(?:meet(?:s|ing)?|met|sit(?:s|ting)?|gather\w*|board|committee|panel|cabinet|council|forum|commission)"
)
_PLACE_ASKED = re.compile(
    rf"\bwhere\b.{{0,80}}\b{_MEETING}\b|\bvenue\b|\b(?:which|what) (?:room|building|hall)\b", re.IGNORECASE
)
_TIME_ASKED = re.compile(
    rf"\b(?:what|which) time\b.{{0,60}}\b{_MEETING}\b|\bwhen\b.{{0,60}}\b{_MEETING}\b.{{0,40}}\b(?:start|begin|kick off)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|noon\b)|\b\d{1,2}[.:]\d\d\s?hours\b|\bnoon\b", re.IGNORECASE
)
_PLACE_LABEL = re.compile(r"^(?:place|venue|location)\W*(?=$|\w)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:room|hall|chamber|suite|house|centre|offices?|theatre|building|school|library|(?:microsoft )?teams|zoom|road|street)\b",
    re.IGNORECASE,
)
_SAID = frozenset(
    map(
        stem,
        words(
            "where when what which time place venue room start begin meeting meet take held take sit public scrutiny"
        ),
    )
)
_A_MATTER = 1.5  # the least weight of a word that names a matter, and not only the meeting
_HEAD, _NEAR, _LONGEST = (
    14,
    3,
    30,
)  # lines of a front page; how far the place stands from the time; words of a line


def sitting_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer at what time and where a meeting named by its day or month sits; None where no line of its head tells it."""
    place, time = _PLACE_ASKED.search(query.question), _TIME_ASKED.search(query.question)
    if not (place or time) or not (query.dates or query.months):
        return None
    met = [h.placed for h in hits if _of_a_meeting(h.placed.part, query)]
    for first in sorted(met, key=lambda p: p.part.kind is not Kind.AGENDA)[:2]:
        body = {stem(w) for w in words(f"{first.part.committee or ''} {first.part.title}")}
        if any(t.weight >= _A_MATTER and t.stem not in _SAID | body for t in query.terms):
            return None  # a matter at the meeting is asked about
        told = list(_told(library.read(first), first.part, place=bool(place), time=bool(time)))
        if told:
            return Draft(statements=tuple(told))
    return None


def _of_a_meeting(part: Part, query: Query) -> bool:
    return part.kind in {Kind.AGENDA, Kind.MINUTES} and held_on(part, query)


def _told(read: ReadPaper, part: Part, *, place: bool, time: bool) -> Iterator[Statement]:
    """Give the line with the hour, and the one that names the place beside it or under its label."""
    own = [placed_in(read, p) for p in read.passages if p.part == part.number and not p.item][:3]
    head = [(placed, unit) for placed in own for unit in units(placed.passage)][:_HEAD]
    at = next((n for n, (_, u) in enumerate(head) if _TIME.search(u.text) and _short(u)), None)
    there = next(
        (n for n, (_, u) in enumerate(head) if _PLACE_LABEL.match(u.text) or _PLACE_LABEL.match(u.lead)), None
    )
    if there is None and at is not None:
        near = sorted(range(max(0, at - _NEAR), min(len(head), at + _NEAR + 1)), key=lambda n: abs(n - at))
        there = next((n for n in near if _PLACE.search(head[n][1].text) and _short(head[n][1])), None)
    if there is not None and _PLACE_LABEL.fullmatch(head[there][1].text):
        there = there + 1 if there + 1 < len(head) else None
    wanted: list[tuple[Placed, Unit]] = [head[at]] if time and at is not None else []
    if place and there is not None and head[there] not in wanted:
        wanted.append(head[there])
    return (say(placed, unit) for placed, unit in wanted)


def _short(unit: Unit) -> bool:
    return len(unit.text.split()) <= _LONGEST
