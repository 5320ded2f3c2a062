"""Days, months and years in a sentence, and whether they stand in the words it rests on. Pure."""

from __future__ import annotations

import re

from ingest.text.dates import marked

MARK = re.compile(r"\b(?:d\d{4}x\d+x\d+|m\d{4}x\d+|n\d+(?:x\d+)?|y\d{4}(?:x\d\d)?)\b")


def times(text: str) -> frozenset[str]:
    """Find the days, months and years of a text, written as `ingest.text.dates.marked` does."""
    return frozenset(MARK.findall(marked(text)))


def _time_known(told: str, held: frozenset[str], around: frozenset[str]) -> bool:
    every = held | around
    if told in every:
        return True
    sort, *numbers = told[0], *told[1:].split("x")
    days = [t[1:].split("x") for t in every if t[0] == "d"]
    parts = [t[1:].split("x") for t in every if t[0] == "m"]
    nameless = [t[1:].split("x") for t in every if t[0] == "n"]
    if sort == "d":
        return numbers[1:] in nameless and f"y{numbers[0]}" in {f"y{t[1:5]}" for t in every if t[0] != "n"}
    if sort == "m":
        dated = any(t[:2] == numbers for t in days)
        year_known = any(t[0] != "n" and t[1:5] == numbers[0] for t in every)
        return dated or (year_known and any(t[0] == numbers[1] for t in nameless))
    if sort == "n":
        return any(t[1 : 1 + len(numbers)] == numbers for t in [*days, *parts]) or any(
            t[: len(numbers)] == numbers for t in nameless
        )
    return len(numbers) == 1 and any(t[0] == numbers[0] for t in [*days, *parts])


def any_known(told: frozenset[str], held: frozenset[str]) -> bool:
    """Tell whether any of the times told is among those held."""
    return any(_time_known(t, held, frozenset()) for t in told)


def strange_time(words: str, support: str, around: str = "") -> str | None:
    """Give a date, month or year of a sentence that neither its support nor the catalogue holds; else None."""
    held, known = times(support), times(around)
    return next((t for t in sorted(times(words)) if not _time_known(t, held, known)), None)


def written(mark: str) -> str:
    """Write a marked date for a reader.

    >>> written("d2021x12x9"), written("y2020x21")
    ('9/12/2021', '2020/21')
    """
    return "/".join(mark[1:].split("x") if mark[0] == "y" else reversed(mark[1:].split("x")))
