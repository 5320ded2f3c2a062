"""One matter across meetings: decisions that follow each other, by reference, decision number or title. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ingest.papers import Outcome, Pointer
from ingest.structure.parts import same_body
from rag.followed import bare_title, full, is_minute
from rag.registers import Decided
from rag.topics import Topic, procedural, titled, topic_of
from rag.words import Weights

Chain = tuple[Decided, ...]


def chains(
    decided: Sequence[Decided], weights: Weights, *, acronyms: Mapping[str, str] | None = None
) -> tuple[Chain, ...]:
    """Group decisions by matter, each group oldest first, the groups by their first; a matter of one is a group too.

    Items that every agenda has, and what was lost, stand alone.
    """
    known = acronyms or {}
    titles = [full(d.item.title, known) if d.item else "" for d in decided]
    topics = [topic_of(title, weights) for title in titles]
    home = list(range(len(decided)))

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    for later in range(len(decided)):
        for earlier in range(later):
            pair = decided[earlier], decided[later]
            if _follows(pair, (titles[earlier], titles[later]), (topics[earlier], topics[later])):
                first, second = sorted((root(earlier), root(later)))
                home[second] = first
    groups: dict[int, list[Decided]] = {}
    for at, one in enumerate(decided):
        groups.setdefault(root(at), []).append(one)
    return tuple(tuple(sorted(g, key=lambda d: d.part.date or date.min)) for _, g in sorted(groups.items()))


def _follows(pair: tuple[Decided, Decided], titles: tuple[str, str], topics: tuple[Topic, Topic]) -> bool:
    """Tell whether the later decision is on the matter of the earlier."""
    earlier, later = pair
    if Outcome.LOST in {earlier.outcome, later.outcome} or any(not t or procedural(t) for t in titles):
        return False
    if earlier.part == later.part:
        return earlier.item == later.item
    if topics[0].numbers & topics[1].numbers:
        return True
    committee, day = later.part.committee or "", later.part.date
    if day and any(
        r.pointer is Pointer.MINUTE and is_minute(r, earlier, committee=committee, before=day)
        for r in later.references
    ):
        return True
    if topics[0].numbers or topics[1].numbers:
        return False
    own = same_body(earlier.part.committee or "", committee) if committee else False
    same = bool(bare_title(titles[0])) and bare_title(titles[0]) == bare_title(titles[1])
    return (own and same) or (titled(topics[0], titles[1]) and titled(topics[1], titles[0]))
