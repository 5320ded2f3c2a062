"""Figures, sums and shares in a sentence. Pure.

A figure is its value with its unit (£, %, percentage points, or what it counts in time and measures), and it
belongs to the words beside it: "38 for, 5 against" is not "5 for, 38 against".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.text.dates import marked
from rag.times import MARK
from rag.words import STOP, WORD, stem

_NUMBER_WORDS = {
    word: n
    for n, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), 2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_TIMES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_FIGURE = re.compile(
    rf"""(?P<money>[£€$]\s?)?
    (?:(?<![\w.,])(?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|\b(?P<word>{"|".join(_NUMBER_WORDS)})\b)
    (?:\s?(?P<times>k|thousand|mn|million|m|bn|billion)\b)?
    (?:\s?(?P<unit>%\s?points?\b|percentage\ points?\b|pp\b|%|per\s?cent\b|points?\b|pounds?\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
MEASURES = frozenset(
    stem(w)
    for w in (
        [
            "second",
            "minute",
            "hour",
            "day",
            "week",
            "month",
            "quarter",
            "year",
            "mile",
            "km",
            "kilometre",
            "metre",
            "tonne",
            "hectare",
            "acre",
            "am",
            "pm",
            "hours",
            "pence",
        ]
    )
)
_HEDGED = re.compile(
    r"\b(?:(?P<under>nearly|almost|under|up to|less than|fewer than)|(?P<over>over|more than)"
    r"|about|around|approximately|roughly|some)\s*[£€$]?$",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:|()–]|\.\s|\s-\s|\b(?:and|but|while|whereas|than|with|compared to)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;]\s|\n")
_FORWARD = frozenset(
    {"from", "to", "by"}
)  # they bind to the figure after them, and part it from what stands before
_BINDING = frozenset({"for", "against", "from", "to", "by"})  # function words that tell figures apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as printed, its value, its unit ("£", "%", "points", "" or a measure's stem), the words beside it.

    `bare` is the number before "million" and the like; `places` is how finely it is given (a power of ten).
    `hedged` is how it is rounded, if it is ("about", "nearly", "over").
    `near` holds the words beside it up to the next pause or figure, each with its nearness (0–1); `beside`
    the stems of all of them, near or far; `when` the dates and years there, `around` those
    of its sentence up to the next figures; `per` the measure it is a rate of ("70 approaches per week").
    """

    printed: str
    value: Decimal
    bare: Decimal
    unit: str
    hedged: str | None
    places: int
    near: dict[str, float]
    beside: frozenset[str]
    when: frozenset[str]
    around: frozenset[str]
    per: str


def _unit(found: re.Match[str], after: str) -> str:
    told = (found["unit"] or "").lower()
    if found["money"] or told.startswith("pound"):
        return "£"
    if "point" in told or told == "pp":
        return "points"
    if told:
        return "%"
    following = re.match(r"[\s-]?([^\W\d_]+)", after)  # a pause ends it: "353; Year to date"
    return stem(following[1]) if following and stem(following[1]) in MEASURES else ""


def _hedge(before: str) -> str | None:
    """Tell how the words before a figure round it: "under" (nearly), "over" (more than), "near" (about)."""
    found = _HEDGED.search(before.rstrip())
    return (found.lastgroup or "near") if found else None


def _per(after: str) -> str:
    """Give the measure that a figure is a rate of, as a stem; "" where none follows."""
    found = re.match(r"(?:[\s-]*[^\W\d_]+){0,3}?\s+(?:per|a|each|every)\s+([^\W\d_]+)", after)
    return stem(found[1]) if found and stem(found[1]) in MEASURES else ""


def _beside(before: str, after: str) -> tuple[str, str]:
    """Give the words before and after a figure up to the next pause; its own brackets are none."""
    left = _CUT.split(before.rstrip(" (:"))[-1]
    last = WORD.findall(left)[-1:]
    return last[0] if last and last[0].lower() in _FORWARD else left, _CUT.split(after.lstrip(" )"))[0]


def _near(left: str, right: str) -> dict[str, float]:
    near: dict[str, float] = {}
    for distance, word in enumerate(reversed(WORD.findall(left)[-5:])):
        if word.lower() not in STOP - _BINDING:
            near[stem(word)] = max(near.get(stem(word), 0.0), 1 / (1 + distance))
    for distance, word in enumerate(WORD.findall(right)[:5]):
        if word.lower() not in STOP - _BINDING | _FORWARD:
            near[stem(word)] = max(near.get(stem(word), 0.0), 1 / (1 + distance))
    return near


def figures(text: str) -> tuple[Figure, ...]:
    """Find the figures of a text; dates and years are none.

    >>> [(f.printed, f.unit) for f in figures("It cost £2.5m in 2021, 4 per cent of 12 weeks' income.")]
    [('£2.5m', '£'), ('4 per cent', '%'), ('12', 'week')]
    """
    text = marked(text)
    every = list(_FIGURE.finditer(text))
    alone = [m for m in every if not re.match(r"-[a-z]", text[m.end() :])]  # "2-year-old" parts no others
    found = []
    for one in every:
        before = text[max((m.end() for m in alone if m.end() <= one.start()), default=0) : one.start()]
        after = text[one.end() : min((m.start() for m in alone if m.start() >= one.end()), default=len(text))]
        digits = (one["number"] or str(_NUMBER_WORDS[(one["word"] or "ten").lower()])).replace(",", "")
        times = _TIMES.get((one["times"] or "").lower(), 1)
        left, right = _beside(before, after)
        decimals = len(digits.partition(".")[2])
        rounded = len(digits) - len(digits.rstrip("0")) if not decimals else -decimals
        found.append(
            Figure(
                printed=one[0].strip(),
                value=Decimal(digits) * times,
                bare=Decimal(digits),
                unit=_unit(one, text[one.end() :]),
                hedged=_hedge(before),
                places=len(str(times)) - 1 + rounded,
                near=_near(left, right),
                beside=frozenset(stem(w) for w in WORD.findall(f"{left} {right}")),
                when=frozenset(MARK.findall(f"{left} {right}")),
                around=frozenset(
                    MARK.findall(_SENTENCE_END.split(before)[-1] + _SENTENCE_END.split(after)[0])
                ),
                per=_per(text[one.end() :]),
            )
        )
    return tuple(found)
