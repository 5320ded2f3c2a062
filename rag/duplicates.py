"""The same words held twice: under two names, or as a draft beside the text that it became. Pure.

What is found answers once, and the final text beats the draft (which stands in for which: `ingest/structure/likeness.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from ingest.papers import Placed, Status
from rag.answers import Hit

PartPlace: TypeAlias = tuple[str, int]
"""A paper's id and a part's number."""

_ASKED_FOR = re.compile(r"\bdrafts?\b", re.IGNORECASE)
_NOT_LETTERS = bytes(c for c in range(128) if not chr(c).isalnum())


def current(
    found: dict[str, Placed],
    superseded: Callable[[Collection[PartPlace]], Mapping[PartPlace, PartPlace]],
    *,
    question: str,
) -> dict[str, Placed]:
    """Give passages by id, but those of a part beside which the one that stands in for it was found.

    Where the question asks for a draft, nothing is left out.
    """
    parts = {(p.paper.id, p.part.number): (p.part.kind, p.part.date) for p in found.values()}
    held = Counter(parts.values())
    kinds = Counter(kind for kind, _ in parts.values())
    undated = {kind for kind, day in parts.values() if day is None}
    rivals = [
        place
        for place, (kind, day) in parts.items()
        if held[kind, day] > 1 or (kind in undated and kinds[kind] > 1)
    ]
    if not rivals or _ASKED_FOR.search(question):
        return found
    gone = superseded(rivals)
    return {id_: p for id_, p in found.items() if (p.paper.id, p.part.number) not in gone} if gone else found


def once(hits: Sequence[Hit]) -> list[Hit]:
    """Show the same words of the same meeting once, those of a part too short to be compared as a whole as well."""
    kept: dict[tuple[bytes, date | None], Hit] = {}
    for hit in hits:
        letters = hit.placed.passage.text.lower().encode("ascii", "ignore").translate(None, _NOT_LETTERS)
        words_of = (letters, hit.placed.part.date)
        known = kept.get(words_of)
        if known is None or (
            known.placed.part.status is Status.DRAFT and hit.placed.part.status is not Status.DRAFT
        ):
            kept[words_of] = hit if known is None else replace(hit, score=known.score)
    return list(kept.values())
