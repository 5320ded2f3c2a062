"""What became of a motion or an amendment whose words are quoted: a lost one's are not what was decided. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.papers import Kind, Placed
from ingest.structure.votes import MOVED
from rag.answers import Statement
from rag.leaning import clause
from rag.motions import CARRIED, Moved, moved_in, outcome
from rag.search import Library
from rag.units import Unit

_LOST = re.compile(
    r"\b(?:lost|fell|failed|not (?:\w+ )?(?:agreed|carried|supported)|did not carry|withdrawn|rejected|defeated)\b",
    re.IGNORECASE,
)


def loss(placed: Placed, unit: Unit, library: Library) -> Statement | None:
    """Give the words that tell that the motion or amendment was lost in whose words a unit of minutes stands."""
    if placed.part.kind is not Kind.MINUTES or not (clause(unit) or MOVED.search(unit.text)):
        return None
    every = moved_in(library.item_passages(placed))
    for n, moved in enumerate(every):
        if any(_holds(own, words, placed, unit.start) for own, words in moved.units):
            told = next(outcome(_with_amendments(moved, every[n + 1 :])), None)
            ended = told.quotes[0] if told else None
            after = ended and (ended.placed.passage.id != placed.passage.id or ended.start > unit.start)
            carried = CARRIED.search(told.words) if told else None
            beaten = moved.amends and carried and carried["what"].lower() == "motion"
            return told if told and after and (beaten or _LOST.search(told.words)) else None
    return None


def _with_amendments(moved: Moved, following: Sequence[Moved]) -> Moved:
    """Let a motion go on past the amendments to it: it is voted on after them."""
    if moved.amends:
        return moved
    rest = next((n for n, m in enumerate(following) if not m.amends), len(following))
    return replace(moved, units=(*moved.units, *(u for m in following[:rest] for u in m.units)))


def _holds(own: Placed, words: Unit, placed: Placed, start: int) -> bool:
    return own.passage.id == placed.passage.id and words.start <= start < words.end
