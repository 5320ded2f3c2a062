"""Which of a question's words the full text is searched for. Pure.

The full text scores every passage that holds any of them: 10,000 in some 20 ms, while a common word of a big council
stands in 100,000. So the rarest are taken until as many are to be scored; those left out still count towards coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.answers import Query, Term
from rag.words import stems, words

MOST_SCORED = 10_000  # passages
_MOST_TEXTS = 80

Holding = Callable[[str], int]
"""Tells about how many passages hold a phrase, at most: as many as its rarest word."""


def match_expression(query: Query, holding: Holding, *, headers: bool = True, acronyms: bool = True) -> str:
    """Give the FTS5 expression of a query: any of its terms, variants and phrases. Empty where it has none.

    Every word is quoted, so that nothing in a question works as an operator.
    """
    terms, common, left = _telling(query.terms, holding, acronyms=acronyms)
    texts = [text for term in terms for text in _ways(term, acronyms=acronyms)]
    known = {stem for text in texts for stem in stems(text)}
    for phrase in query.phrases:
        if known.isdisjoint(stems(phrase)):  # it adds passages to those of the words
            if holding(phrase) > left:
                continue
            left -= holding(phrase)
        texts.append(phrase)
    clean = (" ".join(words(text)) for text in texts[:_MOST_TEXTS])
    found = [f'"{text}"' for text in dict.fromkeys(clean) if text]
    together = [f'"{" ".join(words(term.word))}"' for term in common]
    if together:
        found.append(f"({' AND '.join(together)})" if len(together) > 1 else together[0])
    expression = " OR ".join(found)
    return expression if headers or not expression else f"body : ({expression})"


def _ways(term: Term, *, acronyms: bool) -> tuple[str, ...]:
    return (term.word, *term.variants) if acronyms else (term.word,)


def _telling(
    terms: Sequence[Term], holding: Holding, *, acronyms: bool
) -> tuple[list[Term], list[Term], int]:
    """Give the terms rare enough to be searched for, common ones to be searched for together, and what may be added.

    The common ones are none where two of the others are held: then they are left to coverage.
    """
    left, held, kept = MOST_SCORED, 0, []
    common: list[tuple[int, Term]] = []
    for term in terms:
        count = sum(holding(way) for way in _ways(term, acronyms=acronyms))
        common.append((count, term))
    common.sort(key=lambda pair: pair[0])
    while common and common[0][0] <= left:
        count, term = common.pop(0)
        left -= count
        held += bool(count)
        kept.append(term)
    needed = () if held >= 2 or (held and len(common) < 2) else common[:2]
    return [t for t in terms if t in kept], [t for _, t in needed], left
