"""What the models read of a unit that may be quoted: its words, and what stands around it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ingest.papers import Placed
from ingest.text.dates import long_date
from rag.records import record
from rag.units import Unit, in_sentences, units

# Characters that the reader reads.
_MOST_OF_UNIT, _MOST_OF_ROW, _MOST_BEFORE, _MOST_OF_COLUMNS, _MOST_ABOUT = 500, 300, 120, 160, 90
_ITEM = 40  # words of an item below a stem, at most


def read_as(unit: Unit) -> str:
    """Give what the embedder reads of a unit: its stem or heading, and its first words."""
    return f"{unit.lead} {unit.text}"[:240]


def read_whole(placed: Placed, unit: Unit) -> str:
    """Give what the reader reads of a unit: its words, those before them, and what they stand under and belong to.

    Of a table's row each cell is read with its column's heading, and then what stands over the table.
    The model's window cuts the end, so the words come first.
    """
    every = units(placed.passage) if unit in units(placed.passage) else in_sentences(placed.passage)
    at = every.index(unit)
    part, passage = placed.part, placed.passage
    if unit.cells:
        own, before = _row(placed, unit)
        about = [*passage.headings[-1:], unit.lead, passage.item or ""]
    else:
        own = unit.text + (_below(every[at + 1 :]) if unit.text.endswith((":", ":-")) else "")
        before = every[at - 1].text[-_MOST_BEFORE:] if at else ""
        about = [passage.item or "", *passage.headings[-1:], unit.lead]
    when = long_date(part.date) if part.date else ""
    told = [own[:_MOST_OF_UNIT]]
    for words in (before, *(a[:_MOST_ABOUT] for a in (*about, part.title, part.committee or "")), when):
        if words and not any(words in other for other in told):
            told.append(words)
    return " | ".join(told)


def _row(placed: Placed, unit: Unit) -> tuple[str, str]:
    """Give a row as the reader reads it; the column headings stand behind it where they cannot stand by its cells."""
    known = record(placed.passage, unit)
    if known:
        cells = "; ".join(f"{heading}: {cell}" if heading else cell for heading, cell in known.others if cell)
        told = f"{known.label} – {cells}" if known.label else cells
        if cells and len(told) <= _MOST_OF_ROW:
            return told, ""
    return unit.text, " / ".join(c for c in placed.passage.columns if c)[:_MOST_OF_COLUMNS]


def _below(following: Sequence[Unit]) -> str:
    """Give the items below a stem as the reader reads them with it: all of one form, none of them long."""
    items = [
        u.text
        for u in takewhile(
            lambda u: u.form is following[0].form and not u.cells and len(u.text.split()) <= _ITEM, following
        )
    ]
    return f" {'; '.join(items)}" if items else ""
