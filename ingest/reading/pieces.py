"""Pieces of text: what a page's lines are made of, and how the characters of a page are cut into them. Pure.

Points count from the lower left corner of the page as its text stands upright.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple, Protocol, TypeAlias

CELL_GAP = 1.2  # a gap wider than this many font sizes separates cells
_LINE_END = re.compile("[\x02\ufffe]")  # pdfium's mark for a hyphen at a line's end, after which it goes on
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\ufffd": " ", "\x00": " ", "\t": " "})
_MARKED = re.compile(r"^[-+(£]*\d[\d,.]*[%)]?\d[)\]]?$")  # a figure whose last digit may be a footnote's
_GAP = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_WIDE = 0.58  # a line wider than this many font sizes a character has gaps in it
_GUTTER = 0.6  # a gap wider than this many font sizes may part two columns, where it recurs at one place
_EDGE = 3.0  # points by which the words of a right column's edge may differ
_COLUMNS_OF = 50  # characters, at least, of a line that runs over two columns
_RAISED = 0.75  # a mark smaller than this share of the figure before it is a footnote's

Box: TypeAlias = tuple[float, float, float, float]
"""Left, right, bottom, top, in points."""


class Piece(NamedTuple):
    """A run of text on one baseline, in points, with its font's size and weight.

    A page has hundreds and its tables thousands: a named tuple is made three times as fast as a frozen dataclass.
    `first` is where its first character stands among the page's characters, or among those that OCR read; the
    others follow one by one.
    `column` is that of a table, from 0; None where the piece is in none. `turned` words run up or down the page.
    """

    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    text: str
    first: int
    column: int | None = None
    turned: bool = False

    @property
    def centre(self) -> float:
        """Half way along."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """From bottom to top, never nought."""
        return max(self.top - self.bottom, 1.0)


class Characters(Protocol):
    """A page's characters, by their places among them."""

    def text(self) -> str:
        """Give them all, lines parted by CR and LF."""
        ...

    def box(self, at: int) -> Box | None:
        """Give a character's box, as high as its font; None where it has none."""
        ...

    def size(self, at: int) -> float:
        """Give its font's size."""
        ...

    def bold(self, at: int) -> bool:
        """Tell whether its font is bold."""
        ...


def pieces(of: Characters) -> Iterator[Piece]:
    """Cut a page's text into pieces.

    pdfium puts one space for a gap of any width, so a line that is wider than its words are is cut at its
    gaps; and it joins a line that ends with a hyphen to the next, so it is cut there. Lines that fill two
    columns are no wider than their words: these are cut where the right column begins.
    """
    lines = of.text().split("\r\n")
    edge = _right_column(of, lines)
    at = 0
    for line in lines:
        start = 0
        for end in [*(m.end() for m in _LINE_END.finditer(line)), len(line)]:
            yield from _run(of, at + start, line[start:end], edge)
            start = end
        at += len(line) + 2


def _right_column(of: Characters, lines: list[str]) -> float | None:
    """Give where a page's right column begins, in points; None where its lines show no gap at one place.

    A dozen long lines are looked at, and after four without a gap no more: most pages have one column.
    """
    places, at = [], 0
    for line in lines:
        if len(line) >= _COLUMNS_OF:
            places.append((at, line))
        at += len(line) + 2
    looked = places[:: max(len(places) // 12, 1)][:12]
    starts: list[float] = []
    for number, (first, line) in enumerate(looked, 1):
        if start := _middle_gap(of, first, line):
            starts.append(start)
        elif number >= 4 and len(starts) < number / 4:
            return None
    if len(starts) < max(4, len(looked) / 2):
        return None
    edge = median(starts)
    return edge if sum(abs(s - edge) < _EDGE for s in starts) > len(looked) / 2 else None


def _middle_gap(of: Characters, first: int, line: str) -> float | None:
    """Give where the words begin that follow the widest gap in the middle half of a line, if it is a gutter's."""
    widest, begins = 0.0, None
    for gap in _GAP.finditer(line, len(line) // 4, 3 * len(line) // 4):
        before, after = of.box(first + gap.start() - 1), of.box(first + gap.end())
        if before and after and after[0] - before[1] > max(widest, _GUTTER * (before[3] - before[2])):
            widest, begins = after[0] - before[1], after[0]
    return begins


def _run(of: Characters, at: int, run: str, edge: float | None) -> Iterator[Piece]:
    run = run.translate(_HYPHENS)
    stripped = run.strip()
    if not stripped:
        return
    first = at + len(run) - len(run.lstrip())
    whole = _piece(of, first, stripped)
    back = whole is not None and whole.right == whole.left and not whole.turned
    wide = whole is not None and whole.right - whole.left > _WIDE * whole.size * len(stripped)
    if whole and (wide or back) and " " in stripped:
        yield from _cut_at_gaps(of, first, stripped, whole, CELL_GAP, edge)
    elif whole and edge and whole.left < edge - _EDGE and whole.right > edge:
        yield from _cut_at_gaps(of, first, stripped, whole, math.inf, edge)
    elif whole:
        yield whole


def _cut_at_gaps(
    of: Characters, first: int, words: str, whole: Piece, least: float, edge: float | None
) -> Iterator[Piece]:
    """Cut a run at its gaps of `least` font sizes, and at a narrower one before the right column's `edge`.

    And where it goes back to the left: pdfium joins a cell's second line to the row whose height is much the same.
    """
    start = 0
    for gap in _GAP.finditer(words):
        before, after = of.box(first + gap.start() - 1), of.box(first + gap.end())
        if not before or not after:
            continue
        at_edge = edge is not None and abs(after[0] - edge) < _EDGE
        back = after[0] < before[0] - whole.size and before[2] > after[3] - whole.size
        if back or after[0] - before[1] > min(least, _GUTTER if at_edge else least) * whole.size:
            if piece := _piece(of, first + start, words[start : gap.start()]):
                yield piece
            start = gap.end()
    if piece := _piece(of, first + start, words[start:]) if start else whole:
        yield piece


def _piece(of: Characters, first: int, words: str) -> Piece | None:
    start, end = of.box(first), of.box(first + len(words) - 1)
    if start is None:
        return None
    left, right, bottom, top = start
    size = max(of.size(first), top - bottom, 1.0)
    right = max(end[1] if end else right, left)
    turned = end is not None and len(words) > 2 and abs(end[2] - bottom) > max(top - bottom, right - left)
    return Piece(left, right, bottom, top, size, of.bold(first), words, first, None, turned)


def words(of: Characters, piece: Piece) -> Iterator[Piece]:
    """Cut a piece at its spaces, each word with its place; a raised mark after a figure is a word of its own."""
    text, place = piece.text, piece.first
    if " " not in text and not _MARKED.search(text):
        yield piece
        return
    for found in _WORD.finditer(text):
        start, end = found.span()
        cut = _mark(of, place + start, place + end) if _MARKED.search(found[0]) else None
        if cut is None:
            yield _word(of, piece, start, end)
        else:
            yield _word(of, piece, start, cut - place)
            yield _word(of, piece, cut - place, end)


def _mark(of: Characters, start: int, end: int) -> int | None:
    """Give where a footnote's mark of one or two figures begins: it is smaller than the figure before it."""
    least = _RAISED * of.size(start)
    return next((at for at in range(end - 1, max(end - 3, start), -1) if 0 < of.size(at) < least), None)


def _word(of: Characters, piece: Piece, start: int, end: int) -> Piece:
    place = piece.first + start
    first = of.box(place)
    last = of.box(piece.first + end - 1) if end - start > 1 else first
    left = first[0] if first else piece.left
    return Piece(
        left,
        max(last[1] if last else piece.right, left),
        piece.bottom,
        piece.top,
        piece.size,
        piece.bold,
        piece.text[start:end],
        place,
    )
