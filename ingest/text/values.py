"""What stands in a table's cell of plain text and in no sentence's end alone: figures, ratings, dashes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIGURE = re.compile(
    r"[~<>≤≥]?[£$€]?[(+\-–−]?£?\d[\d,]*(?:[.:]\d+)?(?:%|m|k|bn|p|pp|ppt)?\)?[*†^]{0,2}", re.IGNORECASE
)
_WORDS = frozenset(
    [
        "n/a",
        "na",
        "-",
        "–",
        "—",
        "..",
        "…",
        "*",
        "nil",
        "red",
        "amber",
        "green",
        "grey",
        "blue",
        "yes",
        "no",
        "improved",
        "improving",
        "improvement",
        "worse",
        "worsened",
        "worsening",
        "better",
        "declined",
        "declining",
        "static",
        "stable",
        "steady",
        "up",
        "down",
        "same",
        "unchanged",
        "met",
        "missed",
        "achieved",
        "tbc",
        "tbd",
        "↑",
        "↓",
        "→",
        "▲",
        "▼",
        "◄►",
        "↔",
        "⬆",
        "⬇",
        "✓",
        "✔",
        "✗",
        "✘",
    ]
)
_TWO_WORDS = frozenset(
    {"no target", "no change", "no data", "got worse", "got better", "on track", "off track", "not met", "not set",
     "not achieved", "not available", "not applicable", "at risk", "on target", "below target", "above target"}
)  # fmt: skip
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_PERIOD = re.compile(rf"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){{1,2}})?|\d\d/\d\d|Q[1-4]|{MONTH}")
_HEADS = frozenset(
    [
        "target",
        "rating",
        "rag",
        "status",
        "direction",
        "change",
        "trend",
        "variance",
        "total",
        "difference",
        "england",
        "london",
        "national",
        "average",
        "actual",
        "forecast",
        "budget",
        "outturn",
        "met?",
        "rank",
        "improved",
        "%",
        "no.",
        "number",
    ]
)
# Whom a column counts: "18-64", "65 and over", "Under 18", "Women"
_AGES = re.compile(
    r"(?:aged )?(?:\d{1,2}\s?[-–]\s?\d{1,2}|\d{1,2}\+|\d{1,2} (?:and|or) (?:over|older|above|under))|(?:under|over) \d{1,2}|all|everyone|men|women|males?|females?|boys|girls",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line and where it stands in it."""

    text: str
    start: int
    end: int


def words_of(line: str) -> list[Word]:
    """Cut a line at its white space."""
    return [Word(m[0], m.start(), m.end()) for m in re.finditer(r"\S+", line)]


def is_figure(text: str) -> bool:
    """Tell whether a text is a figure and nothing else.

    >>> is_figure("£1,204"), is_figure("(4.5%)"), is_figure("2023/24"), is_figure("(£000)")
    (True, True, False, False)
    """
    return bool(_FIGURE.fullmatch(text)) and text.strip("(£)") != "000"


def is_value(text: str) -> bool:
    """Tell whether a text is what stands in a cell beside a label: a figure, a rating, a dash.

    >>> is_value("12.5"), is_value("Got worse"), is_value("n/a"), is_value("Homes built")
    (True, True, True, False)
    """
    folded = " ".join(text.lower().split())
    return is_figure(text) or folded in _WORDS or folded in _TWO_WORDS


def is_period(text: str) -> bool:
    """Tell whether a word names a year, a quarter or a month.

    >>> is_period("2023/24"), is_period("Mar"), is_period("Marlborough")
    (True, True, False)
    """
    return bool(_PERIOD.fullmatch(text))


def values_at_end(words: list[Word]) -> list[tuple[int, int]]:
    """Give the values that a line ends with, in order, each as its first word and the one after its last."""
    found: list[tuple[int, int]] = []
    at = len(words)
    while at:
        two = f"{words[at - 2].text} {words[at - 1].text}".lower() if at > 1 else ""
        size = 2 if two in _TWO_WORDS else 1 if is_value(words[at - 1].text) else 0
        if not size:
            break
        found.insert(0, (at - size, at))
        at -= size
    return found


def column_headings(line: str, count: int) -> tuple[str, ...]:
    """Give the headings of a label's column and of `count` columns of values; nothing where they are not told apart.

    >>> column_headings("Measure  Ours 2023/24  Ours 2024/25", 2)
    ('Measure', 'Ours 2023/24', 'Ours 2024/25')
    >>> column_headings("Type of home 31 Mar 2024 31 Mar 2025 Change", 3)
    ('Type of home', '31 Mar 2024', '31 Mar 2025', 'Change')
    >>> column_headings("Main reason 18-64 65 and over All", 3)
    ('Main reason', '18-64', '65 and over', 'All')
    """
    parted = [p.strip() for p in re.split(r"\s{2,}|\t", line.strip()) if p.strip()]
    if len(parted) in {count, count + 1}:
        return tuple(["", *parted][-count - 1 :])
    words = line.split()
    if len(words) == count and _all_head(words):
        return ("", *words)
    single: list[str] = []
    while words and len(single) < count:
        size = next((n for n in (3, 2, 1) if _AGES.fullmatch(" ".join(words[-n:]))), 0)
        size = size or int(words[-1].lower() in _HEADS)
        if not size:
            break
        single.insert(0, " ".join(words[-size:]))
        del words[-size:]
    left = count - len(single)
    for size in range(1, 5):
        if left == 0 or len(words) < left * size:
            break
        label, rest = words[: len(words) - left * size], words[len(words) - left * size :]
        groups = [rest[n : n + size] for n in range(0, len(rest), size)]
        shapes = {tuple(map(_shape, g)) for g in groups}
        if any(map(is_period, label)):
            continue  # a year more than there are columns
        if len(shapes) == 1 and any(is_period(w) for w in groups[0]):
            return (" ".join(label), *(" ".join(g) for g in groups), *single)
    if left == 0:
        return (" ".join(words), *single)
    return (*words, *single) if len(words) == left + 1 and _all_head(words) else ()


def _all_head(words: list[str]) -> bool:
    """Tell whether each word of a line may be a heading by itself: "Reading Writing Numeracy", and not "Contacts for repairs"."""
    return all(not w[0].islower() and w[-1] not in ".,;:" for w in words)


def _shape(word: str) -> str:
    """Tell a word of a heading as a month, a year, a number or a word."""
    if is_period(word):
        return "month" if word[0].isalpha() and word[0] != "Q" else "year"
    return "number" if word.isdigit() else "word"
