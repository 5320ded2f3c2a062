"""The items of minutes and agendas: their numbers and titles as printed. Pure.

A numbered list inside an item is told from the items themselves by its sequence: items run on by one, from
the first to the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ingest.structure.agenda_rows import PAGE_CELL, PAGES, agenda_row, pages_beside
from ingest.structure.item_numbers import LETTER, TITLE_WORDS, Candidate, Heading, counted, weightiest_run
from ingest.structure.titles import whole_title
from ingest.structure.unnumbered import titled
from ingest.text.blocks import PAGE_GAP, Block, Form
from ingest.text.dates import MONTHS
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.fields import LABEL
from ingest.text.numbered import ITEM_REF, LONE_NUMBER, NUMBERED, opens_section

_LINK = re.compile(r"\s*(?:pdf icon )?PDF \d+(?:\.\d+)? ?[KM]B$")  # a web page's link, behind a title
_REF = re.compile(rf"(?:{ITEM_REF.pattern})$", re.IGNORECASE)
TITLE = re.compile(
    r"['\"“‘£]|[A-ZÀ-ÖØ-ÞŴŶ]|\d{2}/\d{4,6}\b|\d{1,3}(?:mph|st|nd|rd|th|G)\b|(?:19|20)\d\d(?:\s?[/–-]\s?\d\d\b|\s[A-Z])"
)  # a capital, the number of a decision to be taken, "20mph", a year, "2025 Triennial Valuation"
_COUNT = re.compile(r"(?:votes? )?(?:for|against|in favour|abst\w+)\b", re.IGNORECASE)  # "5 For, 0 Against"
_RULES = re.compile(r"\bshall\b")  # a condition, not a title
_RUN_IN = re.compile(
    r"(?P<title>[A-Z][^:.;]{2,80}):\s|(?P<short>[A-Z][^:.;,]{2,60}?)(?:\.|\s[-–])\s+(?=[A-Z£\d(‘“\"']|none\b|noted\b)"
)
_DECIDES = re.compile(r"\b(?:RESOLVED|AGREED|resolved|agreed)\b")
_GOES_ON_BELOW = re.compile(
    r"\b(?:conditions|following|below)\b[^.]*\.$"
)  # "subject to the conditions below."
_SHORT_FORM = re.compile(r"\b(?:Cllrs?|M(?:r|rs|s|iss)|Dr|St|No|[A-Z])$")  # the full stop is its own
_LETTERED = re.compile(rf"(?P<number>{LETTER.pattern})(?P<stop>)\s+(?P<title>\S.*)$", re.DOTALL)  # in a table
_ITEM_WORD = re.compile(r"^item(?: no\.?)?\s+(?=\d)", re.IGNORECASE)
# What a sentence has and a title has not.
FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|be|been|will|would|may|did|said|noted|agreed|received|asked|that|sent|gave|made|advised|reported|declared|considered|intimated|"
    r"presented|explained|stated|confirmed|thanked|informed|welcomed|heard|met)\b"
)
MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})(?:\s+\d{{4}}\b|\s*(?:to\b|[-–])|\W*$)", re.IGNORECASE)
_WIDEST = 6  # of the gaps in a run's numbers that are filled
_FEWEST = 2  # items that make a run
_SIMPLE = re.compile(r"^\(?(\d{1,4})[.)]?$")


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
        above = blocks[first - 1].text if first else ""
        alone = above.rstrip(".") if not numbered and LONE_NUMBER.match(above) else None
        simple = (
            numbered
            and _SIMPLE.match(numbered["number"])
            and (numbered["stop"] or numbered["title"][0].isupper())
        )
        found.append(
            Heading(
                first=first - (alone is not None),
                body=at + 1,
                number=numbered["number"] if numbered and simple else alone,
                title=numbered["title"].strip() if numbered and simple else text,
                agenda_ref=ref[0].strip(),
            )
        )
    return found if len(found) >= 3 else []


def _title_goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a title's line goes on from the one above it, which stands directly over it."""
    above = blocks[at - 1]
    return blocks[at].gap == 0 and above.words < 20 and above.form is not Form.ROW


def _candidates(
    blocks: Sequence[Block], at: int, *, agenda: bool, stopped: bool = False
) -> Iterator[Candidate]:
    """Yield what a block may open: an item for each way in which its number can be read.

    Where `stopped`, a title may end in a full stop: "299. Urgent items."
    """
    block = blocks[at]
    found, paged = _numbered(block, agenda=agenda)
    if not found or MONTH.match(found["title"]):
        return  # none, or a day
    beside = pages_beside(blocks, at) if agenda else None
    title, body = whole_title(blocks, at + 1, found["title"])
    if beside:
        title, body = f"{found['title']} {beside.title}".strip(), beside.body
    paged = paged or beside is not None or bool(PAGES.search(title))
    title = PAGES.sub("", title).strip()
    above = blocks[at - 1] if at else block
    sentence = bool(FINITE.search(title)) or len(title.split()) > TITLE_WORDS
    told = (
        at > 0
        and not agenda
        and _stands_over(above)
        and ("/" in found["number"] or (above.text.isupper() and sentence))
    )
    if (
        not TITLE.match(title)
        or _COUNT.match(title)
        or (not told and (_RULES.search(title) or len(title.split()) > 45))
    ):
        return
    below = blocks[at + 1].text if at + 1 < len(blocks) else ""
    headed = block.form is Form.HEADING and not opens_section(block.text, below)  # no section of a report
    weight = 1.0 + headed + block.lines[0].bold + paged
    weight += 0.5 * (block.gap > 0) + 0.5 * ("**" in block.lines[0].raw)
    first = at
    ends = title[-1] == "." and not block.level and not agenda and not title.isupper()
    if told and (ends or title[-1] in ";,:-" or len(title.split()) > 45):
        first, body, title = at - 1, at, above.text  # "APOLOGIES", and below it "PLA146/14 None."
    elif (title[-1] in ";," and not paged) or (ends and not (stopped and _names_matter(block, title))):
        return
    elif not paged and body < len(blocks) and PAGES.match(blocks[body].text):
        body += 1
    for family, number in counted(found["number"], labelled=bool(_ITEM_WORD.match(block.text))):
        yield Candidate(
            at=first, body=body, family=family, number=number, printed=found["number"], title=title,
            weight=weight,
        )  # fmt: skip


def _numbered(block: Block, *, agenda: bool) -> tuple[re.Match[str] | None, bool]:
    """Find the number and title that a block begins with, and whether it names pages; rows number items in agendas alone."""
    row = block.form is Form.ROW
    if row and not agenda:
        return None, False
    text, paged = agenda_row(block) if row else (block.text, False)
    found = NUMBERED.match(_ITEM_WORD.sub("", text)) or (_LETTERED.match(text) if row else None)
    return found, paged or bool(PAGES.search(text))


def _names_matter(block: Block, title: str) -> bool:
    """Tell whether a line that ends in a full stop is a title all the same: short, alone, and no sentence."""
    return len(title.split()) <= TITLE_WORDS and block.gap > 0 and not FINITE.search(title)


def _lone(blocks: Sequence[Block], at: int) -> Iterator[Candidate]:
    """Read a number on a line of its own: its title stands below it, or, in capitals, over it."""
    text = blocks[at].text
    if not LONE_NUMBER.match(text):
        return
    below = next(
        (n for n in range(at + 1, min(at + 3, len(blocks))) if not LONE_NUMBER.match(blocks[n].text)), at
    )
    labelled = any(
        LABEL.fullmatch(b.text) for b in blocks[below + 1 : below + 4]
    )  # "Minutes:", on a web page
    if below > at and blocks[below].gap < PAGE_GAP and _is_title(blocks[below], colon=labelled):
        first, body, title = at, below + 1, blocks[below]
    elif at and "/" in text and _stands_over(blocks[at - 1]):
        first, body, title = at - 1, at + 1, blocks[at - 1]
    else:
        return
    weight = 1.0 + 0.5 * (blocks[at].gap > 0) + (title.form is Form.HEADING)
    for family, number in counted(text.rstrip(".")):
        yield Candidate(
            at=first, body=body, family=family, number=number, printed=text.rstrip("."), title=title.text,
            weight=weight,
        )  # fmt: skip


def _is_title(block: Block, *, colon: bool) -> bool:
    ends = block.text[-1] in (".;," if colon else ".;,:") and not block.text.isupper()
    short = len(block.lines) <= 2 and block.words <= 20 and not ends
    named = TITLE.match(block.text) and not DECISION_WORDS.match(block.text)
    return short and block.form in {Form.HEADING, Form.PARAGRAPH} and bool(named)


def _stands_over(block: Block) -> bool:
    if DECISION_WORDS.match(block.text):
        return False
    return block.words <= 25 and block.form is not Form.ROW and (block.text.isupper() or bool(block.level))


def item_headings(blocks: Sequence[Block], *, agenda: bool = False) -> tuple[Heading, ...]:
    """Find the items of minutes (or of an agenda), in order.

    Where the minutes name their agenda items ("(Item 3)"), these are the items, unless numbers on lines of their own
    run on around them. Else it is the weightiest run of rising numbers, its gaps filled. Where there is none, titles may
    end in a full stop, or stand in their text's own line: "4. Allotments: The clerk …".
    """
    every = range(len(blocks))
    lone = weightiest_run([c for at in every for c in _lone(blocks, at)], len(blocks))
    referred = [] if agenda else _referred(blocks)
    inside = referred and len(lone) > len(referred) and not any(h.number for h in referred)
    if referred and not (inside and lone[0].at < referred[0].first and lone[-1].at > referred[-1].first):
        return tuple(referred)
    run = weightiest_run([c for at in every for c in _candidates(blocks, at, agenda=agenda)], len(blocks))
    if len(run) < _FEWEST and not agenda:
        within = weightiest_run(
            [c for at in every for c in _candidates(blocks, at, agenda=False, stopped=True)], len(blocks)
        )
        run = within if len(within) > max(_FEWEST, len(lone)) else run
    around = run and len(lone) > 2 * len(run) and lone[0].at < run[0].at and lone[-1].at > run[-1].at
    if len(run) < _FEWEST or around:  # else numbers on lines of their own are those of a list
        run = weightiest_run(
            [c for at in every for c in (*_candidates(blocks, at, agenda=agenda), *_lone(blocks, at))],
            len(blocks),
        )
    if len(run) < _FEWEST and not agenda and len(titled(blocks)) < _FEWEST:
        within = weightiest_run(
            [c for at in _out_of_decisions(blocks) for c in _run_in(blocks, at)], len(blocks)
        )
        run = within if len(within) >= _FEWEST else run
    return tuple(_heading(blocks, c) for c in _without_gaps(blocks, run))


def _without_gaps(blocks: Sequence[Block], run: Sequence[Candidate]) -> Iterator[Candidate]:
    """Fill a run's gaps: a number that lacks stands alone on a line, over a title, between its neighbours' places."""
    for here, after in zip_longest(run, run[1:]):
        yield here
        if after is None or here.family or after.number > here.number + _WIDEST:
            continue
        at = here.body
        for number in range(here.number + 1, after.number):
            found = next(
                (n for n in range(at, after.at - 1) if blocks[n].text.rstrip(".") == str(number)), None
            )
            over, below = (blocks[found - 1], blocks[found + 1]) if found else (blocks[at], blocks[at])
            counts = _COUNT.match(over.text) or _COUNT.match(below.text)
            if found and not counts and _is_title(below, colon=False):
                yield Candidate(
                    at=found, body=found + 2, family="", number=number, printed=str(number),
                    title=blocks[found + 1].text, weight=1.0,
                )  # fmt: skip
                at = found + 2


def _out_of_decisions(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the blocks that are no clauses under "RESOLVED that:"."""
    within = False
    for at, block in enumerate(blocks):
        if DECISION_WORDS.match(block.text) or (
            _DECIDES.search(block.text) and not NUMBERED.match(block.text)
        ):
            within = block.text.rstrip()[-1] not in ".;" or bool(_GOES_ON_BELOW.search(block.text))
        elif within and not (block.form is Form.LIST_ITEM or NUMBERED.match(block.text)):
            within = False
        if not within:
            yield at


def _run_in(blocks: Sequence[Block], at: int) -> Iterator[Candidate]:
    """Read a title that stands in its text's own line, up to a colon."""
    found = NUMBERED.match(blocks[at].text)
    title = _RUN_IN.match(found["title"]) if found and blocks[at].form is not Form.ROW else None
    named = (title["title"] or title["short"]) if title else ""
    if found and named and not FINITE.search(named) and not _SHORT_FORM.search(named):
        for family, number in counted(found["number"]):
            yield Candidate(
                at=at, body=at, family=family, number=number, printed=found["number"], title=named,
                weight=1.0,
            )  # fmt: skip


def _heading(blocks: Sequence[Block], found: Candidate) -> Heading:
    pages = next((m for b in blocks[found.at : found.body] if (m := PAGES.search(b.text))), None)
    cells = [c for c in blocks[found.at].lines[0].cells if c]
    beside = (
        cells[-1] if len(cells) > 1 and PAGE_CELL.fullmatch(cells[-1]) and cells[-1][0].isdigit() else None
    )
    at_side = pages_beside(blocks, found.at)
    shown = at_side.pages if at_side else " ".join(pages["pages"].split()) if pages else beside
    title, body = whole_title(blocks, found.body, _LINK.sub("", found.title))
    shown = shown or next((" ".join(m["pages"].split()) for m in PAGES.finditer(title)), None)
    return Heading(
        first=found.at, body=body, number=found.printed, title=PAGES.sub("", title).strip(), pages=shown
    )
