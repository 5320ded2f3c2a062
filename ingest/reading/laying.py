"""From a page's pieces and rulings to its lines in reading order, and its tables. Pure.

Tables with rulings come first, then those whose figures stand under one another; what is left is lines of text.
A grid that holds paragraphs is a form: it is read cell by cell.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.reading.pdfium import Sheet
from ingest.reading.pieces import Box, Piece
from ingest.reading.text_boxes import boxes_of, in_reading_order, is_slide, lines_of_title, stand_beside
from ingest.tables.aligned import aligned_tables
from ingest.tables.cells import Cut, Laid, Row, is_figure, on_lines, runs
from ingest.tables.ruled import ruled_table
from ingest.tables.rulings import Grid, grids
from ingest.tables.table_rows import heading_rows

_ONE_LINE = 0.45  # pieces whose middles are nearer than this share of their height stand on one line
_SHADED = 4  # more rows than that to each of a grid's bands: it is a shade, or a frame
_CELL_WORDS = 7  # of a heading at most
_TITLE_WORDS = 14  # more of them in a cell that runs through all columns are a paragraph
_PARAGRAPH = 60  # words; a cell of more, in a table of one or two columns or rows, is a paragraph of a form


def laid_out(sheet: Sheet) -> list[Row | Laid]:
    """Give a page's lines and tables, in reading order."""
    every = sheet.pieces()
    slide = is_slide(sheet.width, sheet.height)
    turned = [p for p in every if p.turned]
    rest: Sequence[Piece] = [p for p in every if not p.turned] if turned else every
    blocks: list[tuple[float, list[Row | Laid]]] = []
    drawn = grids(sheet.rulings(), width=sheet.width, height=sheet.height)
    for grid in drawn:
        inside, block = _in_grid(_stretched(grid, rest, sheet.words), rest, sheet.words)
        if block:
            taken = {id(p) for p in inside}
            rest = [p for p in rest if id(p) not in taken]
            blocks.append((max(p.middle for p in inside), block))
    if slide:
        return [*_as_slide(every, rest, blocks), *((piece,) for piece in turned)]
    rows = lines_of(rest)
    entries: list[Row | Laid] = []
    at = 0
    for first, after, table in aligned_tables(
        rows, sheet.words, upright=[e for grid in drawn for e in grid.upright]
    ):
        entries += [*rows[at:first], table]
        at = after
    if not entries and stand_beside(boxes := boxes_of(rest)):
        rows = in_reading_order(boxes, lines_of)
    entries += rows[at:]
    return [*_merged(entries, blocks), *((piece,) for piece in turned)]


def _as_slide(
    every: Sequence[Piece], rest: Sequence[Piece], blocks: Sequence[tuple[float, list[Row | Laid]]]
) -> Iterator[Row | Laid]:
    """Give a slide's lines box by box and its tables among them; of its lines only the title's are bold."""
    rows = in_reading_order(boxes_of(rest), lines_of)
    title = set(map(id, rows[: lines_of_title(rows, every)]))
    for entry in _merged(rows, blocks):
        yield (
            entry if isinstance(entry, Laid) else tuple(p._replace(bold=id(entry) in title) for p in entry)
        )


def _stretched(grid: Grid, rest: Sequence[Piece], cut: Cut) -> Grid:
    """Let a grid hold the rows of figures that follow below its last ruling: totals often stand there."""
    left, right, bottom, _ = grid.box
    floor = bottom
    for line in on_lines(p for p in rest if p.middle < bottom - 2 and left - 2 < p.centre < right + 2):
        figures = sum(map(is_figure, runs(line, cut)))
        if figures < 2 or floor - line[0].middle > 2 * line[0].height:
            break
        floor = min(p.bottom for p in line)
    return replace(grid, ys=(*grid.ys, floor - 1)) if floor < bottom else grid


def _in(piece: Piece, box: Box) -> bool:
    left, right, bottom, top = box
    return left - 2 <= piece.centre <= right + 2 and bottom - 2 <= piece.middle <= top + 2


def _in_grid(grid: Grid, rest: Sequence[Piece], cut: Cut) -> tuple[Sequence[Piece], list[Row | Laid]]:
    """Read what a grid encloses as a table or as a form; nothing where it is neither. Gives the pieces as well."""
    inside = [p for p in rest if _in(p, grid.box)]
    if len(inside) < 2 or _goes_on_beside(grid, inside, rest):
        return (), []
    table = ruled_table(grid, inside, cut)
    if table is None or len(table.rows) > _SHADED * table.bands:
        return (), []
    if not _is_headed(table) and (above := _headings_above(grid, rest, cut)):
        taller = replace(grid, ys=(max(p.top for p in above) + 1, *grid.ys))
        inside = [p for p in rest if _in(p, taller.box)]
        table = ruled_table(taller, inside, cut) or table
    if not _is_form(table):
        return inside, list(_parted(table))
    if len(grid.xs) == 2:
        return (), []  # a frame, or a ground, with prose in it
    return inside, [line for cell in _cells(table) for line in _of_form(cell)]


def _headings_above(grid: Grid, rest: Sequence[Piece], cut: Cut) -> list[Piece]:
    """Give the headings that stand on lines above a grid's first ruling."""
    left, right, _, top = grid.box
    found: list[Piece] = []
    kept: list[Piece] = []
    roof = top
    for line in on_lines(p for p in rest if p.middle > top + 2 and left - 2 < p.centre < right + 2)[::-1]:
        own = runs(line, cut)
        near = line[0].middle - roof < (1.7 if roof > top else 1.2) * line[0].height
        if not near or any(len(p.text.split()) > _CELL_WORDS for p in own):
            break
        found += line
        roof = line[0].middle
        if len(own) > 1:
            kept = list(found)
    return kept


def _goes_on_beside(grid: Grid, inside: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    """Tell whether the lines within a grid go on outside it: it is the ground of some columns of a wider table."""
    if len(grid.ys) > 4:
        return False
    left, right, bottom, top = grid.box
    beside = [
        p
        for p in rest
        if bottom < p.middle < top
        and (p.centre < left or p.centre > right)
        and any(abs(p.middle - q.middle) < 0.3 * q.height for q in inside)
    ]
    return len(beside) >= 3


def _is_headed(table: Laid) -> bool:
    return any(isinstance(entry, Laid) and entry.headed for entry in _parted(table))


def _parted(table: Laid) -> Iterator[Row | Laid]:
    """Give a table without its title and without paragraphs that run through all columns: these are lines of text."""
    through = {row for row, first, last in table.spans if first == 0 and last == table.width - 1}
    headed = heading_rows([row for n, row in enumerate(table.rows) if n not in through], table.width)
    own: list[int] = []
    for number, row in enumerate(table.rows):
        long = sum(len(p.text.split()) for p in row) > _TITLE_WORDS
        if number not in through or (own and not long):
            own.append(number)
            continue
        if own:
            yield _some(table, own, headed=headed)
            own, headed = [], 0
        yield from lines_of([p._replace(column=None) for p in row])
    if own:
        yield _some(table, own, headed=headed)


def _some(table: Laid, numbers: Sequence[int], *, headed: int) -> Laid:
    """Give some rows of a table; `headed` of them are headings at least, by what stands below them."""
    rows = tuple(table.rows[n] for n in numbers)
    spans = tuple((numbers.index(row), first, last) for row, first, last in table.spans if row in numbers)
    headed = min(max(headed, heading_rows(rows, table.width)), len(rows))
    return replace(table, rows=rows, headed=headed, spans=spans)


def _cells(table: Laid) -> Iterator[list[Piece]]:
    for row in table.rows:
        for column in sorted({p.column or 0 for p in row}):
            yield [p for p in row if (p.column or 0) == column]


def _of_form(cell: Sequence[Piece]) -> Iterator[Row]:
    """Give a cell's lines; the last keeps its column, so that a paragraph ends there."""
    *others, last = lines_of(cell)
    for line in others:
        yield tuple(p._replace(column=None) for p in line)
    yield last


def _is_form(table: Laid) -> bool:
    sizes = [sum(len(p.text.split()) for p in cell) for cell in _cells(table)]
    columns = {p.column for row in table.rows for p in row}
    return max(sizes) > _PARAGRAPH and (
        len(columns) <= 2 or (len(table.rows) <= 3 and max(sizes) > 2 * _PARAGRAPH)
    )


def _merged(
    entries: Sequence[Row | Laid], blocks: Sequence[tuple[float, list[Row | Laid]]]
) -> Iterator[Row | Laid]:
    """Put what the grids hold where it stands among the lines, from the top down."""
    waiting = sorted(blocks, key=lambda b: -b[0])
    for entry in entries:
        first = entry.rows[0] if isinstance(entry, Laid) else entry
        while waiting and waiting[0][0] > first[0].middle:
            yield from waiting.pop(0)[1]
        yield entry
    for _, block in waiting:
        yield from block


def lines_of(pieces: Sequence[Piece]) -> list[Row]:
    """Put pieces of one baseline together, and lines in order from the top; columns of prose stay as they came."""
    rows: list[list[Piece]] = []
    recent: deque[tuple[float, float, list[Piece]]] = deque(maxlen=60)  # middle, height and pieces of a line
    for piece in pieces:
        middle, height = piece.middle, piece.height
        for own_middle, own_height, row in recent:
            if abs(own_middle - middle) < _ONE_LINE * min(own_height, height) and all(
                piece.left >= p.right - 1 or piece.right <= p.left + 1 for p in row
            ):
                row.append(piece)
                break
        else:
            rows.append([piece])
            recent.appendleft((middle, height, rows[-1]))
    ordered = [tuple(sorted(row, key=lambda p: p.left)) for row in rows]
    beside = _beside(ordered)
    falling: list[Row] = sorted(ordered, key=lambda row: -max(p.middle for p in row))
    if not beside:
        return falling
    follows = {id(one): id(other) for one, other in pairwise(pieces)}
    if sum(follows.get(id(left)) == id(right) for left, right in beside) > 0.5 * len(beside):
        return list(_column_by_column(falling, median(right.left for _, right in beside)))
    return [(piece,) for piece in pieces]


def _beside(rows: Sequence[Row]) -> list[Row]:
    """Give the lines of a page that is set in two columns of prose: pieces of several words each, side by side."""
    wide: list[Row] = [
        row
        for row in rows
        if len(row) == 2 and all(len(p.text.split()) >= 4 and not re.search(r"\d{3}", p.text) for p in row)
    ]
    return wide if len(wide) >= 8 and len(wide) > 0.35 * len(rows) else []


def _column_by_column(rows: Sequence[Row], edge: float) -> Iterator[Row]:
    """Put columns that came line by line one after the other; what runs over both stands between.

    `edge` is where the right column begins.
    """
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        if any(p.left < edge - p.size and p.right > edge for p in row):
            yield from (*left, *right, row)
            left, right = [], []
            continue
        left += [(p,) for p in row if p.left < edge - p.size]
        right += [(p,) for p in row if p.left >= edge - p.size]
    yield from (*left, *right)
