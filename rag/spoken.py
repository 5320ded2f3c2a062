"""Periods as people say them: "July to September" for a quarter, "the year before" for what was asked just before. Pure."""

from __future__ import annotations

import re

from ingest.text.dates import MONTHS

_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_THREE_MONTHS = re.compile(
    rf"(?:\bbetween\s+{_MONTH}\s+and\s+{_MONTH}|(?:\b(?:from|in|during)\s+)?\b{_MONTH}\s*(?:to|until|till|[-–])\s*(?:the end of )?{_MONTH})"
    r"(?![a-z])(?:,?\s*((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_QUARTER_ENDED = re.compile(
    rf"\b(?:three months|quarter) (?:to|ended|ending)(?: the)?(?: end of)?(?: \d\d?(?:st|nd|rd|th)?)? {_MONTH}(?![a-z])(?:,?\s*((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bquarter (\d)\b(?! q\d)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:(first|1st)|(second|2nd)|(third|3rd)|(fourth|4th|final|last(?= quarter of))) quarter\b",
    re.IGNORECASE,
)
# What names another period by one that was asked about before.
_AWAY = re.compile(
    r"\b(?P<unit>year|quarter) (?P<way>before|after)\b(?! last| next)|\b(?P<which>previous|preceding|prior|earlier|following|next) (?P<of>year|quarter)\b",
    re.IGNORECASE,
)
# What a follow-up may have beside that, and ask nothing else
_BESIDE = re.compile(
    r"\b(?:and|but|so|ok|what|how|about|was|were|is|it|that|this|in|for|the|of|did|do|does|then|figure|number|total|much|many|compare|compared|with|to|one|same|on|as|us|me|tell|give|please)\b|\W+",
    re.IGNORECASE,
)
_LATER = frozenset({"after", "following", "next"})
_YEARS = re.compile(r"\b((?:19|20)?\d\d)\s?([/–-])\s?(\d\d)\b(?!\s?[/–-]\s?\d)|\b((?:19|20)\d\d)\b")
_OF_A_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH} $", re.IGNORECASE)
_ENDS_PERIOD = re.compile(r"(?:31|30|29|28|1)(?:st|th)?\s", re.IGNORECASE)
_QUARTER = re.compile(r"\b(q|quarter )([1-4])\b", re.IGNORECASE)


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month.lower()[:3]))


def _of_the_year(last: int, year: str | None) -> str:
    """Write the quarter that ends with a month, of the financial year from April."""
    number = ((last - 4) % 12) // 3 + 1
    told = f"in quarter {number} q{number}"
    if not year:
        return told
    first = int(year) - (last < 4)
    return f"{told} {first}/{(first + 1) % 100:02d}"


def with_quarters(text: str) -> str:
    """Add the short forms of the quarters that a text names, and name those that its months are.

    >>> with_quarters("Fines issued from Oct to Dec 2025?"), with_quarters("the last quarter of 2024/25")
    ('Fines issued in quarter 3 q3 2025/26?', 'the last quarter q4 of 2024/25')
    """
    text = _NUMBERED.sub(r"quarter \1 q\1", text)
    text = _ORDINAL.sub(lambda m: f"{m[0]} q{next(n for n in range(1, 5) if m[n])}", text)

    def ranged(m: re.Match[str]) -> str:
        first, last = (_number(m[1] or m[3]), _number(m[2] or m[4]))
        quarter = (last - first) % 12 == 2 and last % 3 == 0
        return _of_the_year(last, m[5]) if quarter else m[0]

    text = _THREE_MONTHS.sub(ranged, text)
    return _QUARTER_ENDED.sub(
        lambda m: _of_the_year(_number(m[1]), m[2]) if _number(m[1]) % 3 == 0 else m[0], text
    )


def without_spans(text: str) -> str:
    """Blank out spans of months: no meeting is held in one."""
    return _QUARTER_ENDED.sub(" ", _THREE_MONTHS.sub(" ", text))


def away(question: str, before: str) -> str | None:
    """Give the question asked before with its period moved to the one that a follow-up names by it.

    None where it names none, or asks something else.

    >>> away("and the year before?", "How much was written off in 2024/25?")
    'How much was written off in 2023/24?'
    >>> away("And the quarter after that?", "How many fines were issued in Q4 2024/25?")
    'How many fines were issued in Q1 2025/26?'
    >>> away("and the year before that?", "How many were waiting on 31 December 2023?")
    'How many were waiting on 31 December 2022?'
    """
    found = _AWAY.search(question)
    if not found or _BESIDE.sub("", _AWAY.sub(" ", question)):
        return None
    step = 1 if (found["way"] or found["which"]).lower() in _LATER else -1
    if (found["unit"] or found["of"]).lower() == "year":
        moved = _moved_years(before, step)
        return moved if moved != before else None
    named = _QUARTER.search(with_quarters(before))
    if not named:
        return None
    number = int(named[2]) + step
    moved = _QUARTER.sub(lambda m: f"{m[1]}{(number - 1) % 4 + 1}", with_quarters(before))
    return moved if 1 <= number <= 4 else _moved_years(moved, step)


def _moved_years(text: str, step: int) -> str:
    def moved(m: re.Match[str]) -> str:
        if m[4]:
            day = _OF_A_DAY.search(text[: m.start()])  # "on 5 March 2024"; a period ends on "31 March 2024"
            return m[0] if day and not _ENDS_PERIOD.match(day[0]) else str(int(m[4]) + step)
        if (int(m[1]) + 1) % 100 != int(m[3]):
            return m[0]  # ages, or numbers of things
        return f"{int(m[1]) + step}{m[2]}{(int(m[3]) + step) % 100:02d}"

    return _YEARS.sub(moved, text)
