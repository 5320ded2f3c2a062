"""Whether words are on another of several than the one asked about: another option, round, house or school. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

# "Option A", "Lot 2": what such a word is told of one tells nothing of the others.
_ONE_OF_SEVERAL = re.compile(
    r"\b(?P<kind>option|phase|lot|zone|stage|tranche|scenario|band|tier|plot|block|route|package|model|unit|category|"
    r"key stage|site|scheme|round|period|wave|cohort)s?\s+(?P<mark>(?-i:[A-Z])\b|\d{1,2}\b(?![.,%]\d|%))",
    re.IGNORECASE,
)


_OVER_ALL = frozenset({"round", "period", "wave", "cohort"})  # stands over all that is told of it
_AND_MORE = re.compile(r"(?:(?:,| and| or| to| ?[-–&]) ?(?:\d{1,2}|[A-Z])\b)+")  # "rounds 1, 2 and 3"
_NO_NAMES = frozenset(
    {
        "The",
        "A",
        "Is",
        "Was",
        "Will",
        "Did",
        "Does",
        "Has",
        "Which",
        "What",
        "Why",
        "When",
        "How",
        "Who",
        "Each",
        "This",
        "Our",
    }
)
# "Dunstan House": what is told of one place tells nothing of another of its kind.
_PLACE = re.compile(
    r"\b(?P<mark>[A-Z][\w’']+(?: [A-Z][\w’']+)?) (?P<kind>House|Court|Road|Street|Lane|Avenue|Close|Drive|School|Academy|Park|Library|Hall|Bridge|Ward|"
    r"Estate|Farm|Hospital|Square|Terrace|Depot|Station)\b"
)


def of_another_one(question: str, text: str, around: str = "") -> bool:
    """Tell whether words are on another of several that a letter, number or name tells apart than the one asked about.

    Where the words name none, by what stands `around` them.

    >>> of_another_one("How much would Option A cost?", "Option C would cost £410,000.")
    True
    >>> of_another_one("How much would Option A cost?", "Option A would cost less than Option C.")
    False
    >>> of_another_one("Who won in round 3?", "Ash Ltd won £2m.", "Land fund: round 4")
    True
    """
    asked, named = _asked(question)
    if asked:
        told = _marked(text)
        beside = {kind: marks for kind, marks in _marked(around).items() if kind in _OVER_ALL}
        if any(
            not marks & own for kind, marks in asked.items() if (own := told.get(kind) or beside.get(kind))
        ):
            return True
    if not named:
        return False
    others, said = _places(text), _bare(f"{text} {around}")
    return any(
        others.get(kind) and not any(w in said for name in names for w in name.split())
        for kind, names in named.items()
    )


@lru_cache(maxsize=64)
def _asked(question: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give what a question names: of several that a mark tells apart, and places."""
    return _marked(question), _places(question)


def _bare(text: str) -> str:
    return re.sub(r"['’.]", "", text).replace("Saint ", "St ")


def _places(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in _PLACE.finditer(_bare(text)):
        if one["mark"] not in _NO_NAMES:
            found.setdefault(one["kind"], set()).add(one["mark"])
    return found


def _marked(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in _ONE_OF_SEVERAL.finditer(text):
        more = _AND_MORE.match(text, one.end())
        marks = {one["mark"], *re.findall(r"\w+", more[0])} if more else {one["mark"]}
        if more and one["mark"].isdigit():  # "waves 1 to 3"
            numbers = [int(m) for m in marks if m.isdigit()]
            marks |= {str(n) for n in range(min(numbers), min(max(numbers), min(numbers) + 20) + 1)}
        found.setdefault(one["kind"].lower(), set()).update(marks)
    return found
