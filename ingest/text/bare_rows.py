"""Tables of plain text, a label and its values on a line, or a long label on the lines above its values. Pure.

A line is taken for a row only where others with as many values stand beside it, so that no sentence that ends in
figures is. Offsets are the text's; nothing of it is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low

from ingest.text.values import Word, column_headings, is_figure, is_period, values_at_end, words_of

_LONGEST = 300  # characters of a line that may be a row
_LABEL, _WRAPPED, _SUBTITLE = (
    16,
    9,
    8,
)  # words at most: of a label, of a line of one that goes on below, of a title
_FEWEST = 3  # rows that make a table
_CONNECTS = frozenset(
    [
        "and",
        "of",
        "the",
        "in",
        "to",
        "for",
        "with",
        "or",
        "at",
        "per",
        "by",
        "on",
        "a",
        "an",
        "from",
        "who",
        "whose",
        "that",
        "not",
    ]
)
_RANGE = re.compile(r"\(?\d+\s[-–—]\s\d+\)?")  # of an agenda's pages
_BULLET = re.compile(r"\s*[-*•●▪■◦·–—]\s")
_PIECE = re.compile(r"\S+(?: \S+)*")  # parted from the next by two spaces or more
_HEADS, _PIECE_WORDS = 5, 5  # lines of headings, and words of a piece, at most
_ENDS = (".", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text and where it stands in it."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class BareRow:
    """A row understood: where its first line starts and its last one ends, and its cells."""

    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BareTable:
    """Rows with as many values each, and the line of headings above them, where one is understood."""

    rows: tuple[BareRow, ...]
    heading: BareRow | None = None


@dataclass(slots=True)
class _Row:
    """A line that may be a row, with the lines above that its label begins on."""

    line: TextLine
    words: list[Word]
    values: list[tuple[int, int]]
    above: list[TextLine] = field(default_factory=list)

    @property
    def label(self) -> list[Word]:
        return self.words[: self.values[0][0]]

    def cells(self, count: int) -> tuple[str, ...]:
        """Give the label and the last `count` values; what stands before them is the label's."""
        kept = self.values[-count:]
        own = self.line.text[: self.words[kept[0][0]].start]
        label = " ".join(" ".join([*(a.text for a in self.above), own]).split())
        return (label, *(" ".join(w.text for w in self.words[a:b]) for a, b in kept))


def text_lines(text: str) -> list[TextLine]:
    """Cut a text into its lines."""
    found, start = [], 0
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip("\r\n")
        found.append(TextLine(start, start + len(body), body))
        start += len(raw)
    return found


def rows_on_lines(lines: Sequence[TextLine], *, width: int = 0) -> list[BareTable]:
    """Find the tables whose rows stand on a line each; where `width` columns are known, one row makes a table."""
    found: list[BareTable] = []
    run: list[_Row] = []
    pending: list[TextLine] = []
    blanks, first = 0, 0
    for at, line in enumerate(lines):
        if line.blank:
            blanks += 1
            continue
        row = _row(line)
        wrapped = _wrapped(pending, row) if row and not blanks else []
        if row and (wrapped or run or _names(row)):
            between = pending[: len(pending) - len(wrapped)]
            if run and (blanks > 1 or not _a_title(between)):
                found += _table(run, lines[:first], width)
                run = []
            if row.label or wrapped:
                row.above = wrapped
                first = first if run else at - len(wrapped)
                run.append(row)
            pending, blanks = [], 0
            continue
        if run and (len(pending) > 1 or blanks > 1 or len(line.text.split()) > _WRAPPED):
            found += _table(run, lines[:first], width)
            run = []
        pending = [line] if blanks else [*pending, line][-3:]
        blanks = 0
    return found + (_table(run, lines[:first], width) if run else [])


def _row(line: TextLine) -> _Row | None:
    """Take a line for a row if it ends in values behind a label; a period at its beginning names it."""
    if len(line.text) > _LONGEST or "\t" in line.text or "|" in line.text or _BULLET.match(line.text):
        return None
    words = words_of(line.text)
    values = values_at_end(words)
    if values and values[0][0] == 0 and is_period(words[0].text):
        values = values[1:]
    figures = sum(is_figure(words[a].text) for a, b in values if b - a == 1)
    if len(values) < 2 or not figures:
        return None
    row = _Row(line, words, values)
    named = " ".join(w.text for w in row.label)
    pages = named.count("(") > named.count(")") or _RANGE.fullmatch(
        line.text[words[values[0][0]].start :].strip()
    )
    return row if len(row.label) <= _LABEL and not pages else None


def _names(row: _Row) -> bool:
    """Tell whether a label is one by itself: it begins with a capital or a figure, and ends no sentence."""
    if not row.label:
        return False
    first, last = row.label[0].text, row.label[-1].text
    return not first[0].islower() and not last.endswith((".", ";"))


def _wrapped(pending: Sequence[TextLine], row: _Row) -> list[TextLine]:
    """Give the lines above a row that its label begins on."""
    found: list[TextLine] = []
    below = " ".join(w.text for w in row.label)
    for line in reversed(pending[-2:]):
        words = line.text.split()
        if len(words) > _WRAPPED or line.text.rstrip().endswith(_ENDS):
            break
        goes_on = not below or below[0].islower() or below[0] == "("
        if not (goes_on or words[-1].lower() in _CONNECTS or words[-1].endswith(",")):
            break
        found.insert(0, line)
        below = line.text.strip()
    return found if not found or not found[0].text.strip()[0].islower() else []


def _a_title(between: Sequence[TextLine]) -> bool:
    """Tell whether what stands between two rows is nothing, or a section's title."""
    if len(between) > 1:
        return False
    return all(len(b.text.split()) <= _SUBTITLE and not b.text.rstrip().endswith(_ENDS) for b in between)


def _table(run: Sequence[_Row], before: Sequence[TextLine], width: int) -> list[BareTable]:
    """Make a table of the rows that have as many values as most, with the headings above the first."""
    count = width - 1 if width else Counter(len(r.values) for r in run).most_common(1)[0][0]
    own = [r for r in run if len(r.values) >= count]
    if count < 2 or len(own) < (1 if width else _FEWEST):
        return []
    rows = tuple(
        BareRow((r.above or [r.line])[0].start, r.line.end, r.cells(count))
        for r in run
        if len(r.values) >= count
    )
    if own[0] is not run[0]:
        return [BareTable(rows)]
    above = next((line.text for line in reversed(before[-2:]) if not line.blank), "")
    whole = len(_PIECE.findall(above)) == count + 1  # a piece for each column and one for the label's
    heading = None if whole else headings_by_place(before, own, count)
    return [BareTable(rows, heading or heading_above(before, count))]


def heading_above(before: Sequence[TextLine], count: int) -> BareRow | None:
    """Understand the line above a table's first row as headings of its columns; at most one line is blank between."""
    above = next((line for line in reversed(before[-2:]) if not line.blank), None)
    if above is None or above.text.rstrip().endswith(_ENDS) or "|" in above.text:
        return None
    words = above.text.split()
    columns = column_headings(above.text, count) if len(words) <= 3 * count + _LABEL else ()
    return BareRow(above.start, above.end, columns) if columns else None


def headings_by_place(before: Sequence[TextLine], rows: Sequence[_Row], count: int) -> BareRow | None:
    """Understand the lines above rows whose cells spaces part: a heading's pieces stand over its column, on a line or several.

    At most one line is blank between; a piece over several columns is said of each.
    """
    spans = _columns_of(rows, count)
    pieces: list[list[str]] = [[] for _ in range(count + 1)]
    taken: list[TextLine] = []
    for line in reversed(before[-_HEADS:]):
        if line.blank and taken:
            break
        found = [] if line.blank else [(m[0], m.start(), m.end()) for m in _PIECE.finditer(line.text)]
        if not spans or any(not _heads(text) for text, _, _ in found):
            break
        for text, start, end in reversed(found):
            for column in _over(start, end, spans):
                pieces[column].insert(0, text)
        taken = [line, *taken] if found else taken
    if not taken or not all(pieces[1:]):
        return None
    return BareRow(taken[0].start, taken[-1].end, tuple(" ".join(p) for p in pieces))


def _heads(piece: str) -> bool:
    """Tell whether a piece may be of a heading: a few words, or a year, and no figure or sentence's end."""
    figure = is_figure(piece) and not is_period(piece)
    return len(piece.split()) <= _PIECE_WORDS and piece[-1] not in ".;:" and not figure


def _columns_of(rows: Sequence[_Row], count: int) -> list[tuple[int, int]]:
    """Give from where to where the values of each column stand; nothing where no spaces part them."""
    spans: list[tuple[int, int]] = []
    for n in range(count):
        own = [r.values[len(r.values) - count + n] for r in rows]
        places = [(r.words[a].start, r.words[b - 1].end) for r, (a, b) in zip(rows, own, strict=True)]
        spans.append(
            (median_low(a for a, _ in places), median_low(b for _, b in places))
        )  # a total may lack one
    parted = all(a[1] + 1 < b[0] for a, b in pairwise(spans))
    return spans if parted else []


def _over(start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Give the columns that a piece stands over, the label's being 0; the nearest where it is over none."""
    over = [n for n, (a, b) in enumerate(spans, 1) if start < b and a < end]
    if over:
        return over
    middle = (start + end) / 2
    if middle < spans[0][0] - (spans[0][1] - spans[0][0]) - 2:
        return [0]
    return [1 + min(range(len(spans)), key=lambda n: abs((spans[n][0] + spans[n][1]) / 2 - middle))]
