"""From the lines of a table to its rows, and which of them are headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.reading.pieces import Piece
from ingest.tables.cells import Row, is_figure

_MOST_HEADINGS = 7  # rows
_HEADING_WORDS = 14  # of one cell, at most
_UNIT = re.compile(r"\(?£['’]?000['’]?s?\)?$")
_SHORT = 5  # words; a heading's line has no more


def wrapped(lines: Sequence[list[Piece]], anchors: Sequence[int]) -> list[list[list[Piece]]]:
    """Group lines into rows: each line without figures goes with the row whose words run over into it."""
    step = sorted(lines[a][0].middle - lines[b][0].middle for a, b in pairwise(anchors))
    usual = step[len(step) // 2] if step else 0.0
    owner = {n: n for n in anchors}
    for n, line in enumerate(lines):
        if n in owner:
            continue
        before = max((a for a in anchors if a < n), default=None)
        after = min((a for a in anchors if a > n), default=None)
        if (unnamed := _unnamed(lines, n, before, after)) is not None:
            owner[n] = unnamed
            continue
        if before is not None and n - 1 in owner and _runs_over(lines[n - 1], line, usual):
            owner[n] = owner[n - 1]
        elif after == n + 1 and _runs_over(line, lines[after], usual, tight=True):
            owner[n] = after
        else:
            owner[n] = n
    return [[lines[n] for n in sorted(owner) if owner[n] == key] for key in sorted(set(owner.values()))]


def _unnamed(lines: Sequence[list[Piece]], at: int, before: int | None, after: int | None) -> int | None:
    """Give the row of figures without a label to which words of a label stand nearest."""
    near = [n for n in (before, after) if n is not None]
    best = min(near, key=lambda n: abs(lines[n][0].middle - lines[at][0].middle))
    apart = abs(lines[best][0].middle - lines[at][0].middle)
    if all(p.column for p in lines[best]) and all(p.column == 0 for p in lines[at]):
        return best if apart < 1.6 * lines[at][0].height else None
    return None


def _runs_over(upper: Sequence[Piece], lower: Sequence[Piece], usual: float, *, tight: bool = False) -> bool:
    """Tell whether a cell's words run on from one line into the next."""
    height = min(upper[0].height, lower[0].height)
    step = upper[0].middle - lower[0].middle
    if step < 0.87 * usual and step < 1.45 * height:
        return True
    first, next_ = upper[0].text, lower[0].text
    return not tight and step < 1.6 * height and (next_[0].islower() or first[-1] in ",&–-/")


def in_cells(lines: Iterable[Sequence[Piece]]) -> Row:
    """Give the pieces of a row cell by cell, each cell's from its top."""
    return tuple(sorted((p for line in lines for p in line), key=lambda p: p.column or 0))


def heading_rows(rows: Sequence[Row], width: int) -> int:
    """Count the rows above the first that holds figures; in a table of words, the first where it is set apart."""
    if len(rows) < 2:
        return 0
    above = 0
    for row in rows[: _MOST_HEADINGS + 1]:
        if _has_figures(row) and not _day_of_heading(rows, above):
            break
        above += 1
    if above > _MOST_HEADINGS or above == len(rows):
        first = rows[0]
        below = next(
            (row for row in rows[1:] if len({p.column for p in row}) > 1), rows[1]
        )  # no section's title
        bold = _bold(first) and not _bold(below)
        full = len({p.column for p in first}) >= max(2, width - 1)
        return int(full and _is_heading(first) and (bold or width > 2))
    kept = 0
    for number, row in enumerate(rows[:above]):
        if not _is_heading(row):
            break
        columns = {p.column for p in row}
        held = {p.column for r in rows[:kept] for p in r}
        if (
            kept
            and len(held) > 1
            and (len(columns) == 1 or (_bold(rows[0]) and not _bold(row) and _long(row)))
        ):
            break  # a section's title, or words of a row that has no figures
        kept = number + 1
    return kept


def _has_figures(row: Row) -> bool:
    """Tell whether a cell beside the first is a figure, in all its lines: "Cost", over "(£000)", is a heading, and so is "£000"."""
    own: dict[int, list[Piece]] = {}
    for piece in row:
        own.setdefault(piece.column or 0, []).append(piece)
    told = [pieces for column, pieces in own.items() if column]
    figures = (all(is_figure(p) and not _UNIT.match(p.text) for p in pieces) for pieces in told)
    return len(own) > 1 and any(figures)


def _day_of_heading(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a row that has figures goes on with bold headings: "31", over "March", and no label beside it."""
    goes_on = at > 0 and all(p.column and p.bold for p in rows[at]) and _bold(rows[0])
    return goes_on and any(not p.bold for row in rows[at + 1 :] for p in row)


def _is_heading(row: Row) -> bool:
    return max(_words(row)) <= _HEADING_WORDS and not all(p.text[0].islower() for p in row)


def _words(row: Row) -> list[int]:
    """Count the words of each cell."""
    words: dict[int | None, int] = {}
    for piece in row:
        words[piece.column] = words.get(piece.column, 0) + len(piece.text.split())
    return list(words.values())


def _bold(row: Row) -> bool:
    return all(p.bold for p in row)


def _long(row: Row) -> bool:
    return any(words > _SHORT for words in _words(row))
