"""Which words that were found tell what is asked: of its period, its day, its kind, and of what it names. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rag.absent import names, speaks_of
from rag.another import of_another_one
from rag.answers import Ask, Hit, Query, Silence
from rag.counted import Embed, speaks_of_counted
from rag.of_meetings import held_on, of_the_day
from rag.periods import period_agrees
from rag.picking import Candidate
from rag.refusing import Refusal, refuse
from rag.thresholds import Thresholds, sure_of
from rag.units import in_sentences
from rag.wanted import of_no_earlier, tells, unanswered
from rag.whom import names_any


def fitting_of(
    query: Query, hits: Sequence[Hit], found: Sequence[Candidate], *, embed: Embed, limits: Thresholds
) -> Sequence[Candidate] | Refusal:
    """Keep the candidates that tell what is asked: of the period and the day, with a figure or name, of what is named.

    Where none is left near the best, or only a question that was asked, refuse; not where the reader is sure.
    """
    sure = sure_of(found, limits)
    margin = limits.sure_margin if sure else limits.margin
    keep = partial(_kept, sure=sure, margin=margin)
    own = [c for c in found if not of_another_one(query.question, c.unit.text, _around(c))]
    if not (found := _kept(found, own, sure=False, margin=limits.margin)):
        return refuse(Silence.NOT_RECORDED, hits)
    timely = keep(found, [c for c in found if period_agrees(query, c.unit, c.hit.placed)])
    if not timely:
        return refuse(Silence.OTHER_YEAR, hits, quotes=(found[0].quote,))
    if any(held_on(c.hit.placed.part, query) for c in timely):  # the day is a meeting's
        timely = [c for c in timely if of_the_day(query, c.hit.placed)]
    nameless = query.ask is Ask.PERSON and not names_any(query, timely[0].unit)  # so nothing answers
    nameless = nameless or of_no_earlier(query, timely[0].unit)
    fitting = _kept(
        timely,
        [c for c in timely if tells(query, c.unit)],
        sure=sure and not nameless,
        margin=limits.margin if nameless else margin,
    )
    if not fitting or (unanswered(query, found[0].unit) and not sure):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(found[0].quote,))
    wanted = names(query)
    named = keep(fitting, [c for c in fitting if speaks_of(wanted, [c.hit.placed])])
    if not named:
        return refuse(Silence.NOT_IN_PAPERS, hits, quotes=(found[0].quote,), unnamed=wanted)
    spoken = keep(named, speaks_of_counted(query, named, embed))
    return spoken or refuse(Silence.NOT_RECORDED, hits, quotes=(found[0].quote,))


def _around(candidate: Candidate) -> str:
    """Give what stands around words, and tells of what they are where they do not."""
    placed, unit = candidate.hit.placed, candidate.unit
    every = in_sentences(placed.passage)
    before = every[every.index(unit) - 1].text if unit in every[1:] and not unit.cells else ""
    return " ".join(
        [
            before,
            unit.lead,
            *placed.passage.headings,
            *placed.passage.columns,
            placed.passage.item or "",
            placed.part.title,
        ]
    )


def _kept(
    before: Sequence[Candidate], kept: Sequence[Candidate], *, sure: bool, margin: float
) -> Sequence[Candidate]:
    """Give the candidates that a rule keeps, or none where they are too far behind; all where the reader is sure of one."""
    if kept and kept[0].score >= before[0].score - margin:
        return kept
    return before if sure else ()
