"""Which cells of a table's row are asked for: by their columns' words, periods and sorts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.dates import dates, without_dates, years
from rag.answers import Ask, Query
from rag.periods import agree
from rag.records import Record, is_figure
from rag.search import coverage
from rag.wanted import REASON_WORDS, SUITS
from rag.words import stems

MOST_COLUMNS = 6  # shown where none is asked for by name
_TOTAL = re.compile(r"\b(?:total|overall|all)\b", re.IGNORECASE)
_AS_MUCH = 0.6  # of the words that the column asked for first has, at least, for another to be told with it
_TWO = re.compile(r"\band\b|\s&\s", re.IGNORECASE)  # columns may be asked for
_JUDGES = re.compile(r"\b(?:change|variance|difference|movement|met|rag|status)\b", re.IGNORECASE)
_NAMED = 0.6  # of the heaviest word of the question, at least, in a column's heading that tells no year
_SAID = 0.5  # share of the question's weighted words that a cell of words holds, to be told before any other
# The headings of an action log: what is to be done, by whom, by when, and how far it is
_LOG = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "actions?|to be done|tasks?|request(?:ed)?|undertaking|issues?|matters?", "by whom|who|owner|lead|responsible|officer|assigned",
        "due|by when|deadline|when|target date|completion|date for \\w+|report(?:ing)? date", "status|standing|progress|position|latest|update|response|outcome|comments?",
    )
)  # fmt: skip
_SORTS, _MOST_LOGGED = 3, 75  # sorts of headings, at least; words of such a row that is told whole, at most
_PERCENT_ASKED = re.compile(r"\bper ?cent(?:age)?\b|\bproportion\b|\bwhat share\b|%", re.IGNORECASE)
_CHANGED = re.compile(
    r"\bvarian\w*|\bchanges?\b|\bincreases?\b|\bmovement\b|\bdifference\b|\brise\b|\bgrowth\b", re.IGNORECASE
)
_PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
_MOST_OF_SORT = 3
_NUMBER = re.compile(r"(?<![\d/.,£])\d{1,2}(?![\d/.,])")  # and no part of a year, a date or a sum
_BY_HOW_MUCH = re.compile(
    r"\bby how (?:much|far)\b|\bhow (?:much|far) (?:over|under|adrift|off|short|ahead|behind|above|below)\b|"
    r"\bhow (?:much|far)\b.{0,60}\b(?:over|under|above|below|adrift of|short of|off) (?:its |the |their |our )?(?:budget|target|plan|forecast|estimate|allocation)\b",
    re.IGNORECASE,
)
_ASKED_FIRST = re.compile(
    r"\b(?:what|which|who|when|where|why|how)\b", re.IGNORECASE
)  # something else is asked too
_OFF = re.compile(
    r"\bvarian|\bover\W{0,4}(?:spend\W{0,4})?\(?\W*under|\bunder\W{0,4}over|\bdifference\b|\bgap\b|\bover ?spend|\bshortfall",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:incl(?:uding|usive of|udes?|\.)?|excl(?:uding|usive of|udes?|\.)?)\s+(\w+)", re.IGNORECASE
)
_MOST_COMPARED = 7  # columns of a row that is told whole where a comparison is asked for
_MOST_BESIDE, _WORDS_BESIDE = 7, 4  # cells of a row whose other cells are told too, and words of one, at most


def asked_cells(query: Query, own: Record) -> list[tuple[str, str]]:
    """Choose the cells asked for by their headings' words, years and days; all of them where none is named.

    A comparison gets the whole row, unless it is wide; a day or a name that no such cell has, the cell of words
    that tells it.
    Of columns that are named alike ("CYPE Core", "CYPE Total") the total is meant, where no other is said.
    """
    if query.ask is Ask.REASON and (
        said := [(h, c) for h, c in own.others if len(c.split()) >= REASON_WORDS]
    ):
        return said[:2]
    label = set(stems(own.label))
    if by_sort := _by_sort(query, own, label):
        return by_sort
    cells = own.others if own.label else own.cells  # what names the row is told with it
    scored = [(_asked(query, heading, label), heading, cell) for heading, cell in cells]
    top = max((s for s, _, _ in scored), default=0.0)
    two = _TWO.search(re.sub(re.escape(own.label), "", query.question, flags=re.IGNORECASE))
    enough = _AS_MUCH * top * (0.5 if two else 1.0)
    best = [(h, c) for s, h, c in scored if s >= enough] if top > 0 else []
    best = [*_timeless(query, scored, best, label), *best]
    if said := _said(query, own, best):
        return said[:2]
    if not best:
        filled = [(h, c) for h, c in own.others if c]
        figures = [(h, c) for h, c in filled if is_figure(c)]
        wide = len(filled) > MOST_COLUMNS and query.ask is Ask.FIGURE and figures
        return ([cell for cell in figures if _TOTAL.search(cell[0])] or figures if wide else filled)[
            :MOST_COLUMNS
        ]
    if query.ask is Ask.COMPARISON:
        asked = [(h, c) for s, h, c in scored if s > 0 and c]
        both = len([c for c in asked if is_figure(c[1])]) > 1
        every = [(h, c) for h, c in own.others if c]
        return (asked if both and len(every) > _MOST_COMPARED else every)[:_MOST_COMPARED]
    totals = [cell for cell in best if _TOTAL.search(cell[0])]
    return totals if len(totals) == 1 else best[:MOST_COLUMNS]


def cells_beside(query: Query, own: Record, chosen: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the other cells of a small row, where their headings' words chose: a question often names its column otherwise.

    None of a year that is not asked about, but for a comparison.
    """
    every = [(h, c) for h, c in own.others if c]
    wide = len(every) > _MOST_BESIDE or any(len(c.split()) > _WORDS_BESIDE for _, c in every)
    if wide or _by_sort(query, own, set(stems(own.label))):
        return []
    other = [(h, c) for h, c in every if (h, c) not in chosen and any(map(str.isalnum, c))]
    return [(h, c) for h, c in other if not _of_another_year(query, h)]


def _of_another_year(query: Query, heading: str) -> bool:
    """Tell whether a column is of a year that is not asked about."""
    told = years(heading)
    asked = query.years if query.ask is not Ask.COMPARISON else frozenset()
    return bool(asked and told) and not any(agree(a, b) for a in asked for b in told)


def _by_sort(query: Query, own: Record, label: set[str]) -> list[tuple[str, str]]:
    """Choose cells by what sort of thing they tell: an action log's all; a percentage, or by how much something is off."""
    filled = [(h, c) for h, c in own.others if c]
    if _of_log(own):
        return filled
    if query.ask is Ask.COMPARISON:
        return []
    if numbered := _numbered(query, own.label, filled):
        return numbered
    figures = [(h, c) for h, c in filled if is_figure(c)]
    told: list[tuple[str, str]] = []
    if _PERCENT_ASKED.search(query.question):
        changed = _CHANGED.search(query.question)
        told = [(h, c) for h, c in figures if c.endswith("%") or _PERCENT.search(h)]
        told = [(h, c) for h, c in told if changed or not _CHANGED.search(h)] or told
    by = None if told else _BY_HOW_MUCH.search(query.question)
    if by and not _ASKED_FIRST.search(query.question[: by.start()]):
        told = [(h, c) for h, c in figures if _OFF.search(h)]
    if len(told) == len(figures):
        return []
    most = max((_asked(query, h, label) for h, _ in told), default=0.0)
    return [(h, c) for h, c in told if _asked(query, h, label) == most][:_MOST_OF_SORT]


def _numbered(query: Query, label: str, filled: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the cells whose headings have a number that the question names, where others have not: "over 28 days"."""
    named = set(_NUMBER.findall(without_dates(query.question))) - set(_NUMBER.findall(label))
    told = [(h, c) for h, c in filled if named & set(_NUMBER.findall(without_dates(h)))]
    return told[:_MOST_OF_SORT] if len(told) < len(filled) else []


def _of_log(own: Record) -> bool:
    """Tell whether a row is an action log's, and short enough to be told whole: what, who, by when, how far it is."""
    words = sum(len(c.split()) for _, c in own.cells)
    told = sum(any(sort.search(h) for h, c in own.cells if c) for sort in _LOG)
    return told >= _SORTS and words <= _MOST_LOGGED


def _timeless(
    query: Query, scored: Sequence[tuple[float, str, str]], best: Sequence[tuple[str, str]], label: set[str]
) -> list[tuple[str, str]]:
    """Give the columns asked for by a word, without a year ("Revised"), where those chosen only have the year asked about."""
    if not best or any(not _dated(h) or _worded(query, h, label) >= _NAMED for h, _ in best):
        return []
    return [(h, c) for s, h, c in scored if s >= _NAMED and c and not _dated(h) and not _JUDGES.search(h)]


def _said(query: Query, own: Record, named: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the cells of words that tell the day or the name asked for, where those named by their headings do not."""
    suits = SUITS.get(query.ask) if query.ask in {Ask.DATE, Ask.PERSON} else None
    if suits is None or any(suits.search(cell) for _, cell in named):
        return []
    said = [
        (coverage(query.terms, stems(c)), h, c)
        for h, c in own.others
        if len(c.split()) >= REASON_WORDS and suits.search(c)
    ]
    return [(h, c) for held, h, c in sorted(said, reverse=True) if held >= _SAID]


def _worded(query: Query, heading: str, label: set[str]) -> float:
    """Score how far a column is asked for by the words of its heading alone."""
    held = {s for s in stems(heading) if not s.isdigit()}
    score, heaviest = 0.0, max((t.weight for t in query.terms), default=1.0)
    beside = {
        s for m in _WITH.finditer(query.question) for s in stems(m[1])
    }  # "including VAT" asks for no VAT
    for term in query.terms:
        if term.stem in beside:
            continue
        variants = {term.stem, *(s for v in term.variants for s in stems(v) if len(stems(v)) == 1)}
        if variants & held and not variants & label:
            score += term.weight / heaviest
    return score


def _dated(heading: str) -> bool:
    return bool(years(heading) or dates(heading))


def _asked(query: Query, heading: str, label: set[str]) -> float:
    """Score how far a column is asked for: the weight of the question's words in its heading, and its period."""
    score = _worded(query, heading, label)
    days = dates(heading)
    if query.dates and days:
        return score + (2.0 if set(days) & set(query.dates) else -2.0)
    told = years(heading) | {str(day.year) for day in days}
    if query.years and told:
        score += 1.5 if any(agree(a, b) for a in query.years for b in told) else -2.0
    return score
