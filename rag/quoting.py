"""The quoting writer: answers in the papers' own words, without a language model.

It picks what to quote by kind of question and puts as few words of its own around it as it can; those words
(committee, date, minute) come from the catalogue and are checked like any others. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.blocks import PARAGRAPH_NUMBER, Form
from ingest.dates import dates, long_date, months, without_dates, years
from ingest.embedding import Vectors
from ingest.lines import plain
from ingest.papers import Kind, Part, Placed, Role
from rag.answers import Ask, Draft, Hit, Query, Quote, Silence, Statement
from rag.search import Library, coverage, passage_words
from rag.units import Unit, units
from rag.words import stems, words

MOST_WORDS = 100  # of an answer beside a resolution; the contract asks for about 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The writer's finding that the papers do not answer, and the passages to show instead."""

    silence: Silence
    message: str
    nearest: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When the writer refuses. Set on the dev split (see eval/README.md)."""

    coverage: float = (
        0.2  # share of the question's weighted terms; below it and below `dense` it is off the papers' topics
    )
    dense: float = 0.35
    decision: float = 0.35  # the same share, of a minute's discussion and resolution
    rival: float = 0.6  # of a report, where no minutes hold the matter
    margin: float = 0.6  # how far behind the best words may be that are of the kind asked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be quoted."""

    hit: Hit
    unit: Unit
    score: float
    covered: float

    @property
    def quote(self) -> Quote:
        """The unit as a quote."""
        return Quote(placed=self.hit.placed, start=self.unit.start, end=self.unit.end)


Similarity = Callable[[Sequence[str]], Vectors]
"""Cosine similarities of texts with the question, shape (len(texts),)."""


def write(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    parts: Sequence[Part],
    similarity: Similarity,
    *,
    limits: Thresholds | None = None,
) -> Draft | Refusal:
    """Draft an answer from the hits, or refuse and say why."""
    limits = limits or Thresholds()
    if not hits or not query.terms:
        return _refuse(Silence.NOT_IN_PAPERS, hits)
    if query.ask is Ask.DECISION:
        return decision(query, hits, library, parts, similarity, limits)
    if query.ask is Ask.AGENDA and (items := [h for h in hits if h.placed.passage.role is Role.AGENDA_ITEM]):
        return _agenda(query, items)
    return _evidence(query, hits, library, similarity, limits)


# -- decisions ---------------------------------------------------------------------------------------------


def decision(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    parts: Sequence[Part],
    similarity: Similarity,
    limits: Thresholds,
) -> Draft | Refusal:
    """Answer with the resolution whole; never with a report's recommendation."""
    minutes = [h for h in hits if records_decisions(h.placed.part)]
    if query.dates or query.months:
        held = [h for h in minutes if _held_on(h.placed.part, query)]
        if not any(records_decisions(p) and _held_on(p, query) for p in parts):
            # The date may be of the matter ("elections in May 2025") and not of the meeting.
            minutes = [h for h in minutes if _speaks_of(h.placed, query) and h.coverage >= limits.decision]
            if not minutes:
                return _no_minutes(query, hits, [p for p in parts if _held_on(p, query)])
        else:
            minutes = held
    numbered = [
        h for h in minutes if query.minute and (h.placed.passage.item or "").startswith(f"{query.minute}.")
    ]
    best = next(iter(numbered or minutes), None)
    pinned = bool(numbered) or bool(query.dates or query.months) or best is hits[0]
    if best is None or (best.coverage < limits.decision * (0.5 if pinned else 1.0) and not numbered):
        about = next((h for h in hits if not records_decisions(h.placed.part)), None)
        if about and about.coverage >= limits.rival and about.placed.part.date:
            return _no_minutes(query, hits, [about.placed.part])
        return _evidence(query, hits, library, similarity, limits)
    rival = hits[0]
    if rival.placed.part.kind is Kind.REPORT and rival.coverage > best.coverage + 0.25:
        return _no_minutes(query, hits, [rival.placed.part])
    if query.years and not _year_fits(query, best.placed):
        return _refuse(Silence.OTHER_YEAR, minutes)
    resolved = [p for p in library.item_passages(best.placed) if p.passage.role is Role.RESOLUTION]
    if not resolved:
        return _evidence(query, minutes, library, similarity, limits)
    statements = _resolution(resolved)
    if _VOTE_ASKED.search(query.text):
        statements += _votes(library.item_passages(best.placed), resolved[0])
    return Draft(statements=tuple(statements))


def records_decisions(part: Part) -> bool:
    """Tell whether a part records what was decided: minutes, or a record of a decision that was taken."""
    if part.kind is Kind.DECISION_RECORD:
        return not re.search(r"\b(?:proposed|draft)\b", part.title, re.IGNORECASE)
    return part.kind is Kind.MINUTES


_VOTE_ASKED = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\babst(?:ain|ention)|\bunanimous|\bfor and against\b|\bcarried\b", re.IGNORECASE
)
_COUNT = re.compile(r"\b(?:For|Against|Abstain(?:ed)?|Abstentions?)\s*:?\s*\(?\d{1,3}\)?")
_UNANIMOUS = re.compile(r"[^.\n]*(?:\n[^.\n]+)?\bunanimously\b[^.\n]*\.?")


def _votes(item: Sequence[Placed], resolution: Placed) -> list[Statement]:
    """Give the counts recorded last before a resolution: "For (38)", "Against (5)", "Abstain (4)"."""
    before = [
        p for p in item if p.passage.spans[0] != resolution.passage.spans[0] and _stands_before(p, resolution)
    ]
    counts = [
        Quote(placed=p, start=m.start(), end=m.end()) for p in before for m in _COUNT.finditer(p.passage.text)
    ][-3:]
    if counts:
        shown = ", ".join(" ".join(q.words.split()) for q in counts)
        return [Statement(words=f"Votes: {shown}", quotes=tuple(counts))]
    told = [
        Quote(placed=p, start=m.start(), end=m.end())
        for p in before
        for m in _UNANIMOUS.finditer(p.passage.text)
    ][-1:]
    return [Statement(words=f"“{' '.join(plain(q.words).split())}”", quotes=(q,)) for q in told]


def _stands_before(placed: Placed, other: Placed) -> bool:
    a, b = placed.passage.spans[0], other.passage.spans[0]
    return (a.page, a.start) < (b.page, b.start)


def _speaks_of(placed: Placed, query: Query) -> bool:
    """Tell whether a passage names the dates or months that a question names."""
    text = plain(placed.passage.text)
    return bool(set(dates(text)) & set(query.dates) or set(months(text)) & set(query.months))


def _held_on(part: Part, query: Query) -> bool:
    day = part.date
    if day is None:
        return False
    return day in query.dates if query.dates else (day.year, day.month) in query.months


def _year_fits(query: Query, placed: Placed) -> bool:
    """Tell whether a decision can belong to the years asked about: its meeting's year, or named in its text."""
    if any(
        placed.part.date and (y.startswith(str(placed.part.date.year)) or _in_span(y, placed.part.date.year))
        for y in query.years
    ):
        return True
    own = years(" ".join([plain(placed.passage.text), placed.passage.item or ""]))
    return bool(own & query.years)


def _in_span(year: str, calendar: int) -> bool:
    return "/" in year and int(year[:4]) + 1 == calendar


def _resolution(resolved: Sequence[Placed]) -> list[Statement]:
    """Give the decision's lead and its clauses, each a quote; all passages of one item are one decision."""
    first = resolved[0]
    found: list[Statement] = []
    stem: Quote | None = None
    for placed in resolved:
        own = [u for u in units(placed.passage) if u.form is not Form.HEADING or u.block > 0]
        own = [u for u in own if not (u.form is Form.HEADING and u.text == placed.passage.item)]
        clauses = [u for u in own if _is_clause(u)]
        for unit in own:
            quote = Quote(placed=placed, start=unit.start, end=unit.end)
            if clauses and unit not in clauses and _is_stem(unit):
                stem = stem or quote
                continue
            shown = re.sub(r"^[-*•]\s+", "", unit.text)
            found.append(Statement(words=shown if clauses else f"“{shown}”", quotes=(quote,)))
    lead = Statement(words=_lead(first), quotes=(stem or found[0].quotes[0],))
    return [lead, *found]


def _is_clause(unit: Unit) -> bool:
    return unit.form is Form.LIST_ITEM or bool(re.match(r"^\(?\w{1,3}[).]\s", unit.text))


def _is_stem(unit: Unit) -> bool:
    return len(unit.text.split()) <= 14 and bool(
        re.match(r"^\W*(?:RESOLVED|resolved|Resolved|AGREED)", unit.text)
    )


def _lead(placed: Placed) -> str:
    """Name who resolved, when and where: "The Cabinet resolved on 9 December 2021 (minute 21. Title):"."""
    committee = placed.part.committee or "meeting"
    when = f" on {long_date(placed.part.date)}" if placed.part.date else ""
    minute = f" (minute {placed.passage.item})" if placed.passage.item else ""
    return f"The {committee} resolved{when}{minute}:"


# -- everything else ---------------------------------------------------------------------------------------

_QUESTION_RAISED = re.compile(
    r"\b(?:questions?|issues?|matters?|concerns?|points?|clarification|information)\b.{0,60}\b(?:raised|asked|including|discussed|requested|sought)\b|"
    r"\b(?:raised|asked|questioned|discussed|sought|requested)\b.{0,80}:?$",
    re.IGNORECASE,
)
_ASKS_OF_QUESTIONS = re.compile(
    r"\b(?:ask(?:ed)?|raise[ds]?|question(?:ed|s)?|discuss(?:ed)?|concern(?:s|ed)?|request(?:ed)?|want(?:ed)? to know|queries|query|clarif\w+|quizz\w+|worr\w+|press(?:ed)?)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_DAY = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:week|month|quarter|year)s?\b|\d{1,2}[./]\d{1,2}[./]\d{2}",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Prof(?:essor)?|Sir|Chief|Director|Chair)\b|\b[A-Z][a-z]+ [A-Z][a-z'’]+\b"
)
_BECAUSE = re.compile(
    r"\b(?:because|due to|as a result|in order to|so that|reasons?|owing to|since|given|to ensure|to enable|caused|reflect\w*|led to|following|therefore|this is|to help|linked to|attributed|driven by|as there|as this|result of|meant that)\b",
    re.IGNORECASE,
)
_UNDERTAKING = re.compile(
    r"\b(?:agreed to|offered to|undertook|requested|request was made|asked (?:that|for|to)|encouraged to|would (?:be|provide|bring|circulate|continue|also|look|focus)|be submitted|be circulated|to provide|suggested that|recommended that|will)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:is|are|was|means?|refers? to|known as|consists? of|provides?|aims? to|brings? together|designed to|stands for)\b|\([A-Z]{2,}\)",
    re.IGNORECASE,
)
_EMPTY_CELL = re.compile(
    r"^\W*(?:n/?a\b.*|none|tbc|to be (?:agreed|confirmed|determined).*|target to be agreed.*|not (?:yet )?(?:received|available|known|applicable).*)?\W*$",
    re.IGNORECASE,
)
_ASKS_REPLY = re.compile(r"\b(?:told|reply|replied|answer(?:ed)?|response|respond(?:ed)?)\b", re.IGNORECASE)
_QUANTITY = re.compile(r"\bhow (?:many|much)\b|\b(?:figure|number|rate|percentage|total|%)\b", re.IGNORECASE)
_MONEY_ASKED = re.compile(
    r"\b(?:cost|costs|pays?|paid|price|fund(?:ing|ed)? (?:amount|sum)|how much (?:money|funding|grant|did .{0,60}(?:get|receive|secure|cost|spend)|does .{0,60} cost|is .{0,80}cost)|worth|contract value|bill)\b",
    re.IGNORECASE,
)
_SHARE_ASKED = re.compile(
    r"\b(?:what|which) (?:percentage|percent|proportion|share|per cent)\b|^\W*(?:percentage|proportion|share)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d\s?%|\bper\s?cent\b|\b(?:half|third|quarter|one in)\b", re.IGNORECASE)
_ROLE_ASKED = re.compile(
    r"\bnames? of\b|\bwho (?:chairs?|chaired|leads?|led)\b|\bwhich (?:\w+ )?(?:officer|councillor|director|person)\b",
    re.IGNORECASE,
)
_BODY_NAME = re.compile(
    r"\b(?:Board|Group|Council|Committee|Panel|Service|Services|Partnership|Police|Strategy|Team|Trust|Programme|Plan|"
    r"Report|Framework|Network|Agency|Department|Commission|Fund|City|County|Crime|Health|Wellbeing)\b|^[A-Z&]{2,}$"
)
_ACTUAL_ASKED = re.compile(
    r"\bactual(?:ly|s)?\b|\bachieved\b|\boutturn\b|\breached\b|\bin the end\b", re.IGNORECASE
)
_TARGET_ONLY = re.compile(r"\btarget|\bforecast|\bplanned\b", re.IGNORECASE)
_MONEY = re.compile(r"£\s?\d|\b\d[\d.,]*\s?(?:m|bn|k|million|billion|pounds?)\b", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half|third)\b",
    re.IGNORECASE,
)
_PROPER = re.compile(r"\b[A-Z][\w'’&-]*(?:\s+(?:(?:of|and|for|the|&)\s+)?[A-Z][\w'’&-]*)+|\b[A-Z]{2,}\b")
_SUITS: dict[Ask, re.Pattern[str]] = {
    Ask.FIGURE: _FIGURE,
    Ask.COMPARISON: _FIGURE,
    Ask.DATE: _DAY,
    Ask.PERSON: _NAME,
    Ask.REASON: _BECAUSE,
    Ask.ACTION: _UNDERTAKING,
    Ask.DEFINITION: _DEFINES,
}


_POOL = 8  # units whose nearness in meaning is worked out; the rest have too few of the question's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Picking:
    """Weights by which words are picked to be quoted, fitted on the dev splits (see eval/README.md)."""

    own: float = 0.31  # the question's terms in the unit itself
    around: float = 0.95  # in it, its stem and what stands above the passage
    hit: float = 0.7  # the passage's score, over the best one's
    first: float = 0.43  # it stands in the best passage
    alike: float = 0.94  # nearness in meaning
    suits: float = 0.2  # it has what such answers have: a figure, a name, a reason
    tells: float = 0.52  # it has one that the question does not
    period: float = 0.22  # it is of the years asked about
    listed: float = 0.58  # a list is asked for, and it is of one
    stem: float = -0.47  # it only leads a list


def candidates(
    query: Query,
    hits: Sequence[Hit],
    similarity: Similarity,
    *,
    passages: int = 7,
    weights: Picking | None = None,
) -> list[Candidate]:
    """Score what the best hits offer to quote, best first."""
    w = weights or Picking()
    top = max((h.score for h in hits), default=0.0) or 1.0
    suits = _SUITS.get(query.ask)
    rough = []
    for rank, hit in enumerate(hits[:passages]):
        topic = passage_words(hit.placed).topic
        for unit in units(hit.placed.passage):
            if unit.form is Form.HEADING or len(unit.text) <= 12 or _heads_table(unit, hit.placed):
                continue
            around = coverage(query.terms, stems(f"{unit.text} {unit.lead}") + topic)
            score = w.own * coverage(query.terms, stems(unit.text)) + w.around * around
            score += w.hit * hit.score / top + w.first * (rank == 0) + w.tells * tells(query, unit)
            if suits:
                score += w.suits if suits.search(unit.text) else -w.suits
            if query.years:
                score += w.period * _period(query, unit, hit.placed)
            if query.ask is Ask.LIST and (unit.form is Form.LIST_ITEM or unit.text.endswith(":")):
                score += w.listed
            elif unit.text.endswith(":"):
                score += w.stem
            rough.append(Candidate(hit, unit, score, around))
    rough.sort(key=_by_score)
    pool = rough[:_POOL]
    if not pool:
        return []
    near = similarity([f"{c.unit.lead} {c.unit.text}"[:240] for c in pool])
    found = [replace(c, score=c.score + w.alike * float(alike)) for c, alike in zip(pool, near, strict=True)]
    found.sort(key=_by_score)
    return found


def _heads_table(unit: Unit, placed: Placed) -> bool:
    """Tell whether a row is the table's column headings."""
    cells = [c for c in unit.cells if c]
    return bool(cells) and cells == [c for c in placed.passage.columns if c]


def _by_score(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.score, candidate.hit.placed.passage.id, candidate.unit.start


def _period(query: Query, unit: Unit, placed: Placed) -> float:
    """Score (-1.2 to 1) how a unit's years agree with those asked for."""
    own = years(unit.text)
    if own:
        return 1.0 if any(_agree(a, b) for a in query.years for b in own) else -1.2
    around = years(
        " ".join([placed.part.title, *placed.passage.headings, *placed.passage.columns, unit.lead])
    )
    around |= {str(placed.part.date.year)} if placed.part.date else set()
    return 0.3 if any(_agree(a, b) for a in query.years for b in around) else -0.3


def _agree(asked: str, held: str) -> bool:
    """Tell whether a period held is, or lies in, the period asked for: 2020/21 holds 2020 and 2021."""
    if asked == held or asked.startswith(held) or held.startswith(asked):
        return True
    if "/" in asked and len(held) == 4:
        return int(asked[:4]) + 1 == int(held)
    return "/" in held and len(asked) == 4 and int(held[:4]) + 1 == int(asked)


def _agenda(query: Query, items: Sequence[Hit]) -> Draft:
    """Give the agenda items asked about, each with its pages and whose report it is, as printed."""
    best = [h for h in items if h.score >= items[0].score - (0.4 if query.terms else 9.0)][:4]
    found = []
    for hit in best:
        own = [u for u in units(hit.placed.passage) if u.text]
        quote = Quote(placed=hit.placed, start=own[0].start, end=own[-1].end)
        found.append(Statement(words=f"“{_shorten(' '.join(plain(quote.words).split()))}”", quotes=(quote,)))
    return Draft(statements=tuple(found))


def _evidence(
    query: Query, hits: Sequence[Hit], library: Library, similarity: Similarity, limits: Thresholds
) -> Draft | Refusal:
    found = candidates(query, hits, similarity)
    if not found or (hits[0].coverage < limits.coverage and found[0].hit.dense < limits.dense):
        return _refuse(Silence.NOT_IN_PAPERS, hits)
    timely = [c for c in found if not query.years or _period_agrees(query, c)]
    if not timely or timely[0].score < found[0].score - limits.margin:
        return _refuse(Silence.OTHER_YEAR, hits, quotes=(found[0].quote,))
    fitting = [c for c in timely if tells(query, c.unit)]
    raised = _raised(found[0].unit) and (
        not _ASKS_OF_QUESTIONS.search(query.text) or _ASKS_REPLY.search(query.text)
    )
    if (
        not fitting
        or fitting[0].score < timely[0].score - limits.margin
        or (raised and query.ask is not Ask.LIST)
    ):
        return _refuse(Silence.NOT_RECORDED, hits, quotes=(found[0].quote,))
    best = fitting[0]
    if best.hit.placed.passage.role is Role.RESOLUTION:
        resolved = [p for p in library.item_passages(best.hit.placed) if p.passage.role is Role.RESOLUTION]
        return Draft(statements=tuple(_resolution(resolved)))
    if best.unit.form is Form.ROW:
        return _row(query, best, hits)
    if query.ask is Ask.LIST or best.unit.text.endswith(":") or _same_list(found[:3]):
        listed = _list(best, library)
        if listed:
            return Draft(statements=tuple(listed))
    return Draft(statements=tuple(_sentences(query, fitting)))


def _same_list(best: Sequence[Candidate]) -> bool:
    """Tell whether the best words are items of one list, so that the list is the answer."""
    return len(best) > 1 and all(
        c.unit.form is Form.LIST_ITEM
        and c.unit.lead.endswith(":")
        and (c.hit.placed.passage.id, c.unit.lead) == (best[0].hit.placed.passage.id, best[0].unit.lead)
        for c in best
    )


def _raised(unit: Unit) -> bool:
    """Tell whether a unit is a question or point that members raised, in a list of such."""
    return unit.form is Form.LIST_ITEM and bool(_QUESTION_RAISED.search(unit.lead))


def tells(query: Query, unit: Unit) -> bool:
    """Tell whether a unit can tell what is asked for: a figure, sum, name or date that the question does not hold."""
    asked = query.question
    if _MONEY_ASKED.search(asked) and query.ask is not Ask.DECISION:
        return bool(_MONEY.search(unit.text))
    if _SHARE_ASKED.search(asked) and query.ask in {Ask.FIGURE, Ask.FACT} and unit.form is not Form.ROW:
        return bool(_SHARE.search(unit.text))
    if query.ask is Ask.FIGURE or (query.ask is Ask.COMPARISON and _QUANTITY.search(query.text)):
        known = set(_PLAIN_NUMBER.findall(query.text))
        told = PARAGRAPH_NUMBER.sub("", without_dates(unit.text))
        return any(n not in known for n in _PLAIN_NUMBER.findall(told))
    if query.ask is Ask.DATE:
        known = set(words(query.text))
        return any(w not in known for m in _DAY.finditer(unit.text) for w in words(m[0]))
    if query.ask is Ask.PERSON:
        known = set(words(query.text))
        names = [m[0] for m in _PROPER.finditer(unit.text) if not set(words(m[0])) <= known]
        if _ROLE_ASKED.search(asked) and unit.form is not Form.ROW:
            names = [n for n in names if not _BODY_NAME.search(n)]
        return bool(names)
    return True


def _period_agrees(query: Query, candidate: Candidate) -> bool:
    """Tell whether a unit is of the years asked for: by its own words, else by what stands above and around it."""
    own = years(candidate.unit.text)
    if own:
        return any(_agree(a, b) for a in query.years for b in own)
    return _year_known(query, candidate)


def _year_known(query: Query, candidate: Candidate) -> bool:
    """Tell whether the years asked for stand in the passage, above it, or are those of its meeting."""
    placed = candidate.hit.placed
    about = " ".join(
        [
            placed.part.title,
            placed.paper.title,
            placed.passage.item or "",
            *placed.passage.headings,
            *placed.passage.columns,
        ]
    )
    own = years(f"{plain(placed.passage.text)} {about}") | (
        {str(placed.part.date.year)} if placed.part.date else set()
    )
    return any(_agree(a, b) for a in query.years for b in own)


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
    chosen = [*([stem] if stem else []), *items]
    found: list[Statement] = []
    size = 0
    for unit in chosen:
        size += len(unit.text.split())
        if size > MOST_WORDS + 30 and len(found) > 1:
            break
        found.append(_say(place[id(unit)], unit, quoted=unit is stem or unit.form is not Form.LIST_ITEM))
    return found


def _next(placed: Placed, library: Library) -> Placed | None:
    """Give the passage that follows in the same item."""
    every = list(library.item_passages(placed))
    ids = [p.passage.id for p in every]
    at = ids.index(placed.passage.id) if placed.passage.id in ids else len(ids)
    return every[at + 1] if at + 1 < len(every) else None


def _say(placed: Placed, unit: Unit, *, quoted: bool = True) -> Statement:
    shown = re.sub(r"^[-*•●■]\s+", "", unit.text)
    quote = Quote(placed=placed, start=unit.start, end=unit.end)
    return Statement(words=f"“{shown}”" if quoted else f"- {shown}", quotes=(quote,))


def _row(query: Query, best: Candidate, hits: Sequence[Hit]) -> Draft | Refusal:
    """Answer from a table's row: its label, and the cells asked for with their column headings."""
    placed, cells = best.hit.placed, _without_empty_end(best.unit.cells)
    columns = _without_empty_end(placed.passage.columns)
    quote = Quote(placed=placed, start=best.unit.start, end=best.unit.end)
    if len(cells) < len(columns):
        cells = (*cells, *[""] * (len(columns) - len(cells)))
    if not columns or len(columns) != len(cells) or cells == columns:
        shown = " | ".join(c for c in cells if c)
        return Draft(statements=(Statement(words=f"“{_shorten(shown)}”", quotes=(quote,)),))
    chosen = _columns(query, columns)
    label = _shorten(cells[0], words=40)
    if len(chosen) == 1 and _EMPTY_CELL.match(cells[chosen[0]]):
        return _refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    if _ACTUAL_ASKED.search(query.question) and all(_TARGET_ONLY.search(columns[i]) for i in chosen):
        return _refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    shown = "; ".join(f"{columns[i]}: {_shorten(cells[i], words=50)}" for i in chosen if cells[i])
    return Draft(statements=(Statement(words=f"{label} – {shown}", quotes=(quote,)),))


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def _shorten(text: str, *, words: int = 90) -> str:
    kept = text.split()
    return text if len(kept) <= words else " ".join(kept[:words]) + " …"


def _columns(query: Query, columns: Sequence[str]) -> list[int]:
    """Choose the columns asked for by their headings' words and years; all of them where none is named."""
    scored = []
    wanted = {t.stem for t in query.terms}
    for index, column in enumerate(columns[1:], 1):
        own = set(stems(column)) & wanted
        own = {w for w in own if not w.isdigit()}
        score = float(len(own))
        held = years(column)
        if query.years and held:
            score += 1.5 if any(_agree(a, b) for a in query.years for b in held) else -2.0
        scored.append((score, index))
    top = max((s for s, _ in scored), default=0.0)
    if top <= 0:
        return [i for _, i in scored]
    return [i for s, i in scored if s >= top - 0.01]


def _sentences(query: Query, found: Sequence[Candidate]) -> list[Statement]:
    """Give the best sentence, the one that follows it, and others near it; for a comparison one for each period."""
    best = found[0]
    chosen = [best]
    size = len(best.unit.text.split())
    ranked = [*_each_period(query, found), *found[1:2], *_neighbours(best, found), *found[2:8]]
    for other in ranked:
        more = len(other.unit.text.split())
        if len(chosen) >= 3 or size + more > MOST_WORDS:
            continue
        if other in chosen or other.unit.form is Form.ROW or other.unit.text.endswith(":"):
            continue
        if other.score < best.score - 1.0:
            continue
        chosen.append(other)
        size += more
    first, rest = chosen[0], chosen[1:]
    together = [c for c in rest if c.hit.placed.passage.id == first.hit.placed.passage.id]
    apart = [c for c in rest if c not in together]
    ordered = [*sorted([first, *together], key=lambda c: c.unit.start), *apart]
    return [_say(c.hit.placed, c.unit) for c in ordered]


def _each_period(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """For a question that names two periods or more, give the best words of each."""
    if len(query.years) < 2:
        return []
    best = []
    for year in sorted(query.years):
        own = (c for c in found if any(_agree(year, held) for held in years(c.unit.text)))
        best += [c for c in [next(own, None)] if c]
    return best


def _neighbours(best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """Give the sentence after the best one, then the one before it: what a question is about comes first."""
    every = units(best.hit.placed.passage)
    at = every.index(best.unit)
    near = [every[n] for n in (at + 1,) if 0 <= n < len(every) and every[n].block == best.unit.block]
    scored = {(c.hit.placed.passage.id, c.unit.start): c for c in found}
    place = best.hit.placed.passage.id
    return [scored.get((place, u.start), replace(best, unit=u)) for u in near if u.form is not Form.HEADING]


# -- refusing ----------------------------------------------------------------------------------------------


def _refuse(silence: Silence, hits: Sequence[Hit], *, quotes: tuple[Quote, ...] = ()) -> Refusal:
    message = {
        Silence.NOT_IN_PAPERS: "The papers held do not answer this.",
        Silence.OTHER_YEAR: "The papers held speak of this for another year, not for the one asked about.",
        Silence.NOT_RECORDED: "This was raised or left open; the papers record no answer.",
    }[silence]
    return Refusal(silence=silence, message=message, nearest=quotes or nearest(hits))


def _no_minutes(query: Query, hits: Sequence[Hit], asked: Sequence[Part]) -> Refusal:
    """Say that no decision can be quoted: no minutes of that meeting are held."""
    dated = next((p.date for p in asked if p.date), None)
    day = query.dates[0] if query.dates else dated
    if asked and day:
        body = asked[0].committee or "that meeting"
        message = (
            f"The papers for the {body} on {long_date(day)} are held, but not the minutes of that meeting: what was "
            "decided is not in the papers. What a report recommends is not a decision."
        )
        own = [h for h in hits if h.placed.part.date == day] or list(hits)
        own.sort(key=lambda h: h.placed.passage.role is not Role.RECOMMENDATION)
        return Refusal(silence=Silence.NO_MINUTES, message=message, nearest=nearest(own))
    when = f" of {long_date(day)}" if day else " of that time"
    return Refusal(
        silence=Silence.NO_SUCH_MEETING,
        message=f"No minutes of a meeting{when} are among the papers held.",
        nearest=nearest(hits),
    )


def nearest(hits: Sequence[Hit], *, most: int = 3) -> tuple[Quote, ...]:
    """Give the opening words of the nearest passages, as quotes to show with a refusal."""
    found = []
    for hit in hits[:most]:
        every = units(hit.placed.passage)
        own = [u for u in every if u.form is not Form.HEADING] or list(every)
        if own:
            whole = hit.placed.passage.role is Role.RECOMMENDATION or own[0].text.endswith(":")
            found.append(
                Quote(placed=hit.placed, start=own[0].start, end=own[-1].end if whole else own[0].end)
            )
    return tuple(found)


def similarity_with(vector: Vectors, embed: Callable[[Sequence[str]], Vectors]) -> Similarity:
    """Make a similarity from the question's vector and an embedder."""

    def alike(texts: Sequence[str]) -> Vectors:
        return np.asarray(embed(texts) @ vector, dtype=np.float32)

    return alike
