"""Whether words are of the years and quarters that a question asks for, by themselves or by what stands around them. Pure."""

from __future__ import annotations

from ingest.papers import Placed
from ingest.text.dates import month_column, months, months_of_a_year, quarters, years
from ingest.text.lines import plain
from rag.answers import Ask, Query
from rag.units import Unit

_MONTHLY = 3  # columns that are months, at least, of a table by months


def period(query: Query, unit: Unit, placed: Placed) -> float:
    """Score (-1.2 to 1) how a unit's years agree with those asked for."""
    own = years(unit.text)
    if own:
        return 1.0 if any(agree(a, b) for a in query.years for b in own) else -1.2
    around = years(
        " ".join([placed.part.title, *placed.passage.headings, *placed.passage.columns, unit.lead])
    )
    around |= {str(placed.part.date.year)} if placed.part.date else set()
    return 0.3 if any(agree(a, b) for a in query.years for b in around) else -0.3


def agree(asked: str, held: str) -> bool:
    """Tell whether a period held is, or lies in, the period asked for: 2020/21 holds 2020 and 2021."""
    if asked == held or asked.startswith(held) or held.startswith(asked):
        return True
    if "/" in asked and len(held) == 4:
        return int(asked[:4]) + 1 == int(held)
    return "/" in held and len(asked) == 4 and int(held[:4]) + 1 == int(asked)


def period_agrees(query: Query, unit: Unit, placed: Placed) -> bool:
    """Tell whether a unit is of the years, quarters and months asked for: by its own words, else by what stands around it."""
    if not _quarter_agrees(query, unit, placed) or not _month_agrees(query, unit, placed):
        return False
    own = years(unit.text)
    day = placed.part.date
    if not query.years or (day and (day in query.dates or (day.year, day.month) in query.months)):
        return True  # of the very meeting
    if own:
        return any(agree(a, b) for a in query.years for b in own)
    return _year_known(query, placed)


def _quarter_agrees(query: Query, unit: Unit, placed: Placed) -> bool:
    asked = quarters(query.question) or quarters(query.text)
    if not asked or query.ask is Ask.COMPARISON:
        return True
    held = (
        quarters(unit.text)
        or quarters(" ".join([*placed.passage.headings, *placed.passage.columns]))
        or quarters(" ".join([placed.passage.item or "", placed.part.title, placed.paper.title]))
    )
    return not held or bool(asked & held)


def _month_agrees(query: Query, unit: Unit, placed: Placed) -> bool:
    """Tell whether a row whose columns are months holds one that is asked for; the month may be its meeting's."""
    held = {month for c in placed.passage.columns if (month := month_column(c))}
    if not unit.cells or len(held) < _MONTHLY:
        return True
    asked = {m for _, m in months(query.question)} | {m for m, _ in months_of_a_year(query.question)}
    met = placed.part.date.month if placed.part.date else None
    return not asked or met in asked or bool(asked & held)


def _year_known(query: Query, placed: Placed) -> bool:
    """Tell whether the years asked for stand in the passage, above it, or are those of its meeting."""
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
    return any(agree(a, b) for a in query.years for b in own)


def year_fits(query: Query, placed: Placed) -> bool:
    """Tell whether a decision can belong to the years asked about: its meeting's year, or named in its text."""
    if any(
        placed.part.date and (y.startswith(str(placed.part.date.year)) or _in_span(y, placed.part.date.year))
        for y in query.years
    ):
        return True
    own = years(" ".join([plain(placed.passage.text), placed.passage.item or ""]))
    return bool(own & query.years) or not (own or placed.part.date)


def _in_span(year: str, calendar: int) -> bool:
    return "/" in year and int(year[:4]) + 1 == calendar
