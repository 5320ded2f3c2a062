"""From pieces of text and rulings to a page's tables: rows of cells. Pure; points from the lower left corner.

Where rulings part the cells they are followed, and words that wrap within a cell stay in it. Where they part
only rows, or nothing, columns are told by the white that runs down between them (as pdfplumber's and camelot's
"text" and "stream" finders do) and rows by the lines that hold figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ingest.reading.pieces import CELL_GAP, Piece

FIGURE = re.compile(
    r"^(?:[-+–−(<>~]|£|\$|€)*\d[\d,.]*\s?(?:%|[mk]|bn|pp)?\)?[*#†‡^]*$|^[-–—]$|^n/?a$", re.IGNORECASE
)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?$")
_ONE_LINE = 0.45  # pieces whose middles are nearer than this share of their height stand on one line
_EXACT = re.compile(r"\d[.,]\d|[%£$€()]|^[-–−+]\d")
_AT_END = re.compile(
    r"^[-+–(£]*\d[\d,.]*(?:%|[mk]|bn)?\)?(?:[*#])?\s|\s[-+–(£]*\d[\d,.]*(?:%|[mk]|bn)?\)?[*#]?$|\s[-–]$"
)
_MARKED = re.compile(r"^[-+(£]*\d[\d,.]*[%)]?\d[)\]]?$")  # a figure whose last digit may be a footnote's
_SET = 0.5  # font sizes a character: words set as usual are no wider
_NEARLY = 0.65  # of a piece in one column: it is that column's
RIVER = 0.2  # columns have at least this many font sizes of white between them, all the way down


def is_figure(piece: Piece) -> bool:
    """Tell whether a piece is a figure, or a mark that stands for one, and no year."""
    return bool(FIGURE.match(piece.text)) and not _YEAR.match(piece.text)


Row = tuple[Piece, ...]
"""The pieces of one line, left to right; in a table those of one row, cell by cell."""

Cut = Callable[[Piece], Sequence[Piece]]
"""What cuts a piece into its words, each with its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A table of a page: its rows from the top, how many columns they have, how many rows are headings.

    `bands` is in how many the rulings part the rows. `spans` gives, for a heading cell that stands over several columns, the last of them: (row, column) → column.
    """

    rows: tuple[Row, ...]
    width: int
    headed: int
    bands: int
    spans: tuple[tuple[int, int, int], ...] = ()


def on_lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces by baseline, from the top down, each line from the left."""
    lines: list[list[Piece]] = []
    middle = height = 0.0  # of the first piece of a line
    for piece in sorted(pieces, key=lambda p: -p.middle):
        own, own_height = piece.middle, piece.height
        if lines and middle - own < _ONE_LINE * min(height, own_height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
            middle, height = own, own_height
    return [sorted(line, key=itemgetter(0)) for line in lines]  # from the left


def runs(line: Sequence[Piece], cut: Cut) -> list[Piece]:
    """Cut the pieces of a line where their gaps are wide, and between figures."""
    found: list[Piece] = []
    for piece in line:
        if _may_part(piece):
            found += joined(piece, cut(piece), _apart)
        else:
            found.append(piece)
    return found


def _may_part(piece: Piece) -> bool:
    """Tell whether a piece may hold wide gaps or several figures: words as they usually run are left whole."""
    text = piece.text
    if " " not in text:
        return bool(_MARKED.search(text))
    return piece.right - piece.left > _SET * piece.size * len(text) or bool(_AT_END.search(text))


def _apart(last: Piece, word: Piece) -> bool:
    gap, size = word.left - last.right, min(last.size, word.size)
    if gap > 0.8 * CELL_GAP * size:
        return True
    if len(last.text) < 2 or len(word.text) < 2 or not (is_figure(last) and is_figure(word)):
        return False
    return gap > 0.4 * size or bool(_EXACT.search(last.text) and _EXACT.search(word.text))


def joined(piece: Piece, words: Sequence[Piece], apart: Callable[[Piece, Piece], bool]) -> list[Piece]:
    """Put the words of a piece together again but where `apart` says that two neighbours belong apart."""
    if len(words) < 2:
        return [piece]
    starts = [0, *(n for n in range(1, len(words)) if apart(words[n - 1], words[n]))]
    return [_whole(piece, words[a:b]) for a, b in pairwise([*starts, len(words)])]


def _whole(piece: Piece, words: Sequence[Piece]) -> Piece:
    first, last = words[0], words[-1]
    if len(words) == 1:
        return first
    start, end = first.first - piece.first, last.first - piece.first + len(last.text)
    return first._replace(right=max(word.right for word in words), text=piece.text[start:end])


def rivers(lines: Sequence[Sequence[Piece]], *, least: float = RIVER) -> list[float]:
    """Give where white, `least` font sizes wide, runs down between the pieces of all lines, or of nearly all of many."""
    steps: list[tuple[float, int]] = []
    for piece in (p for line in lines for p in line):
        steps += [(piece.left, 1), (max(piece.right, piece.left + 0.1), -1)]
    if not steps:
        return []
    sizes = sorted(p.size for line in lines for p in line)
    white = least * sizes[len(sizes) // 2]
    few = len(lines) // 16
    found: list[float] = []
    depth = 0
    began: float | None = None
    steps.sort(key=lambda s: (s[0], s[1]))
    for place, step in steps:
        was, depth = depth, depth + step
        if was > few >= depth:
            began = place
        elif was <= few < depth and began is not None:
            if place - began >= white:
                found.append((began + place) / 2)
            began = None
    return found


def column_of(piece: Piece, walls: Sequence[float]) -> int:
    """Give the column that nearly all of a piece stands in; the first of several that it runs through."""
    left, right = piece.left, piece.right
    first = bisect_right(walls, left)
    last = bisect_left(walls, right, lo=first)
    if first == last:
        return first
    edges = [left, *walls[first:last], right]
    shares = [b - a for a, b in pairwise(edges)]
    wide = max(right - left, 0.1)
    most = max(shares)
    if most > _NEARLY * wide:
        return first + shares.index(most)
    return first + next((n for n, share in enumerate(shares) if share > 0.3 * wide), shares.index(most))


def at_walls(own: Sequence[Piece], walls: Sequence[float], cut: Cut) -> list[Piece]:
    """Cut headings that stand near one another where a column ends, but for one that stands over several."""
    found: list[Piece] = []
    for run in own:
        if not any(run.left + 1 < w < run.right - 1 for w in walls):
            found.append(run)
            continue
        found += joined(run, cut(run), lambda a, b: _wall_between(a, b, walls))
    return found


def _wall_between(last: Piece, word: Piece, walls: Sequence[float]) -> bool:
    wide = word.left - last.right > 0.33 * word.size
    return wide and any(last.right - 1 <= w <= word.left + 1 for w in walls)
