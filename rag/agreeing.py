"""Whether a sentence's figures stand in the words that it rests on, beside the same words, and go the same way. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.figures import MEASURES, Figure, figures
from rag.times import any_known
from rag.words import WORD, stem

_PART_OF = re.compile(
    r"\b(?:half|halved|thirds?|quarters?|doubled?|tripled?|trebled?|twice|thrice)\b", re.IGNORECASE
)
_DIFFERENCE = re.compile(
    r"\b(?:differen\w+|more|fewer|less|higher|lower|rise|rose|risen|fell|fall|fallen|increase\w*|decrease\w*|gap|up|down|change\w*)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?P<rose>rose|risen|rises?|grew|grown|increased?|increases|up)"
    r"|(?P<fell>fell|fallen|falls?|dropped|drops?|decreased?|decreases|declined?|reduced?|reduction|down))\b",
    re.IGNORECASE,
)


def _unit_agrees(told: Figure, held: Figure, around: str) -> bool:
    if told.unit == held.unit:
        return True
    if held.unit == "":  # a table's cell: its unit stands in the column's heading
        if told.unit == "£":
            return "£" in around
        if told.unit == "%":
            return bool(re.search(r"%|percent|per cent|\brate\b|proportion", around, re.IGNORECASE))
        return False
    return told.unit == "" and held.unit in MEASURES


def _value_agrees(told: Figure, held: Figure, around: str) -> bool:
    if told.value == held.value:
        return True
    if told.unit == "£" and held.unit == "" and re.search(r"£\s?(?:m|k|bn|0{3}|million|thousand)", around):
        return told.bare == held.bare
    if not told.hedged:
        return False
    step = Decimal(10) ** told.places
    if held.places >= told.places or held.value % step == 0:  # held as coarsely, it is another figure
        return False
    below, above = held.value // step * step, -(-held.value // step) * step
    nearest = below if held.value - below < above - held.value else above
    return told.value == (above if told.hedged == "under" else below if told.hedged == "over" else nearest)


def matches(told: Figure, held: Sequence[Figure], around: str = "") -> list[Figure]:
    """Give the figures held that a figure told may stand for: of the same value and unit."""
    return [
        h
        for h in held
        if _value_agrees(told, h, around)
        and _unit_agrees(told, h, around)
        and not (told.per and h.per and told.per != h.per)
    ]


def _computed(told: Figure, words: str, held: Sequence[Figure]) -> bool:
    """Tell whether a figure is the difference of two that are held and told beside it, and is told as one.

    "It rose from 28 to 32" tells no differences, whatever differs by 28.
    """
    at = re.escape(told.printed)
    if not _DIFFERENCE.search(words) or re.search(
        rf"\b(?:from|to|at|was|were)\s+{at}(?!\w)", words, re.IGNORECASE
    ):
        return False
    beside = {f.value for f in figures(words) if f.value != told.value}
    for a in held:
        for b in held:
            same = a.unit == b.unit and told.unit in ({"points"} if a.unit == "%" else {a.unit})
            if same and {a.value, b.value} <= beside and a.value - b.value == told.value and told.value:
                return True
    return False


def wrong_way(words: str) -> str | None:
    """Give a rise that is told from a larger figure to a smaller, or a fall to a larger; None where none is.

    >>> wrong_way("Referrals increased by 21% from 400 in 2019/20 to 317 this year.")
    'increased'
    """
    for found in _MOVED.finditer(words):
        clause = re.split(r"[;.]\s", words[found.end() :])[0]
        ends = re.search(r"\bfrom\b(?P<first>.*?)\bto\b(?P<last>.*)", clause, re.IGNORECASE)
        if not ends:
            continue
        first, last = (next(iter(figures(ends[side])), None) for side in ("first", "last"))
        if first and last and first.unit == last.unit and first.value != last.value:
            rose = found.lastgroup == "rose"
            if rose != (last.value > first.value):
                return found[0]
    return None


def strange_figure(words: str, support: str, around: str = "") -> str | None:
    """Give a figure of a sentence that does not stand in its support, as printed; None where all do."""
    held = figures(support)
    known = figures(around)
    for told in figures(words):
        if not (matches(told, held, around) or matches(told, known) or _computed(told, words, held)):
            return told.printed
    for part in _PART_OF.finditer(words):
        if stem(part[0]) not in {stem(w) for w in WORD.findall(f"{support} {around}")}:
            return part[0]
    return None


def _together(told: dict[str, float], held: dict[str, float]) -> float:
    return sum(min(weight, held[word]) for word, weight in told.items() if word in held)


def swapped_figure(words: str, support: str) -> str | None:
    """Give a figure that the support has beside other words than the sentence does; None where none is.

    Two figures are swapped when their words fit crosswise better than straight; one is misplaced when none
    of its words stand beside it in the support and another figure there has them.
    """
    held = figures(support)
    placed = [(t, m) for t in figures(words) if (m := matches(t, held))]
    for n, (first, own) in enumerate(placed):
        for second, other in placed[n + 1 :]:
            if first.value == second.value:
                continue
            straight = max(_together(first.near, h.near) for h in own)
            straight += max(_together(second.near, h.near) for h in other)
            one = max(_together(first.near, h.near) for h in other)
            another = max(_together(second.near, h.near) for h in own)
            if one and another and one + another > straight + 0.3:
                return first.printed
    for told, own in placed:
        dated = frozenset[str]().union(*(h.when or h.around for h in own))
        elsewhere = frozenset[str]().union(*(h.when for h in held if h not in own))
        if told.when and dated and not any_known(told.when, dated) and any_known(told.when, elsewhere):
            return told.printed
        best = max(_together(told.near, h.near) for h in own)
        rival = max(
            (_together(told.near, h.near) for h in held if h not in own and h.unit == told.unit), default=0.0
        )
        if best < 0.2 and rival >= 0.8:
            return told.printed
    return None
