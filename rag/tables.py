"""Answer from a table's row: its label, and the cells asked for with their column headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dates import years
from rag.answers import Draft, Hit, Query, Quote, Silence, Statement
from rag.picking import Candidate
from rag.refusing import Refusal, refuse
from rag.wanted import agree
from rag.words import stems

_EMPTY_CELL = re.compile(
    r"^\W*(?:n/?a\b.*|none|tbc|to be (?:agreed|confirmed|determined).*|target to be agreed.*|not (?:yet )?(?:received|available|known|applicable).*)?\W*$",
    re.IGNORECASE,
)


_ACTUAL_ASKED = re.compile(
    r"\bactual(?:ly|s)?\b|\bachieved\b|\boutturn\b|\breached\b|\bin the end\b", re.IGNORECASE
)


_TARGET_ONLY = re.compile(r"\btarget|\bforecast|\bplanned\b", re.IGNORECASE)


def row(query: Query, best: Candidate, hits: Sequence[Hit]) -> Draft | Refusal:
    """Answer from a table's row: its label, and the cells asked for with their column headings."""
    placed, cells = best.hit.placed, _without_empty_end(best.unit.cells)
    columns = _without_empty_end(placed.passage.columns)
    quote = Quote(placed=placed, start=best.unit.start, end=best.unit.end)
    if len(cells) < len(columns):
        cells = (*cells, *[""] * (len(columns) - len(cells)))
    if not columns or len(columns) != len(cells) or cells == columns:
        shown = " | ".join(c for c in cells if c)
        return Draft(statements=(Statement(words=f"“{shorten(shown)}”", quotes=(quote,)),))
    chosen = _columns(query, columns)
    label = shorten(cells[0], words=40)
    if len(chosen) == 1 and _EMPTY_CELL.match(cells[chosen[0]]):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    if _ACTUAL_ASKED.search(query.question) and all(_TARGET_ONLY.search(columns[i]) for i in chosen):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    shown = "; ".join(f"{columns[i]}: {shorten(cells[i], words=50)}" for i in chosen if cells[i])
    return Draft(statements=(Statement(words=f"{label} – {shown}", quotes=(quote,)),))


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def shorten(text: str, *, words: int = 90) -> str:
    """Keep the first words of a text, with an ellipsis where some are left out."""
    kept = text.split()
    return text if len(kept) <= words else " ".join(kept[:words]) + " …"


def _columns(query: Query, columns: Sequence[str]) -> list[int]:
    """Choose the columns asked for by their headings' words and years; all of them where none is named."""
    scored = []
    wanted = {t.stem for t in query.terms}
    for index, column in enumerate(columns[1:], 1):
        own = set(stems(column)) & wanted
        own = {w for w in own if not w.isdigit()}
        score = float(len(own))
        held = years(column)
        if query.years and held:
            score += 1.5 if any(agree(a, b) for a in query.years for b in held) else -2.0
        scored.append((score, index))
    top = max((s for s, _ in scored), default=0.0)
    if top <= 0:
        return [i for _, i in scored]
    return [i for s, i in scored if s >= top - 0.01]
