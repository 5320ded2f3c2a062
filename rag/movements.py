"""Figures that moved: a row over two periods, or a sentence that tells the change itself. Pure.

Only where the words say that measure, unit and area are the same: one row of one table, or one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.papers import Placed, Role
from ingest.text.lines import plain
from ingest.text.sentences import sentences
from rag.answers import Quote, Statement

_PERIOD = re.compile(
    r"^(?:(?:last )?q[1-4](?:\s+(?:\d{4}|\d{2,4}[-/]\d{2,4}))?|(?:19|20)\d{2}\s*[-/–]\s*\d{2,4}|\d{2}[-/]\d{2}|(?:19|20)\d{2}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+(?:19|20)?\d{2})\W*$",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"^(?P<sign>[-−(]?)\s*(?P<pound>£?)(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|m|bn|k|days?|weeks?)?\)?\s*(?:\(.*\))?$"
)
_TITLE = re.compile(r"^\W*(?:table|figure|chart)\s+\d+\b.{8,}", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:increas|decreas|r(?:ose|isen)|fell|fallen|dropp|reduc|improv|declin|grew|grown|gone (?:up|down)|went (?:up|down))\w*\b[^.;]{0,60}?\bfrom\s+(?:a |an |over |about |around )?"
    r"£?\d[\d,.]*\s?(?:%|m\b|bn\b|million|per cent|billion)?[^.;]{0,70}?\bto\s+(?:a |an |over |about |around )?£?\d[\d,.]*",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:19|20)\d{2}|January|February|March|April|May|June|July|August|September|October|November|December|years?|months?|quarters?|Q[1-4])\b"
)
_ANY_LABEL = re.compile(
    r"^\W*(?:indicators?|measures?|names?|descriptions?|categor(?:y|ies)|types?|areas?|items?|directorates?|no\.?|ref\.?)?\W*$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_MOST = 5


def _value(cell: str) -> tuple[float, str] | None:
    """Read a cell's first figure and its unit; None for what is no plain figure."""
    found = _VALUE.match(cell.strip())
    if not found:
        return None
    figure = float(found["figure"].replace(",", ""))
    return (-figure if found["sign"] else figure), f"{found['pound']}{found['unit'] or ''}"


def _rows(placed: Placed) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (start, end, cells) of the lines of a table's passage that are rows of as many cells as it has columns."""
    start = 0
    for line in placed.passage.text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        cells = [plain(c).strip() for c in bare.split("\t")]
        if len(cells) == len(placed.passage.columns) and cells != [
            plain(c).strip() for c in placed.passage.columns
        ]:
            yield start, start + len(bare), cells
        start += len(line)


def _title(placed: Placed) -> tuple[int, int] | None:
    """Give the place of a table's own title in its passage ("Table 3: Spend on …")."""
    start = 0
    for line in placed.passage.text.splitlines(keepends=True):
        if _TITLE.match(line) and "\t" not in line:
            return start, start + len(line.rstrip())
        start += len(line)
    return None


def _row_movements(placed: Placed) -> Iterator[tuple[float, Statement]]:
    columns = placed.passage.columns
    periods = [at for at, name in enumerate(columns) if at and _PERIOD.match(name.strip())]
    if len(periods) < 2 or len(periods) < len(columns) - 1:
        return  # a column that is no period may be another measure
    title = _title(placed)
    for start, end, cells in _rows(placed):
        first, last = _value(cells[periods[0]]), _value(cells[periods[-1]])
        label = cells[0]
        named = len(re.findall(r"[A-Za-z]{3,}", label))
        if (
            first is None
            or last is None
            or first[1] != last[1]
            or not (5 <= named <= 18 or (title and 1 <= named <= 18))
        ):
            continue
        change = abs(last[0] - first[0]) / max(abs(first[0]), abs(last[0]), 1e-9)
        if change < 0.1 or max(abs(first[0]), abs(last[0])) < 10:
            continue
        quotes = [Quote(placed=placed, start=start, end=end)]
        head = ""
        if title:
            quotes.insert(0, Quote(placed=placed, start=title[0], end=title[1]))
            head = f"“{' '.join(plain(quotes[0].words).split())}”: "
        if not _ANY_LABEL.match(columns[0]):  # the first heading names what the rows count: "New plans"
            head += f"{plain(columns[0])}: "
        words = (
            f"{head}“{label}” was {cells[periods[0]]} in {columns[periods[0]]} and {cells[periods[-1]]} in "
            f"{columns[periods[-1]]}."
        )
        yield change, Statement(words=words, quotes=tuple(quotes))


def _told_movements(placed: Placed) -> Iterator[Statement]:
    text = placed.passage.text
    for start, end in sentences(text):
        words = " ".join(plain(text[start:end]).split())
        if _MOVED.search(words) and _WHEN.search(words) and 8 <= len(words.split()) <= 70:
            yield Statement(words=f"“{words}”", quotes=(Quote(placed=placed, start=start, end=end),))


def movements(passages: Sequence[Placed]) -> tuple[Statement, ...]:
    """Give what moved in the papers of an item, the largest changes first; at most five rows and five sentences."""
    rows: list[tuple[float, Statement]] = []
    told: list[Statement] = []
    for placed in passages:
        if placed.passage.role is Role.TABLE and placed.passage.columns:
            rows += _row_movements(placed)
        elif placed.passage.role is not Role.TABLE:
            told += _told_movements(placed)
    rows.sort(key=lambda r: -r[0])
    once: dict[tuple[str, ...], Statement] = {}
    for statement in [*told, *(s for _, s in rows)]:  # a summary and its report tell the same figures
        once.setdefault(tuple(_FIGURE.findall(statement.words))[-4:], statement)
    kept = list(once.values())
    sentences_kept = [s for s in kept if s in told][:_MOST]
    return (*sentences_kept, *[s for s in kept if s not in told][:_MOST])
