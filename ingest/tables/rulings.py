"""From what a page draws to the grids of its tables. Pure; points count from the page's lower left corner.

The way of pdfplumber's table finder (MIT, docs/README "Extracting tables"): edges of lines and rectangles are
snapped together, those that touch make one grid, and squares that no edge parts are one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.reading.pieces import Box

_THIN = 3.0  # points; what is thinner is a line, not a rectangle
_SNAP = 2.5  # edges nearer than this are one
_SHORTEST = 6.0  # a shorter line is an underline, a tick or a bullet
_NARROWEST = 9.0  # points; Word shades a cell's paragraph 5.4 points inside the cell's edge
_ROW = 0.4  # a row's edge runs through this share of the table: less is a shade or a line within a cell
_PAGE = 0.7  # a rectangle with more than this share of the page is its frame or its ground


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line: `at` is its height (or its distance from the left), `start` to `end` its reach."""

    at: float
    start: float
    end: float

    def spans(self, place: float) -> bool:
        """Tell whether it passes a place along its reach."""
        return self.start - 1 <= place <= self.end + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The rulings of one table: `xs` from the left, `ys` from the top, and the edges that really stand there."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[Edge, ...]
    level: tuple[Edge, ...]

    @property
    def box(self) -> Box:
        """What it encloses."""
        return self.xs[0], self.xs[-1], self.ys[-1], self.ys[0]

    def owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Give for each square (row, column) the first square of the cell that it is part of."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        upright = [_at(self.upright, x) for x in self.xs]
        level = [_at(self.level, y) for y in self.ys]
        for row in range(len(self.ys) - 1):
            middle = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(len(self.xs) - 1):
                centre = (self.xs[column] + self.xs[column + 1]) / 2
                if column and not any(e.spans(middle) for e in upright[column]):
                    found[row, column] = found[row, column - 1]
                elif row and not any(e.spans(centre) for e in level[row]):
                    found[row, column] = found[row - 1, column]
                else:
                    found[row, column] = (row, column)
        return found


def _at(edges: Iterable[Edge], at: float) -> list[Edge]:
    return [e for e in edges if abs(e.at - at) <= _SNAP]


def grids(boxes: Iterable[Box], *, width: float, height: float) -> tuple[Grid, ...]:
    """Find the grids that lines and rectangles make, from the top of the page down."""
    every = tuple(boxes)
    lines = [b for b in every if min(b[1] - b[0], b[3] - b[2]) <= _THIN]
    if len(lines) < len(every):
        ruled = [g.box for g in _found(lines, width * height) if len(g.xs) > 3 and len(g.ys) > 3]
        every = tuple(
            b
            for b in every
            if min(b[1] - b[0], b[3] - b[2]) <= _THIN or not any(_inside(b, box) for box in ruled)
        )
    return tuple(sorted(_found(every, width * height), key=lambda g: -g.ys[0]))


def _found(boxes: Iterable[Box], page: float) -> list[Grid]:
    level, upright = _edges(boxes, page)
    return [g for across, down in _touching(_joined(level), _joined(upright)) if (g := _grid(across, down))]


def _inside(box: Box, other: Box) -> bool:
    """Tell whether a box is within another: the shade of a cell or of its words, where lines rule the table."""
    return (
        box[0] >= other[0] - _THIN
        and box[1] <= other[1] + _THIN
        and box[2] >= other[2] - _THIN
        and box[3] <= other[3] + _THIN
    )


def _edges(boxes: Iterable[Box], page: float) -> tuple[list[Edge], list[Edge]]:
    level: list[Edge] = []
    upright: list[Edge] = []
    for left, right, bottom, top in boxes:
        wide, high = right - left, top - bottom
        if high <= _THIN and wide >= _SHORTEST:
            level.append(Edge((bottom + top) / 2, left, right))
        elif wide <= _THIN and high >= _SHORTEST / 2:
            upright.append(Edge((left + right) / 2, bottom, top))
        elif wide > _THIN and high > _THIN and wide * high < _PAGE * page:
            level += [Edge(bottom, left, right), Edge(top, left, right)]
            upright += [Edge(left, bottom, top), Edge(right, bottom, top)]
    return level, upright


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Make one of the edges that lie in one line and touch."""
    rows: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if rows and edge.at - rows[-1][-1].at <= _SNAP and edge.at - rows[-1][0].at <= 2 * _SNAP:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    joined: list[Edge] = []
    for row in rows:
        at = sum(e.at for e in row) / len(row)
        start = end = None
        for edge in sorted(row, key=lambda e: e.start):
            if start is None or end is None:
                start, end = edge.start, edge.end
            elif edge.start <= end + _THIN:
                end = max(end, edge.end)
            else:
                joined.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        if start is not None and end is not None:
            joined.append(Edge(at, start, end))
    return joined


def _touching(level: Sequence[Edge], upright: Sequence[Edge]) -> Iterable[tuple[list[Edge], list[Edge]]]:
    """Group the edges that cross or touch; those of an open table belong together, touched or not."""
    groups: list[tuple[list[Edge], list[Edge]]] = [([edge], []) for edge in level]
    for down in upright:
        near = [g for g in groups if any(_cross(a, down) for a in g[0])]
        if not near:
            continue
        first = near[0]
        for other in near[1:]:
            first[0].extend(other[0])
            first[1].extend(other[1])
            groups.remove(other)
        first[1].append(down)
    closed = [g for g in groups if not _open(g)]
    open_: list[tuple[list[Edge], list[Edge]]] = []
    for group in (g for g in groups if _open(g)):
        left, right = _sides(group[0])
        for other in open_:
            start, end = _sides(other[0])
            if abs(left - start) <= _THIN and abs(right - end) <= _THIN:
                other[0].extend(group[0])
                other[1].extend(group[1])
                break
        else:
            open_.append(group)
    return [*closed, *open_]


def _sides(level: Sequence[Edge]) -> tuple[float, float]:
    return min(e.start for e in level), max(e.end for e in level)


def _open(group: tuple[list[Edge], list[Edge]]) -> bool:
    """Tell whether a table's left side is not drawn: its rulings may be several groups that do not touch."""
    left, _ = _sides(group[0])
    return all(e.at - left > _THIN for e in group[1])


def _cross(level: Edge, upright: Edge) -> bool:
    return (
        level.start - _THIN <= upright.at <= level.end + _THIN
        and upright.start - _THIN <= level.at <= upright.end + _THIN
    )


def _grid(level: list[Edge], upright: list[Edge]) -> Grid | None:
    """Make a grid: its outer sides count as edges where they are not drawn."""
    left, right = min(e.start for e in level), max(e.end for e in level)
    heights = [e.at for e in level] + [p for e in upright for p in (e.start, e.end)]
    bottom, top = min(heights), max(heights)
    xs = _distinct([*upright, Edge(left, 0, 0), Edge(right, 0, 0)], _NARROWEST)
    wide = [e for e in level if _reach(level, e.at) >= _ROW * (right - left)]
    ys = _distinct([*wide, Edge(bottom, 0, 0), Edge(top, 0, 0)], 2 * _SNAP)[::-1]
    if len(xs) < 2 or len(ys) < 3:
        return None
    return Grid(xs=tuple(xs), ys=tuple(ys), upright=tuple(upright), level=tuple(level))


def _reach(level: Iterable[Edge], at: float) -> float:
    return sum(e.end - e.start for e in level if abs(e.at - at) <= _SNAP)


def _distinct(edges: Sequence[Edge], least: float) -> list[float]:
    """Give the places of edges; of those nearer than `least` to one another the one with the longest reach."""
    kept: list[float] = []
    for place in sorted({e.at for e in edges}, key=lambda at: (-_reach(edges, at), at)):
        if all(abs(place - other) > least for other in kept):
            kept.append(place)
    return sorted(kept)
