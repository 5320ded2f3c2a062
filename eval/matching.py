"""When two texts are the same words, and when an answer holds what it must. Pure."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_NOT_RUN = re.compile(r"[^a-z0-9]+")
_NUMERIC = re.compile(r"\d+(?:\.\d+)?")


def run_of(text: str) -> str:
    """Give a text's letters and digits in one run, lower case: PDF libraries agree on nothing else.

    >>> run_of("£3.2m (24.3%)")
    '32m243'
    """
    return _NOT_RUN.sub("", text.lower())


def includes(text: str, entry: str | tuple[str, ...]) -> bool:
    """Tell whether an answer holds an entry, or any of its alternatives.

    A number must stand as a number of its own, and an entry that starts with a digit must not follow one;
    commas between thousands do not count.

    >>> includes("It rose to 14.2%", "14"), includes("13,272 pupils", "13272"), includes("on 13 February", "3 february")
    (False, True, False)
    """
    folded = _THOUSANDS.sub("", text.lower().replace("’", "'"))
    return any(_includes(folded, one) for one in ([entry] if isinstance(entry, str) else entry))


def _includes(folded: str, entry: str) -> bool:
    wanted = _THOUSANDS.sub("", entry.lower().replace("’", "'"))
    if _NUMERIC.fullmatch(wanted):
        return re.search(rf"(?<![\d.]){re.escape(wanted)}(?!\d|\.\d)", folded) is not None
    if wanted[:1].isdigit():
        return re.search(rf"(?<!\d){re.escape(wanted)}", folded) is not None
    return wanted in folded
