"""Tell a list: its stem and all its items, into the next passage if need be. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.papers import Placed
from ingest.text.blocks import Form
from rag.answers import Statement
from rag.picking import Candidate
from rag.search import Library
from rag.units import Unit, say, units

_MOST_WORDS = 130  # of a list that is told; the contract asks for about 120


def same_list(best: Sequence[Candidate]) -> bool:
    """Tell whether the best words are items of one list, so that the list is the answer."""
    return len(best) > 1 and all(
        c.unit.form is Form.LIST_ITEM
        and c.unit.lead.endswith(":")
        and (c.hit.placed.passage.id, c.unit.lead) == (best[0].hit.placed.passage.id, best[0].unit.lead)
        for c in best
    )


def list_told(best: Candidate, library: Library) -> list[Statement]:
    """Give a list's stem and all its items, into the next passage if need be, as far as the length allows."""
    own = units(best.hit.placed.passage)
    at = own.index(best.unit)
    following = _next(best.hit.placed, library)
    every = (*own, *(units(following.passage) if following else ()))
    place = {
        id(u): best.hit.placed if n < len(own) or following is None else following
        for n, u in enumerate(every)
    }
    if best.unit.form is Form.LIST_ITEM:
        first = at
        while first > 0 and every[first - 1].form is Form.LIST_ITEM:
            first -= 1
        stem = every[first - 1] if first > 0 and every[first - 1].text.endswith((":", ":-")) else None
    else:
        first, stem = at + 1, best.unit
    items: list[Unit] = []
    for unit in every[first:]:
        # After a stem the items may stand as short lines without marks.
        if unit.form is not Form.LIST_ITEM and not (stem and len(unit.text.split()) <= 25 and len(items) < 9):
            break
        items.append(unit)
    if not items or (len(items) < 2 and stem is None):
        return []
    chosen = _within_length([*([stem] if stem else []), *items], best.unit)
    return [say(place[id(u)], u, quoted=u is stem or u.form is not Form.LIST_ITEM) for u in chosen]


def _within_length(every: Sequence[Unit], best: Unit) -> list[Unit]:
    """Keep the first units of a list, and the best, as far as an answer's length allows."""
    size = len(best.text.split())
    kept = [best]
    for unit in (u for u in every if u is not best):
        size += len(unit.text.split())
        if size > _MOST_WORDS and len(kept) > 1:
            break
        kept.append(unit)
    return [u for u in every if any(u is k for k in kept)]


def _next(placed: Placed, library: Library) -> Placed | None:
    """Give the passage that follows in the same item."""
    every = list(library.item_passages(placed))
    ids = [p.passage.id for p in every]
    at = ids.index(placed.passage.id) if placed.passage.id in ids else len(ids)
    return every[at + 1] if at + 1 < len(every) else None
