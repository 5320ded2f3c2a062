"""What a passage found brings along: a minute's resolution, the votes on it, the reply to a question. Pure.

Such passages seldom repeat the words of the matter; the passage beside them says what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.papers import Kind, Placed, Role
from ingest.text.lines import plain
from rag.answers import Hit

Siblings = Callable[[Placed], Sequence[Placed]]
"""Gives all passages of the same item, in order."""

DECIDED_IN = frozenset({Kind.MINUTES, Kind.DECISION_RECORD})


def by_score(hit: Hit) -> tuple[float, str]:
    """Order hits best first, and the same way on every run."""
    return -hit.score, hit.placed.passage.id


_LOOKED_FOR_REPLIES = 8  # hits
_REPLY = re.compile(r"\s*(?:\W*)(?:Answer|Reply|Response)\b[\s:*–-]", re.IGNORECASE)


def poses(placed: Placed) -> bool:
    """Tell whether a passage ends with a question that is put to somebody."""
    return plain(placed.passage.text).rstrip(" *_”\"'").endswith("?")


def replies(placed: Placed) -> bool:
    """Tell whether a passage calls itself the answer to the question before it."""
    return bool(_REPLY.match(plain(placed.passage.text)))


_REPLY_LINE = re.compile(r"\?\W*\n\W*((?:Answer|Reply|Response)\b\W*)\n", re.IGNORECASE)


def reply_within(placed: Placed) -> int:
    """Give where in a passage's text the answer to a question put in it begins; 0 where it holds none."""
    found = _REPLY_LINE.search(placed.passage.text)
    return found.end(1) if found else 0


def with_replies(hits: list[Hit], siblings: Siblings) -> list[Hit]:
    """Let the answer to a question that was put at a meeting stand before the question: it seldom repeats its words."""
    raised: dict[str, Hit] = {}
    for hit in hits[:_LOOKED_FOR_REPLIES]:
        if not poses(hit.placed):
            continue
        every = list(siblings(hit.placed))
        at = next((n for n, p in enumerate(every) if p.passage.id == hit.placed.passage.id), len(every))
        if at + 1 < len(every) and replies(every[at + 1]):
            raised[every[at + 1].passage.id] = replace(hit, placed=every[at + 1], score=hit.score + 0.01)
    others = [h for h in hits if h.placed.passage.id not in raised]
    return sorted([*raised.values(), *others], key=by_score) if raised else hits


_COUNTED = re.compile(r"\b(?:For|Against|Abstain(?:ed|tions?)?|Abstentions?)\s*:?\s*\(?\d{1,3}\)?")
_RAISED = 4  # passages with votes, at most


def with_votes(hits: list[Hit], siblings: Siblings) -> list[Hit]:
    """Bring along the votes that the best minute records, those taken last first: they have no words of its matter."""
    best = next((h for h in hits[:3] if h.placed.part.kind in DECIDED_IN and h.placed.passage.item), None)
    if best is None:
        return hits
    counted = [p for p in siblings(best.placed) if _COUNTED.search(p.passage.text)][-_RAISED:]
    held = {p.passage.id for p in counted}
    at = hits.index(best)
    above = [h for h in hits[: at + 1] if h.placed.passage.id not in held or h is best]
    votes = [replace(best, placed=p) for p in reversed(counted) if p.passage.id != best.placed.passage.id]
    raised = {h.placed.passage.id for h in [*above, *votes]}
    return [*above, *votes, *(h for h in hits if h.placed.passage.id not in raised)]


def with_resolutions(hits: list[Hit], siblings: Siblings) -> list[Hit]:
    """Let a minute's resolution stand as high as the best passage of its discussion.

    What was discussed says what the resolution is about: "that the report be noted" has no words of its own.
    """
    best: dict[str, Hit] = {}
    for hit in [h for h in hits[:20] if h.placed.part.kind in DECIDED_IN and h.placed.passage.item]:
        for sibling in siblings(hit.placed):
            if sibling.passage.role is Role.RESOLUTION and sibling.passage.id not in best:
                best[sibling.passage.id] = replace(
                    hit, placed=sibling, score=hit.score + 0.01, coverage=hit.coverage
                )
    for hit in hits:
        raised = best.get(hit.placed.passage.id)
        if raised is None or raised.score < hit.score:
            best[hit.placed.passage.id] = hit
    return sorted(best.values(), key=by_score)
