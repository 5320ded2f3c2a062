"""From runs of text, as web pages and Word documents have them, to a page: lines, and tables with their headings. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import EmptyPaper
from ingest.papers import Page, Table

WIDEST = 60  # columns or rows that a cell is believed to stand over


@dataclass(frozen=True, slots=True)
class Run:
    """One line of text to be, and how it is set.

    `columns` are the headings of the table that it is a row of, the same object for each of its rows; `heads` tells
    that it is one of those headings' rows.
    """

    text: str
    bold: bool = False
    listed: bool = False
    columns: tuple[str, ...] | None = None
    heads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table's cell: its words on one line, over how many columns and down how many rows it stands."""

    text: str
    across: int = 1
    down: int = 1


def tabled(rows: Sequence[Sequence[Cell]], *, heads: int = 0) -> Iterator[Run]:
    """Give a table's rows with a tab between cells, each cell in its column; the first `heads` rows are headings.

    A cell over several columns or rows is written where it begins, so that its words stand once, as in the file;
    as a heading it is told for each column that it stands over.
    """
    written, covered = _squares(rows)
    columns = tuple(
        " ".join(dict.fromkeys(filter(None, over))) for over in zip(*covered[:heads], strict=True)
    )
    for number, cells in enumerate(written):
        if any(cells):
            yield Run("\t".join(cells), columns=columns or None, heads=number < heads)


def _squares(rows: Sequence[Sequence[Cell]]) -> tuple[list[list[str]], list[list[str]]]:
    """Lay cells out on squares: what is written on each, and what stands over each. All rows are of one width."""
    written: list[dict[int, str]] = [{} for _ in rows]
    covered: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in covered[number]:
                column += 1
            written[number][column] = cell.text
            for below in covered[number : number + min(max(cell.down, 1), WIDEST)]:
                below |= {column + n: cell.text for n in range(min(max(cell.across, 1), WIDEST))}
    width = 1 + max((column for row in covered for column in row), default=0)
    return _filled(written, width), _filled(covered, width)


def _filled(rows: Sequence[dict[int, str]], width: int) -> list[list[str]]:
    return [[row.get(column, "") for column in range(width)] for row in rows]


def page_of(runs: Sequence[Run], *, file_name: str) -> Page:
    """Write runs as one page: a blank line between them, but not between the items of a list or rows of a table.

    Raises:
        EmptyPaper: there are no words.

    """
    lines: list[str] = []
    bold = set()
    tables: dict[int, Table] = {}
    at = 0
    before: Run | None = None
    for run in runs:
        together = before is not None and (
            (before.listed and run.listed) or ("\t" in before.text and "\t" in run.text)
        )
        if lines and not together:
            lines.append("")
            at += 1
        if run.bold:
            bold.add(at)
        if run.columns:
            tables[id(run.columns)] = _grown(tables.get(id(run.columns)), run, at)
        lines.append(run.text)
        at += len(run.text) + 1
        before = run
    text = "\n".join(lines)
    if not any(c.isalnum() for c in text):
        raise EmptyPaper(file_name, "holds no words. Download it again, or leave it out.")
    return Page(number=1, text=text, bold=frozenset(bold), tables=tuple(tables.values()))


def _grown(table: Table | None, run: Run, at: int) -> Table:
    """Let a table hold one row more, which stands at `at`."""
    assert run.columns  # noqa: S101  # it is a table's row
    end = at + len(run.text)
    return Table(
        start=table.start if table else at,
        body=end + 1 if run.heads else table.body if table else at,
        end=end,
        columns=run.columns,
    )
