"""Items that a meeting's numbers lack: a title whose paragraph follows it line on line. Pure.

Where a title stands directly over its text, and nothing but its number sets it apart, both were read as one block, as the
clause of a list. Two neighbours whose numbers leave a gap tell that an item is between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.structure.item_numbers import TITLE_WORDS, Heading
from ingest.structure.items import FINITE, MONTH, TITLE, item_headings
from ingest.structure.minutes import CLOSING
from ingest.text.blocks import Block, Form
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.lines import Line
from ingest.text.numbered import NUMBERED

_WIDEST = 6  # of the gaps that are looked into
_MOST_AFTER = 12  # items that are looked for behind the last
_FEWEST = 3  # items that show how a meeting counts
_WRAPPED = 8  # words of a title's second line, at most
_STEM = re.compile(r"[:–-]\W*$")  # of a list, whose entries may count on from the items
_COUNTED = re.compile(
    r"(?:members|councillors|votes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)  # by the number
_UNFINISHED = re.compile(r"(?:[–,&-]|\b(?:of|and|the|to|for|in|on|by|with|at))$")
_OPENS = re.compile(r"\(|(?:The|At|In|On|Members|Councillors?|Cllrs?|M(?:r|rs|s|iss|x)|Dr|There|It|A|An)\b")


def with_lacking(blocks: Sequence[Block]) -> Sequence[Block]:
    """Part the titles of lacking items from their paragraphs, so that they are found as items; else as they are."""
    found = item_headings(blocks)
    if not found or not all(h.number and h.number.isdigit() for h in found):
        return blocks
    at = dict(_lacking(blocks, found))
    if not at or len(found) + len(at) < _FEWEST:
        return blocks
    return [one for n, block in enumerate(blocks) for one in at.get(n, (block,))]


def _lacking(blocks: Sequence[Block], found: Sequence[Heading]) -> Iterator[tuple[int, tuple[Block, Block]]]:
    """Yield the places of blocks that begin with a number that lacks, each with its title and its paragraph."""
    numbers = [int(h.number or 0) for h in found]
    end = found[0].first
    for wanted in range(numbers[0] - 1, 0, -1):  # before the first that was found
        if (one := _opened_by(blocks, range(end), wanted)) is None:
            break
        yield one
        end = one[0]
    for here, after in zip_longest(found, found[1:]):
        number = int(here.number or 0)
        last = int(after.number or 0) if after else number + _MOST_AFTER
        if after and last > number + _WIDEST:
            continue
        place = here.body
        for wanted in range(number + 1, last):
            one = _opened_by(blocks, range(place, after.first if after else len(blocks)), wanted)
            if one:
                yield one
                place = one[0] + 1
            elif not after:
                break


def _opened_by(blocks: Sequence[Block], within: range, number: int) -> tuple[int, tuple[Block, Block]] | None:
    """Give the place of a block that a number and a title open, and its two halves; not where a list counts up to it."""
    at = next((n for n in within if _number(blocks[n]) == number), None)
    if at is None or any(_number(blocks[n]) == number - 1 for n in range(within.start, at)):
        return None
    if (at and _STEM.search(blocks[at - 1].text)) or any(
        CLOSING.match(blocks[n].text) for n in range(within.start, at)
    ):
        return None
    parted = _parted(blocks[at])
    return (at, parted) if parted else None


def _number(block: Block) -> int | None:
    found = NUMBERED.match(block.lines[0].text) if block.form is not Form.ROW else None
    return int(found["number"]) if found and found["number"].isdigit() else None


def _parted(block: Block) -> tuple[Block, Block] | None:
    """Part a block into an item's title and its paragraph; None where its first lines are no title."""
    lines = [line for line in block.lines if not line.blank]
    count = 1
    while count < len(lines) - 1 and _goes_on(lines[:count], lines[count]):
        count += 1
    head, rest = block.lines[: block.lines.index(lines[count - 1]) + 1], block.lines
    title, after = " ".join(line.text for line in lines[:count]), lines[count:]
    named = NUMBERED.match(title)
    if not after or not named or not TITLE.match(named["title"]) or FINITE.search(named["title"]):
        return None
    sentence = after[0].text[0].isupper() or after[0].text[0] == "("
    if not sentence or title[-1] in ".;,:" or len(named["title"].split()) > TITLE_WORDS:
        return None
    if DECISION_WORDS.match(named["title"]) or MONTH.match(named["title"]) or _COUNTED.match(named["title"]):
        return None
    body = Block(form=Form.PARAGRAPH, lines=rest[len(head) :], gap=0)
    return replace(block, form=Form.HEADING, lines=head, level=7), body


def _goes_on(title: Sequence[Line], line: Line) -> bool:
    """Tell whether a line goes on with a title: in small letters, in capitals as it is, or in a few words that tell nothing."""
    if DECISION_WORDS.match(line.text):
        return False
    if line.text[0].islower() or _UNFINISHED.search(title[-1].text):
        return True
    if all(one.text.isupper() for one in title):
        return line.text.isupper()
    return line.words <= _WRAPPED and not FINITE.search(line.text) and not _OPENS.match(line.text)
