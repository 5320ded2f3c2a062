"""Which table answers a question that asks for several things: each is read as a whole, by its caption, headings and rows.

A single row of a list tells little of what is asked ("Which schemes ran late?"). Pure, given the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.papers import Placed
from rag.answers import Hit
from rag.picking import Candidate, Reading
from rag.read_as import about, joined
from rag.records import record
from rag.row_values import Row
from rag.search import Library
from rag.units import units

_TOTAL = re.compile(
    r"^(?:grand |sub-?|net |overall )?total\b|^all \w+$|^net\b|^average\b|\btotal$", re.IGNORECASE
)
_LOOKED_AT = 10  # hits whose tables are read
_FEWEST = 2  # rows of a table that is a list
_LEAST = -2.0  # what the reader makes of a table that is told, at least
_LABEL = 60  # characters of a row's name that are read


def table_rows(placed: Placed, lead: str, library: Library) -> list[Row]:
    """Give the rows of a table, from passage to passage: of the same columns, under the same caption, no totals."""
    own = [p for p in library.item_passages(placed) if p.passage.columns == placed.passage.columns]
    found = []
    for one in own or [placed]:
        for unit in units(one.passage):
            known = record(one.passage, unit) if unit.cells and unit.lead == lead else None
            if known and known.label and not _TOTAL.search(known.label):
                found.append(Row(one, unit, known))
    return found


def table_first(
    hits: Sequence[Hit], found: Sequence[Candidate], library: Library, reading: Reading
) -> list[Candidate]:
    """Put a row first of the table that, read as a whole, answers better than the best words; as it is where none does."""
    tables = _tables(hits[:_LOOKED_AT], library)
    if not tables:
        return list(found)
    scores = reading([read_table(rows) for _, rows in tables])
    best = int(scores.argmax())
    least = max([_LEAST, *(c.read for c in found[:1] if c.read is not None)])
    hit, rows = tables[best]
    own = {(r.placed.passage.id, r.unit.start) for r in rows}
    of = [c for c in found if (c.hit.placed.passage.id, c.unit.start) in own]
    if float(scores[best]) < least or (of and of[0] is found[0]):
        return list(found)
    top = found[0].score if found else 0.0
    row = of[0] if of else Candidate(hit, rows[0].unit, top, 0.0)
    first = replace(row, score=max(top, row.score), read=float(scores[best]))
    return [first, *(c for c in found if c is not row)]


def read_table(rows: Sequence[Row]) -> str:
    """Give what the reader reads of a table: its caption, columns and the names of its rows, and what it stands under."""
    first = rows[0]
    heads = ", ".join(heading for heading, _ in first.own.cells if heading)
    labels = "; ".join(row.own.label[:_LABEL] for row in rows)
    return joined(f"{first.unit.lead} – {heads}: {labels}", "", about(first.placed, first.unit))


def _tables(hits: Sequence[Hit], library: Library) -> list[tuple[Hit, list[Row]]]:
    """Give the tables of the hits, each once."""
    seen: set[tuple[str, int]] = set()
    found = []
    for hit in hits:
        for lead in dict.fromkeys(u.lead for u in units(hit.placed.passage) if u.cells):
            rows = table_rows(hit.placed, lead, library)
            if len(rows) < _FEWEST or (rows[0].placed.passage.id, rows[0].unit.start) in seen:
                continue
            seen.add((rows[0].placed.passage.id, rows[0].unit.start))
            found.append((hit, rows))
    return found
