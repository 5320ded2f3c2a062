"""What picks, for one question, the words that may be quoted; what it picked once it does not pick again."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers import Hit, Query
from rag.picking import Candidate, Reading, Similarity, candidates


class Picker:
    """Scores the words of hits for one question, by a reader where one reads, else by nearness in meaning.

    `more` reads further words where the reader half finds an answer.
    """

    def __init__(
        self, similarity: Similarity, reading: Reading | None = None, *, more: Reading | None = None
    ) -> None:
        self.reading = reading
        self._more = more
        self._similarity = similarity
        self._known: dict[tuple[Query, tuple[tuple[str, float], ...]], list[Candidate]] = {}

    def __call__(self, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Give what the hits offer to quote, best first: a list of the caller's own."""
        key = (query, tuple((h.placed.passage.id, h.score) for h in hits))
        if key not in self._known:
            self._known[key] = candidates(query, hits, self._similarity, self.reading, more=self._more)
        return list(self._known[key])
