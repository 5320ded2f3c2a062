"""Tables of plain text whose cells stand one below the other, a line each. Pure; offsets are the text's.

Where rows are parted by blank lines, groups of as many lines are rows; else a label with as many values below it as
below the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.bare import BareRow, BareTable, TextLine
from ingest.text.values import MONTH, is_figure, is_period, is_value

_FEWEST = 4  # groups that make a table; of labels with values
_FEWEST_LABELLED = 3
_CELL, _LAST_CELL = 14, 40  # words of a cell, at most; of a row's last
_TYPED = 0.6  # the share of rows whose cell of a column is a value or a date
_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\.?(?:\s+\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|(?:Spring|Summer|Autumn|Winter) \d{{4}}"
)


def rows_in_groups(lines: Sequence[TextLine], *, width: int = 0) -> list[BareTable]:
    """Find the tables whose rows are groups of lines parted by blank ones; where `width` columns are known, one makes a table."""
    found: list[BareTable] = []
    run: list[list[TextLine]] = []
    group: list[TextLine] = []
    for line in [*lines, TextLine(0, 0, "")]:
        if not line.blank:
            group.append(line)
            continue
        if not group:
            continue
        if not _cells(group) or (run and len(group) != len(run[0])):
            found += _of_groups(run, width)
            run = []
        run = [*run, group] if _cells(group) else []
        group = []
    return found + _of_groups(run, width)


def _cells(group: Sequence[TextLine]) -> bool:
    """Tell whether lines may be the cells of a row."""
    short = all(len(line.text.split()) <= _CELL for line in group[:-1])
    whole = not any(line.text.rstrip().endswith((".", ";", ",")) or "\t" in line.text for line in group[:-1])
    return len(group) > 2 and short and whole and len(group[-1].text.split()) <= _LAST_CELL


def _of_groups(run: Sequence[Sequence[TextLine]], width: int) -> list[BareTable]:
    if not run or (width and len(run[0]) != width) or len(run) < (1 if width else _FEWEST):
        return []
    headed = not any(is_figure(line.text.strip()) or _DATE.fullmatch(line.text.strip()) for line in run[0])
    heading, body = (run[0], run[1:]) if headed and len(run) > 1 else (None, run)
    typed = [
        sum(_typed(group[n].text.strip()) for group in body) >= _TYPED * len(body)
        for n in range(1, len(run[0]))
    ]
    if not any(typed):
        return []
    return [BareTable(tuple(map(_joined, body)), _joined(heading) if heading else None)]


def _typed(text: str) -> bool:
    return is_value(text) or is_period(text) or bool(_DATE.fullmatch(text))


def _joined(group: Sequence[TextLine]) -> BareRow:
    cells = tuple(" ".join(line.text.split()) for line in group)
    return BareRow(group[0].start, group[-1].end, cells)


def rows_below_labels(lines: Sequence[TextLine], *, width: int = 0) -> list[BareTable]:
    """Find the tables whose rows are a label's line with lines of values below it, as many as below the next label."""
    own = [line for line in lines if not line.blank]
    values = [is_value(line.text.strip()) for line in own]
    found: list[BareTable] = []
    run: list[tuple[int, int]] = []  # the label's place and the place after its last value
    at = 0
    while at < len(own):
        end = at + 1
        while end < len(own) and values[end]:
            end += 1
        row = (at, end) if not values[at] and _labelled(own[at:end]) else None
        if run and (row is None or at != run[-1][1] or end - at != run[-1][1] - run[-1][0]):
            found += _of_labels(own, run, width)
            run = []
        run = [*run, row] if row else []
        at = end
    return found + _of_labels(own, run, width)


def cells_between_blanks(lines: Sequence[TextLine]) -> list[TextLine]:
    """Give what stands between blank lines as one line each: a cell whose words wrap, where blank lines part the cells."""
    found: list[TextLine] = []
    group: list[TextLine] = []
    for line in [*lines, TextLine(0, 0, "")]:
        if not line.blank:
            group.append(line)
        elif group:
            found.append(TextLine(group[0].start, group[-1].end, " ".join(k.text.strip() for k in group)))
            group = []
    return found


def _labelled(group: Sequence[TextLine]) -> bool:
    """Tell whether a line is a label and those below it are values, most of them figures."""
    label, *rest = (line.text.strip() for line in group)
    figures = sum(map(is_figure, rest))
    named = re.search(r"[A-Za-z]", label) and len(label.split()) <= _CELL and "\t" not in label
    return len(rest) > 1 and 2 * figures >= len(rest) and bool(named) and not label.endswith((".", ";"))


def _of_labels(own: Sequence[TextLine], run: Sequence[tuple[int, int]], width: int) -> list[BareTable]:
    size = run[0][1] - run[0][0] if run else 0
    if not run or (width and size != width) or len(run) < (1 if width else _FEWEST_LABELLED):
        return []
    above = own[max(0, run[0][0] - size) : run[0][0]]
    heading = None
    if len(above) == size and all(len(line.text.split()) <= 4 for line in above):
        heading = _joined(above)
    return [BareTable(tuple(_joined(own[a:b]) for a, b in run), heading)]
