"""Votes between a motion and an amendment, as Scottish councils divide: what was carried by them is the decision. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Placed
from rag.answers import Quote, Statement
from rag.motions import CARRIED, Moved, moved_in, moving
from rag.units import say, units

_SIDE = re.compile(
    r"\bfor the (?:\w+ )?(?P<what>motion|amendment)\b:?\s*(?:[-–]\s*)?\(?\d{1,3}\)?", re.IGNORECASE
)
_CARRIED = re.compile(
    rf"\b(?P<which>first |second |third )?{CARRIED.pattern}|\bcasting vote\b.{{0,40}}\bfor the (?P<cast>motion|amendment)\b|"
    r"\bin favour of the (?P<favoured>motion|amendment)\b",
    re.IGNORECASE,
)
_NO_CHOICE = re.compile(r"\b(?:substantive|as amended)\b", re.IGNORECASE)
_ORDER = ("first", "second", "third")


def division_told(item: Sequence[Placed]) -> list[Statement]:
    """Give what a vote between motion and amendment decided in an item: what was moved, the votes, and the words that say so."""
    every = [(p, u) for p in item for u in units(p.passage)]
    sides = [(p, u, m) for p, u in every if (m := _SIDE.match(u.text))]
    if {m["what"].lower() for _, _, m in sides} != {"motion", "amendment"}:
        return []
    last = max(n for n, (p, u) in enumerate(every) if _SIDE.match(u.text))
    ended = next(((p, u, m) for p, u in every[last + 1 :] if (m := _CARRIED.search(u.text))), None)
    if ended is None or _NO_CHOICE.search(ended[1].text):
        return []
    placed, unit, carried = ended
    won = _winner(
        moved_in(item),
        (carried["what"] or carried["cast"] or carried["favoured"]).lower(),
        (carried["which"] or "").strip().lower(),
    )
    if won is None:
        return []
    votes = [Quote(placed=p, start=u.start, end=u.start + m.end()) for p, u, m in sides[-2:]]
    told = ", ".join(" ".join(v.words.split()) for v in votes)
    return [*moving(won), Statement(words=f"Votes: {told}", quotes=tuple(votes)), say(placed, unit)]


def _winner(moved: Sequence[Moved], what: str, which: str) -> Moved | None:
    own = [m for m in moved if m.amends is (what == "amendment")]
    if not own:
        return None
    if which in _ORDER:
        return next((m for m in own if f"{which} amendment" in m.first[1].text.lower()), own[-1])
    return own[-1]
