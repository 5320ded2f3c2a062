"""A naive count of what an answer says and its passages do not. Pure; it shares nothing with the check it watches.

It knows no units, no grammar and no dates: every run of digits, every number word, every month and every word
with a capital that does not open a sentence must stand as a word in what the answer cites.
"""

from __future__ import annotations

import re
from calendar import month_name

_MARKS = re.compile(r"\[\d+\]")
_DIGITS = re.compile(r"\d+(?:,\d{3})+(?![\d])|\d+")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")
_OPENS = re.compile(r"(?:^|[.!?:;“”\"(\n•|–-])\s*$")
_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), 2,
    )
}  # fmt: skip
_MONTHS = frozenset(month_name[1:])


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _number(digits: str) -> str:
    return digits.replace(",", "").lstrip("0") or "0"


def unsupported(answer: str, cited: str) -> tuple[str, ...]:
    """Give the figures, months and names of an answer, as printed, that what it cites does not hold.

    >>> unsupported("Cllr Zebedee said that it cost £4,200 in May [1].", "It may cost £4200 in June. Cllr Oak asked.")
    ('Zebedee', 'May')
    """
    told = _MARKS.sub(" ", answer)
    printed = {*_words(cited), *_words(cited.replace("-", ""))}  # a hyphen makes no other name
    words = {w.lower() for w in printed}
    numbers = {_number(m[0]) for m in _DIGITS.finditer(cited)}
    numbers |= {_NUMBERS[w] for w in words & _NUMBERS.keys()}
    found = [m[0] for m in _DIGITS.finditer(told) if _number(m[0]) not in numbers]
    found += [w for w in _words(told) if w.lower() in _NUMBERS and _NUMBERS[w.lower()] not in numbers]
    for name in _CAPITALISED.finditer(told):
        if name[0] in _MONTHS:
            found += [name[0]] if name[0] not in printed else []
        elif not _OPENS.search(told[: name.start()]) and not {w.lower() for w in _words(name[0])} <= words | {
            "s"
        }:
            found.append(name[0])
    return tuple(found)
