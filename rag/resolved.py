"""Show a resolution: who resolved, when and where, and its clauses, each a quote. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.papers import Kind, Placed, Role
from ingest.text.blocks import Form
from ingest.text.dates import long_date
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.lines import plain
from rag.answers import Query, Quote, Statement
from rag.divisions import division_told
from rag.leaning import proposal
from rag.picking import Candidate
from rag.search import Library, coverage
from rag.units import Unit, units
from rag.words import stems
from rag.yes_no import asks_yes_or_no

_DECIDER = re.compile(r"\W*Decisions? of (?:the )?(?P<who>[A-Z][^\n:.]{3,80})(?=\n|:|$)")

_BARE_LABEL = re.compile(r"\W*(?:decisions?(?: of .{3,80})?|resolved|agreed)\W*", re.IGNORECASE)

_LONG = 120  # words of a resolution before which its minute's title is left out, as the source gives it

_MOST_WORDS, _KEPT_WORDS = 150, 125  # of a resolution that is shown whole; of what is shown of a longer one


def resolution_statements(resolved: Sequence[Placed], query: Query) -> list[Statement]:
    """Give the decision's lead and its clauses, each a quote; all passages of one item are one decision.

    Of one that is longer than an answer may be, the clauses that speak of what is asked, with a mark where one is left out.
    """
    first = resolved[0]
    found: list[Statement] = []
    stem: Quote | None = None
    for placed in resolved:
        own = [u for u in units(placed.passage) if u.form is not Form.HEADING or u.block > 0]
        own = [u for u in own if not _is_title(u, placed)] or own
        labels = [u for u in own if _BARE_LABEL.fullmatch(u.text)]
        if labels and len(labels) < len(own):
            stem = stem or Quote(placed=placed, start=labels[0].start, end=labels[0].end)
            own = [u for u in own if u not in labels]
        clauses = [u for u in own if _is_clause(u)]
        for unit in own:
            quote = Quote(placed=placed, start=unit.start, end=unit.end)
            if clauses and unit not in clauses and _is_stem(unit):
                stem = stem or quote
                continue
            shown = re.sub(r"^[-*•]\s+", "", unit.text)
            found.append(Statement(words=shown if clauses else f"“{shown}”", quotes=(quote,)))
    size = sum(len(s.words.split()) for s in found)
    long = size > _LONG
    if size > _MOST_WORDS and len(found) > 1:
        found = _speaking(found, query)
    lead = Statement(words=_lead(first, titled=not long), quotes=(stem or found[0].quotes[0],))
    return [lead, *found]


_NEAR = 0.5  # how far behind the best another decision of one minute may be, to be told with it


def of_best(resolved: Sequence[Placed], found: Sequence[Candidate]) -> Sequence[Placed]:
    """Give the decision that was found to answer, and others of its minute that are near it; all where none was found.

    Each run of passages that begins with words such as "RESOLVED" is a decision.
    """
    decisions: list[list[Placed]] = []
    for placed in resolved:
        if not decisions or DECISION_WORDS.match(plain(placed.passage.text)):
            decisions.append([])
        decisions[-1].append(placed)
    scores = {}
    for number, decision in enumerate(decisions):
        ids = {p.passage.id for p in decision}
        scores[number] = max((c.score for c in found if c.hit.placed.passage.id in ids), default=None)
    known = [s for s in scores.values() if s is not None]
    if not known or len(decisions) == 1:
        return resolved
    kept = (d for n, d in enumerate(decisions) if (s := scores[n]) is not None and s >= max(known) - _NEAR)
    return [p for decision in kept for p in decision]


_MOST_BESIDE = 150  # words of a decision and the sentences that it is told beside


def decided_too(
    query: Query,
    best: Candidate,
    sentences: Sequence[Statement],
    *,
    found: Sequence[Candidate],
    library: Library,
) -> list[Statement]:
    """Give the decision of the minute whose debate is told where a question is of yes or no, or the words are a proposal's.

    What was said or moved is not what was decided.
    """
    placed = best.hit.placed
    if placed.part.kind is not Kind.MINUTES or not placed.passage.item:
        return []
    if not asks_yes_or_no(query) and not proposal(placed, best.unit):
        return []
    item = library.item_passages(placed)
    resolved = [p for p in item if p.passage.role is Role.RESOLUTION]
    told = resolution_statements(of_best(resolved, found), query) if resolved else division_told(item)
    size = sum(len(s.words.split()) for s in [*sentences, *told])
    if size <= _MOST_BESIDE or len(told) < 3:
        return told if size <= _MOST_BESIDE else []
    left = _MOST_BESIDE - sum(len(s.words.split()) for s in [*sentences, told[0]])
    return [told[0], *_speaking(told[1:], query, most=left)]


_CONDITION = re.compile(
    r"\bsubject to\b|\bnot (?:apply|take effect|come into)\b|\bthe above\b|\bunless\b|\bprovided that\b|\bexcept\b|\b(?:clauses?|recommendations?|resolutions?) \(?[\dia-h]\b",
    re.IGNORECASE,
)


def _speaking(clauses: Sequence[Statement], query: Query, *, most: int = _KEPT_WORDS) -> list[Statement]:
    """Keep the clauses that hold most of what is asked for, in order, as far as an answer's length allows."""
    held = [coverage(query.terms, stems(c.words)) for c in clauses]
    chosen = {n for n, c in enumerate(clauses) if _CONDITION.search(c.words)}  # they bear on the others
    size = sum(len(clauses[n].words.split()) for n in chosen)
    for n in sorted(set(range(len(clauses))) - chosen, key=lambda n: (-held[n], n)):
        size += len(clauses[n].words.split())
        if size <= most or not chosen:
            chosen.add(n)
    return [
        c if n + 1 in chosen or n + 1 == len(clauses) else replace(c, words=f"{c.words} …")
        for n, c in enumerate(clauses)
        if n in chosen
    ]


def _is_title(unit: Unit, placed: Placed) -> bool:
    """Tell whether a unit is the minute's title or its number, which may stand over the decision."""
    words, label = (re.sub(r"\W", "", text) for text in (unit.text, placed.passage.item or ""))
    return unit.block < 2 and bool(words) and (label.endswith(words) or label.startswith(words))


def _is_clause(unit: Unit) -> bool:
    return unit.form is Form.LIST_ITEM or bool(re.match(r"^\(?\w{1,3}[).]\s", unit.text))


def _is_stem(unit: Unit) -> bool:
    return len(unit.text.split()) <= 14 and bool(
        re.match(r"^\W*(?:RESOLVED|resolved|Resolved|AGREED)", unit.text)
    )


def _lead(placed: Placed, *, titled: bool = True) -> str:
    """Name who resolved, when and where: "The Cabinet resolved on 9 December 2021 (minute 21. Title):"."""
    item = placed.passage.item or ""
    numbered = re.match(r"\d[\w./]*(?=\.? )", item)
    shown = item if titled or numbered is None else numbered[0].rstrip(".")
    own = _DECIDER.match(plain(placed.passage.text))
    committee = own["who"] if own else placed.part.committee or "meeting"
    when = f" on {long_date(placed.part.date)}" if placed.part.date else ""
    minute = f" (minute {shown})" if shown else ""
    return f"The {committee} resolved{when}{minute}:"
