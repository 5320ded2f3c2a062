"""Figures that moved: a row over two periods, or a sentence that tells the change itself. Pure.

Only where the words say that measure, unit and area are the same: one row of one table, or one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.papers import Placed, Role
from ingest.text.dates import marked, years
from ingest.text.lines import plain
from rag.answers import Quote, Statement
from rag.changes_told import tells_change
from rag.times import MARK
from rag.told import told_sentences

_PERIOD = re.compile(
    r"^(?:(?:last )?q[1-4](?:\s+(?:\d{4}|\d{2,4}[-/]\d{2,4}))?|(?:19|20)\d{2}\s*[-/–]\s*\d{2,4}|\d{2}[-/]\d{2}|(?:19|20)\d{2}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+(?:19|20)?\d{2})"
    r"(?:\s*\(?£\s?(?:m|k|bn|0{3}s?|million)?\)?)?\W*$",
    re.IGNORECASE,
)
_BETWEEN_PERIODS = re.compile(
    r"^\W*(?:%\s?)?(?:change|difference|increase|decrease|movement|total)\b", re.IGNORECASE
)
_VALUE = re.compile(
    r"^(?P<sign>[-−(]?)\s*(?P<pound>£?)(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|m|bn|k|days?|weeks?)?\)?\s*(?:\(.*\))?$"
)
_TITLE = re.compile(r"^\W*(?:table|figure|chart)\s+\d+\b.{8,}", re.IGNORECASE)
_IN_UNITS = re.compile(
    r"^\W*(?:(?:all )?(?:figures|amounts|values|sums)\b.{0,20}\bin\b.{1,30}|£\S{0,6}(?: per [\w ]{1,20})?)\W*$",
    re.IGNORECASE,
)
_ANY_LABEL = re.compile(
    r"^\W*(?:indicators?|measures?|names?|descriptions?|categor(?:y|ies)|types?|areas?|items?|directorates?|no\.?|ref\.?)?\W*$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_MOST = 6


def _value(cell: str) -> tuple[float, str] | None:
    """Read a cell's first figure and its unit; None for what is no plain figure."""
    found = _VALUE.match(cell.strip())
    if not found:
        return None
    figure = float(found["figure"].replace(",", ""))
    return (-figure if found["sign"] else figure), f"{found['pound']}{found['unit'] or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of a passage's table, where it stands, and the caption and note on units nearest above it."""

    start: int
    end: int
    cells: tuple[str, ...]
    above: tuple[tuple[int, int], ...]


def _rows(placed: Placed) -> Iterator[_Row]:
    """Yield the lines of a table's passage that are rows of as many cells as it has columns."""
    columns = tuple(plain(c).strip() for c in placed.passage.columns)
    caption: tuple[tuple[int, int], ...] = ()
    start = 0
    for line in placed.passage.text.splitlines(keepends=True):
        place = (start, start + len(line.rstrip()))
        cells = tuple(plain(c).strip() for c in line.rstrip("\r\n").split("\t"))
        if _TITLE.match(line) and len(cells) == 1:
            caption = (place,)
        elif caption and _IN_UNITS.match(line.strip()):
            caption = (caption[0], place)
        elif len(cells) == len(columns) and cells != columns:
            yield _Row(start=start, end=start + len(line.rstrip("\r\n")), cells=cells, above=caption)
        start += len(line)


def _periods(columns: Sequence[str]) -> list[int]:
    """Give the columns that are periods, the earliest first; none where a column may be another measure."""
    periods = [at for at, name in enumerate(columns) if at and _PERIOD.match(name.strip())]
    others = [n for at, n in enumerate(columns) if at and at not in periods and not _BETWEEN_PERIODS.match(n)]
    if others:
        return []
    begun = [min(years(columns[at]), default="") for at in periods]
    return sorted(periods, key=lambda at: min(years(columns[at]))) if all(begun) else periods


def _row_movements(placed: Placed) -> Iterator[tuple[float, Statement]]:
    periods = _periods(placed.passage.columns)
    if len(periods) < 2:
        return
    for row in _rows(placed):
        named = len(re.findall(r"[A-Za-z]{3,}", row.cells[0]))
        change = _change(row.cells[periods[0]], row.cells[periods[-1]])
        if change is not None and (1 if row.above else 5) <= named <= 18:
            yield change, _row_told(placed, row, periods[0], periods[-1])


def _change(before: str, after: str) -> float | None:
    """Give the change between two cells as a share of the larger; None where it is small or no change of one measure."""
    first, last = _value(before), _value(after)
    if first is None or last is None or first[1] != last[1]:
        return None
    largest = max(abs(first[0]), abs(last[0]))
    change = abs(last[0] - first[0]) / max(largest, 1e-9)
    return change if change >= 0.1 and largest >= 10 else None


def _row_told(placed: Placed, row: _Row, first: int, last: int) -> Statement:
    columns, cells = placed.passage.columns, row.cells
    quotes = tuple(Quote(placed=placed, start=a, end=b) for a, b in (*row.above, (row.start, row.end)))
    above = ", ".join(f"“{' '.join(plain(q.words).split())}”" for q in quotes[:-1])
    head = f"{above}: " if above else ""
    if not _ANY_LABEL.match(columns[0]):  # the first heading names what the rows count: "New plans"
        head += f"{plain(columns[0])}: "
    words = f"{head}“{cells[0]}”: {cells[first]} in {columns[first]} and {cells[last]} in {columns[last]}."
    return Statement(words=words, quotes=quotes)


def _told_movements(placed: Placed) -> Iterator[Statement]:
    for start, end, words in told_sentences(placed.passage.text):
        if tells_change(words):
            yield Statement(words=f"“{words}”", quotes=(Quote(placed=placed, start=start, end=end),))


def movements(passages: Sequence[Placed]) -> tuple[Statement, ...]:
    """Give what moved in the papers of an item, the largest changes first; at most six rows and six sentences."""
    rows: list[tuple[float, Statement]] = []
    told: list[Statement] = []
    for placed in passages:
        rows += _row_movements(placed)
        if placed.passage.role is not Role.TABLE:
            told += _told_movements(placed)
    rows.sort(key=lambda r: -r[0])
    once: dict[tuple[str, ...], Statement] = {}
    for statement in [*told, *(s for _, s in rows)]:  # a summary and its report tell the same figures
        once.setdefault(tuple(_FIGURE.findall(MARK.sub(" ", marked(statement.words))))[-4:], statement)
    kept = list(once.values())
    sentences_kept = [s for s in kept if s in told][:_MOST]
    return (*sentences_kept, *[s for s in kept if s not in told][:_MOST])
