"""Tables of plain text, which nothing rules: found in whichever of four ways it sets them. Pure."""

from __future__ import annotations

from ingest.text.bare_rows import BareTable, rows_on_lines, text_lines
from ingest.text.laid_rows import rows_laid_out
from ingest.text.stacked_rows import cells_between_blanks, rows_below_labels, rows_in_groups


def bare_tables(text: str, *, width: int = 0) -> tuple[BareTable, ...]:
    """Find the tables of a text in order, none within another; `width` is how many columns are known to be there, or 0."""
    lines = text_lines(text)
    width = 0 if "\t" in text or "|" in text else width
    every = [
        *rows_in_groups(lines, width=width),
        *rows_below_labels(lines, width=width),
        *rows_below_labels(cells_between_blanks(lines), width=width),
        *rows_on_lines(lines, width=width),
        *rows_laid_out(lines),
    ]
    kept: list[BareTable] = []
    for table in every:
        start, end = table.rows[0].start, table.rows[-1].end
        if all(end <= k.rows[0].start or start >= k.rows[-1].end for k in kept):
            kept.append(table)
    return tuple(sorted(kept, key=lambda t: t.rows[0].start))
