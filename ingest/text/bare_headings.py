"""The headings above the rows of a table of plain text: of one line by its words, of several by where they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from ingest.text.bare import BareRow, TextLine, ValuedLine
from ingest.text.values import column_headings, is_figure, is_period

HEADS = 5  # lines that may hold headings
_PIECE = re.compile(r"\S+(?: \S+)*")  # parted from the next by two spaces or more
_PIECE_WORDS = 5  # at most
_BEFORE = 16  # words of a line of headings beside three for each column, at most
_ENDS = (".", ";", ":", "!", "?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?|\d\d/\d\d")


def line_above(before: Sequence[TextLine]) -> str:
    """Give the line above, at most one blank one between; nothing where there is none."""
    return next((line.text for line in reversed(before[-2:]) if not line.blank), "")


def years_told(text: str) -> int:
    """Count the years that a line names."""
    return len(_YEAR.findall(text))


def heading_of(before: Sequence[TextLine], own: Sequence[ValuedLine], count: int) -> BareRow | None:
    """Understand the headings above rows; none where one would be of two years."""
    above = line_above(before)
    whole = len(_PIECE.findall(above)) == count + 1  # a piece for each column and one for the label's
    heading = (None if whole else _by_place(before, own, count)) or _in_a_line(before, count)
    merged = heading and (
        any(len(_YEAR.findall(c)) > 1 for c in heading.cells) or _YEAR.search(heading.cells[0])
    )
    return None if merged else heading


def _by_place(before: Sequence[TextLine], rows: Sequence[ValuedLine], count: int) -> BareRow | None:
    """Understand the lines above rows whose cells spaces part: a heading's pieces stand over its column, on a line or several.

    At most one line is blank between; a piece over several columns is said of each.
    """
    spans = _columns_of(rows, count)
    pieces: list[list[str]] = [[] for _ in range(count + 1)]
    taken: list[TextLine] = []
    for line in reversed(before[-HEADS:]):
        if line.blank and taken:
            break
        found = [] if line.blank else [(m[0], m.start(), m.end()) for m in _PIECE.finditer(line.text)]
        if not spans or any(not _may_head(text) for text, _, _ in found):
            break
        for text, start, end in reversed(found):
            for column in _over(start, end, spans):
                pieces[column].insert(0, text)
        taken = [line, *taken] if found else taken
    if not taken or not all(pieces[1:]):
        return None
    return BareRow(taken[0].start, taken[-1].end, tuple(" ".join(p) for p in pieces))


def _may_head(piece: str) -> bool:
    """Tell whether a piece may be of a heading: a few words, or a year, and no figure or sentence's end."""
    figure = is_figure(piece) and not is_period(piece)
    return len(piece.split()) <= _PIECE_WORDS and piece[-1] not in ".;:" and not figure


def _columns_of(rows: Sequence[ValuedLine], count: int) -> list[tuple[int, int]]:
    """Give from where to where the values of each column stand; nothing where no spaces part them."""
    spans: list[tuple[int, int]] = []
    for n in range(count):
        own = [r.values[len(r.values) - count + n] for r in rows]
        places = [(r.words[a].start, r.words[b - 1].end) for r, (a, b) in zip(rows, own, strict=True)]
        spans.append(
            (median_low(a for a, _ in places), median_low(b for _, b in places))
        )  # a total may lack one
    parted = all(a[1] + 1 < b[0] for a, b in pairwise(spans))
    return spans if parted else []


def _over(start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Give the columns that a piece stands over, the label's being 0; the nearest where it is over none."""
    over = [n for n, (a, b) in enumerate(spans, 1) if start < b and a < end]
    if over:
        return over
    middle = (start + end) / 2
    if middle < spans[0][0] - (spans[0][1] - spans[0][0]) - 2:
        return [0]
    return [1 + min(range(len(spans)), key=lambda n: abs((spans[n][0] + spans[n][1]) / 2 - middle))]


def _in_a_line(before: Sequence[TextLine], count: int) -> BareRow | None:
    """Understand the line above a table's first row as headings of its columns."""
    above = next((line for line in reversed(before[-2:]) if not line.blank), None)
    if above is None or above.text.rstrip().endswith(_ENDS) or "|" in above.text:
        return None
    words = above.text.split()
    columns = column_headings(above.text, count) if len(words) <= 3 * count + _BEFORE else ()
    return BareRow(above.start, above.end, columns) if columns else None
