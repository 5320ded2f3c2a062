"""Which of a question's words the full text is searched for. Pure.

The full text scores every passage that holds any of them: 10,000 in some 20 ms, while a common word of a big council
stands in 100,000. So the rarest are taken until as many are to be scored; those left out still count towards coverage.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers import Query, Term
from rag.words import Weights, stems, words

MOST_SCORED = 10_000  # passages
_MOST_TEXTS = 80


def match_expression(query: Query, weights: Weights, *, headers: bool = True, acronyms: bool = True) -> str:
    """Give the FTS5 expression of a query: any of its terms, variants and phrases. Empty where it has none.

    Every word is quoted, so that nothing in a question works as an operator.
    """
    terms, common, left = _telling(query.terms, weights, acronyms=acronyms)
    texts = [text for term in terms for text in _ways(term, acronyms=acronyms)]
    known = {stem for text in texts for stem in stems(text)}
    for phrase in query.phrases:
        if known.isdisjoint(stems(phrase)):  # it adds passages to those of the words
            if weights.rarest(phrase) > left:
                continue
            left -= weights.rarest(phrase)
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
    terms: Sequence[Term], weights: Weights, *, acronyms: bool
) -> tuple[list[Term], list[Term], int]:
    """Give the terms rare enough to be searched for, common ones to be searched for together, and what may be added.

    The common ones are none where two of the others are held, or one and all of these together are still too many:
    then they are left to coverage.
    """
    left, held, kept = MOST_SCORED, 0, []
    common: list[tuple[int, Term]] = []
    for term in terms:
        count = sum(weights.rarest(way) for way in _ways(term, acronyms=acronyms))
        common.append((count, term))
    common.sort(key=lambda pair: pair[0])
    while common and common[0][0] <= left:
        count, term = common.pop(0)
        left -= count
        held += bool(count)
        kept.append(term)
    together = common[:2]
    while len(together) < len(common) and _of_all(together, weights) > MOST_SCORED:
        together = common[: len(together) + 1]
    if held and (held > 1 or len(common) < 2 or _of_all(together, weights) > MOST_SCORED):
        together = []
    return [t for t in terms if t in kept], [t for _, t in together], left


def _of_all(common: Sequence[tuple[int, Term]], weights: Weights) -> int:
    return weights.together([t.stem for _, t in common])
