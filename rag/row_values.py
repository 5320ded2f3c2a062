"""The rows of a table that a question chooses by their values: a named one, yes or no, more or less, for or against. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ingest.papers import Placed
from ingest.text.dates import MONTHS
from rag.answers import Query
from rag.records import Record, is_figure
from rag.units import Unit
from rag.words import content, stem, stems


class Row(NamedTuple):
    """A row of a table: where it stands, and what is understood of it."""

    placed: Placed
    unit: Unit
    own: Record


_UNDER = re.compile(
    r"\bunder(?:spen\w+)?\b(?! (?:way|\d))|\b(?:spend|spent|cost\w*|use[ds]?)\b.{0,20}\bless\b|\bless than\b(?! \d)|(?<!\bor )(?<!\band )\bbelow\b(?! \d)|\bfewer\b(?! than \d)|"
    r"\b(?:went|gone|going|go|come|came) down\b|\b(?:drop\w*|f[ae]ll\w*|los(?:t|e|ing)(?: out)?)\b|\bcut\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\bover(?:spen\w+)?\b(?! the\b| \d)|\bmore than\b(?! \d)|(?<!\bor )(?<!\band )\babove\b(?! \d)|\b(?:went|gone|going|go|come|came) up\b|"
    r"\b(?:rose|risen|rise|rising|grew|grown|gain\w*)\b|\bbust\w*\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\bvarian|\bover\b|\bunder\b|\bslippage\b|\bmovement\b|\bchange\b|\bdifference\b", re.IGNORECASE
)
_MOST_SORTS, _SORT_WORDS = 8, 6  # values of a column that sorts the rows, and words of one


# "not", and the words that may stand between it and the value that it denies: "has not yet been rated good"
_NOT = re.compile(
    r"(?:\b(?:not|without|never|other than|apart from|except|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|hasn['’]?t|haven['’]?t|didn['’]?t|don['’]?t|doesn['’]?t))"
    r"(?:\s+(?:yet|been|be|being|enough|to|rated|marked|flagged|scored|graded|judged|get|got|have|had|at|on|as|a|an|the|any|all|fully|their|its))*\s*$",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bno(?:thing|ne)?\s*$|\b(?:lack|lacks|lacking|missing)\s*$", re.IGNORECASE)
_YES_CELL = re.compile(r"(?:yes|y|✓|✔)(?!\w).{0,40}", re.IGNORECASE)
_NO_CELL = re.compile(r"(?:no|n|none|nil|✗|✘|[-–—])(?!\w).{0,40}", re.IGNORECASE)
_WHEN_HEAD = re.compile(
    rf"\b(?:(?:19|20)\d\d(?:[/–-]\d\d)?|Q[1-4]|(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})|last|previous|prior|now|latest|current|this|year|quarter)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|latest|current|this)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|previous|prior)\b", re.IGNORECASE)
_WORSE = re.compile(r"\b(?:worse\w*|deteriorat\w*)\b", re.IGNORECASE)
_EASED = re.compile(r"\b(?:better|improv\w*|eased?)\b", re.IGNORECASE)
_SCORE = re.compile(r"\b(?:score|risk)\b", re.IGNORECASE)  # higher is worse
# Headings of columns that count views; "No." numbers rows, and "No view" is neither.
_BEHIND_SIDE = r"(?!\.)[\s%#£()\d]*"
_FOR = re.compile(rf"(?:for|in favour|support\w*|agree\w*|yes|ayes){_BEHIND_SIDE}", re.IGNORECASE)
_AGAINST = re.compile(rf"(?:against|oppos\w*|object\w*|disagree\w*|no|noes){_BEHIND_SIDE}", re.IGNORECASE)
_MORE_AGAINST = re.compile(
    r"\bmore\b.{0,20}\b(?:against|oppos\w*|object\w*|disagree\w*|dislik\w*|noes|nos)\b.{0,20}\bthan\b",
    re.IGNORECASE,
)
_MORE_FOR = re.compile(
    r"\bmore\b.{0,20}\b(?:for|support\w*|back\w*|agree\w*|lik\w*|ayes|yes)\b.{0,20}\bthan\b", re.IGNORECASE
)


def value(figure: str) -> float | None:
    """Give a figure's value: in brackets, or behind a minus, it is below nothing; None where there is none."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", figure)
    if not found:
        return None
    number = float(found[0].replace(",", ""))
    return -number if re.match(r"\s*[(−–-]", figure) else number


def _columns(rows: Sequence[Row]) -> list[tuple[str, list[str]]]:
    """Give the table's columns: each one's heading and cells."""
    least = min(len(r.own.cells) for r in rows)
    return [(rows[0].own.cells[n][0], [r.own.cells[n][1] for r in rows]) for n in range(least)]


def _where(rows: Sequence[Row], holds: Sequence[bool]) -> list[Row]:
    return [row for row, held in zip(rows, holds, strict=True) if held]


def _of_value(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows that have a value which the question names, in a column that sorts them; the others where it denies it."""
    named = {t.stem for t in query.terms} | {s for t in query.terms for v in t.variants for s in stems(v)}
    for _, cells in _columns(rows):
        sorts = {c.lower() for c in cells if c}
        worded = all(not is_figure(c) and len(c.split()) <= _SORT_WORDS for c in sorts)
        if not worded or not 1 < len(sorts) <= min(_MOST_SORTS, max(2, 0.75 * len(rows))):
            continue
        held = [bool(named & {stem(w) for w in stems(c)}) for c in cells]
        if 0 < sum(held) < len(rows):
            told = {w for c, own in zip(cells, held, strict=True) if own for w in stems(c)} & named
            denied = _denied(query.question, told)
            return _where(rows, [h is not denied for h in held])
    return []


def _denied(question: str, named: set[str]) -> bool:
    """Tell whether a question denies a word that it names: "not yet green", "without a flag", "no grant"."""
    places = [m for m in re.finditer(r"[\w'’]+", question) if stem(m[0]) in named]
    return any(_NOT.search(question[: m.start()]) or _NONE.search(question[: m.start()]) for m in places)


def _of_yes_or_no(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows with a yes in a column of yes and no whose whole heading the question names; with a no where it denies it."""
    named = {t.stem for t in query.terms}
    for heading, cells in _columns(rows):
        own = {stem(w) for w in content(_WHEN_HEAD.sub("", heading))}
        yes = [bool(_YES_CELL.fullmatch(c)) for c in cells]
        no = [bool(_NO_CELL.fullmatch(c)) for c in cells]
        if (
            own
            and own <= named
            and any(yes)
            and any(no)
            and all(y or n for y, n in zip(yes, no, strict=True))
        ):
            return _where(rows, no if _denied(query.question, own) else yes)
    return []


def _of_movement(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows whose figure is under or over, as the question asks: by a variance, else from one time to the next."""
    asked = query.question
    columns = _columns(rows)
    scored = any(_SCORE.search(h) for h, _ in columns)
    under = bool(_UNDER.search(asked) or (scored and _EASED.search(asked)))
    over = bool(_OVER.search(asked) or (scored and _WORSE.search(asked)))
    if under is over:
        return []
    off = next((cells for h, cells in columns if _OFF.search(h) and any(map(is_figure, cells))), None)
    moved = (
        [value(c) if is_figure(c) else None for c in off] if off else _from_one_to_the_next(query, columns)
    )
    return _where(rows, [bool(v) and ((v or 0) < 0) is under for v in moved]) if moved else []


def _from_one_to_the_next(query: Query, columns: Sequence[tuple[str, Sequence[str]]]) -> list[float | None]:
    """Give how far the figures moved between the two columns of one thing at two times; nothing where it is not clear which.

    Of several things the one that the question names.
    """
    named = {t.stem for t in query.terms}
    things: dict[frozenset[str], list[tuple[str, Sequence[str]]]] = {}
    for heading, cells in columns:
        if _WHEN_HEAD.search(heading) and any(map(is_figure, cells)):
            things.setdefault(frozenset(stems(_WHEN_HEAD.sub("", heading))), []).append((heading, cells))
    pairs = [(thing, timed) for thing, timed in things.items() if len(timed) == 2]
    pairs = [p for p in pairs if p[0] & named] if len(pairs) > 1 else pairs
    if len(pairs) != 1:
        return []
    (first, one), (second, other) = pairs[0][1]
    times = _time(first), _time(second)
    if times[0] == times[1]:
        return []
    before, after = (one, other) if times[0] < times[1] else (other, one)
    both = [(value(a), value(b)) for a, b in zip(before, after, strict=True)]
    return [b - a if a is not None and b is not None else None for a, b in both]


def _time(heading: str) -> tuple[int, int, int]:
    """Give a heading's time to put beside another's: last or now, its year, its quarter or month; 0 for what it does not tell."""
    side = int(bool(_NOW.search(heading))) - int(bool(_LAST.search(heading)))
    year = max((int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", heading)), default=0)
    quarter = re.search(r"\bQ([1-4])\b", heading)
    month = next(
        (n for n, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", heading, re.IGNORECASE)), 0
    )
    return side, year, int(quarter[1]) if quarter else month


def _of_views(query: Query, rows: Sequence[Row]) -> list[Row]:
    """Give the rows that more were against than for, or more for than against, as the question asks."""
    against, backed = _MORE_AGAINST.search(query.question), _MORE_FOR.search(query.question)
    sides = [
        next(([value(c) for c in cells] for h, cells in _columns(rows) if side.fullmatch(h)), None)
        for side in (_FOR, _AGAINST)
    ]
    if not (against or backed) or sides[0] is None or sides[1] is None:
        return []
    more = [(n or 0) - (y or 0) for y, n in zip(sides[0], sides[1], strict=True)]
    return _where(rows, [m > 0 if against else m < 0 for m in more])


OF_VALUES: tuple[Callable[[Query, Sequence[Row]], list[Row]], ...] = (
    _of_views,
    _of_value,
    _of_yes_or_no,
    _of_movement,
)
"""Ways in which a question may choose rows by their values."""
