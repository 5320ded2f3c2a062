"""Where a page's lines are parted into paragraphs: by the distances between them, and by how they end. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.tables.cells import Row

_GOES_ON = re.compile(
    r"\b(?:the|a|an|to|of|and|or|in|for|by|with|on|at|that|from|its|their)\s*$", re.IGNORECASE
)
_RECURS = 3  # times that a distance between lines stands on a page, at least, to be one within paragraphs
_SHORT = 0.12  # of the width that lines fill, left empty at a line's end: the paragraph's last
_PARAGRAPH_GAP = 0.5  # more than this share of a line's height between lines separates paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Distances from line to line on a page, in points: the usual one, the least that recurs; and where lines end short."""

    usual: float
    least: float
    short: float


def spacing_of(rows: Sequence[Row]) -> Spacing:
    """Measure the distances within a paragraph: among the smaller ones of the page, and the smallest that recurs.

    On a page of headings and short paragraphs most distances are those between paragraphs.
    """
    steps = sorted(a[0].middle - b[0].middle for a, b in pairwise(rows))
    some = [s for s in steps if 4 < s < 40]
    usual = some[int(0.3 * len(some))] if some else 14.0
    often = max(_RECURS, len(some) // 8)
    body = median(r[0].height for r in rows) if rows else 0.0
    even = sorted(
        a[0].middle - b[0].middle
        for a, b in pairwise(rows)
        if all(abs(r[0].height - body) < 0.1 * body for r in (a, b))
    )  # a note's lines are of another size
    least = next((s for s in even if s > 4 and sum(abs(s - o) < 1 for o in even) >= often), usual)
    left, right = (
        f(edges, default=0.0)
        for f, edges in ((min, [r[0].left for r in rows]), (max, [r[-1].right for r in rows]))
    )
    return Spacing(usual=usual, least=min(least, usual), short=right - _SHORT * (right - left))


def apart(before: Row, row: Row, spacing: Spacing) -> bool:
    """Tell whether a gap parts two lines: a wide one, or after a line that ends short one wider than the least."""
    step = before[0].middle - row[0].middle
    line = min(max(p.height for p in before), max(p.height for p in row))
    ended = before[-1].right < spacing.short and not _GOES_ON.search(before[-1].text)
    pitch = spacing.least if ended else spacing.usual
    return step < 0 or step > min(pitch, 1.5 * line) + _PARAGRAPH_GAP * line
