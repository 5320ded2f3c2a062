"""The same measure in two papers: other figures for one period, or another period. Pure.

What is the same is told by all the words of a sentence, or of a cell's label and headings; what one paper gives
twice, with other figures, is left out, for it must mean two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.papers import Placed, ReadPaper
from ingest.text.dates import long_date, marked
from rag.answers import Statement
from rag.measured import Measured, measured
from rag.places import placed_in
from rag.times import MARK

Key = tuple[tuple[str, ...], tuple[str, ...]]
Index = dict[Key, list[Measured]]


def index(reads: Iterable[ReadPaper], *, hidden: Iterable[tuple[str, int]] = ()) -> Index:
    """Gather what all papers measure, by measure and units."""
    left_out, found = set(hidden), Index()
    for read in reads:
        for passage in read.passages:
            if (read.paper.id, passage.part) in left_out:
                continue
            for one in measured(placed_in(read, passage)):
                found.setdefault((one.measure, one.units), []).append(one)
    return {key: every for key, every in found.items() if len(_papers(every)) > 1}


def _papers(every: Iterable[Measured]) -> set[str]:
    return {one.placed.paper.id for one in every}


def differing(passages: Sequence[Placed], known: Index) -> tuple[Statement, ...]:
    """Give the figures in these passages that another paper gives otherwise, for the same period; each once."""
    return tuple(_told(one, other) for one, other in _pairs(passages, known) if one.period == other.period)


def moved_since(passages: Sequence[Placed], known: Index) -> tuple[Statement, ...]:
    """Give the figures in these passages that another paper gives for another period; each once.

    Where one of the papers has both periods, the two do not follow each other.
    """
    return tuple(
        _told(one, other)
        for one, other in _pairs(passages, known)
        if one.period != other.period and not _both_periods(one, other, known)
    )


def _both_periods(one: Measured, other: Measured, known: Index) -> bool:
    every = known[one.measure, one.units]
    periods: dict[str, set[tuple[str, ...]]] = {}
    for m in every:
        periods.setdefault(m.placed.paper.id, set()).add(m.period)
    return any({one.period, other.period} <= periods[m.placed.paper.id] for m in (one, other))


def _pairs(passages: Sequence[Placed], known: Index) -> Iterable[tuple[Measured, Measured]]:
    """Give each measure of the passages with the same in another paper, where its figures are others."""
    seen = set()
    for placed in passages:
        for one in measured(placed):
            every = known.get((one.measure, one.units), [])
            for other in every:
                pair = frozenset({(m.placed.passage.id, m.told) for m in (one, other)})
                another = other.placed.paper.id != one.placed.paper.id and other.values != one.values
                if another and pair not in seen and _plain(one, every) and _plain(other, every):
                    seen.add(pair)
                    yield one, other


def _plain(one: Measured, every: Sequence[Measured]) -> bool:
    """Tell whether its paper gives one figure only for its measure and period."""
    own = [m for m in every if m.placed.paper.id == one.placed.paper.id and m.period == one.period]
    return len({m.values for m in own}) == 1


def _told(one: Measured, other: Measured) -> Statement:
    """Tell both, the older paper first."""
    first, second = sorted((one, other), key=_day)
    words = f"In {_place(first)}: {first.told}; in {_place(second)}: {second.told}."
    return Statement(words=words, quotes=(*first.quotes, *second.quotes))


def _day(one: Measured) -> str:
    day = one.placed.part.date or one.placed.paper.date
    return day.isoformat() if day else ""


def _place(one: Measured) -> str:
    """Name a paper by its title and day, or by its committee's where the title has figures that could be mistaken."""
    part, day = one.placed.part, one.placed.part.date or one.placed.paper.date
    plain_title = not any(c.isdigit() for c in MARK.sub("", marked(part.title)))
    name = part.title if plain_title else part.committee or "another paper"
    return f"{name}, {long_date(day)}" if day else name
