"""Text boxes: which pieces stand in one box, and in which order boxes are read. Pure.

Slides set text in boxes, side by side and at uneven heights, and so do pages with a column in the margin; read line by
line across the page they make no sense. A box's lines follow one another in the content stream, each below the last. Boxes are put in order by cutting the page
across and down where nothing stands (the XY cut of Nagy and Seth, 1984).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, takewhile

from ingest.reading.pieces import Piece
from ingest.tables.cells import Row

_SCREENS = (4 / 3, 16 / 10, 16 / 9)  # width by height; sheets of paper have the square root of two
_SAME_SHAPE = 0.01
_ONE_LINE = 0.45  # as of lines: middles nearer than this share of the height
_NEXT_LINE = 2.2  # heights from one line of a box to the next, at most
_DEEPEST = 60  # cuts within cuts: more are no page that a person set
_TITLE_LINES = 3  # at most
_LINES = 5  # of a box that stands beside another, at least; the cells of a table have fewer
_AS_LARGE = 0.9  # of the title's font


def is_slide(width: float, height: float) -> bool:
    """Tell whether a page has the shape of a screen."""
    return any(abs(width / max(height, 1.0) - shape) < _SAME_SHAPE * shape for shape in _SCREENS)


def boxes_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Part pieces, in the order of the content stream, into boxes."""
    found: list[list[Piece]] = []
    left = right = 0.0  # of the last box
    for piece in pieces:
        if found and _goes_on(found[-1][-1], piece, left, right):
            found[-1].append(piece)
            left, right = min(left, piece.left), max(right, piece.right)
        else:
            found.append([piece])
            left, right = piece.left, piece.right
    return found


def _goes_on(last: Piece, piece: Piece, left: float, right: float) -> bool:
    """Tell whether a piece goes on with a box that ends with `last` and reaches from `left` to `right`."""
    height = min(last.height, piece.height)
    if abs(last.middle - piece.middle) < _ONE_LINE * height:
        return 0 <= piece.left - last.right + 1 < 2 * last.size + 1
    if max(last.height, piece.height) > 1.5 * height:  # a title, and what stands below it
        return False
    below = 0 < last.middle - piece.middle < _NEXT_LINE * max(last.height, piece.height)
    return below and piece.left < right and piece.right > left


def stand_beside(boxes: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether boxes of several lines each stand side by side: columns, a box in the margin."""
    long = [(box, _top(box), _bottom(box)) for box in boxes if len(box) >= _LINES]
    return any(
        (_right(one) < _left(other) or _right(other) < _left(one))
        and min(top, other_top) - max(bottom, other_bottom) > min(top - bottom, other_top - other_bottom) / 2
        for (one, top, bottom), (other, other_top, other_bottom) in combinations(long, 2)
    )


def in_reading_order(
    boxes: Sequence[Sequence[Piece]], lines_of: Callable[[Sequence[Piece]], list[Row]]
) -> list[Row]:
    """Give the lines of all boxes, box by box."""
    found: list[Row] = []
    for box in _cut(list(boxes)):
        found += lines_of(box)
    return found


def _cut(boxes: list[Sequence[Piece]], depth: int = 0) -> Iterator[Sequence[Piece]]:
    """Give boxes in order: cut apart across the page where nothing stands, else down it, and so on with each part."""
    for from_, to in ((lambda box: -_top(box), lambda box: -_bottom(box)), (_left, _right)):
        parts: list[list[Sequence[Piece]]] = []
        end = -math.inf
        for box in sorted(boxes, key=from_):
            if from_(box) > end:
                parts.append([])
            parts[-1].append(box)
            end = max(end, to(box))
        if len(parts) > 1 and depth < _DEEPEST:
            for part in parts:
                yield from _cut(part, depth + 1)
            return
    yield from sorted(boxes, key=lambda box: (-_top(box), _left(box)))


def _left(box: Sequence[Piece]) -> float:
    return min(p.left for p in box)


def _right(box: Sequence[Piece]) -> float:
    return max(p.right for p in box)


def _bottom(box: Sequence[Piece]) -> float:
    return min(p.middle for p in box)


def _top(box: Sequence[Piece]) -> float:
    return max(p.middle for p in box)


def lines_of_title(rows: Sequence[Row], pieces: Sequence[Piece]) -> int:
    """Count the lines of a slide's title: its first, where few words of its pieces are as large; 0 where it has none."""
    if not rows:
        return 0
    least = _AS_LARGE * rows[0][0].size
    own = list(takewhile(lambda row: row[0].size >= least, rows))
    large = sum(len(p.text) for p in pieces if p.size >= least)
    few = large < min(2 * sum(len(p.text) for row in own for p in row), sum(len(p.text) for p in pieces))
    return len(own) if len(own) <= _TITLE_LINES and few else 0
