"""What the models read of a unit that may be quoted: its words, and what stands around it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ingest.papers import Passage, Placed
from ingest.text.dates import long_date
from rag.records import record
from rag.units import Unit, in_sentences, units

# Characters that the reader reads.
_MOST_OF_UNIT, _MOST_BEFORE, _MOST_OF_COLUMNS, _MOST_ABOUT = 500, 120, 160, 90
_ITEM = 40  # words of an item below a stem, at most


def read_as(unit: Unit) -> str:
    """Give what the embedder reads of a unit: its stem or heading, and its first words."""
    return f"{unit.lead} {unit.text}"[:240]


def read_whole(placed: Placed, unit: Unit) -> str:
    """Give what the reader reads of a unit: its words, those before them, and what they stand under and belong to.

    A table's row has each cell with its column's heading, and its caption next.
    The model's window cuts the end, so the words come first.
    """
    every = units(placed.passage) if unit in units(placed.passage) else in_sentences(placed.passage)
    at = every.index(unit)
    own, before = unit.text, every[at - 1].text[-_MOST_BEFORE:] if at else ""
    if unit.cells:
        own, before = _row(placed.passage, unit)
    elif own.endswith((":", ":-")):
        own += _below(every[at + 1 :])
    return joined(own, before, about(placed, unit), held=unit.text)


def about(placed: Placed, unit: Unit) -> list[str]:
    """Give what a unit stands under and belongs to: item, heading, stem or caption, title, committee and date."""
    part = placed.part
    over = [placed.passage.item or "", *placed.passage.headings[-1:], unit.lead]
    if unit.cells:
        over = [over[-1], *over[:-1]]
    when = long_date(part.date) if part.date else ""
    return [w[:_MOST_ABOUT] for w in (*over, part.title, part.committee or "")] + [when]


def joined(own: str, before: str, about: Sequence[str], *, held: str = "") -> str:
    """Join words with what stands before and about them, as the reader reads them; none of it twice, `held` by the words."""
    told = [held or own]
    for words in (before, *about):
        if words and not any(words in other for other in told):
            told.append(words)
    return " | ".join([own[:_MOST_OF_UNIT], *told[1:]])


def _row(passage: Passage, unit: Unit) -> tuple[str, str]:
    """Give a row with its columns' headings: cell by cell where they match, else before it."""
    known = record(passage, unit)
    cells = [f"{h}: {c}" if h else c for h, c in known.others if c] if known else []
    if known and cells:
        return f"{known.label} – {'; '.join(cells)}" if known.label else "; ".join(cells), ""
    return unit.text, " / ".join(c for c in passage.columns if c)[:_MOST_OF_COLUMNS]


def _below(following: Sequence[Unit]) -> str:
    """Give the items below a stem as the reader reads them with it: all of one form, none of them long."""
    items = [
        u.text
        for u in takewhile(
            lambda u: u.form is following[0].form and not u.cells and len(u.text.split()) <= _ITEM, following
        )
    ]
    return f" {'; '.join(items)}" if items else ""
