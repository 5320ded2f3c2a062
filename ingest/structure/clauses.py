"""The clauses of a decision: the list under its stem, as far as it goes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Clause
from ingest.text.blocks import Block, Form
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.lines import MARKER, plain
from ingest.text.numbered import PARAGRAPH_NUMBER


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
        if _lettered(block, blocks[end - 1] if end > at else None) or _decimal(blocks, at, end):
            end += 1
            continue
        if end > at and block.form is Form.HEADING and _style(block) != _style(blocks[at]):
            break  # "(1) Note …" and then "1. Background"
        if (_is_clause(block) and not DECISION_WORDS.match(block.text)) or (
            end > at and block.form is Form.PARAGRAPH and _numbering_goes_on(blocks, end)
        ):
            end += 1
        else:
            break
    return end


def _lettered(block: Block, above: Block | None) -> bool:
    """Tell whether a block goes on with clauses "A.", "B.", which elsewhere are initials."""
    first = re.fullmatch(r"([A-H])\.", block.marker)
    if not first or block.form is Form.ROW:
        return False
    return first[1] == "A" if above is None else above.marker == f"{chr(ord(first[1]) - 1)}."


def _decimal(blocks: Sequence[Block], at: int, end: int) -> bool:
    """Tell whether a block goes on with clauses "1.1 That …;", "1.2 …", which elsewhere number paragraphs.

    Where clauses are set apart by semicolons, the one with a full stop is the last.
    """
    own = PARAGRAPH_NUMBER.match(blocks[end].text)
    if end == at or not own:
        return own is not None
    before = [b for b in blocks[max(at, end - _BETWEEN) : end] if PARAGRAPH_NUMBER.match(b.text)]
    family, _, last = own[1].rpartition(".")
    numbers = [n[1] for b in before if (n := PARAGRAPH_NUMBER.match(b.text))]
    listed = len(before) > 1 and before[-2].text.rstrip().endswith((";", "and"))
    return f"{family}.{int(last) - 1}" in numbers and not (listed and before[-1].text.rstrip().endswith("."))


def _style(block: Block) -> str:
    return re.sub(r"\w+", "1", block.marker)


_BETWEEN = 3  # paragraphs between two clauses, at most: "Reason: …"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _numbering_goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the clauses before the paragraph at `at` go on by one after it, or after few more."""
    last = next((b for b in reversed(blocks[max(0, at - _BETWEEN) : at]) if b.numbered), None)
    after = next((b for b in blocks[at + 1 : at + 1 + _BETWEEN] if b.form is not Form.PARAGRAPH), None)
    if last is None or after is None or not (after.numbered and _is_clause(after)):
        return False
    here, there = (re.sub(r"\W", "", b.marker).lower() for b in (last, after))
    if here.isdigit() and there.isdigit():
        return int(there) == int(here) + 1
    if here in _ROMAN and there in _ROMAN and _ROMAN.index(there) == _ROMAN.index(here) + 1:
        return True
    return len(here) == len(there) == 1 and ord(there) == ord(here) + 1
