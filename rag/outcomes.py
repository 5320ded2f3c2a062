"""The words by which minutes say what became of a motion or an amendment. Pure."""

from __future__ import annotations

import re

from ingest.papers import Placed
from ingest.structure.votes import SAID
from rag.answers import Quote
from rag.units import Unit

_RESULT = re.compile(  # on a line of its own, or the last words of one
    r"(?:^|\n|\.\s)\W*((?:the\s+)?(?:\w+\s+)?(?:amendment|motion)\s+(?:was\s+|is\s+)?(?:then\s+|declared\s+)?"
    r"(?:lost|carried|fell|agreed|not\s+agreed|withdrawn|rejected|defeated)\b[^.\n]{0,40}\.?)\s*$",
    re.IGNORECASE,
)
_SAID = re.compile(  # beyond what is kept of a minute's motions
    r"\b(?:amendment|motion)\b[^.\n]{0,80}?\b(?:lost|carried|fell|failed|defeated|rejected|not (?:agreed|carried|supported)|did not carry)\b|"
    r"\bdeclared the (?:\w+ )?(?:amendment|motion) (?:to be |as )?(?:lost|carried|defeated|rejected)\b",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(r"(?<!declared to )\bbe\b", re.IGNORECASE)  # "that the motion be rejected"
_SUPPOSED = re.compile(r"\b(?:if|whether|would|should|could|hope\w*|urged?|asked)\b", re.IGNORECASE)


def says_outcome(text: str) -> str:
    """Give the words of a sentence by which a motion or an amendment was carried or lost; nothing where it only may be."""
    said = SAID.search(text) or _SAID.search(text)
    if said is None or _SUPPOSED.search(text[: said.end()]) or _ASKED_FOR.search(said[0]):
        return ""
    return said[0]


def result(placed: Placed, unit: Unit) -> Quote | None:
    """Give the line with which a unit ends that tells what became of a motion ("Motion carried."), if it has one."""
    found = _RESULT.search(placed.passage.text[unit.start : unit.end])
    if not found:
        return None
    return Quote(placed=placed, start=unit.start + found.start(1), end=unit.start + found.end(1))
