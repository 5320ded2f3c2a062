"""Dates as councils print them. Pure.

"Thursday, 17th March, 2022", "9 December 2021", "10th July 2017", "17/03/2022", "March 2022".
Numeric dates are day first, as in the United Kingdom.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY_MONTH_YEAR = re.compile(
    rf"\b(\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\s*,?\s+(\d{{4}})\b", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(
    rf"\b{_MONTH}\s+(\d{{1,2}})(?:(?:st|nd|rd|th)?\s*,\s*|(?:st|nd|rd|th)\s+)(\d{{4}})\b", re.IGNORECASE
)
_WELSH_MONTHS = ("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref",
                 "tachwedd", "rhagfyr")  # fmt: skip
_WELSH = re.compile(
    rf"\b(\d{{1,2}})(?:af|ail|il|ydd|edd|fed|ed|eg|ain)?\s+(?:o\s+)?({'|'.join(_WELSH_MONTHS)})\s*,?\s+(\d{{4}})\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b")
_HYPHENED = re.compile(rf"\b(\d{{1,2}})-{_MONTH}-(\d{{4}}|\d{{2}})\b", re.IGNORECASE)  # a spreadsheet's
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s*,?\s+(\d{{4}})\b", re.IGNORECASE)
_YEAR_RANGE = re.compile(r"\b((?:19|20)\d{2})\s*[-–/]\s*((?:19|20)?\d{2})\b(?!\s*[-/]\s*\d)")
_SHORT_RANGE = re.compile(r"(?<![\d/.-])(\d{2})\s*[-–/]\s*(\d{2})(?![\d/.%-])")
_YEAR = re.compile(r"(?<![\d£.,])((?:19|20)\d{2})(?!\d|[.,]\d)")


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _whole(year: str) -> int:
    """Give a year that may be printed in two digits."""
    return int(year) + (2000 if len(year) == 2 else 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates(text: str) -> tuple[date, ...]:
    """Find the full dates in `text`, in order of appearance.

    >>> dates("held at 10.30 am on Thursday, 9th December, 2021; signed 02/10/2022; Dydd Gwener, 9fed Mehefin, 2017")
    (datetime.date(2021, 12, 9), datetime.date(2022, 10, 2), datetime.date(2017, 6, 9))
    >>> dates("30-Sep-24 Balance")
    (datetime.date(2024, 9, 30),)
    """
    found: list[tuple[int, date | None]] = [
        (m.start(), _valid(int(m[3]), _month(m[2]), int(m[1]))) for m in _DAY_MONTH_YEAR.finditer(text)
    ]
    found += [(m.start(), _valid(_whole(m[3]), _month(m[2]), int(m[1]))) for m in _HYPHENED.finditer(text)]
    found += [(m.start(), _valid(int(m[3]), _month(m[1]), int(m[2]))) for m in _MONTH_DAY_YEAR.finditer(text)]
    found += [
        (m.start(), _valid(int(m[3]), _WELSH_MONTHS.index(m[2].lower()) + 1, int(m[1])))
        for m in _WELSH.finditer(text)
    ]
    found += [(m.start(), _valid(_whole(m[3]), int(m[2]), int(m[1]))) for m in _NUMERIC.finditer(text)]
    found += [(m.start(), _valid(int(m[1]), int(m[2]), int(m[3]))) for m in _ISO.finditer(text)]
    return tuple(day for _, day in sorted(found, key=lambda f: f[0]) if day)


def first_date(text: str) -> date | None:
    """Return the first full date in `text`, or None."""
    return next(iter(dates(text)), None)


def months(text: str) -> tuple[tuple[int, int], ...]:
    """Find "Dec 2021" and the like as (year, month), full dates included.

    >>> months("holiday activities fund resolution dec 2021")
    ((2021, 12),)
    """
    named = [(int(m[2]), _month(m[1])) for m in _MONTH_YEAR.finditer(text)]
    return tuple(dict.fromkeys([*named, *((day.year, day.month) for day in dates(text))]))


def years(text: str) -> frozenset[str]:
    """Find the years and spans of years in `text`: "2018" for a year, "2018/19" for a span.

    >>> sorted(years("in 2020-21, up from 2018/2019 and 19/20, and in 2017"))
    ['2017', '2018/19', '2019/20', '2020/21']
    """
    found: set[str] = set()
    for m in _YEAR_RANGE.finditer(text):
        first, last = int(m[1]), int(m[2][-2:])
        if (first + 1) % 100 == last:
            found.add(f"{first}/{last:02d}")
        else:
            found |= {m[1], m[2] if len(m[2]) == 4 else f"{m[1][:2]}{m[2]}"}
    rest = _YEAR_RANGE.sub(" ", text)
    for m in _SHORT_RANGE.finditer(rest):
        first, last = int(m[1]), int(m[2])
        if (first + 1) % 100 == last and 10 <= first <= 40:
            found.add(f"20{m[1]}/{m[2]}")
    return frozenset(found | {m[1] for m in _YEAR.finditer(rest)})


_QUARTER = re.compile(
    r"\b(?:Q([1-4])\b|quarter\s+([1-4]|one|two|three|four)\b|(first|second|third|fourth|1st|2nd|3rd|4th|final|last(?=\s+quarter\s+of\b))\s+quarter\b)",
    re.IGNORECASE,
)
_ORDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
             "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4}  # fmt: skip


def quarters(text: str) -> frozenset[int]:
    """Find the quarters of a year (1 to 4) that a text names.

    >>> sorted(quarters("at Quarter 3 of 2024-25, as in Q2 and the first quarter"))
    [1, 2, 3]
    """
    found = (m[1] or m[2] or m[3] for m in _QUARTER.finditer(text))
    return frozenset(int(q) if q.isdigit() else _ORDINALS[q.lower()] for q in found)


def without_dates(text: str) -> str:
    """Blank out dates, months with a year, and years.

    >>> without_dates("FSM, 9 Dec 2021, and 20/21")
    'FSM,  , and  '
    """
    for pattern in (
        _DAY_MONTH_YEAR,
        _MONTH_DAY_YEAR,
        _NUMERIC,
        _HYPHENED,
        _ISO,
        _MONTH_YEAR,
        _YEAR_RANGE,
        _SHORT_RANGE,
        _YEAR,
    ):
        text = pattern.sub(" ", text)
    return text


_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![a-z])", re.IGNORECASE)
_MONTH_ALONE = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|(?<=[iobm][nyl]\s)May)\b"
)


DAYS_AND_MONTHS = re.compile(
    rf"\b(?:\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?)?{_MONTH}(?![a-z])(?:\s+(?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
"""A day, a month, or either with its year."""


def days_of_a_year(text: str) -> tuple[tuple[int, int], ...]:
    """Find days that are named without their year, as (month, day).

    >>> days_of_a_year("What did Cabinet agree on the 4th of March, and on 9 December 2021?")
    ((3, 4),)
    """
    return tuple((_month(m[2]), int(m[1])) for m in _DAY_MONTH.finditer(without_dates(text)))


_MONTH_COLUMN = re.compile(rf"{_MONTH}[\s'’-]*(?:(?:19|20)?\d\d)?", re.IGNORECASE)


def month_column(heading: str) -> int | None:
    """Give the month that a column's heading is, by itself or with its year ("Apr", "May-25").

    >>> month_column("Apr"), month_column("June 2025"), month_column("March target")
    (4, 6, None)
    """
    found = _MONTH_COLUMN.fullmatch(heading.strip())
    return _month(found[1]) if found else None


def months_of_a_year(text: str) -> tuple[tuple[int, str], ...]:
    """Find months that are named without a year or a day, each with the words around it.

    >>> months_of_a_year("at the extraordinary council meeting in January?")
    ((1, 'the extraordinary council meeting in January?'),)
    """
    rest = _DAY_MONTH.sub(" ", without_dates(text))
    around = re.compile(r"(?:\S+\s+){0,5}\S*$"), re.compile(r"^\S*(?:\s+\S+){0,3}")
    found = []
    for m in _MONTH_ALONE.finditer(rest):
        before, after = around[0].search(rest[: m.start()]), around[1].search(rest[m.end() :])
        found.append((_month(m[0]), f"{before[0] if before else ''}{m[0]}{after[0] if after else ''}"))
    return tuple(found)


# A mark's digits are hidden until all marks are made, lest a later pattern finds a date in an earlier mark.
_HIDDEN = {ord(str(digit)): 0xE000 + digit for digit in range(10)}
_SHOWN = {hidden: digit for digit, hidden in _HIDDEN.items()}


def _mark(text: str) -> str:
    return f" {text.translate(_HIDDEN)} "


def _mark_range(m: re.Match[str]) -> str:
    first, last = int(m[1]), int(m[2][-2:])
    if (first + 1) % 100 == last:
        return _mark(f"y{first}x{last:02d}")
    return _mark(f"y{first} y{m[2] if len(m[2]) == 4 else f'{m[1][:2]}{m[2]}'}")


def _mark_short(m: re.Match[str]) -> str:
    first, last = int(m[1]), int(m[2])
    return _mark(f"y20{m[1]}x{m[2]}") if (first + 1) % 100 == last and 10 <= first <= 40 else m[0]


def _mark_day(year: int, month: int, day: int, *, otherwise: str) -> str:
    return _mark(f"d{year}x{month}x{day}") if _valid(year, month, day) else otherwise


def marked(text: str) -> str:
    """Write each date, month and year as one word, so that two ways of printing it compare equal.

    `d2021x12x9` a day, `n12x9` a day without its year, `m2021x12` a month, `n12` a month alone, `y2021` and
    `y2020x21` years.

    >>> marked("on 9th December, 2021 (10/12/21), in March, in 2020-21").split()
    ['on', 'd2021x12x9', '(', 'd2021x12x10', '),', 'in', 'n3', ',', 'in', 'y2020x21']
    """
    text = _DAY_MONTH_YEAR.sub(lambda m: _mark_day(int(m[3]), _month(m[2]), int(m[1]), otherwise=m[0]), text)
    text = _MONTH_DAY_YEAR.sub(lambda m: _mark_day(int(m[3]), _month(m[1]), int(m[2]), otherwise=m[0]), text)
    text = _NUMERIC.sub(
        lambda m: _mark_day(_whole(m[3]), int(m[2]), int(m[1]), otherwise=m[0]),
        text,
    )
    text = _HYPHENED.sub(lambda m: _mark_day(_whole(m[3]), _month(m[2]), int(m[1]), otherwise=m[0]), text)
    text = _ISO.sub(lambda m: _mark_day(int(m[1]), int(m[2]), int(m[3]), otherwise=m[0]), text)
    text = _MONTH_YEAR.sub(lambda m: _mark(f"m{m[2]}x{_month(m[1])}"), text)
    text = _DAY_MONTH.sub(lambda m: _mark(f"n{_month(m[2])}x{int(m[1])}"), text)
    text = _MONTH_ALONE.sub(lambda m: _mark(f"n{_month(m[0])}"), text)
    text = _YEAR_RANGE.sub(_mark_range, text)
    text = _SHORT_RANGE.sub(_mark_short, text)
    return _YEAR.sub(lambda m: _mark(f"y{m[1]}"), text).translate(_SHOWN)


def long_date(day: date) -> str:
    """Write a date as UK readers expect it.

    >>> long_date(date(2021, 12, 9))
    '9 December 2021'
    """
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
