"""Minutes and agendas: their items, and what minutes resolve. Pure.

Numbers are kept as printed. A numbered list inside an item is told from the items themselves by their
sequence: items run on by one, from the first to the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import DECISION_WORDS, NUMBERED, Block, Form, spans
from ingest.lines import MARKER, plain
from ingest.papers import Clause, Outcome, Span
from ingest.sentences import sentences

_PAGES = re.compile(r"\s*\(\s*pages?\s+(?P<pages>[\d\s–\-to]+)\)", re.IGNORECASE)
_SIMPLE = re.compile(r"^\(?(\d{1,4})[.)]?$")
# Decisions that minutes word as a sentence of their narrative.
NARRATIVE = re.compile(
    r"""\bminutes\b.{0,200}?\b(?:were|was|be|having\ been)\ (?:then\ )?(?:agreed|approved|confirmed|signed|accepted|received)\b
      |\bit\ was\ (?:unanimously\ |further\ |therefore\ )?(?:agreed|resolved|decided)\ (?:that|to)\b
      |\b(?:board|committee|panel|cabinet|council|commission|members|councillors)\ (?:unanimously\ )?(?:resolved|RESOLVED)\ (?:that|to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_STEM_END = re.compile(
    r"(?::-?|:\s*[-–]|\b(?:that|to|the \w+|(?:board|committee|panel|cabinet|council)))\W*$", re.IGNORECASE
)
_LOST = re.compile(
    r"\b(?:amendment|motion)\b.{0,80}\b(?:lost|fell|defeated|not carried|rejected)\b", re.IGNORECASE
)
_CARRIED = re.compile(r"\b(?:amendment|motion)\b.{0,80}\bcarried\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An item's heading: blocks `first` to `body` (exclusive) hold it, `number` and `title` as printed."""

    first: int
    body: int
    number: str | None
    title: str
    pages: str | None = None


def _candidate(block: Block, *, agenda: bool) -> tuple[int, str, float] | None:
    """Give (number, title, weight) where a block may open an item."""
    found = NUMBERED.match(block.text)
    if not found or block.form is Form.ROW or not _SIMPLE.match(found["number"]):
        return None
    title = _PAGES.sub("", found["title"]).strip()
    if not title or not (title[0].isupper() or title[0] in "'\"“‘£") or len(title.split()) > 45:
        return None
    if title[-1] in ";," or (title[-1] == "." and not block.level and not agenda):
        return None
    weight = 1.0 + (block.form is Form.HEADING) + block.lines[0].bold + bool(_PAGES.search(block.text))
    weight += 0.5 * (block.gap > 0) + 0.5 * ("**" in block.lines[0].raw)
    return int(found["number"]), title, weight


def item_headings(blocks: Sequence[Block], *, agenda: bool = False) -> tuple[Heading, ...]:
    """Find the items of minutes (or of an agenda): the weightiest run of rising numbers.

    A step of one costs nothing; a gap costs the more the wider it is, so that a number missed does not break
    the run and a list inside an item does not join it.
    """
    candidates = [(at, *c) for at, block in enumerate(blocks) if (c := _candidate(block, agenda=agenda))]
    best: list[
        tuple[float, int, int]
    ] = []  # of the run that ends here: weight, candidate before it, first block
    for here, (block_at, number, _, weight) in enumerate(candidates):
        score, before, first = weight, -1, block_at
        for prior in range(here):
            step = number - candidates[prior][1]
            if step < 1:
                continue
            run = best[prior][0] + weight - (0.0 if step == 1 else min(1.0 + 0.5 * step, 12.0))
            if run > score:
                score, before, first = run, prior, best[prior][2]
        best.append((score, before, first))
    found = []

    def reach(i: int) -> float:
        """Weigh a run, and how much of the part it spans: items do, a list does not."""
        return best[i][0] + 3.0 * (candidates[i][0] - best[i][2]) / len(blocks)

    at = max(range(len(best)), key=reach, default=-1)
    while at >= 0:
        block_at, _, title, _ = candidates[at]
        found.append(_heading(blocks, block_at, title))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A resolution within minutes: blocks `first` to `last` (exclusive), its words and its clauses."""

    first: int
    last: int
    stem: str
    clauses: tuple[Clause, ...]
    text: str
    spans: tuple[Span, ...]
    outcome: Outcome | None


def clause(block: Block, raw: str) -> Clause:
    """Take a list item apart: the marker as printed, and its words (plain)."""
    found = MARKER.match(raw)
    rest = raw[found.end() :] if found else raw
    return Clause(
        number=block.marker if block.numbered else None,
        text=plain(rest.strip()).replace("\n", " ").strip("* "),
    )


def _is_clause(block: Block) -> bool:
    return block.form is Form.LIST_ITEM or (block.lines[0].bold and block.numbered)


def clauses_after(blocks: Sequence[Block], at: int) -> int:
    """Give the index after the list that follows a stem at `at` - 1.

    Sub-lists and a line that goes on with its item are in; a paragraph between numbered clauses is in too,
    when the numbering goes on after it.
    """
    end = at
    while end < len(blocks):
        block = blocks[end]
        if (_is_clause(block) and not DECISION_WORDS.match(block.text)) or (
            end > at and block.form is Form.PARAGRAPH and _numbering_goes_on(blocks, end)
        ):
            end += 1
        else:
            break
    return end


def _numbering_goes_on(blocks: Sequence[Block], at: int) -> bool:
    last, after = blocks[at - 1], blocks[at + 1] if at + 1 < len(blocks) else None
    if after is None or not (last.numbered and after.numbered and _is_clause(after)):
        return False
    here, there = re.sub(r"\W", "", last.marker), re.sub(r"\W", "", after.marker)
    if here.isdigit() and there.isdigit():
        return int(there) == int(here) + 1
    return len(here) == len(there) == 1 and ord(there.lower()) == ord(here.lower()) + 1


def decisions(blocks: Sequence[Block], page_text: dict[int, str]) -> tuple[Decision, ...]:
    """Find what one item of minutes resolves, in order, each with its clauses, verbatim and whole."""
    found: list[Decision] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        opens = bool(DECISION_WORDS.match(block.text)) and block.form is not Form.ROW
        told = not opens and block.form is Form.PARAGRAPH and NARRATIVE.search(block.text)
        if not opens and not told:
            at += 1
            continue
        last = at + 1
        if opens and (_STEM_END.search(block.text) or not block.complete):
            last = clauses_after(blocks, at + 1)
            if last == at + 1 and block.words <= 6 and last < len(blocks):
                last += 1  # "RESOLVED" alone on its line, its words below
        found.append(_decision(blocks, at, last, page_text, sentence=told.start() if told else None))
        at = last
    return tuple(found)


def _decision(
    blocks: Sequence[Block], first: int, last: int, page_text: dict[int, str], *, sentence: int | None
) -> Decision:
    own = blocks[first:last]
    places = spans(own)
    text = "\n".join(page_text[s.page][s.start : s.end] for s in places)
    outcome = None
    after = " ".join(b.text for b in blocks[last : last + 2])
    if _LOST.search(after):
        outcome = Outcome.LOST
    elif _CARRIED.search(after):
        outcome = Outcome.CARRIED
    if sentence is not None:
        places, text = _sentence(own[0], sentence, page_text)
    return Decision(
        first=first,
        last=last,
        stem=own[0].text if last > first + 1 else "",
        clauses=tuple(
            clause(b, "\n".join(line.raw for line in b.lines)) for b in own[1:] if b.form is not Form.HEADING
        ),
        text=text,
        spans=places,
        outcome=outcome,
    )


def _sentence(block: Block, at: int, page_text: dict[int, str]) -> tuple[tuple[Span, ...], str]:
    """Give the sentence of a paragraph that holds plain offset `at`, verbatim, with its place."""
    (place, *more) = spans([block])
    raw = page_text[place.page][place.start : place.end]
    seen = 0
    for start, end in sentences(raw):
        seen += len(plain(raw[start:end]).replace("\n", " ")) + 1
        if seen > at:
            return (Span(page=place.page, start=place.start + start, end=place.start + end),), raw[start:end]
    return (place, *more), raw
