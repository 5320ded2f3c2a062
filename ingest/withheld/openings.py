"""Where papers begin in a file, as far as can be told: parts, pages that a report heads, dividers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.papers import Kind, Page
from ingest.structure.parts import starts
from ingest.text.blocks import Block
from ingest.text.fields import FIELD

_STAMP = re.compile(r"^agenda\s+item(?:\s+no\.?)?:?\s*(\d{1,3}[a-z]?)(?:\s+\S+){0,4}$", re.IGNORECASE)
ADDRESSED = frozenset(
    {"to", "from", "report to", "report of", "report by", "meeting", "committee", "date", "date of meeting", "meeting date", "subject",
     "title", "report title", "report author", "decision maker", "wards affected", "ward(s) affected"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a paper begins, as far as can be told: a part's first block, a page that a report heads, a divider."""

    first: int
    last: int
    kind: Kind
    stamp: str | None  # "Agenda Item 9"
    addressed: int  # fields that say to whom and for when


def openings(every: Sequence[Block], pages: Sequence[Page]) -> tuple[Opening, ...]:
    """Give where papers begin, in order, each with what it says of itself."""
    kinds = dict(starts(every, sure=True)) if every else {}
    firsts = sorted(
        {*kinds, *(at for at in range(len(every)) if fresh(every, at, pages) and _heads(every, at))}
    )
    found = []
    for first, last in zip(firsts, [*firsts[1:], len(every)], strict=True):
        stamp = _STAMP.match(every[first].lines[0].text)
        addressed = sum(name in ADDRESSED for name in fields_of(every[first : min(last, first + 14)]))
        kind = kinds.get(first, Kind.REPORT if addressed else Kind.OTHER)
        found.append(Opening(first, last, kind, stamp[1] if stamp else None, addressed))
    return tuple(found)


def fresh(every: Sequence[Block], at: int, pages: Sequence[Page]) -> bool:
    """Tell whether a block is the first of a page, or stands below a rule."""
    if at == 0 or _STAMP.match(every[at].lines[0].text):
        return True
    above, here = every[at - 1].lines[-1], every[at].lines[0]
    if above.page != here.page:
        return True
    between = next(p.text for p in pages if p.number == here.page)[above.end : here.start]
    return bool(re.search(r"^\s*(?:-\s*){3,}$|^\s*(?:[*_=]\s*){3,}$|\f", between, re.MULTILINE))


def _heads(every: Sequence[Block], at: int) -> bool:
    """Tell whether a paper's head stands here: the stamp of an agenda item, or two fields of a report's."""
    return (
        bool(_STAMP.match(every[at].lines[0].text))
        or len(ADDRESSED & set(fields_of(every[at : at + 10]))) >= 2
    )


def fields_of(some: Sequence[Block]) -> list[str]:
    """Give the names of the fields ("to", "subject") that lines or table rows of these blocks start with."""
    names: list[str] = []
    for line in (line for block in some for line in block.lines if line.text):
        if line.cells:
            names.append(line.cells[0].strip(" :").lower())
        elif found := FIELD.match(line.text):
            names.append(found["name"].strip().lower())
    return names
