"""Tables of plain text, a label and its values on a line, or a long label on the lines above its values. Pure.

A line is taken for a row only where others with as many values stand beside it, so that no sentence that ends in
figures is. Offsets are the text's; nothing of it is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.text.bare import BareRow, BareTable, TextLine, ValuedLine
from ingest.text.bare_headings import HEADS, heading_of, line_above, years_told
from ingest.text.values import column_headings, is_figure, is_period, values_at_end, words_of

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
_NUMBERED = re.compile(r"0\d")  # a telephone number, a code
_PAGES = re.compile(r"pages?", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*•●▪■◦·–—]\s")
_ENDS = (".", ";", ":", "!", "?")


def rows_on_lines(lines: Sequence[TextLine], *, width: int = 0) -> list[BareTable]:
    """Find the tables whose rows stand on a line each; where `width` columns are known, one row makes a table."""
    found: list[BareTable] = []
    run: list[ValuedLine] = []
    pending: list[TextLine] = []
    blanks, first = 0, 0
    for at, line in enumerate(lines):
        if line.blank:
            blanks += 1
            continue
        row = _row(line)
        wrapped = _wrapped(pending, row, first=not run) if row and not blanks else []
        if row and (wrapped or run or _names(row)):
            between = pending[: len(pending) - len(wrapped)]
            if run and (blanks > 1 or not _a_title(between)):
                found += _table(run, lines[max(0, first - HEADS) : first], width)
                run = []
            if row.label or wrapped:
                row.above = wrapped
                first = first if run else at - len(wrapped)
                run.append(row)
            pending, blanks = [], 0
            continue
        if run and (len(pending) > 1 or blanks > 1 or len(line.text.split()) > _WRAPPED):
            found += _table(run, lines[max(0, first - HEADS) : first], width)
            run = []
        pending = [line] if blanks else [*pending, line][-3:]
        blanks = 0
    return found + (_table(run, lines[max(0, first - HEADS) : first], width) if run else [])


def _row(line: TextLine) -> ValuedLine | None:
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
    row = ValuedLine(line, words, values)
    numbers = [" ".join(w.text for w in words[a:b]) for a, b in values]
    if any(_NUMBERED.match(n) for n in numbers) or any(map(_between_sums, numbers, numbers[1:], numbers[2:])):
        return None
    named = " ".join(w.text for w in row.label)
    pages = named.count("(") > named.count(")") or _RANGE.fullmatch(
        line.text[words[values[0][0]].start :].strip()
    )
    return row if len(row.label) <= _LABEL and not pages else None


def _between_sums(first: str, dash: str, last: str) -> bool:
    """Tell whether three values are one range of money: "£105 - £150"."""
    return dash in {"-", "–", "—"} and first.startswith("£") and last.startswith("£")


def _names(row: ValuedLine) -> bool:
    """Tell whether a label is one by itself: it begins with a capital or a figure, and ends no sentence."""
    if not row.label:
        return False
    first, last = row.label[0].text, row.label[-1].text
    goes_on = last.lower() in _CONNECTS or is_period(last)  # "in 2022 2023", "out of 24"
    return not first[0].islower() and not last.endswith((".", ";")) and not goes_on


def _wrapped(pending: Sequence[TextLine], row: ValuedLine, *, first: bool) -> list[TextLine]:
    """Give the lines above a row that its label begins on; above the first of a run may stand the headings."""
    found: list[TextLine] = []
    below = " ".join(w.text for w in row.label)
    for line in reversed(pending[-2:]):
        words = line.text.split()
        if len(words) > _WRAPPED or line.text.rstrip().endswith(_ENDS):
            break
        if first and (re.search("[%£]", line.text) or column_headings(line.text, len(row.values))):
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


def _table(run: Sequence[ValuedLine], before: Sequence[TextLine], width: int) -> list[BareTable]:
    """Make a table of the rows that have as many values as most, with the headings above the first."""
    count = width - 1 if width else Counter(len(r.values) for r in run).most_common(1)[0][0]
    own = [r for r in run if len(r.values) == count]
    if count < 2 or len(own) < (1 if width else _FEWEST):
        return []
    rows = tuple(BareRow((r.above or [r.line])[0].start, r.line.end, r.cells(count)) for r in own)
    first = own[0] is run[0]
    heading = heading_of(before, own, count) if first else None
    pages = heading and any(map(_PAGES.fullmatch, heading.cells))  # of contents
    if pages or (not heading and years_told(line_above(before)) > count):
        return []  # which of the years the values are of is not told
    return [BareTable(rows, heading)]
