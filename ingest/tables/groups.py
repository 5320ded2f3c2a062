"""Headings that stand over the headings of several columns, where no ruling tells how far they reach. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.reading.pieces import Piece
from ingest.tables.cells import Laid

_SPACE = 0.4  # font sizes; what is no further off goes on with the words before it
_STEP = 1.3  # line heights; a heading's own lines are no further apart
_ALIGNED = 0.5  # font sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Over:
    """What stands over a column's heading: its words, where it stands and how low it reaches, whether it begins where the heading does."""

    words: str
    top: float
    floor: float
    aligned: bool

    def level(self, pieces: Sequence[Piece]) -> bool:
        """Tell whether another column's heading begins as high."""
        first = max(pieces, key=lambda p: p.middle)
        return abs(first.middle - self.top) < _ALIGNED * first.height


def grouped(table: Laid) -> tuple[Laid, Mapping[int, str]]:
    """Give the table with the headings that a wall cut made whole, and for columns further right the heading over them.

    "Budget 2025/26" begins where "Expenditure" does, "Income" stands beside that, and nothing above it: both are of the
    budget. In the order of reading; no heading that begins elsewhere than the first of its columns is spread.
    """
    rows = table.rows[: table.headed]
    below = _lowest(p for row in rows for p in row)
    rows = tuple(tuple(_whole(row, below)) for row in rows)
    columns: dict[int, list[Piece]] = {}
    for piece in (p for row in rows for p in row):
        columns.setdefault(piece.column or 0, []).append(piece)
    upper = {column: _upper(own) for column, own in columns.items() if column}
    whole = replace(table, rows=(*rows, *table.rows[table.headed :]))
    if any(over is not None and not over.aligned for over in upper.values()):
        return whole, {}  # its headings stand over the middle of their columns
    found: dict[int, str] = {}
    for column, over in sorted(upper.items()):
        beside = column + 1
        while over and beside in columns and all(p.middle < over.floor for p in columns[beside]):
            beside += 1
        others = (own for other, own in columns.items() if not column <= other < beside)
        # Else single headings stand as low as those in groups, and nothing tells which they are.
        if over and any(over.level(own) for own in others):
            found |= dict.fromkeys(range(column + 1, beside), over.words)
    return whole, found


def _lowest(pieces: Iterable[Piece]) -> dict[int, float]:
    """Give where the lowest heading of each column stands."""
    found: dict[int, float] = {}
    for p in pieces:
        column = p.column or 0
        found[column] = min(found.get(column, p.middle), p.middle)
    return found


def _whole(row: Sequence[Piece], lowest: Mapping[int, float]) -> list[Piece]:
    """Put words that go on over a wall into the column where they begin, if both have headings of their own below."""
    found: list[Piece] = []
    for p in sorted(row, key=lambda p: (-p.middle, p.left)):
        last = found[-1] if found else None
        goes_on = (
            last and p.column and last.column and abs(last.middle - p.middle) < 1 and p.column > last.column
        )
        if (
            last
            and goes_on
            and p.left - last.right < _SPACE * p.size
            and all(
                lowest[c] < p.middle - _STEP * p.height
                for c in range(last.column or 0, (p.column or 0) + 1)
                if c in lowest
            )
        ):
            found.append(p._replace(column=last.column))
        else:
            found.append(p)
    return sorted(found, key=lambda p: (p.column or 0, -p.middle, p.left))


def _upper(pieces: Sequence[Piece]) -> _Over | None:
    """Give what stands over a column's own heading."""
    lines = sorted(pieces, key=lambda p: (-p.middle, p.left))
    for number, (above, under) in enumerate(pairwise(lines), 1):
        if above.middle - under.middle > _STEP * above.height:
            upper, lower = lines[:number], lines[number:]
            apart = min(p.left for p in upper) - min(p.left for p in lower)
            return _Over(
                words=" ".join(p.text for p in upper),
                top=upper[0].middle,
                floor=above.middle - _STEP * above.height,
                aligned=abs(apart) < _ALIGNED * above.size,
            )
    return None
