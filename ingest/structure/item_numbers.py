"""Headings of items, their numbers as councils print them, and the run that a meeting's items make. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TITLE_WORDS = 25  # of an item's title, at most
LETTER = re.compile(r"[A-Z]")  # of an agenda whose items have letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An item's heading: blocks `first` to `body` (exclusive) hold it, `number` and `title` as printed."""

    first: int
    body: int
    number: str | None
    title: str
    pages: str | None = None
    agenda_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Blocks `at` to `body` (exclusive) that may open an item. Numbers of one `family` ("17.03" of 17.03.5) run on."""

    at: int
    body: int
    family: str
    number: int
    printed: str
    title: str
    weight: float


def counted(number: str, *, labelled: bool = False) -> tuple[tuple[str, int], ...]:
    """Give the family and the place of a number in it, each way round where a year stands in it.

    None for "3.1", which numbers a paragraph, unless it is `labelled`: "Item 3.1". What is labelled runs by itself.

    >>> counted("17.03.5"), counted("PL/24/031"), counted("22/23"), counted("3.1")
    ((('17.03', 5),), (('PL/24/', 31), ('PL//031', 24)), (('22/', 23), ('/23', 22)), ())
    >>> counted("25/3/EnC")[0], counted("CM 44")
    (('25//EnC', 3), (('CM ', 44),))
    >>> counted("AG.31"), counted("C/81")
    ((('AG.', 31),), (('C/', 81),))
    >>> counted("3.1", labelled=True), counted("E")
    ((('item 3', 1),), (('A', 5),))
    """
    if LETTER.fullmatch(number):
        return (("A", ord(number) - ord("A") + 1),)
    if lettered := re.fullmatch(r"([A-Z]+[ ./])(\d+)", number):
        return ((lettered[1], int(lettered[2])),)
    if "/" in number and (number[0].isalpha() or "." not in number):
        first, second = list(re.finditer(r"\d+", number))[:2]
        return tuple((number[: m.start()] + number[m.end() :], int(m[0])) for m in (second, first))
    family, _, last = number.rpartition(".")
    if not last.isdigit() or (family and "." not in family and not labelled):
        return ()
    return ((f"item {family}" if labelled else family, int(last)),)


def weightiest_run(candidates: Sequence[Candidate], blocks: int) -> list[Candidate]:
    """Give the weightiest run of rising numbers.

    A step of one costs nothing, a gap the more the wider it is, so that a number missed does not break the run and
    a list inside an item does not join it.
    """
    best: list[
        tuple[float, int, int]
    ] = []  # of the run that ends here: weight, candidate before it, first block
    for here in candidates:
        score, before, first = here.weight, -1, here.at
        for prior, other in enumerate(candidates[: len(best)]):
            step = here.number - other.number
            if step < 1 or here.family != other.family:
                continue
            run = best[prior][0] + here.weight - (0.0 if step == 1 else min(1.0 + 0.25 * step, 12.0))
            if run > score:
                score, before, first = run, prior, best[prior][2]
        best.append((score, before, first))

    def reach(i: int) -> float:
        """Weigh a run, and how much of the part it spans: items do, a list does not."""
        return best[i][0] + 3.0 * (candidates[i].at - best[i][2]) / blocks

    at = max(range(len(best)), key=reach, default=-1)
    found: list[Candidate] = []
    while at >= 0:
        found.append(candidates[at])
        at = best[at][1]
    return found[::-1]
