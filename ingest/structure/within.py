"""Decisions that stand within a paragraph of minutes: "… had last been raised in 2021. RESOLVED that …". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.text.blocks import Block, Form, spans
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.lines import Line, plain
from ingest.text.sentences import sentences

_FEWEST = 4  # words of such a decision: "AGREED." points back to what was said
# In capitals, or a sentence of its own: "Resolved: that …". A narrative's "agreed" may be anybody's.
_SAYS = re.compile(r"\b(?:RESOLVED|AGREED|DECIDED|ORDERED)\b|^\W*Resolved\b")


def apart(blocks: Sequence[Block], page_text: dict[int, str]) -> list[Block]:
    """Part paragraphs before and after each sentence that decides, but for the first: it opens its paragraph already."""
    return [one for block in blocks for one in _parted(block, page_text)]


def _parted(block: Block, page_text: dict[int, str]) -> list[Block]:
    if block.form is not Form.PARAGRAPH or DECISION_WORDS.match(block.text) or not _SAYS.search(block.text):
        return [block]
    cuts = sorted(
        {
            cut
            for place in spans([block])
            for cut in _cuts(place.start, page_text[place.page][place.start : place.end])
        }
    )
    page = block.lines[0].page
    if not cuts or any(line.page != page for line in block.lines):
        return [block]
    found: list[list[Line]] = [[]]
    for line in block.lines:
        for piece in _cut(line, cuts, page_text[page]):
            if piece.start in cuts:
                found.append([])
            found[-1].append(piece)
    first, *rest = [tuple(lines) for lines in found if any(not line.blank for line in lines)]
    return [replace(block, lines=first), *(Block(form=Form.PARAGRAPH, lines=lines, gap=0) for lines in rest)]


def _cuts(start: int, raw: str) -> Iterator[int]:
    """Yield where a sentence that decides begins, and where the one after it does."""
    every = list(sentences(raw))
    for number, (a, b) in enumerate(every[1:], 1):
        said = " ".join(plain(raw[a:b]).split())
        if DECISION_WORDS.match(said) and _SAYS.search(said) and len(said.split()) >= _FEWEST:
            yield start + a
            if number + 1 < len(every):
                yield start + every[number + 1][0]


def _cut(line: Line, cuts: Sequence[int], text: str) -> Iterator[Line]:
    places = [line.start, *(c for c in cuts if line.start < c < line.end), line.end]
    for start, end in pairwise(places):
        raw = text[start:end].rstrip()
        yield (
            line
            if (start, end) == (line.start, line.end)
            else replace(line, start=start, end=start + len(raw), raw=raw, text=plain(raw).strip())
        )
