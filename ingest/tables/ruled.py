"""Tables with rulings: pieces sorted into the cells of a grid. Pure; points from the lower left corner."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from ingest.reading.pieces import Piece
from ingest.tables.cells import (
    RIVER,
    Cut,
    Laid,
    Row,
    at_walls,
    column_of,
    is_figure,
    joined,
    on_lines,
    rivers,
    runs,
)
from ingest.tables.rulings import Grid
from ingest.tables.table_rows import heading_rows, in_cells, wrapped


def ruled_table(grid: Grid, pieces: Sequence[Piece], cut: Cut) -> Laid | None:
    """Read the table that a grid encloses; None where it is no table: a box, or columns of one line."""
    cells = _ruled_cells(grid, pieces, cut)
    walls = _inner_walls(grid, cells, cut)
    if not walls:
        return None
    bands: dict[int, list[Piece]] = {}
    reach: dict[
        int, tuple[int, int]
    ] = {}  # of a piece that stands over several columns, by its first character
    for (row, first, last), own in cells.items():
        begin, end = _walled(grid.xs[first] + 1, walls), _walled(grid.xs[last + 1] - 1, walls)
        parts = runs(own, cut) if end > begin else own
        through = begin == 0 and end == len(walls) and len(on_lines(parts)) == len(parts)
        if end > begin and (through or _is_centred(parts, walls, grid.xs[first], grid.xs[last + 1])):
            bands.setdefault(row, []).extend(p._replace(column=begin) for p in own)
            reach |= {p.first: (begin, end) for p in own}
        else:
            parts = at_walls(parts, walls, cut)
            bands.setdefault(row, []).extend(p._replace(column=column_of(p, walls)) for p in parts)
    return _as_table(bands, reach, len(walls) + 1)


def _ruled_cells(grid: Grid, pieces: Sequence[Piece], cut: Cut) -> dict[tuple[int, int, int], list[Piece]]:
    """Sort pieces into the cells of a grid: row, first and last of the ruled columns."""
    owners = grid.owners()
    lasts: dict[tuple[int, int], int] = {}
    for (_, column), at in owners.items():
        lasts[at] = max(column, lasts.get(at, 0))
    cells: dict[tuple[int, int, int], list[Piece]] = {}
    falling = [-y for y in grid.ys]
    for piece in _within_columns(pieces, grid, cut):
        at = owners[_between(-piece.middle, falling), _between(piece.centre, grid.xs)]
        cells.setdefault((*at, lasts[at]), []).append(piece)
    return cells


def _walled(place: float, walls: Sequence[float]) -> int:
    return sum(w <= place for w in walls)


def _is_centred(parts: Sequence[Piece], walls: Sequence[float], left: float, right: float) -> bool:
    """Tell whether a cell's words stand over all of its columns: one run a line, across a wall or in the middle."""
    lines = on_lines(parts)
    if any(len(line) > 1 for line in lines):
        return False
    return all(
        any(p.left + 1 < w < p.right - 1 for w in walls)
        or abs(p.centre - (left + right) / 2) < 0.1 * (right - left)
        for p in parts
    )


def _between(place: float, edges: Sequence[float]) -> int:
    """Give which of the spaces between rising edges a place is in; the first or last where it is outside."""
    return min(max(bisect_right(edges, place) - 1, 0), len(edges) - 2)


def _within_columns(pieces: Sequence[Piece], grid: Grid, cut: Cut) -> Iterable[Piece]:
    """Cut the pieces that run through a ruling."""
    upright = sorted(grid.upright, key=lambda e: e.at)
    places = [e.at for e in upright]
    for piece in pieces:
        near = upright[bisect_right(places, piece.left + 2) : bisect_left(places, piece.right - 2)]
        if not any(e.spans(piece.middle) for e in near):
            yield piece
            continue
        yield from joined(
            piece, cut(piece), lambda a, b: _between(a.centre, grid.xs) != _between(b.centre, grid.xs)
        )


def _inner_walls(grid: Grid, cells: Mapping[tuple[int, int, int], Sequence[Piece]], cut: Cut) -> list[float]:
    """Give the columns' walls: the rulings between columns that hold words, and the rivers within a ruled column."""
    held = sorted({first for _, first, _ in cells})
    walls: list[float] = [grid.xs[column] for column in held[1:]]
    for column in held:
        own = [p for (_, first, last), pieces in cells.items() if column == first == last for p in pieces]
        lines = [r for line in on_lines(own) if len(r := runs(line, cut)) > 1]
        body = [line for line in lines if sum(map(is_figure, line)) > 1]
        if body and len(lines) >= 2:
            first = max(line[0].middle for line in body)
            lines = [line for line in lines if line[0].middle <= first + 1]
        full = any(sum(map(is_figure, line)) > 2 for line in body)
        if len(lines) >= (1 if full else 2 if len(body) > 1 else 3):
            walls += [
                w
                for w in rivers(lines, least=RIVER if body else 3 * RIVER)
                if grid.xs[column] < w < grid.xs[column + 1]
            ]
    return sorted(walls)


def _as_table(
    bands: Mapping[int, Sequence[Piece]], reach: Mapping[int, tuple[int, int]], width: int
) -> Laid | None:
    rows = [row for number in sorted(bands) for row in _rows_of(bands[number])]
    if len(rows) < 2 or len({p.column for row in rows for p in row}) < 2:
        return None
    spans = {
        (number, *reach[p.first]): None for number, row in enumerate(rows) for p in row if p.first in reach
    }
    return Laid(
        rows=tuple(rows), width=width, headed=heading_rows(rows, width), bands=len(bands), spans=tuple(spans)
    )


def _rows_of(band: Sequence[Piece]) -> list[Row]:
    """Give the rows between two rulings: one, or where figures stand under one another one for each of them."""
    lines = on_lines(band)
    anchors = [
        n
        for n, line in enumerate(lines)
        if len({p.column for p in line}) > 1 and any(is_figure(p) for p in line)
    ]
    figures: dict[int | None, int] = {}
    for n in anchors:
        for column in {p.column for p in lines[n] if is_figure(p) and p.column}:
            figures[column] = figures.get(column, 0) + 1
    if max(figures.values(), default=0) < 2:
        return [in_cells(lines)]
    return [in_cells(group) for group in wrapped(lines, anchors)]
