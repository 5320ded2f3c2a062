"""How well texts answer a question: by a reader, in the question's words and in the texts' own. Pure, given the reader.

The readers are small, and take "mend" and "repair", or "business rates" and "non-domestic rates", for two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from ingest.embedding.embedder import Vectors
from rag.thesaurus import worded_as

_SURE = 1.0  # of a score: from here on a question is not read again in other words
_MOST = 6  # texts that are read again

Scores = Callable[[str, Sequence[str]], Vectors]
"""A reader: the scores of texts as answers to a question, shape (len(texts),)."""


def in_their_words(scores: Scores, question: str, texts: Sequence[str]) -> Vectors:
    """Score texts, likeliest first; where none surely answers, the first also by the question in words of their own."""
    found = scores(question, texts)
    if not len(texts) or float(found.max()) >= _SURE:
        return found
    again: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        if (own := worded_as(question, text)) != question:
            again[own].append(n)
        if sum(map(len, again.values())) >= _MOST:
            break
    for own, places in again.items():
        read = scores(own, [texts[n] for n in places])
        found[places] = np.maximum(found[places], read)
    return found
