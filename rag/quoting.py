"""The quoting writer: answers in the papers' own words, without a language model.

It picks what to quote by kind of question and puts as few words of its own around it as it can; those words
(committee, date, minute) come from the catalogue and are checked like any others. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ingest.papers import Part, Placed, Role
from ingest.text.blocks import Form
from ingest.text.dates import years
from rag.absent import names, speaks_of
from rag.agendas import agenda_told
from rag.answers import Ask, Draft, Hit, Query, Silence, Statement
from rag.attended import attended_told
from rag.authors import author_told
from rag.chairs import chair_told
from rag.councils import of_one_council
from rag.counted import Embed, speaks_of_counted
from rag.deciding import decision, held_on, of_another_matter, of_the_day
from rag.motions import motion_told
from rag.periods import agree, period_agrees
from rag.picking import Candidate, Reading, Similarity, candidates, most_told, untold
from rag.recorded import record_told
from rag.refusing import Refusal, refuse
from rag.resolved import of_best, resolution_statements
from rag.search import Library
from rag.tables import row
from rag.units import Unit, say, units
from rag.wanted import tells, unanswered

MOST_WORDS = 100  # of an answer beside a resolution; the contract asks for about 120
_MOST_SENTENCES = 4
_REST, _SIDE = 1.0, 2.5  # how far behind the best other sentences may be, and the other side of a comparison
_BESIDE, _SAME = 0.35, 0.15  # what a sentence gains by standing beside the best one, or in its passage


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
    told: float = 2.0  # what picking and the reader make of what answers best, one added to the other
    decided: float = 1.0  # the same, where a decision is asked for
    sure: float = 4.5  # the same, from which on no rule that knows less refuses


def off_topic(query: Query, hits: Sequence[Hit], limits: Thresholds) -> bool:
    """Tell whether the papers do not touch on what is asked; a meeting or minute that is named says that they do."""
    if query.dates or query.months or query.minute:
        return False
    dense = max(h.dense for h in hits[:5])
    held = max(h.coverage for h in hits[:5]) * query.known
    return (dense < limits.far and held < limits.nearly_all) or (dense < limits.near and held < limits.held)


def write(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    parts: Sequence[Part],
    similarity: Similarity,
    *,
    embed: Embed,
    reading: Reading | None = None,
    limits: Thresholds | None = None,
) -> Draft | Refusal:
    """Draft an answer from the hits, or refuse and say why; `reading` is the reader's, where one reads."""
    limits = limits or Thresholds()
    evidence = partial(
        _evidence, library=library, similarity=similarity, embed=embed, reading=reading, limits=limits
    )
    query, hits, named = of_one_council(query, hits)
    off = not hits or not query.terms or off_topic(query, hits, limits)
    if off and hits and query.terms:
        off = not _sure(candidates(query, hits, similarity, reading), limits)
    looked_up = _looked_up(query, hits, library, parts) if not off or (named and query.terms) else None
    if looked_up:
        return looked_up
    if off:
        return refuse(Silence.NOT_IN_PAPERS, hits)
    if query.ask is Ask.DECISION:
        return decision(
            query,
            hits,
            library,
            parts,
            least=limits.decision,
            rival=limits.rival,
            pick=partial(_read, query, similarity=similarity, reading=reading, least=limits.decided),
            otherwise=lambda own: evidence(query, own),
        )
    if query.ask is Ask.AGENDA and (told := agenda_told(query, hits, library)):
        return told
    return evidence(query, hits)


def _read(
    query: Query, hits: Sequence[Hit], *, similarity: Similarity, reading: Reading | None, least: float
) -> Sequence[Candidate] | None:
    """Give what the reader finds to answer, best first; nothing where none reads, None where it finds that none answers."""
    found = candidates(query, hits, similarity, reading) if reading else []
    return None if untold(query, found, least) else found


def _sure(found: Sequence[Candidate], limits: Thresholds) -> bool:
    """Tell whether the reader is sure that what was found answers."""
    told = most_told(found)
    return told is not None and told >= limits.sure


def _looked_up(
    query: Query, hits: Sequence[Hit], library: Library, parts: Sequence[Part]
) -> Draft | Refusal | None:
    """Answer what stands at a place of its own, which no ranking of sentences finds: a mover, an author, who was there."""
    return (
        motion_told(query, hits, library)
        or author_told(query, hits, library)
        or _recorded(query, hits, library)
        or chair_told(query, hits, parts, library)
        or attended_told(query, hits, parts, library)
    )


def _recorded(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Give what a record tells, where it is of the day, the year and the place that the question names."""
    told = record_told(query, hits, library)
    if told is None:
        return None
    placed = told.statements[0].quotes[0].placed
    best = next(h for h in hits if h.placed.paper.id == placed.paper.id)
    other_day = (query.dates or query.months) and not held_on(placed.part, query)
    return None if other_day or of_another_matter(query, best, hits, library.item_passages(placed)) else told


def _evidence(
    query: Query,
    hits: Sequence[Hit],
    *,
    library: Library,
    similarity: Similarity,
    embed: Embed,
    reading: Reading | None,
    limits: Thresholds,
) -> Draft | Refusal:
    found = candidates(query, hits, similarity, reading)
    if not found or untold(query, found, limits.told):
        silence = Silence.NOT_RECORDED if found else Silence.NOT_IN_PAPERS
        return refuse(silence, hits, quotes=tuple(c.quote for c in found[:1]))
    sure = _sure(found, limits)
    keep = partial(_kept, sure=sure, margin=limits.margin)
    timely = keep(found, [c for c in found if period_agrees(query, c.unit, c.hit.placed)])
    if not timely:
        return refuse(Silence.OTHER_YEAR, hits, quotes=(found[0].quote,))
    if any(held_on(c.hit.placed.part, query) for c in timely):  # the day is a meeting's
        timely = [c for c in timely if of_the_day(query, c.hit.placed)]
    fitting = keep(timely, [c for c in timely if tells(query, c.unit)])
    if not fitting or (unanswered(query, found[0].unit) and not sure):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(found[0].quote,))
    wanted = names(query)
    named = keep(fitting, [c for c in fitting if speaks_of(wanted, [c.hit.placed])])
    if not named:
        return refuse(Silence.NOT_IN_PAPERS, hits, quotes=(found[0].quote,), unnamed=wanted)
    fitting = keep(named, speaks_of_counted(query, named, embed))
    if not fitting:
        return refuse(Silence.NOT_RECORDED, hits, quotes=(found[0].quote,))
    best = fitting[0]
    if best.hit.placed.passage.role is Role.RESOLUTION and query.ask not in {Ask.FIGURE, Ask.REASON}:
        item = library.item_passages(best.hit.placed)
        resolved = of_best([p for p in item if p.passage.role is Role.RESOLUTION], found if reading else ())
        return Draft(statements=tuple(resolution_statements(resolved, query)))
    if best.unit.cells:
        return row(query, best, hits)
    single = query.ask in {Ask.FIGURE, Ask.PERSON, Ask.DATE}
    if query.ask is Ask.LIST or (not single and (best.unit.text.endswith(":") or _same_list(found[:3]))):
        listed = _list(best, library)
        if listed:
            return Draft(statements=tuple(listed))
    return Draft(statements=tuple(_sentences(query, fitting)))


def _kept(
    before: Sequence[Candidate], kept: Sequence[Candidate], *, sure: bool, margin: float
) -> Sequence[Candidate]:
    """Give the candidates that a rule keeps, or none where they are too far behind; all where the reader is sure of one."""
    if kept and kept[0].score >= before[0].score - margin:
        return kept
    return before if sure else ()


def _same_list(best: Sequence[Candidate]) -> bool:
    """Tell whether the best words are items of one list, so that the list is the answer."""
    return len(best) > 1 and all(
        c.unit.form is Form.LIST_ITEM
        and c.unit.lead.endswith(":")
        and (c.hit.placed.passage.id, c.unit.lead) == (best[0].hit.placed.passage.id, best[0].unit.lead)
        for c in best
    )


def _list(best: Candidate, library: Library) -> list[Statement]:
    """Give a list's stem and all its items, into the next passage if need be, as far as the length allows."""
    own = units(best.hit.placed.passage)
    at = own.index(best.unit)
    following = _next(best.hit.placed, library)
    every = (*own, *(units(following.passage) if following else ()))
    place = {
        id(u): best.hit.placed if n < len(own) or following is None else following
        for n, u in enumerate(every)
    }
    if best.unit.form is Form.LIST_ITEM:
        first = at
        while first > 0 and every[first - 1].form is Form.LIST_ITEM:
            first -= 1
        stem = every[first - 1] if first > 0 and every[first - 1].text.endswith((":", ":-")) else None
    else:
        first, stem = at + 1, best.unit
    items: list[Unit] = []
    for unit in every[first:]:
        # After a stem the items may stand as short lines without marks.
        if unit.form is not Form.LIST_ITEM and not (stem and len(unit.text.split()) <= 25 and len(items) < 9):
            break
        items.append(unit)
    if not items or (len(items) < 2 and stem is None):
        return []
    chosen = _within_length([*([stem] if stem else []), *items], best.unit)
    return [say(place[id(u)], u, quoted=u is stem or u.form is not Form.LIST_ITEM) for u in chosen]


def _within_length(every: Sequence[Unit], best: Unit) -> list[Unit]:
    """Keep the first units of a list, and the best, as far as an answer's length allows."""
    size = len(best.text.split())
    kept = [best]
    for unit in (u for u in every if u is not best):
        size += len(unit.text.split())
        if size > MOST_WORDS + 30 and len(kept) > 1:
            break
        kept.append(unit)
    return [u for u in every if any(u is k for k in kept)]


def _next(placed: Placed, library: Library) -> Placed | None:
    """Give the passage that follows in the same item."""
    every = list(library.item_passages(placed))
    ids = [p.passage.id for p in every]
    at = ids.index(placed.passage.id) if placed.passage.id in ids else len(ids)
    return every[at + 1] if at + 1 < len(every) else None


def _sentences(query: Query, found: Sequence[Candidate]) -> list[Statement]:
    """Give the best sentence and others by score, its neighbours first; for a comparison one for each period."""
    best = found[0]
    chosen = [best]
    size = len(best.unit.text.split())
    place = {u.start: n for n, u in enumerate(units(best.hit.placed.passage))}

    def rank(candidate: Candidate) -> tuple[float, int]:
        if candidate.hit.placed.passage.id != best.hit.placed.passage.id:
            return -candidate.score, candidate.unit.start
        beside = abs(place[candidate.unit.start] - place[best.unit.start]) == 1
        return -candidate.score - (_BESIDE if beside else _SAME), candidate.unit.start

    sides = [*_each_period(query, found), *_other_side(query, found)]
    for other in [*sides, *sorted(found[1:40], key=rank)]:
        more = len(other.unit.text.split())
        if len(chosen) >= _MOST_SENTENCES or size + more > MOST_WORDS or other in chosen:
            continue
        if (
            other.unit.cells
            or other.unit.text.endswith(":")
            or other.score < best.score - (_SIDE if other in sides else _REST)
        ):
            continue
        chosen.append(other)
        size += more
    first, rest = chosen[0], chosen[1:]
    together = [c for c in rest if c.hit.placed.passage.id == first.hit.placed.passage.id]
    apart = [c for c in rest if c not in together]
    ordered = [*sorted([first, *together], key=lambda c: c.unit.start), *apart]
    return [say(c.hit.placed, c.unit) for c in ordered]


def _other_side(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """For a comparison, give the best words of another paper or another period that have a figure too."""
    if query.ask is not Ask.COMPARISON:
        return []
    best = found[0]
    own = years(best.unit.text)
    others = (
        c
        for c in found[1:]
        if tells(query, c.unit)
        and (c.hit.placed.paper.id != best.hit.placed.paper.id or (own and years(c.unit.text) - own))
    )
    return [c for c in [next(others, None)] if c]


def _each_period(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """For a question that names two periods or more, give the best words of each: by their own years, else their paper's."""
    if len(query.years) < 2:
        return []
    best = []
    for year in sorted(query.years):
        own = (c for c in found if any(agree(year, held) for held in _periods(c)))
        best += [c for c in [next(own, None)] if c]
    return best


def _periods(candidate: Candidate) -> frozenset[str]:
    placed = candidate.hit.placed
    about = " ".join([*placed.passage.headings, placed.part.title, placed.paper.title])
    return years(candidate.unit.text) or years(about)
