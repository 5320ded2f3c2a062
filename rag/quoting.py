"""The quoting writer: answers in the papers' own words, without a language model.

It picks what to quote by kind of question and puts as few words of its own around it as it can; those words
(committee, date, minute) come from the catalogue and are checked like any others. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ingest.papers import Part, Role
from rag.agendas import agenda_told
from rag.answers import Ask, Draft, Hit, Query, Silence, Statement
from rag.attended import asks_of_lists
from rag.councils import of_one_council
from rag.counted import Embed
from rag.deciding import decision, of_the_committee
from rag.elsewhere import settled_elsewhere
from rag.fates import loss
from rag.fitting import fitting_of
from rag.leaning import answered_below, leant_on, listed_below
from rag.left_open import left_open
from rag.lists import as_list, list_first, list_told
from rag.looked_up import looked_up
from rag.of_meetings import proposes
from rag.picker import Picker
from rag.picking import Candidate, most_told, untold
from rag.preferred import preferred
from rag.records import is_figure
from rag.refusing import Refusal, no_minutes, refuse
from rag.resolved import decided_too, of_best, resolution_statements
from rag.rows_listed import asks_of_several, rows_listed
from rag.search import Library
from rag.sides import beside, each_period, other_side
from rag.tables import rows
from rag.tables_found import table_first
from rag.thresholds import Thresholds, off_topic, sure_of
from rag.undecided import only_proposed, papers_after
from rag.units import in_sentences, say
from rag.wanted import tells
from rag.whose import of_others, told_by_others
from rag.yes_no import asks_yes_or_no

# What another paper may still tell: no minutes of a meeting, or another year's, are told as such.
_MAY_BE_TOLD = {Silence.NOT_RECORDED, Silence.NOT_IN_PAPERS}
_SENTENCE_ASKED = {Ask.FIGURE, Ask.REASON, Ask.DEFINITION}  # a clause of a resolution answers these by itself
MOST_WORDS = 100  # of an answer beside a resolution; the contract asks for about 120
_MOST_SENTENCES = 4
_REST, _SIDE = 1.0, 2.5  # how far behind the best other sentences may be, and the other side of a comparison
_NEARER = 0.5  # what a sentence has more than a resolution, without the reader, to be told beside it
_BESIDE, _SAME = 0.35, 0.15  # what a sentence gains by standing beside the best one, or in its passage


def write(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    parts: Sequence[Part],
    pick: Picker,
    *,
    embed: Embed,
    limits: Thresholds | None = None,
) -> Draft | Refusal:
    """Draft an answer from the hits, of words that `pick` picks, or refuse and say why."""
    limits = limits or Thresholds()
    evidence = partial(_evidence, library=library, pick=pick, embed=embed, limits=limits)
    query, hits, named = of_one_council(query, hits)
    if isinstance(left := papers_after(query, hits, parts), Refusal):
        return left
    hits = left
    off = not hits or not query.terms or off_topic(query, hits, limits)
    if off and hits and query.terms:
        off = (most_told(pick(query, hits)) or 0.0) < limits.on_topic
    known = looked_up(query, hits, library, parts) if not off or (named and query.terms) else None
    if known:
        debated = _debated(query, hits, known, pick, limits) and evidence(query, hits)
        return debated if isinstance(debated, Draft) else known
    if off:
        return refuse(Silence.NOT_IN_PAPERS, hits)
    found = () if query.ask is Ask.DECISION else pick(query, hits)
    if found and only_proposed(query, found[0].hit.placed, parts):
        return no_minutes(query, hits, [found[0].hit.placed.part])
    if query.ask is Ask.DECISION:
        return _decided(query, hits, library, parts, pick, evidence=evidence, limits=limits)
    if query.ask is Ask.AGENDA and (told := agenda_told(query, hits, library)):
        return told
    return evidence(query, hits)


def _decided(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    parts: Sequence[Part],
    pick: Picker,
    *,
    evidence: Callable[[Query, Sequence[Hit]], Draft | Refusal],
    limits: Thresholds,
) -> Draft | Refusal:
    """Answer what was decided: from the resolution, or from what tells of it elsewhere."""
    decided = decision(
        query,
        hits,
        library,
        parts,
        least=limits.decision,
        rival=limits.rival,
        pick=partial(_read, query, pick=pick, least=limits.decided),
        otherwise=lambda own: evidence(query, own),
    )
    told = [q.placed for s in decided.statements for q in s.quotes] if isinstance(decided, Draft) else []
    silent = isinstance(decided, Refusal) and decided.silence not in _MAY_BE_TOLD
    if not silent and of_others(query, told or (h.placed for h in hits)):
        return told_by_others(query, hits, lambda own: evidence(query, own))
    own = [h for h in of_the_committee(query, hits) if not proposes(h.placed)]
    elsewhere = pick.reading and settled_elsewhere(
        query, decided, own, partial(pick, query), library, sure=limits.sure, least=limits.decided
    )
    return evidence(query, own) if elsewhere else decided


def _read(query: Query, hits: Sequence[Hit], *, pick: Picker, least: float) -> Sequence[Candidate] | None:
    """Give what the reader finds to answer, best first; nothing where none reads, None where it finds that none answers."""
    found = pick(query, hits) if pick.reading else []
    return None if untold(query, found, least) else found


def _debated(
    query: Query,
    hits: Sequence[Hit],
    told: Draft | Refusal,
    pick: Picker,
    limits: Thresholds,
) -> bool:
    """Tell whether the reader is sure of words of the debate, where what stands under "Reason for decision" would be told."""
    if query.ask is not Ask.REASON or pick.reading is None or isinstance(told, Refusal):
        return False
    found = pick(query, hits)
    return sure_of(found, limits) and not _quoted(found[0], told) and tells(query, found[0].unit)


def _quoted(best: Candidate, told: Draft) -> bool:
    """Tell whether words are told, in part at least: a label stands before them."""
    own = (q for s in told.statements for q in s.quotes if q.placed.passage.id == best.hit.placed.passage.id)
    return any(q.start < best.unit.end and best.unit.start < q.end for q in own)


def _evidence(
    query: Query,
    hits: Sequence[Hit],
    *,
    library: Library,
    pick: Picker,
    embed: Embed,
    limits: Thresholds,
) -> Draft | Refusal:
    found = pick(query, hits)
    if pick.reading and asks_of_several(query):
        found = table_first(hits, found, library, pick.reading)
    if asks_of_lists(query):
        found = [c for c in found if c.hit.placed.passage.role is not Role.ATTENDANCE]
    if not found or untold(query, found, limits.told):
        silence = Silence.NOT_RECORDED if found else Silence.NOT_IN_PAPERS
        return refuse(silence, hits, quotes=tuple(c.quote for c in found[:1]))
    fitting = fitting_of(query, hits, found, embed=embed, limits=limits)
    if isinstance(fitting, Refusal):
        return fitting
    fitting = preferred(query, list_first(fitting) if query.ask is Ask.LIST else fitting)
    if query.ask is Ask.DEFINITION:
        fitting = [c for c in fitting if not any(map(is_figure, c.unit.cells))] or fitting
        if below := answered_below(fitting[0].hit.placed, fitting[0].unit):
            fitting = [replace(fitting[0], unit=below), *(c for c in fitting[1:] if c.unit != below)]
    best = fitting[0]
    if left_open(query, best.unit):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(best.quote,))
    if best.hit.placed.passage.role is Role.RESOLUTION and query.ask not in _SENTENCE_ASKED:
        item = library.item_passages(best.hit.placed)
        resolved = of_best(
            [p for p in item if p.passage.role is Role.RESOLUTION], found if pick.reading else ()
        )
        ids = {p.passage.id for p in item} - {p.passage.id for p in resolved}
        near = (c for c in fitting[1:3] if c.hit.placed.passage.id in ids and not c.unit.cells)
        nearer = [say(c.hit.placed, c.unit) for c in near if c.picked > best.picked + _NEARER][:1]
        return Draft(statements=(*nearer, *resolution_statements(resolved, query)))
    if best.unit.cells:
        listed = rows_listed(query, best, library, pick.reading) if asks_of_several(query) else []
        return Draft(statements=tuple(listed)) if listed else rows(query, fitting, hits, library)
    return _told_of(query, fitting, found, library)


def _told_of(
    query: Query, fitting: Sequence[Candidate], found: Sequence[Candidate], library: Library
) -> Draft:
    """Tell the list that the best words are of, or them with others; and what became of what they move."""
    best = fitting[0]
    decided = partial(decided_too, query, best, found=found, library=library)
    listed = list_told(query, best, library) if as_list(query, fitting) else []
    chosen = [] if listed else _sentences(query, fitting)
    if chosen and asks_yes_or_no(query):
        alone = _sentences(query, fitting[:1])
        if len(decided(_said(chosen))) < len(
            decided(_said(alone))
        ):  # the decision matters more than what was said
            chosen = alone
    if loss(best.hit.placed, best.unit, library):
        # What was decided is told with it, and not what else was said.
        chosen = [c for c in chosen if c.hit is best.hit and c.unit.start <= best.unit.start]
    below = listed_below(best.hit.placed, best.unit)
    if below and not listed:
        chosen = [best, *(replace(best, unit=u) for u in below)]
    told = listed or _said(chosen)
    words = [(c.hit.placed, c.unit) for c in chosen] or [(best.hit.placed, best.unit)]
    losses = (loss(placed, unit, library) for placed, unit in words)
    lost = dict.fromkeys(one for one in losses if one and one not in told)
    return Draft(statements=(*told, *lost, *decided(told)))


def _said(chosen: Sequence[Candidate]) -> list[Statement]:
    return [say(c.hit.placed, c.unit) for c in chosen]


def _sentences(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """Give the best sentence and others by score, its neighbours first; for a comparison one for each period."""
    best = found[0]
    chosen = [best]
    size = len(best.unit.text.split())
    for before in leant_on(best.hit.placed, best.unit):
        chosen.append(replace(best, unit=before))
        size += len(before.text.split())
    for after in beside(query, best):
        chosen.append(after)
        size += len(after.unit.text.split())
    place = {u.start: n for n, u in enumerate(in_sentences(best.hit.placed.passage))}

    def rank(candidate: Candidate) -> tuple[float, int]:
        if candidate.hit.placed.passage.id != best.hit.placed.passage.id:
            return -candidate.score, candidate.unit.start
        next_to = abs(place[candidate.unit.start] - place[best.unit.start]) == 1
        return -candidate.score - (_BESIDE if next_to else _SAME), candidate.unit.start

    sides = [*each_period(query, found), *other_side(query, found)]
    for other in [*sides, *sorted(found[1:40], key=rank)]:
        more = len(other.unit.text.split())
        told = any(other.hit.placed is c.hit.placed and other.unit == c.unit for c in chosen)
        if len(chosen) >= _MOST_SENTENCES or size + more > MOST_WORDS or told:
            continue
        if (
            other.unit.cells
            or other.unit.text.endswith(":")
            or other.score < best.score - (_SIDE if other in sides else _REST)
        ):
            continue
        lead = [replace(other, unit=u) for u in leant_on(other.hit.placed, other.unit)]
        lead = [c for c in lead if not any(c.unit == kept.unit for kept in chosen)]
        more += sum(len(c.unit.text.split()) for c in lead)
        if size + more <= MOST_WORDS:
            chosen += [*lead, other]
            size += more
    if query.ask is Ask.REASON:
        chosen = _with_between(chosen)
    first, rest = chosen[0], chosen[1:]
    together = [c for c in rest if c.hit.placed.passage.id == first.hit.placed.passage.id]
    apart = [c for c in rest if c not in together]
    return [*sorted([first, *together], key=lambda c: c.unit.start), *apart]


def _with_between(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Add the sentence that alone stands between two told of the best one's passage; what stands elsewhere makes room for it."""
    best = chosen[0].hit.placed.passage
    own = [u for u in in_sentences(best) if not u.cells]
    near = [c for c in chosen if c.hit.placed.passage.id == best.id]
    told = {c.unit.start for c in near}
    threes = zip(own, own[1:], own[2:], strict=False)
    gap = next((b for a, b, c in threes if {a.start, c.start} <= told and b.start not in told), None)
    size = sum(len(c.unit.text.split()) for c in near) + (len(gap.text.split()) if gap else 0)
    if gap is None or size > MOST_WORDS:
        return list(chosen)
    kept = [*near, replace(chosen[0], unit=gap)]
    for other in (c for c in chosen if c not in near):
        size += len(other.unit.text.split())
        if size <= MOST_WORDS:
            kept.append(other)
    return kept
