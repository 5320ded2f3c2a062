"""From a table's heading rows to one heading a column. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ingest.reading.pieces import Piece
from ingest.tables.cells import Laid, Row, is_figure
from ingest.tables.groups import grouped

_BROKEN = re.compile(r"[A-Za-z]{2,}-? [a-z]+")


def column_headings(table: Laid) -> tuple[str, ...]:
    """Give the columns' headings, from the top: what stands over several columns is said for each of them.

    Empty where the table has no heading row.
    """
    if not table.headed:
        return ()
    groups: Mapping[int, str] = {}
    if not any(row < table.headed for row, *_ in table.spans):
        table, groups = grouped(table)
    levels = [_cells(row, table.width) for row in table.rows[: table.headed]]
    for number in range(table.headed - 1, -1, -1) if not groups else ():
        levels[number] = _spread(table, number, levels)
    headings = []
    for column in range(table.width):
        parts = [groups[column]] if column in groups else []
        for number, level in enumerate(levels):
            words = level[column]
            if words and words not in parts and not _title(table, number):
                parts.append(words)
        headings.append(" ".join(parts))
    return tuple(headings) if any(headings) else ()


def whole_words(headings: Sequence[str], counts: Mapping[str, int]) -> tuple[str, ...]:
    """Make words whole that a narrow column broke ("Revenu e", "Un- deliverable"), where the paper has them whole.

    `counts` tells how often the paper has each word, in lower case.
    """
    return tuple(" ".join(_whole(heading.split(), counts)) for heading in headings)


def broken(headings: Sequence[str]) -> bool:
    """Tell whether a word may be broken in two."""
    return any(_BROKEN.search(heading) for heading in headings)


def _whole(words: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    found: list[str] = []
    for word in words:
        whole = found[-1].removesuffix("-") + word if found else ""
        if (
            whole.isalpha()
            and word.islower()
            and counts.get(whole.lower(), 0) > counts.get(found[-1].lower(), 0)
        ):
            found[-1] = whole
        elif found and found[-1].endswith("-") and found[-1] != "-" and word.islower():
            found[-1] += word
        else:
            found.append(word)
    return found


def _cells(row: Row, width: int) -> list[str]:
    cells = [""] * width
    for piece in row:
        column = piece.column or 0
        cells[column] = f"{cells[column]} {piece.text}".strip()
    return cells


def _title(table: Laid, number: int) -> bool:
    """Tell whether a row is a title over the whole table rather than a heading of one column."""
    row = table.rows[number]
    reach = max((last - first for r, first, last in table.spans if r == number), default=0)
    alone = len({p.column for p in row}) == 1
    return alone and (reach >= table.width - 1 or sum(len(p.text.split()) for p in row) > 8)


def _spread(table: Laid, number: int, levels: Sequence[list[str]]) -> list[str]:
    cells = list(levels[number])
    spans = [(first, last) for row, first, last in table.spans if row == number]
    for first, last in spans:
        for column in range(first + 1, min(last + 1, table.width)):
            cells[column] = cells[column] or cells[first]
    below = [c for c in (levels[number + 1] if number + 1 < len(levels) else []) if c]
    held = [c for c in range(table.width) if cells[c]]
    if spans or len(held) < 1 or len(below) <= len(held) or len(set(below)) == len(below):
        return cells
    return _by_centres(table, number, cells)


def _holds_figures(pieces: Sequence[Piece]) -> bool:
    return 2 * sum(map(is_figure, pieces)) > len(pieces)


def _by_centres(table: Laid, number: int, cells: list[str]) -> list[str]:
    """Give each column the heading over it, so that the headings stand as near as can be to their columns' middles.

    Used where the headings below repeat ("Core, External, Total, Core …"): the one above must part them.
    """
    body = [p for row in table.rows[table.headed :] for p in row]
    columns = [c for c in range(table.width) if _holds_figures([p for p in body if p.column == c])]
    left = {c: min(p.left for p in body if p.column == c) for c in columns}
    right = {c: max(p.right for p in body if p.column == c) for c in columns}
    groups: list[list[Piece]] = []
    for p in sorted(table.rows[number], key=lambda p: p.left):
        if p.column not in columns:
            continue
        if groups and p.left < max(q.right for q in groups[-1]):
            groups[-1].append(p)
        else:
            groups.append([p])
    heads = [
        (
            min(p.left for p in g),
            max(p.right for p in g),
            " ".join(p.text for p in sorted(g, key=lambda p: -p.middle)),
        )
        for g in groups
    ]
    if not heads or len(heads) > len(columns):
        return cells

    @cache
    def best(column: int, head: int) -> tuple[float, tuple[int, ...]]:
        """Give the least distance for the columns from `column` on under the headings from `head` on, and where each ends."""
        if head == len(heads):
            return (0.0 if column == len(columns) else float("inf")), ()
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(column + 1, len(columns) - (len(heads) - head - 1) + 1):
            middle = (left[columns[column]] + right[columns[end - 1]]) / 2
            rest, ends = best(end, head + 1)
            found = min(found, (abs(middle - (heads[head][0] + heads[head][1]) / 2) + rest, (end, *ends)))
        return found

    spread = ["" if c in columns else cells[c] for c in range(table.width)]
    start = 0
    for (_, _, words), end in zip(heads, best(0, 0)[1], strict=True):
        for column in columns[start:end]:
            spread[column] = words
        start = end
    return spread
