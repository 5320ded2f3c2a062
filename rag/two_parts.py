"""Questions that ask two things: "By when must the loan be repaid, and how much is left?" Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers import Quote
from rag.check import Checked

_ASKS = r"(?:(?:by|for|to|at|in|from|of|with|on|under|since|until) )?(?:what|which|who|whom|whose|when|how|where|why)\b"
_NEXT = re.compile(rf"(?:[,;–-]? (?:and|&)|\?) (?=(?:and |but |so )?{_ASKS})", re.IGNORECASE)
_ASKED = re.compile(rf"\b{_ASKS}|^\W*(?:did|was|were|has|have|is|are|does|do)\b", re.IGNORECASE)
_MOST_WORDS = 100  # of an answer to both


def two_parts(question: str) -> tuple[str, str] | None:
    """Give the two things that a question asks, each with its own question word; None where it asks one.

    >>> two_parts("Who chaired, and who put them forward?")
    ('Who chaired', 'who put them forward?')
    >>> two_parts("What did the Board decide on parking and traffic?")
    """
    found = _NEXT.search(question)
    if not found or not _ASKED.search(question[: found.start()]):
        return None
    return question[: found.start()], question[found.end() :]


def told_too(first: Checked, second: Checked) -> Checked:
    """Add what answers the second thing asked to what answers the first, of the same papers, as far as length allows."""
    kept = list(first.statements)
    papers = {q.placed.paper.id for s in kept for q in s.quotes}
    size = sum(len(s.words.split()) for s in kept)
    for statement in second.statements:
        size += len(statement.words.split())
        if size > _MOST_WORDS or not papers >= {q.placed.paper.id for q in statement.quotes}:
            break
        if not all(any(_holds(own, quote) for s in kept for own in s.quotes) for quote in statement.quotes):
            kept.append(statement)
    return replace(first, statements=tuple(kept), dropped=(*first.dropped, *second.dropped))


def _holds(own: Quote, quote: Quote) -> bool:
    same = own.placed.passage.id == quote.placed.passage.id
    return same and own.start <= quote.start and quote.end <= own.end
