"""Order the best hits anew by a reranker, where one is set. Pure, given the reranker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.embedding.reranker import Reranker
from ingest.text.lines import plain
from rag.answers import Hit, Query

MOST = 20  # hits that the reranker reads; those after them stay as they are


def reranked(query: Query, hits: Sequence[Hit], reranker: Reranker) -> list[Hit]:
    """Put the first hits in the reranker's order.

    The scores that searching gave stay, in falling order: what follows compares them with one another, and a
    reranker's are of another measure.
    """
    first = list(hits[:MOST])
    scores = reranker.scores(query.text, [read_as(h) for h in first])
    order = sorted(range(len(first)), key=lambda n: (-float(scores[n]), n))
    falling = sorted((h.score for h in first), reverse=True)
    return [replace(first[n], score=score) for n, score in zip(order, falling, strict=True)] + list(
        hits[MOST:]
    )


def read_as(hit: Hit) -> str:
    """Give what the reranker reads of a passage: its item and headings, and its words."""
    passage = hit.placed.passage
    return "\n".join([*filter(None, [passage.item, *passage.headings]), plain(passage.text)])
