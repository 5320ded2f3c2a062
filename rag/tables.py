"""Answer from a table's row: its label, and the cells asked for with their column headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.papers import Passage
from rag.answers import Ask, Draft, Hit, Query, Quote, Silence, Statement
from rag.columns_asked import MOST_COLUMNS, asked_cells, cells_beside
from rag.periods import period_agrees
from rag.picking import Candidate
from rag.records import is_figure, record, without_empty_end
from rag.refusing import Refusal, refuse
from rag.search import Library
from rag.units import say, shorten, units

_EMPTY_CELL = re.compile(
    r"^\W*(?:n/?a\b.*|none|tbc|to be (?:agreed|confirmed|determined).*|target to be agreed.*|not (?:yet )?(?:received|available|known|applicable).*)?\W*$",
    re.IGNORECASE,
)
_ACTUAL_ASKED = re.compile(
    r"\bactual(?:ly|s)?\b|\bachieved\b|\boutturn\b|\breached\b|\bin the end\b", re.IGNORECASE
)
_TARGET_ONLY = re.compile(r"\btarget|\bforecast|\bplanned\b", re.IGNORECASE)
_UNIT = re.compile(r"£\s?'?(?:000'?s?|m|k|bn|million)\b|%|£p\b", re.IGNORECASE)
_UNIT_TOLD = re.compile(r"\bin (£\s?'?(?:000'?s?|m|k|million))\b|\((£'?000'?s?|£m|%)\)", re.IGNORECASE)
_LOOKED_AT, _CLOSE = 6, 1.0  # units looked at beside a row, and how far behind it they may be
_MOST_BESIDE, _SHORT = 2, 40  # told beside a row, and words of one


def row(query: Query, best: Candidate, hits: Sequence[Hit], *, whole: bool = False) -> Draft | Refusal:
    """Answer from a table's row: its label, and the cells asked for with their column headings; if `whole`, others beside them."""
    passage = best.hit.placed.passage
    quote = Quote(placed=best.hit.placed, start=best.unit.start, end=best.unit.end)
    own = record(passage, best.unit)
    if own is None:
        shown = shorten(" | ".join(c for c in best.unit.cells if c), words=90)
        return Draft(statements=(Statement(words=f"“{shown}”", quotes=(quote,)),))
    chosen = asked_cells(query, own)
    told = len(without_empty_end(best.unit.cells)) == len(without_empty_end(passage.columns))
    if len(chosen) == 1 and told and _EMPTY_CELL.match(chosen[0][1]):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    actual = _ACTUAL_ASKED.search(query.question) and not _TARGET_ONLY.search(query.question)
    if actual and all(_TARGET_ONLY.search(h) for h, _ in chosen):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    if not any(c and c not in own.names for _, c in chosen):
        chosen = [(h, c) for h, c in own.others if c][:MOST_COLUMNS]
    if not chosen:
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    other = cells_beside(query, own, chosen) if whole else []
    words = f"{_cells(chosen)}{_unit(passage, chosen)}{f' (also {_cells(other)})' if other else ''}"
    label = f"{shorten(own.label, words=40)} – " if own.label else ""
    return Draft(statements=(Statement(words=f"{label}{words}", quotes=(quote,)),))


def _cells(cells: Sequence[tuple[str, str]]) -> str:
    """Write cells with their headings."""
    return "; ".join(f"{h}: {shorten(c, words=50)}" if h else shorten(c, words=50) for h, c in cells if c)


def rows(query: Query, found: Sequence[Candidate], hits: Sequence[Hit], library: Library) -> Draft | Refusal:
    """Answer from the best row, and short rows or sentences that come close to it: another year's table, the other of two.

    For a comparison each is told whole, and first of them the row of the same name in the item's other table.
    """
    best = found[0]
    told = row(query, best, hits, whole=True)
    if isinstance(told, Refusal):
        return told
    compared = query.ask is Ask.COMPARISON
    near = [
        c
        for c in found[1:_LOOKED_AT]
        if c.score >= best.score - _CLOSE
        and not c.unit.text.endswith(":")
        and period_agrees(query, c.unit, c.hit.placed)
    ]
    drafts = [
        row(query, c, hits, whole=compared)
        if c.unit.cells
        else Draft(statements=(say(c.hit.placed, c.unit),))
        for c in [*(_twins(best, library) if compared else []), *near]
    ]
    more = [s for d in drafts if isinstance(d, Draft) for s in d.statements if len(s.words.split()) <= _SHORT]
    shown = {s.quotes: s for s in (*told.statements, *more)}
    return Draft(statements=tuple(shown.values())[: 1 + _MOST_BESIDE])


def _twins(best: Candidate, library: Library) -> list[Candidate]:
    """Give the row of the same name in another table of the same columns: the year before's, another area's."""
    placed, unit = best.hit.placed, best.unit
    own = record(placed.passage, unit)
    if own is None or not own.label:
        return []
    found = []
    for other in library.item_passages(placed):
        for one in units(other.passage):
            known = record(other.passage, one) if one.cells and one.lead != unit.lead else None
            if known and known.label == own.label and len(known.cells) == len(own.cells):
                found.append(replace(best, hit=replace(best.hit, placed=other), unit=one))
    return found[:1]


def _unit(passage: Passage, chosen: Sequence[tuple[str, str]]) -> str:
    """Give the unit that stands over the table, where neither heading nor cell tells one: "(£m)"."""
    if any(_UNIT.search(f"{heading} {cell}") or not is_figure(cell) for heading, cell in chosen if cell):
        return ""
    told = [m[1] or m[2] for h in reversed(passage.headings) if (m := _UNIT_TOLD.search(h))]
    return f" ({told[0]})" if told else ""
