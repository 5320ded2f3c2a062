"""What became of a motion or an amendment whose words are quoted: a lost one's are not what was decided. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Kind, Placed
from ingest.structure.votes import MOVED
from rag.answers import Statement
from rag.leaning import clause
from rag.motions import moved_in, outcome
from rag.picking import Candidate
from rag.search import Library
from rag.units import Unit

_LOST = re.compile(
    r"\b(?:lost|fell|not (?:\w+ )?(?:agreed|carried|supported)|withdrawn|rejected|defeated)\b", re.IGNORECASE
)


def fate(candidate: Candidate, library: Library) -> Statement | None:
    """Give what became of what was moved, where a candidate's words are of a motion or an amendment that was lost."""
    placed, unit = candidate.hit.placed, candidate.unit
    moved = placed.part.kind is Kind.MINUTES and (clause(unit) or MOVED.search(unit.text))
    return _lost_with(placed, unit, library.item_passages(placed)) if moved else None


def _lost_with(placed: Placed, unit: Unit, item: Sequence[Placed]) -> Statement | None:
    """Give what became of the motion or amendment of an item in whose words a unit stands, where it was lost."""
    for moved in moved_in(item):
        told = next(outcome(moved), None)
        if told is None or not _LOST.search(told.words):
            continue
        ended = told.quotes[0]
        for own, words in moved.units:
            if _holds(own, words, ended.placed, ended.start):
                break
            if _holds(own, words, placed, unit.start):
                return told
    return None


def _holds(own: Placed, words: Unit, placed: Placed, start: int) -> bool:
    return own.passage.id == placed.passage.id and words.start <= start < words.end
