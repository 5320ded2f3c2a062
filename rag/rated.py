"""The rows that a table rates alike: which indicators are red, which audits came out as Limited. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Placed
from ingest.text.dates import years
from rag.answers import Ask, Draft, Hit, Query, Quote, Statement, Term
from rag.periods import agree
from rag.records import is_figure, record
from rag.search import Library, coverage
from rag.units import Unit, units
from rag.words import stem, stems

_WHICH = re.compile(r"^\W*(?:and |so |but )?(?:which|what|name|list|give|show)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no longer|never|except|other than|without|from)\b|n['’]t\b", re.IGNORECASE)
# What stands before the value that something is said to have: "were rated Limited", "are still red", "List the red"
_SAID_TO_BE = (
    r"(?:\b(?:are|is|were|was|be|been|rated|marked|judged|graded|classed|classified|assessed|shown|came out|come out|stand|remain\w*)\s+"
    r"(?:as |at |still |now |currently |rated |marked )*|^\W*(?:list|name|give|show)(?: me)?(?: all)?(?: of)?(?: the)? )['\"“‘]?{value}['\"”’]?(?!\s+(?-i:[A-Z]))\b"
)
_ASKING = re.compile(r"name|list|give|q[1-4]", re.IGNORECASE)
_LOOKED_AT = 6  # passages
_FEWEST, _MOST = 2, 12  # rows told
_MOST_SORTS = 6  # values of a column that rates
_VALUE_WORDS = 3  # of such a value
_ABOUT = 0.5  # the least share of the question's other words that the table, or what stands above it, holds

_Row = tuple[Placed, Unit, str, tuple[tuple[str, str], ...]]
"""A row: where it stands, its label, and its cells with their headings."""


def rated_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """List the rows that have the value asked for in the column that has it; None where no table found rates by it."""
    asked = query.question
    if query.ask not in {Ask.LIST, Ask.FACT} or not _WHICH.search(asked) or _NOT.search(asked):
        return None
    for hit in hits[:_LOOKED_AT]:
        if hit.placed.passage.columns and (told := _of_table(query, _rows(hit.placed, library))):
            return Draft(statements=tuple(told))
    return None


def _rows(placed: Placed, library: Library) -> list[_Row]:
    """Give the rows of the table that a passage is of, from passage to passage of its item."""
    own = [p for p in library.item_passages(placed) if p.passage.columns == placed.passage.columns] or [
        placed
    ]
    found = []
    for one in own:
        for unit in units(one.passage):
            known = record(one.passage, unit) if unit.cells else None
            if known and known.label:
                found.append((one, unit, known.label, known.cells))
    return found


def _of_table(query: Query, rows: Sequence[_Row]) -> list[Statement]:
    for term in query.terms:
        said = re.search(_SAID_TO_BE.format(value=re.escape(term.word)), query.question, re.IGNORECASE)
        column = _rating(query, term, rows) if said else None
        if column is None:
            continue
        own = [row for row in rows if _is(row[3][column][1], term)]
        others = [t for t in query.terms if t is not term and t.weight >= 1 and not _ASKING.fullmatch(t.word)]
        over = [s for placed in {row[0].passage.id: row[0] for row in rows}.values() for s in _over(placed)]
        within = [s for *_, label, cells in rows for s in stems(" ".join([label, *(h for h, _ in cells)]))]
        if others and coverage(others, [*over, *within]) < _ABOUT:
            continue
        narrower = [t for t in others if t.stem not in over]
        named = [row for row in own if any(t.stem in stems(row[2]) for t in narrower)]
        own = named if named and len(named) < len(own) else own
        if _FEWEST <= len(own) <= _MOST:
            return [_told(row, column) for row in own]
    return []


def _over(placed: Placed) -> list[str]:
    return stems(" ".join([*placed.passage.headings, placed.part.title, placed.passage.item or ""]))


def _rating(query: Query, term: Term, rows: Sequence[_Row]) -> int | None:
    """Give the column that has a word of the question as a whole cell and few other values; of several that of the period asked."""
    found = []
    for column in range(max((len(cells) for *_, cells in rows), default=0)):
        values = {cells[column][1].lower() for *_, cells in rows if column < len(cells) and cells[column][1]}
        short = all(len(v.split()) <= _VALUE_WORDS and not is_figure(v) for v in values)
        if short and 1 < len(values) <= _MOST_SORTS and any(_is(v, term) for v in values):
            found.append(column)
    dated = [
        c for c in found if any(agree(y, asked) for y in years(rows[0][3][c][0]) for asked in query.years)
    ]
    return next(iter(dated or (found if len(found) == 1 else [])), None)


def _is(value: str, term: Term) -> bool:
    return len(value.split()) == 1 and stem(value.lower().strip(".")) == term.stem


def _told(row: _Row, column: int) -> Statement:
    placed, unit, label, cells = row
    heading, value = cells[column]
    label = " · ".join(name for name in label.split(" · ") if name != value)
    return Statement(
        words=f"{label} – {heading}: {value}" if heading else f"{label}: {value}",
        quotes=(Quote(placed=placed, start=unit.start, end=unit.end),),
    )
