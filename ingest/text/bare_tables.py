"""Tables of plain text, which nothing rules: found in whichever of four ways it sets them. Pure."""

from __future__ import annotations

from ingest.text.bare import BareTable, text_lines
from ingest.text.bare_rows import rows_on_lines
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
    taken = bytearray(len(text))
    for table in every:
        start, end = table.rows[0].start, table.rows[-1].end
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(table)
    return tuple(sorted(kept, key=lambda t: t.rows[0].start))
