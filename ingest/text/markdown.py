"""Tables of Markdown: a row of headings, a line of dashes under it, and the rows below. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.papers import Table

_ROW = re.compile(r"^\s*\|.*\|\s*$")
_DASH = r"(?::?-{2,}:?|:-:?|-:)"
_DASHES = re.compile(rf"^[ \t]*\|?[ \t]*{_DASH}[ \t]*(?:\|[ \t]*{_DASH}[ \t]*)*\|?[ \t]*$")
_FIGURE = re.compile(r"^(?!(?:19|20)\d\d$)[£(+-]?\d[\d,.]*\s?(?:%|m|k|bn)?\)?$")  # and no year


def is_line_of_dashes(line: str) -> bool:
    """Tell whether a line parts a table's headings from its rows.

    >>> is_line_of_dashes("|---|:-:|"), is_line_of_dashes("---"), is_line_of_dashes("| - |")
    (True, False, False)
    """
    return "|" in line and bool(_DASHES.match(line))


def tables_of(text: str, cells_of: Callable[[str], tuple[str, ...]]) -> Iterator[Table]:
    """Find the tables of a page's text; `cells_of` gives a row's plain cells.

    A first row that holds figures is none of headings: some writers of Markdown put the first row of any table there.
    """
    if "|" not in text:
        return
    start, rows = 0, []
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip("\r\n")
        rows.append((start, start + len(line), line))
        start += len(raw)
    for number in range(1, len(rows)):
        first, _, heading = rows[number - 1]
        if not is_line_of_dashes(rows[number][2]) or not _ROW.match(heading):
            continue
        last = number
        while last + 1 < len(rows) and _ROW.match(rows[last + 1][2]):
            last += 1
        columns = cells_of(heading)
        headed = any(columns) and not any(_FIGURE.match(c) for c in columns)
        body = rows[number][1] + 1 if headed else first
        yield Table(start=first, body=body, end=rows[last][1], columns=columns if headed else ())
