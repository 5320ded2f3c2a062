"""The votes that minutes record on a decision: counts before it, or right below it, or that it was unanimous. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Placed
from ingest.structure.votes import inline_votes
from ingest.text.lines import plain
from rag.answers import Quote, Statement
from rag.asks import VOTE
from rag.units import units

_COUNT = re.compile(r"\b(?:For|Against|Abstain(?:ed)?|Abstentions?)\s*:?\s*\(?\d{1,3}\)?")
# How one member voted is asked for: "Did Cllr Ash vote for it?", "Which way did Councillor Birch vote?"
_VOTER = re.compile(
    r"\b(?:did|has|how did|which way did) (?:cllr|councillor|mr|mrs|ms|miss|dr)\.? (?:(?-i:[A-Z])[\w.'’-]* ){0,2}?(?P<who>(?-i:[A-Z])[\w'’-]+) (?:vote|abstain|back|oppose|support|go)\b",
    re.IGNORECASE,
)
_NAMED_VOTE = re.compile(r"\b(?:for|against|in favour|abst\w+|voted|voting|dissent\w*)\b", re.IGNORECASE)
_UNANIMOUS = re.compile(r"[^.\n]*(?:\n[^.\n]+)?\bunanimously\b[^.\n]*\.?")


def votes_on(item: Sequence[Placed], resolution: Placed) -> list[Statement]:
    """Give the counts recorded last before a resolution: "For (38)", "Against (5)", "Abstain (4)"."""
    if recorded := _recorded_below(item, resolution):
        return [recorded]
    before = [
        p for p in item if p.passage.spans[0] != resolution.passage.spans[0] and _stands_before(p, resolution)
    ]
    counts = [
        Quote(placed=p, start=m.start(), end=m.end()) for p in before for m in _COUNT.finditer(p.passage.text)
    ][-3:]
    if counts:
        shown = ", ".join(" ".join(q.words.split()) for q in counts)
        return [Statement(words=f"Votes: {shown}", quotes=tuple(counts))]
    told = [
        Quote(placed=p, start=m.start(), end=m.end())
        for p in before
        for m in _UNANIMOUS.finditer(p.passage.text)
    ][-1:]
    return [Statement(words=f"“{' '.join(plain(q.words).split())}”", quotes=(q,)) for q in told]


def unnamed(question: str, item: Sequence[Placed]) -> bool:
    """Tell whether it is asked how one member voted, whom no sentence or line of votes of a minute names."""
    one = _VOTER.search(question)
    told = (u.text for p in item for u in units(p.passage))
    return one is not None and not any(one["who"] in text and _NAMED_VOTE.search(text) for text in told)


def _recorded_below(item: Sequence[Placed], resolution: Placed) -> Statement | None:
    """Give the count that stands right below a resolution, under words that say it is its vote: "Voting record"."""
    after = [p for p in item if _stands_before(resolution, p)]
    below = [(p, u) for p in after[:1] for u in units(p.passage)][:2]
    if not below or not VOTE.search(below[0][1].text):
        return None
    placed, unit = next(((p, u) for p, u in below if inline_votes(u.text)), (None, None))
    if placed is None or unit is None:
        return None
    return Statement(
        words=f"Votes: {unit.text}", quotes=(Quote(placed=placed, start=unit.start, end=unit.end),)
    )


def _stands_before(placed: Placed, other: Placed) -> bool:
    a, b = placed.passage.spans[0], other.passage.spans[0]
    return (a.page, a.start) < (b.page, b.start)
