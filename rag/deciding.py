"""Answer a question about a decision: the resolution whole, with its votes, and never a recommendation. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.papers import Kind, Part, Placed, Role, Status
from ingest.structure.minutes import NARRATIVE
from ingest.text.dates import DAYS_AND_MONTHS
from ingest.text.lines import plain
from rag.absent import names, of_itself, speaks_of
from rag.answers import Draft, Hit, Query, Silence, Statement
from rag.asks import VOTE, VOTE_COUNT
from rag.committees import of_a_topic
from rag.divisions import division_told
from rag.entitled import entitled, undated
from rag.motions import settled_told
from rag.of_meetings import held_on, minutes_held, proposes, records_decisions, speaks_of_day
from rag.periods import year_fits
from rag.picking import Candidate
from rag.refusing import Refusal, no_committee, no_minutes, refuse
from rag.resolved import of_best, resolution_statements
from rag.search import Library
from rag.units import say
from rag.votes_on import unnamed, votes_on
from rag.words import STOP, stem, words
from rag.yes_no import asks_whether, asks_yes_or_no, settles

_AMENDMENT = re.compile(r"\bamend(?:s|ed|ments?|ing)?\b", re.IGNORECASE)
_BEYOND_DOUBT = 3.0  # what the readers make of words that answer, whatever paper they stand in
_ASKS = re.compile(
    r"\b(?:recommend\w*|propos\w+|seek\w*|asked to|invited to|requested to|would|will|could|may|might|subject to|if|unless|until|preferred|options?)\b",
    re.IGNORECASE,
)
_MUCH_BETTER, _MOST_BESIDE = (
    1.0,
    120,
)  # of what the reader finds; words of a resolution with a sentence beside it
# Those outside the council who decide; a committee's decision is not theirs.
_OUTSIDE = re.compile(
    r"\b(?:inspector|secretary of state|court|tribunal|ombudsman|adjudicator)\b", re.IGNORECASE
)
_BEFORE_IT = frozenset({Kind.AGENDA, Kind.REPORT})  # the papers of a meeting
_NEXT = 6  # minutes looked at where the best records no decision
_NEXT_SCORE, _NEXT_HELD = (
    0.9,
    0.25,
)  # how far behind they may be: their score, and their share of the question's words


def decision(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    parts: Sequence[Part],
    *,
    least: float,
    rival: float,
    pick: Callable[[Sequence[Hit]], Sequence[Candidate] | None],
    otherwise: Callable[[Sequence[Hit]], Draft | Refusal],
) -> Draft | Refusal:
    """Answer with the resolution whole; never with a report's recommendation.

    `least` and `rival` are shares of the question's terms: what a minute must hold, and what a report must hold
    to show that the matter has no minutes. `pick` gives what the reader finds to answer, best first:
    nothing where none reads, None where it finds that none answers. `otherwise` answers from hits as for any question.
    """
    hits = of_the_committee(query, hits)
    query = undated(query, hits)
    dated = bool(query.dates or query.months)
    minutes = _of_the_meeting(query, hits, parts, least=least)
    if dated and (silent := _of_a_silent_meeting(query, hits, minutes, parts)):
        return silent
    numbered = _numbered(query, minutes) or entitled(query, minutes)
    found = pick(minutes)
    best = next(iter((*numbered, *(c.hit for c in found or ()), *minutes)), None)
    pinned = bool(numbered) or dated or best is hits[0]
    if best is None or (best.coverage < least * (0.5 if pinned else 1.0) and not numbered):
        told = _plainly(query, hits, pick, otherwise)
        return told or _without_minutes(query, hits, rival=rival, otherwise=otherwise)
    other = hits[0]
    undecided = other.placed.part.kind is Kind.REPORT or other.placed.part.status is Status.PROPOSED
    if not dated and undecided and other.coverage > best.coverage + 0.25:
        return no_minutes(query, hits, [other.placed.part])
    if not numbered and found is None:
        return _plainly(query, hits, pick, otherwise) or refuse(Silence.NOT_RECORDED, minutes)
    item = library.item_passages(best.placed)
    if refused := of_another_matter(query, best, minutes, item):
        return refused
    ids = {p.passage.id for p in item}
    resolution = _told(query, item, [c for c in found or () if c.hit.placed.passage.id in ids])
    return resolution or _told_next(query, best, minutes, library) or otherwise(minutes)


def _of_a_silent_meeting(
    query: Query, hits: Sequence[Hit], minutes: Sequence[Hit], parts: Sequence[Part]
) -> Refusal | None:
    """Refuse where the meeting of the day that is named is known, or must have been, and no minutes of it are held."""
    if minutes_held(query, parts):
        return None
    own = [p for p in parts if held_on(p, query)]
    bodies = {h.placed.part.committee for h in minutes}
    met = query.dates and any(p.kind in _BEFORE_IT and p.committee in bodies for p in own)
    if (
        not minutes
        or met
        or _decided_later(query, minutes)
        or any(p.committee in {*query.sitting, *query.deciders} for p in own)
    ):
        return no_minutes(query, hits, own)
    return None


def _plainly(
    query: Query,
    hits: Sequence[Hit],
    pick: Callable[[Sequence[Hit]], Sequence[Candidate] | None],
    otherwise: Callable[[Sequence[Hit]], Draft | Refusal],
) -> Draft | None:
    """Answer from whatever paper the readers are beyond doubt that it answers, if nothing in its words is yet to be decided."""
    rest = [h for h in hits if not proposes(h.placed)]
    best = next(iter(pick(rest) or ()), None)
    if best is None or best.read is None or best.read < _BEYOND_DOUBT or _ASKS.search(best.unit.text):
        return None
    told = otherwise(rest)
    if isinstance(told, Refusal) or (asks_yes_or_no(query) and not settles(told.statements)):
        return None
    return told


def _without_minutes(
    query: Query, hits: Sequence[Hit], *, rival: float, otherwise: Callable[[Sequence[Hit]], Draft | Refusal]
) -> Draft | Refusal:
    """Answer from what records no decision, where that is enough; where it is a report on the matter, say so."""
    about = next((h for h in hits if not records_decisions(h.placed.part)), None)
    known = about and (about.placed.part.date or about.placed.part.status is Status.PROPOSED)
    if about and known and about.coverage >= rival:
        return no_minutes(query, hits, [about.placed.part])
    told = otherwise([h for h in hits if not proposes(h.placed)])
    if isinstance(told, Refusal) or not asks_whether(query) or settles(told.statements):
        return told
    if about and known:
        return no_minutes(query, hits, [about.placed.part])
    return refuse(Silence.NOT_RECORDED, hits)


def _numbered(query: Query, minutes: Sequence[Hit]) -> list[Hit]:
    """Give the hits of the minute that a question names by its number."""
    if not query.minute:
        return []
    return [h for h in minutes if (h.placed.passage.item or "").startswith(f"{query.minute}.")]


def of_the_committee(query: Query, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Leave out what records other committees' decisions, where the decision of one whose minutes were found is asked for."""
    other = [h for h in hits if records_decisions(h.placed.part)]
    own = [h for h in other if h.placed.part.committee in query.deciders]
    return [h for h in hits if h not in other or h in own] if own else hits


def _of_the_meeting(query: Query, hits: Sequence[Hit], parts: Sequence[Part], *, least: float) -> list[Hit]:
    """Give the hits that record decisions, of the meeting where the question names one."""
    minutes = [h for h in hits if records_decisions(h.placed.part)]
    if not (query.dates or query.months):
        return minutes
    if minutes_held(query, parts):
        return [h for h in minutes if held_on(h.placed.part, query)]
    # The date may be of the matter ("elections in May 2025") and not of the meeting.
    return [
        h
        for h in minutes
        if h.coverage >= least
        and (speaks_of_day(h.placed, query) or not h.placed.part.date)
        and not _SIGNED.search(plain(h.placed.passage.text))
    ]


_DECIDED_ON = re.compile(
    r"\b(?:decided?|agreed?|resolved?|approved?|voted?|do) (?P<when>in|on|at)(?: (?:its|the|their))?\s+$",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"\s*(?:,?\s*\d{4})?\s*(?:[?.,;]|$|(?:about|on|over|for|regarding|to|that|with)\b)", re.IGNORECASE
)


def _decided_later(query: Query, minutes: Sequence[Hit]) -> bool:
    """Tell whether it is asked what was decided on a day that all the minutes found are older than: "decide in February"."""
    asked = [(d.year, d.month, d.day) for d in query.dates] or [(y, m, 1) for y, m in query.months]
    days = [h.placed.part.date for h in minutes]
    named = any(_decided_on(query.question, m) for m in DAYS_AND_MONTHS.finditer(query.question))
    return named and bool(asked) and all(d and (d.year, d.month, d.day) < min(asked) for d in days)


def _decided_on(question: str, day: re.Match[str]) -> bool:
    """Tell whether a day or month is when it was decided, and not of the matter: "agreed on the March 2025 deadline"."""
    before = _DECIDED_ON.search(question[: day.start()])
    fits = before and (
        before["when"].lower() != "on" or day[0][0].isdigit() or re.search(r"\d{1,2}(?!\d)", day[0])
    )
    return bool(fits and _NO_NOUN.match(question[day.end() :]))


# Minutes that name the day of the meeting before tell nothing of what was decided at it.
_SIGNED = re.compile(
    r"\bminutes of (?:the |a )?(?:\w+ ){0,3}meetings?\b.{0,80}\b(?:agreed|approved|confirmed|signed|correct|accurate|true)\b",
    re.IGNORECASE | re.DOTALL,
)


def of_another_matter(
    query: Query, best: Hit, minutes: Sequence[Hit], item: Sequence[Placed]
) -> Refusal | None:
    """Refuse where the best minute is of another year, another committee, or never speaks of what is named."""
    if query.years and not year_fits(query, best.placed):
        return refuse(Silence.OTHER_YEAR, minutes)
    if query.stranger and not _is_of(query.stranger, best.placed, item):
        return no_committee(query.stranger, minutes)
    if (outside := _OUTSIDE.search(query.question)) and outside[0].lower() not in _spoken(item):
        return refuse(Silence.NOT_RECORDED, minutes)
    if not speaks_of(wanted := names(query), item):
        return refuse(Silence.NOT_IN_PAPERS, minutes, unnamed=wanted)
    return None


def _spoken(item: Sequence[Placed]) -> str:
    return " ".join(plain(p.passage.text).lower() for p in item)


def _is_of(body: str, placed: Placed, item: Sequence[Placed]) -> bool:
    """Tell whether a body that a question names is spoken of in a minute, or is its council's: "the Anytown committee".

    A record of another's decision may speak of a body that called it in, and tells nothing that it decided.
    """
    if placed.part.kind is Kind.DECISION_RECORD and body not in (placed.part.committee or "").lower():
        return False
    council = set(of_itself(placed))
    own = all(stem(w) in council for w in words(body)[:-1] if w not in STOP) and not of_a_topic(body)
    return own or body in _spoken(item)


def _told_next(query: Query, best: Hit, minutes: Sequence[Hit], library: Library) -> Draft | Refusal | None:
    """Give the next best minute's resolution where the best is a form on a decision; a minute borrows none of another."""
    if best.placed.part.kind is Kind.MINUTES:
        return None
    for hit in minutes[:_NEXT]:
        near = hit.score >= best.score - _NEXT_SCORE and hit.coverage >= best.coverage - _NEXT_HELD
        if not near or hit.placed.part.kind is not Kind.MINUTES:
            continue
        item = library.item_passages(hit.placed)
        if not of_another_matter(query, hit, minutes, item) and (told := _told(query, item)):
            return told
    return None


def _told(query: Query, item: Sequence[Placed], found: Sequence[Candidate] = ()) -> Draft | Refusal | None:
    """Give an item's amendment or resolution as asked, with votes; None where it records neither.

    `found` is what the reader finds in the item to answer, best first.
    """
    if _AMENDMENT.search(query.text) and (told := settled_told(query, item, amendments=True)):
        return Draft(statements=tuple(told))
    resolved = [p for p in item if p.passage.role is Role.RESOLUTION]
    if not resolved:
        if divided := division_told(item):
            return Draft(statements=tuple(divided))
        if any(NARRATIVE.search(plain(p.passage.text)) for p in item):
            return None  # a sentence tells the decision, and no motion's fate stands for it
        told = settled_told(query, item, amendments=False) or settled_told(query, item, amendments=True)
        return Draft(statements=tuple(told)) if told else None
    decided = of_best(resolved, found)
    if unnamed(query.question, item):
        return refuse(Silence.NOT_RECORDED, (), quotes=resolution_statements(decided, query)[0].quotes)
    statements = [*_said_beside(decided, found), *resolution_statements(decided, query)]
    if VOTE.search(query.text):
        votes = votes_on(item, decided[0])
        counted = votes and (any(map(str.isdigit, votes[0].words)) or not _HOW_MANY.search(query.question))
        if not counted and VOTE_COUNT.search(query.question):
            return refuse(Silence.NOT_RECORDED, (), quotes=statements[0].quotes)
        statements += votes
    return Draft(statements=tuple(statements))


def _said_beside(resolved: Sequence[Placed], found: Sequence[Candidate]) -> list[Statement]:
    """Give a sentence of the same minute that the reader finds to answer better than the resolution itself."""
    ids = {p.passage.id for p in resolved}
    best = next(iter(found), None)
    if best is None or best.read is None or best.hit.placed.passage.id in ids or best.unit.cells:
        return []
    own = [c.read for c in found if c.read is not None and c.hit.placed.passage.id in ids]
    size = sum(len(plain(p.passage.text).split()) for p in resolved) + len(best.unit.text.split())
    better = best.read > max(own, default=-_MUCH_BETTER) + _MUCH_BETTER
    return [say(best.hit.placed, best.unit)] if better and size <= _MOST_BESIDE else []


_HOW_MANY = re.compile(
    r"\bhow many\b(?!.*\b(?:against|abst\w+|opposed)\b)", re.IGNORECASE
)  # of these, "unanimously" tells none
