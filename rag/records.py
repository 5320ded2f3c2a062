"""A table's row understood: what names it, and each of its cells with its column's heading. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.papers import Passage
from rag.units import Unit, units

_FIGURE_CELL = re.compile(
    r"^[-+–−(<>~£$€]*\d[\d,.]*\s?(?:%|[mk]|bn|pp|million)?\)?[*#†]*$|^[-–—]$", re.IGNORECASE
)
_REFERENCE = re.compile(r"^[A-Z]{0,3}\d{1,6}[a-z]?\.?$")
_REFERENCES = re.compile(r"\b(?:ref|no|number|id|code)\b", re.IGNORECASE)
_PERIOD = re.compile(r"(?:19|20)\d\d|\bQ[1-4]\b")
_NAME_WORDS = 14  # of a cell that names a row, at most
_MOST_NAMES = 5  # cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row understood: what names it, and each of its columns with its heading and its cell.

    `names` are the words before its figures, cell by cell: "35", "Pay", "Libraries"; `named` are their columns.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    named: tuple[int, ...] = ()

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The cells that do not name it."""
        return tuple(cell for n, cell in enumerate(self.cells) if n not in self.named)

    @property
    def label(self) -> str:
        """What names it, in a line."""
        return " · ".join(self.names)


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds a figure and nothing else; a dash stands for one."""
    return bool(_FIGURE_CELL.match(cell.strip()))


def record(passage: Passage, unit: Unit) -> Record | None:
    """Understand a row of a passage; None where its cells and the column headings do not match one to one."""
    columns, cells = passage.columns, unit.cells
    if len(columns) != len(cells):
        columns, cells = without_empty_end(columns), without_empty_end(cells)
    if not columns or len(cells) > len(columns) or heads(unit, passage):
        return None
    cells = (*cells, *[""] * (len(columns) - len(cells)))
    named = _naming(columns, cells)
    names = tuple(cells[n] for n in named if cells[n])
    if not names and not _of_periods(columns):
        names = tuple(n for n in [_label_above(passage, unit)] if n)
    return Record(names=names, cells=tuple(zip(columns, cells, strict=True)), named=tuple(named))


def heads(unit: Unit, passage: Passage) -> bool:
    """Tell whether a row is (a part of) the column headings."""
    held = {word for column in passage.columns for word in column.split()}
    return bool(unit.cells) and all(set(cell.split()) <= held for cell in unit.cells)


def _naming(columns: Sequence[str], cells: Sequence[str]) -> list[int]:
    """Give the columns that name a row: those before its figures, or the first with words where figures come first.

    None where each column is a period's: such a table has a row of values alone.
    """
    if _of_periods(columns):
        return [n for n, cell in enumerate(cells) if cell and not re.search(r"\d", cell)][:1]
    if cells[0] and is_figure(cells[0]) and not _REFERENCE.match(cells[0]):
        return [n for n, cell in enumerate(cells) if cell and not is_figure(cell)][:1]
    if not cells[0]:
        worded = [n for n, cell in enumerate(cells) if cell and not is_figure(cell)]
        after = worded and any(n > worded[0] for n, cell in enumerate(cells) if is_figure(cell))
        return worded[:1] if after else [0]
    named = [0]
    for n in range(1, len(cells)):
        figures_follow = any(is_figure(cell) for cell in cells[n + 1 :])
        reference = bool(_REFERENCE.match(cells[n]) and _REFERENCES.search(columns[n]))
        if (
            not figures_follow
            or (is_figure(cells[n]) and not reference)
            or len(cells[n].split()) > _NAME_WORDS
        ):
            break
        named.append(n)
    return named[:_MOST_NAMES]


def _of_periods(columns: Sequence[str]) -> bool:
    return all(_PERIOD.search(column) for column in columns)


def _label_above(passage: Passage, unit: Unit) -> str:
    """Give the label of the nearest row above that has one: it stands for the rows below it."""
    above = [u.cells[0] for u in units(passage) if u.cells and u.start < unit.start and u.cells[0]]
    return above[-1] if above else ""


def without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    """Give cells without the empty ones at their end."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)
