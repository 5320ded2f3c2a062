"""Tables of plain text that keeps the layout of a page: cells stand below their columns' headings. Pure; offsets are the text's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.text.bare import BareRow, BareTable, TextLine
from ingest.text.values import is_figure

_CELL = re.compile(r"\S+(?: \S+)*")  # parted from the next by two spaces or more
_REFERENCE = re.compile(r"[A-Z]{0,4}\W?\d+(?:[/.]\d+)*")  # of a row: "A1", "OSC/25/07", which heads no column
_PERSON = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Prof\w*)\b")
# What headings of columns say: one of them at least
_NAMES_COLUMN = re.compile(
    r"\b(?:ref\w*|no|actions?|items?|topics?|titles?|subjects?|reports?|lead|owner|officers?|members?|by whom|who|due|dates?|when|target|status|progress|"
    r"positions?|comments?|notes?|outcomes?|decisions?|costs?|amounts?|sum|grants?|budget|values?|names?|areas?|wards?|parish|sites?|schemes?|projects?|"
    r"services?|types?|measures?|indicators?|reasons?|risks?|scores?|ratings?|rag|directorates?|departments?|committees?|meetings?|purpose|details?|"
    r"description|votes?|total|numbers?|issues?|recommendations?|provider|contractor|lots?|zones?)\b|%|£",
    re.IGNORECASE,
)
_FEWEST_COLUMNS, _FEWEST = 3, 3  # headings, and rows, that make a table
_MOST_LINES = 8  # of a row
_HEADING = 6  # words of a column's heading, at most
_OFF = 1  # characters by which a cell may begin before its column's heading does


@dataclass(slots=True)
class _Row:
    """A row as it grows: its lines, and the pieces of each cell."""

    lines: list[TextLine]
    cells: list[list[str]] = field(default_factory=list)

    def done(self) -> BareRow:
        return BareRow(
            self.lines[0].start, self.lines[-1].end, tuple(" ".join(pieces) for pieces in self.cells)
        )


def rows_laid_out(lines: Sequence[TextLine]) -> list[BareTable]:
    """Find the tables whose cells stand below headings, a row on one line or several, up to a blank line."""
    found: list[BareTable] = []
    at = 0
    while at < len(lines):
        starts = _columns(lines[at])
        end = at + 1
        rows: list[_Row] = []
        while starts and end < len(lines) and not lines[end].blank and _take(lines[end], starts, rows):
            end += 1
        if len(rows) >= _FEWEST:
            head = tuple(m[0] for m in _CELL.finditer(lines[at].text))
            heading = BareRow(lines[at].start, lines[at].end, head)
            found.append(BareTable(tuple(r.done() for r in rows), heading))
            at = end
        else:
            at += 1
    return found


def _columns(line: TextLine) -> list[int]:
    """Give where a line's cells begin, if it may head columns: short words, none a sentence's end."""
    if "\t" in line.text or "|" in line.text:
        return []
    cells = list(_CELL.finditer(line.text))
    worded = all(len(c[0].split()) <= _HEADING and c[0][-1] not in ".;:" for c in cells)
    lettered = all(re.search(r"[^\W\d_]|£|%", c[0]) for c in cells)
    named = any(_NAMES_COLUMN.search(c[0]) for c in cells)
    row = (
        not named
        or any(is_figure(c[0]) or _PERSON.match(c[0]) for c in cells)
        or (cells and _REFERENCE.fullmatch(cells[0][0]))
    )
    return (
        [c.start() for c in cells]
        if len(cells) >= _FEWEST_COLUMNS and worded and lettered and not row
        else []
    )


def _take(line: TextLine, starts: Sequence[int], rows: list[_Row]) -> bool:
    """Add a line to the rows, as a new one or as the rest of the last; nothing where a cell begins below no heading."""
    if "\t" in line.text or "|" in line.text:
        return False
    placed: dict[int, str] = {}
    for cell in _CELL.finditer(line.text):
        column = max((n for n, start in enumerate(starts) if start <= cell.start() + _OFF), default=None)
        after = starts[column + 1] if column is not None and column + 1 < len(starts) else None
        if column is None or column in placed or (after is not None and cell.end() > after):
            return False
        placed[column] = cell[0]
    new = 0 in placed and len(placed) > 1
    if not new and (not rows or len(rows[-1].lines) >= _MOST_LINES):
        return False
    if new:
        rows.append(_Row([line], [[] for _ in starts]))
    else:
        rows[-1].lines.append(line)
    for column, text in placed.items():
        rows[-1].cells[column].append(text)
    return True
