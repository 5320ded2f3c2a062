"""When the quoting writer refuses: off the papers' topics, or the readers do not find an answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answers import Hit, Query
from rag.picking import Candidate, most_told


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When the writer refuses. Set on the dev split (see eval/README.md)."""

    # Off the papers' topics: no passage near in meaning, or none near enough that holds the question's words.
    far: float = 0.812  # cosine, of the default model; another model's cosines lie elsewhere
    near: float = 0.822  # cosine, of the default model
    held: float = 0.5  # share of the question's weighted words
    nearly_all: float = 0.9  # the same: "What is D2A?" has one word, which means nothing to the model
    decision: float = 0.35  # the same share, of a minute's discussion and resolution
    rival: float = 0.6  # of a report, where no minutes hold the matter
    margin: float = 1.5  # how far behind the best words may be that are of the kind asked for
    sure_margin: float = 0.6  # the same, where the reader is sure of the best words
    told: float = -0.6  # what picking and the reader make of what answers best, one added to the other
    decided: float = -1.0  # the same, where a decision is asked for
    on_topic: float = (
        2.5  # the same, from which on words answer though nothing is near the question in meaning
    )
    sure: float = 1.4  # the same, from which on no rule that knows less refuses


def off_topic(query: Query, hits: Sequence[Hit], limits: Thresholds) -> bool:
    """Tell whether the papers do not touch on what is asked; a meeting or minute that is named says that they do."""
    if query.dates or query.months or query.minute:
        return False
    dense = max(h.dense for h in hits[:5])
    held = max(h.coverage for h in hits[:5]) * query.known
    return (dense < limits.far and held < limits.nearly_all) or (dense < limits.near and held < limits.held)


def sure_of(found: Sequence[Candidate], limits: Thresholds) -> bool:
    """Tell whether the reader is sure that what was found answers."""
    told = most_told(found)
    return told is not None and told >= limits.sure
