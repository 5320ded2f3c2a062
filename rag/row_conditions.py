"""The conditions by which a question chooses rows of a table: a month, a number, or by what `row_values` finds. Pure."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence

from ingest.text.dates import MONTHS
from rag.answers import Query
from rag.records import is_figure
from rag.row_values import OF_VALUES, Row, value
from rag.words import stems

_SHORT_MONTHS = "|".join(sorted({*MONTHS, *(m[:3] for m in MONTHS), "sept"}, key=len, reverse=True))
# "18th march", "in July 2025", "march 27": a day, a month, a year
_WHEN = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<month>{_SHORT_MONTHS})\b\.?(?:[\s'’-]*(?P<year>(?:20)?[2-9]\d)\b)?",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\bmay\b(?! 20\d\d)|\bmar\b", re.IGNORECASE
)  # "which may be let": no month unless it is written as one
_IN_MONTH = re.compile(
    r"\b(?:in|by|for|of|until|from|since|and|to|end|start|late|early|next|last)\s+$", re.IGNORECASE
)
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_NUMBER = re.compile(
    rf"(?P<before>more than|over|above|at least|less than|under|below|fewer than|up to)?\s*£?\b(?P<figure>\d[\d,.]*\d|\d|{'|'.join(_SMALL[1:])})\b%?"
    r"\s*(?P<after>or (?:more|above|over|higher)|and (?:above|over)|plus|or (?:less|under|below|fewer))?",
    re.IGNORECASE,
)
_DAY_WORDS = 6  # of a cell that names a day


def meeting_conditions(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows that a condition of the question chooses; nothing where it has none, or it tells no row from another."""
    for choose in (_of_when, _of_number, *OF_VALUES):
        chosen = choose(query, rows)
        if 0 < len(chosen) < len(rows):
            return chosen
    return []


def _whens(text: str, *, asked: bool = False) -> list[tuple[int, int, int]]:
    """Give the days and months that a text names, as (year, month, day), 0 for what it does not tell."""
    found = []
    for m in _WHEN.finditer(text):
        modal = (
            asked
            and _MODAL.fullmatch(m["month"])
            and not (m["day"] or m["year"] or _IN_MONTH.search(text[: m.start()]))
        )
        if modal:
            continue
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(m["month"].lower()[:3]))
        year = int(m["year"]) if m["year"] else 0
        found.append((year + 2000 if 0 < year < 100 else year, month, int(m["day"] or 0)))
    return found


def _of_when(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows that have the day or the month which the question names."""
    asked = _whens(query.question, asked=True)

    def has(row: Row) -> bool:
        told = [t for c in row.unit.cells if len(c.split()) <= _DAY_WORDS for t in _whens(c)]
        return any(all(x == y for x, y in zip(a, t, strict=True) if x and y) for a in asked for t in told)

    return [r for r in rows if has(r)] if asked else []


def _of_number(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows whose figure is the one asked for, or more or less: in the column that the question names."""
    column = _named_column(query, rows)
    found = next(
        (m for m in _NUMBER.finditer(query.question) if not re.fullmatch(r"(?:19|20)\d\d", m["figure"])), None
    )
    if column is None or found is None:
        return []
    limit, compared = _limit(found), _compared(found)
    cells = [r.own.cells[column][1] if column < len(r.own.cells) else "" for r in rows]
    values = [value(c) for c in cells]
    return [r for r, v in zip(rows, values, strict=True) if v is not None and compared(v, limit)]


def _limit(found: re.Match[str]) -> float:
    figure = value(found["figure"])
    return float(_SMALL.index(found["figure"].lower()) + 1) if figure is None else figure


def _compared(found: re.Match[str]) -> Callable[[float, float], bool]:
    """Give how a figure is to stand to the one asked for: more, at least, less, at most, or the same."""
    before, after = (found["before"] or "").lower(), (found["after"] or "").lower()
    if before == "at least" or after.endswith(("more", "above", "over", "higher", "plus")):
        return operator.ge
    if before == "up to" or after.endswith(("less", "under", "below", "fewer")):
        return operator.le
    if before in {"less than", "under", "below", "fewer than"}:
        return operator.lt
    return operator.gt if before else operator.eq


def _named_column(query: Query, rows: Sequence[Row]) -> int | None:
    """Give the one column of figures whose heading has a word of the question."""
    named = {t.stem for t in query.terms}
    heads = [h for h, _ in rows[0].own.cells]
    figures = [
        n
        for n, _ in enumerate(heads)
        if all(is_figure(r.own.cells[n][1]) for r in rows if n < len(r.own.cells) and r.own.cells[n][1])
    ]
    own = [n for n in figures if named & set(stems(heads[n]))]
    return own[0] if len(own) == 1 else None
