"""Tables without rulings: lines whose figures stand under one another. Pure; points from the lower left corner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.reading.pieces import Piece
from ingest.tables.cells import (
    Cut,
    Laid,
    Row,
    at_walls,
    column_of,
    is_figure,
    joined,
    rivers,
    runs,
)
from ingest.tables.rulings import Edge
from ingest.tables.table_rows import heading_rows, in_cells, wrapped

_FIGURES = re.compile(r"(?:^|\s)[-+–(£]*\d[\d,.]*(?:%|[mk]|bn)?\)?[*#]?(?=\s|$)")
_EXACT = re.compile(r"\d[.,]\d|[%£]|^[(+–-]\s?\d")
_LIST_NUMBER = re.compile(r"^\(?\d{1,3}[.)]$|^\d{1,2}(?:\.\d{1,2})+\.?$")
_FAR = 4.0  # rows of one table are no further apart than this many line heights
_BETWEEN = 4  # lines that may stand between two rows of figures
_HEADINGS = 7  # lines above the first row of figures that may hold headings
_PROSE = 9  # words; a longer run that stands across the columns is no cell


@dataclass(frozen=True, slots=True)
class _Line:
    row: Row
    runs: tuple[Piece, ...]

    @property
    def figures(self) -> int:
        """How many runs are figures, the number of a list or paragraph aside."""
        own = self.runs[1:] if self.runs and _LIST_NUMBER.match(self.runs[0].text) else self.runs
        return sum(is_figure(p) for p in own)

    @property
    def middle(self) -> float:
        """Half way up."""
        return self.row[0].middle


def aligned_tables(
    rows: Sequence[Row], cut: Cut, *, upright: Sequence[Edge] = ()
) -> list[tuple[int, int, Laid]]:
    """Find the tables among a page's lines, from the top: first line, line after the last, table.

    `upright` are rulings that part columns, where there are some.
    """
    lines = [_Line(row, tuple(_ruled_runs(row, cut, upright)) if _promising(row) else ()) for row in rows]
    found: list[tuple[int, int, Laid]] = []
    for group in _groups(lines):
        walls = rivers([*(lines[n].runs for n in group), *_labels(lines, group, cut)])
        walls = _with_rulings(walls, upright, [lines[n] for n in group])
        if not _is_table([lines[n] for n in group], walls):
            continue
        after = found[-1][1] if found else 0
        first = _first_heading(lines, group[0], after, walls, cut)
        last = _last_wrap(lines, group[-1], walls)
        table = _table(lines[first : last + 1], [n - first for n in group], walls, cut)
        if table:
            found.append((first, last + 1, table))
    return found


def _ruled_runs(row: Row, cut: Cut, upright: Sequence[Edge]) -> list[Piece]:
    """Cut a line at its gaps and where a ruling runs through it."""
    return [part for run in runs(row, cut) for part in _cut_at_rulings(run, cut, upright)]


def _cut_at_rulings(run: Piece, cut: Cut, upright: Sequence[Edge]) -> list[Piece]:
    through = [e.at for e in upright if run.left + 1 < e.at < run.right - 1 and e.spans(run.middle)]
    if not through:
        return [run]
    return joined(run, cut(run), lambda a, b: any(a.centre < x < b.centre for x in through))


def _with_rulings(walls: Sequence[float], upright: Sequence[Edge], lines: Sequence[_Line]) -> list[float]:
    """Add to the rivers the rulings that run down most of a table and part cells that no river parts."""
    bottom, top = lines[-1].middle, lines[0].middle
    found = list(walls)
    centres = [run.centre for line in lines for run in line.runs]
    for edge in upright:
        reach = min(edge.end, top) - max(edge.start, bottom)
        left = max((w for w in found if w < edge.at), default=0.0)
        right = min((w for w in found if w > edge.at), default=float("inf"))
        sides = {c > edge.at for c in centres if left < c < right}
        if reach > 0.6 * (top - bottom) and len(sides) == 2:
            found.append(edge.at)
    return sorted(found)


def _promising(row: Row) -> bool:
    text = " ".join(p.text for p in row)
    return len(_FIGURES.findall(text)) >= (1 if len(row) > 1 else 2)


def _groups(lines: Sequence[_Line]) -> list[list[int]]:
    """Group the lines that hold figures and stand near one another."""
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        if not line.figures or len(line.runs) < 2:
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and number - last <= _BETWEEN and _near(lines[last : number + 1]):
            groups[-1].append(number)
        else:
            groups.append([number])
    return [g for g in groups if len(g) >= 2]


def _near(between: Sequence[_Line]) -> bool:
    """Tell whether nothing but white, headings within the table or wrapped cells stands between two lines."""
    for upper, lower in pairwise(between):
        step = upper.middle - lower.middle
        if not 0 < step < _FAR * max(upper.row[0].height, lower.row[0].height):
            return False
    return all(sum(len(p.text.split()) for p in line.row) <= 16 for line in between[1:-1])


def _labels(lines: Sequence[_Line], group: Sequence[int], cut: Cut) -> list[Sequence[Piece]]:
    """Give the lines among rows of figures, and the one above them, that hold words to the left of all figures."""
    left = min(p.left for n in group for p in lines[n].runs if is_figure(p))
    between = (n for n in range(max(group[0] - 1, 0), group[-1]) if n not in group)
    found = [runs(lines[n].row, cut) for n in between]
    return [own for own in found if max(p.right for p in own) < left]


def _is_table(lines: Sequence[_Line], walls: Sequence[float]) -> bool:
    if not walls:
        return False
    figures = [(p, column_of(p, walls)) for line in lines for p in line.runs if is_figure(p)]
    columns = {c for _, c in figures if c}
    enough = [c for c in columns if sum(o == c for _, o in figures) >= max(2, len(lines) // 4)]
    if not enough or (len(enough) == 1 and len(lines) < 3):
        return False
    if any(len(p.text.split()) > 2 * _PROSE for line in lines for p in line.runs):
        return False
    exact = sum(bool(_EXACT.search(p.text)) for p, _ in figures)
    return len(enough) >= 3 or exact >= 0.3 * len(figures)


def _first_heading(lines: Sequence[_Line], first: int, after: int, walls: Sequence[float], cut: Cut) -> int:
    """Give the line with which the headings above a table begin."""
    best, at = first, first
    left = walls[0]
    while at > after and first - at < _HEADINGS:
        line, below = lines[at - 1], lines[at]
        step = line.middle - below.middle
        if not 0 < step < 0.8 * _FAR * below.row[0].height:
            break
        own = runs(line.row, cut)
        if any(len(p.text.split()) > _PROSE and p.left < left < p.right for p in own):
            break
        if (
            len(own) == 1
            and len(own[0].text.split()) > 3
            and sum(own[0].left < w < own[0].right for w in walls) > 1
        ):
            break  # a title over the table
        at -= 1
        if any(p.left > left - p.size for p in own) and not (
            len(own) == 1 and own[0].left < left - 3 * own[0].size
        ):
            best = at
        elif best - at > 1:
            break
    return best


def _last_wrap(lines: Sequence[_Line], last: int, walls: Sequence[float]) -> int:
    """Give the last line of a table: words of the last row's label may run over into the next line."""
    if last + 1 < len(lines):
        row, below = lines[last].row, lines[last + 1].row
        step = row[0].middle - below[0].middle
        label = len(below) == 1 and below[0].right < walls[0] and below[0].text[0].islower()
        if label and 0 < step < 1.5 * row[0].height:
            return last + 1
    return last


def _table(lines: Sequence[_Line], anchors: Sequence[int], walls: Sequence[float], cut: Cut) -> Laid | None:
    placed = [
        [
            run._replace(column=column_of(run, walls))
            for run in (line.runs if n in anchors else at_walls(runs(line.row, cut), walls, cut))
        ]
        for n, line in enumerate(lines)
    ]
    first = anchors[0]
    if first and all(p.column for p in placed[first]) and all(p.column == 0 for p in placed[first - 1]):
        first -= 1  # the first row's label begins above its figures
    heads = [in_cells(level) for level in _levels(placed[:first])]
    body = wrapped(placed[first:], [n - first for n in anchors])
    rows = [*heads, *(in_cells(group) for group in body)]
    if len(rows) < 2:
        return None
    headed = heading_rows(rows, len(walls) + 1) if heads else 0
    return Laid(rows=tuple(rows), width=len(walls) + 1, headed=headed, bands=1)


def _levels(lines: Sequence[list[Piece]]) -> list[list[list[Piece]]]:
    """Put heading lines together that stand half a line apart: some of them wrap, others stand beside their middle."""
    levels: list[list[list[Piece]]] = []
    for line in lines:
        if levels and levels[-1][-1][0].middle - line[0].middle < 0.8 * line[0].height:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels
