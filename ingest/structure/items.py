"""The items of minutes and agendas: their numbers and titles as printed. Pure.

A numbered list inside an item is told from the items themselves by its sequence: items run on by one, from
the first to the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.heads import PRESENT
from ingest.text.blocks import ITEM_REF, NUMBERED, Block, Form

_PAGES = re.compile(r"\s*\(\s*pages?\s+(?P<pages>[\d\s–\-to]+)\)", re.IGNORECASE)
_REF = re.compile(rf"(?:{ITEM_REF.pattern})$", re.IGNORECASE)
_TITLE = re.compile(
    r"['\"“‘£]|[A-ZÀ-ÖØ-ÞŴŶ]|\d{2}/\d{4,6}\b"
)  # a capital, or the number of a decision to be taken
_SIMPLE = re.compile(r"^\(?(\d{1,4})[.)]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An item's heading: blocks `first` to `body` (exclusive) hold it, `number` and `title` as printed."""

    first: int
    body: int
    number: str | None
    title: str
    pages: str | None = None
    agenda_ref: str | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A block that may open an item. Numbers of one `family` ("17.03" of 17.03.5) run on from each other."""

    at: int
    family: str
    number: int
    title: str
    weight: float


def _referred(blocks: Sequence[Block]) -> list[Heading]:
    """Find items that name their agenda item under the title: "84. Apologies (Item 1)", numbered or not."""
    found = []
    for at, block in enumerate(blocks):
        ref = _REF.search(block.text)
        if not ref or block.words > 70:
            continue
        text, first = block.text[: ref.start()].strip(), at
        if not text and at:  # the reference stands on a line of its own, below the title
            first = at - 1
            text = blocks[first].text
            while first and at - first < 4 and not NUMBERED.match(text) and _title_goes_on(blocks, first):
                first -= 1
                text = f"{blocks[first].text} {text}"
        numbered = NUMBERED.match(text)
        simple = (
            numbered
            and _SIMPLE.match(numbered["number"])
            and (numbered["stop"] or numbered["title"][0].isupper())
        )
        found.append(
            Heading(
                first=first,
                body=at + 1,
                number=numbered["number"] if numbered and simple else None,
                title=numbered["title"].strip() if numbered and simple else text,
                agenda_ref=ref[0].strip(),
            )
        )
    return found if len(found) >= 3 else []


def _title_goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a title's line goes on from the one above it, which stands directly over it."""
    above = blocks[at - 1]
    return blocks[at].gap == 0 and above.words < 20 and above.form is not Form.ROW


def _candidate(block: Block, at: int, *, agenda: bool) -> _Candidate | None:
    found = NUMBERED.match(block.text)
    paged = bool(_PAGES.search(block.text))
    if not found or (block.form is Form.ROW and not (agenda and paged)):
        return None  # an agenda may set its page numbers in a column
    family, _, last = found["number"].rpartition(".")
    if "/" in found["number"] and (not family or found["number"][0].isalpha()):
        family, last = _of_a_year(found["number"])
    if not last.isdigit():
        return None
    if family and family.count(".") == 0 and "/" not in found["number"]:
        return None  # "3.1" numbers a paragraph
    title = _PAGES.sub("", found["title"]).strip()
    if not _TITLE.match(title) or len(title.split()) > 45:
        return None
    if title[-1] in ";," or (title[-1] == "." and not block.level and not agenda):
        return None
    weight = 1.0 + (block.form is Form.HEADING) + block.lines[0].bold + paged
    weight += 0.5 * (block.gap > 0) + 0.5 * ("**" in block.lines[0].raw)
    return _Candidate(at, family, int(last), title, weight)


def _of_a_year(number: str) -> tuple[str, str]:
    """Give what minutes numbered within a year share, and the number: "56/23", "24/101", "PL/24/031", "P45/25".

    >>> _of_a_year("56/23"), _of_a_year("24/101"), _of_a_year("PL/24/031"), _of_a_year("P45/25")
    (('/23', '56'), ('24/', '101'), ('PL/24/', '031'), ('P/25', '45'))
    """
    first, second = re.findall(r"\d+", number)[:2]
    year_first = len(second) > len(first) and not re.fullmatch(r"(?:19|20)\d\d", second)
    if year_first or re.match(r"[A-Z]+/", number):
        return number.removesuffix(second), second
    return number.replace(first, "", 1), first


def item_headings(blocks: Sequence[Block], *, agenda: bool = False) -> tuple[Heading, ...]:
    """Find the items of minutes (or of an agenda), in order.

    Where the minutes name their agenda items ("(Item 3)"), these are the items. Else it is the weightiest run
    of rising numbers: a step of one costs nothing, a gap the more the wider it is, so that a number missed
    does not break the run and a list inside an item does not join it.
    """
    if not agenda and (referred := _referred(blocks)):
        return tuple(referred)
    candidates = [c for at, block in enumerate(blocks) if (c := _candidate(block, at, agenda=agenda))]
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
        return best[i][0] + 3.0 * (candidates[i].at - best[i][2]) / len(blocks)

    at = max(range(len(best)), key=reach, default=-1)
    found = []
    while at >= 0:
        found.append(_heading(blocks, candidates[at].at, candidates[at].title))
        at = best[at][1]
    return tuple(reversed(found))


def _heading(blocks: Sequence[Block], at: int, title: str) -> Heading:
    text = blocks[at].text
    pages = _PAGES.search(text)
    after = at + 1
    if not pages and after < len(blocks) and (pages := _PAGES.match(blocks[after].text)):
        after += 1
    number = NUMBERED.match(text)["number"]  # type: ignore[index]  # a candidate matched it
    shown = " ".join(pages["pages"].split()) if pages else None
    return Heading(first=at, body=after, number=number, title=title, pages=shown)


def unnumbered(before: Sequence[Block], decided: Sequence[int]) -> tuple[Heading, ...]:
    """Find items that stand before the numbered ones: a heading with a decision under it ("Election of Chair").

    `decided` are the blocks at which decisions start.
    """
    found: dict[int, Heading] = {}
    for at in decided:
        above = next((i for i in range(at - 1, -1, -1) if before[i].form is Form.HEADING), None)
        if above is not None and not before[above].text.isupper():
            title = before[above].text.strip(" :")
            found[above] = Heading(first=above, body=above + 1, number=None, title=title)
    return tuple(found.values())


def titled(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """Find the items of minutes that number none: the headings with words under them, once those present are told."""
    start = next((at for at, b in enumerate(blocks) if any(PRESENT.match(line.text) for line in b.lines)), 0)
    heads = [
        at
        for at in range(start + 1, len(blocks) - 1)
        if blocks[at].form is Form.HEADING
        and blocks[at + 1].form is not Form.HEADING
        and not PRESENT.match(blocks[at].text)
    ]
    level = min((blocks[at].level for at in heads), default=0)
    own = [at for at in heads if blocks[at].level == level]
    return tuple(
        Heading(first=at, body=at + 1, number=None, title=blocks[at].text.strip(" :"))
        for at in (own if len(own) > 1 else heads)
    )
