"""Which meeting a passage is of, and whether it records what was decided there or only asks for it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.papers import Kind, Part, Placed, Role
from ingest.text.dates import dates, months
from ingest.text.lines import plain
from rag.answers import Query
from rag.recorded import taken


def records_decisions(part: Part) -> bool:
    """Tell whether a part records what was decided: minutes, or a record of a decision that was taken."""
    if part.kind is Kind.DECISION_RECORD:
        return taken(part)
    return part.kind is Kind.MINUTES


def proposes(placed: Placed) -> bool:
    """Tell whether a passage only asks for a decision: a recommendation, or a proposed record of one."""
    proposed = placed.part.kind is Kind.DECISION_RECORD and not records_decisions(placed.part)
    return proposed or placed.passage.role is Role.RECOMMENDATION


def held_on(part: Part, query: Query) -> bool:
    """Tell whether a part belongs to a meeting that a question names by its day or month, and by its committee."""
    day = part.date
    if day is None or (query.sitting and part.committee and part.committee not in query.sitting):
        return False
    return day in query.dates if query.dates else (day.year, day.month) in query.months


def of_the_day(query: Query, placed: Placed) -> bool:
    """Tell whether a passage is of the day or month that a question names, or names it, or is of no known day."""
    return not placed.part.date or held_on(placed.part, query) or speaks_of_day(placed, query)


def speaks_of_day(placed: Placed, query: Query) -> bool:
    """Tell whether a passage names the dates or months that a question names."""
    text = plain(placed.passage.text)
    return bool(set(dates(text)) & set(query.dates) or set(months(text)) & set(query.months))


def minutes_held(query: Query, parts: Sequence[Part]) -> bool:
    """Tell whether minutes are held of a meeting that a question names by its day or month."""
    return any(records_decisions(p) and held_on(p, query) for p in parts)
