"""`python -m eval.cells TRUTH.jsonl FOLDER…` scores whether cells are found by their row and column.

The truth is written by hand from the page's picture: {"file", "page", "line", "label", "heading", "value"}; `line`
is the first of the table in a text without pages, else null. A cell is right where, of the rows on that page, the
one whose label is most like the label, under the column whose heading is most like the heading, holds the value.
`python -m eval.cells --draw SEED TABLES FILE…` draws figures to write such truth of.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.drawing import draw
from eval.matching import run_of
from eval.noted import token_f1
from ingest.errors import MinutebookError
from ingest.papers import ReadPaper
from ingest.reading.files import read_paper
from rag.records import Record, record
from rag.units import units

_ALIKE = 0.5  # token F1 of a heading that may be meant; of a label the same
_LINES = 40  # below a table's first line in a text, in which its rows stand
_EACH = 4  # figures drawn from a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The truth of one cell."""

    file: str
    page: int
    line: int | None
    label: str
    heading: str
    value: str


def read_cells(path: Path) -> list[Cell]:
    """Read a truth file."""
    return [
        Cell(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def rows(paper: ReadPaper, cell: Cell) -> Iterator[Record]:
    """Give the rows of tables on a cell's page, or near its line."""
    for passage in paper.passages:
        if not passage.columns:
            continue
        for unit in units(passage):
            (place, _), *_ = passage.places(unit.start, unit.end)
            if place.page != cell.page:
                continue
            line = paper.pages[place.page - 1].text[: place.start].count("\n") + 1
            if cell.line is not None and not cell.line <= line <= cell.line + _LINES:
                continue
            if own := record(passage, unit):
                yield own


def fault(cell: Cell, found: Sequence[Record]) -> str | None:
    """Tell what is wrong with how a cell was read, or None where it is right."""
    if not found:
        return "no rows of a table"
    named = max(_names(cell.label, r) for r in found)
    best = [r for r in found if _names(cell.label, r) == named]
    if named < _ALIKE:
        return f"no row of this label; nearest {best[0].label!r}"
    for own in best:
        top = max((_like(cell.heading, heading) for heading, _ in own.cells), default=0.0)
        values = [value for heading, value in own.cells if _like(cell.heading, heading) == top]
        if (
            top >= _ALIKE
            and len(values) == 1
            and run_of(values[0]) == run_of(cell.value)
            and _sign(values[0]) == _sign(cell.value)
        ):
            return None
    return f"row {best[0].label!r} has {[c for c in best[0].cells if _like(cell.heading, c[0]) >= _ALIKE]}"


def _names(label: str, row: Record) -> float:
    """Tell how well a label names a row, by one of the cells that name it or by all of them."""
    return max(_like(label, name) for name in (row.label, *row.names))


def _like(wanted: str, found: str) -> float:
    return token_f1(wanted, found) if run_of(wanted) or run_of(found) else 1.0


def _sign(value: str) -> bool:
    return bool(re.match(r"^\W*[-(−–]", value))


def main(truth: Path, folders: Sequence[Path]) -> int:
    """Score and print; the exit code is 1 where a file of the truth is missing."""
    held = {path.name: path for folder in folders for path in folder.rglob("*") if path.is_file()}
    papers: dict[str, ReadPaper] = {}
    tally: Counter[str] = Counter()
    cells = read_cells(truth)
    for cell in cells:
        if cell.file not in held:
            print(f"{cell.file} is in none of the folders.")
            return 1
        if cell.file not in papers:
            papers[cell.file] = read_paper(held[cell.file])
        wrong = fault(cell, list(rows(papers[cell.file], cell)))
        tally["right"] += wrong is None
        if wrong:
            print(
                f"{cell.file} p. {cell.page}: {cell.label!r} / {cell.heading!r} = {cell.value!r}: {wrong[:200]}"
            )
    tables = len({(c.file, c.page, c.line) for c in cells})
    print(
        f"cells right {tally['right']} of {len(cells)}, {100 * tally['right'] / len(cells):.1f} %, on {tables} pages"
    )
    return 0


if __name__ == "__main__":
    try:
        if sys.argv[1] == "--draw":
            for file, page, figures in draw(
                [Path(p) for p in sys.argv[4:]], seed=int(sys.argv[2]), tables=int(sys.argv[3]), each=_EACH
            ):
                print(json.dumps({"file": file.name, "page": page, "figures": figures}, ensure_ascii=False))
        else:
            sys.exit(main(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]]))
    except MinutebookError as error:
        sys.exit(str(error))
