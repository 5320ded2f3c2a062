"""Order the best hits anew: by a reranker, where one is set, by what was read in them, and by what the answer cites. Pure, given the reranker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.embedding.reranker import Reranker
from ingest.text.lines import plain
from rag.answers import Answer, Answered, Hit, Query
from rag.picking import Candidate

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


def as_read(hits: Sequence[Hit], found: Sequence[Candidate]) -> list[Hit]:
    """Put the hits whose words were read in the order of what answers best in each, before the others.

    `found` are the candidates of these hits, best first. The scores stay, in falling order.
    """
    best: dict[str, int] = {}
    for rank, candidate in enumerate(found):
        if candidate.read is not None:
            best.setdefault(candidate.hit.placed.passage.id, rank)
    order = sorted(range(len(hits)), key=lambda n: (best.get(hits[n].placed.passage.id, len(found)), n))
    falling = sorted((h.score for h in hits), reverse=True)
    return [replace(hits[n], score=score) for n, score in zip(order, falling, strict=True)]


def cited_first(hits: Sequence[Hit], answer: Answer) -> list[Hit]:
    """Put the hits that an answer cites before the others, each in its order; what it cites beside them follows these."""
    if not isinstance(answer, Answered) or not hits:
        return list(hits)
    cited = {c.quote.placed.passage.id: c.quote.placed for c in answer.citations}
    held = {h.placed.passage.id for h in hits}
    own = [h for h in hits if h.placed.passage.id in cited]
    beside = [
        Hit(placed=placed, score=0.0, dense=0.0, lexical=0.0, coverage=0.0)
        for number, placed in cited.items()
        if number not in held
    ]
    rest = [h for h in hits if h.placed.passage.id not in cited]
    falling = sorted((h.score for h in hits), reverse=True)
    falling += [falling[-1]] * len(beside)
    return [replace(h, score=s) for h, s in zip([*own, *beside, *rest], falling, strict=True)]


def read_as(hit: Hit) -> str:
    """Give what the reranker reads of a passage: its item and headings, and its words."""
    passage = hit.placed.passage
    return "\n".join([*filter(None, [passage.item, *passage.headings]), plain(passage.text)])
