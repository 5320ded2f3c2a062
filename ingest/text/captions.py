"""Captions: "Table 3: Winter seasons" stands over a table's rows, and not over the text that follows them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.text.blocks import Block, Form
from ingest.text.fields import CAPTION

LEVEL = 10  # of a caption: it ends no heading above it, and every heading ends it
_MOST_WORDS = 35  # of a caption
_NOTE = re.compile(r"\W*(?:Notes?|Sources?|Key|Brackets|(?:All )?[Ff]igures (?:are|in))\b|[*†‡]")


def captioned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make headings of the captions that stand over rows, whether bold, alone on their line or neither; of one cut in two, one."""
    found: list[Block] = []
    for block in blocks:
        if block.form is Form.ROW and found:
            _mark(found)
        found.append(block)
    return tuple(found)


def _mark(found: list[Block]) -> None:
    """Make a heading of a caption at the end of what was found, over its first row."""
    last = found[-1]
    if last.form is Form.HEADING and len(found) > 1 and last.gap == 0 and not is_caption(last):
        above = found[-2]
        if above.form is Form.HEADING and is_caption(above):
            found[-2:] = [replace(above, lines=(*above.lines, *last.lines), level=LEVEL)]
            return
    if last.form in {Form.HEADING, Form.PARAGRAPH} and is_caption(last):
        found[-1] = replace(last, form=Form.HEADING, level=LEVEL)


def is_caption(block: Block) -> bool:
    """Tell whether a block's words are a table's title, by its number."""
    return block.words <= _MOST_WORDS and not block.text.endswith(".") and bool(CAPTION.match(block.text))


def is_under(block: Block) -> bool:
    """Tell whether a block still belongs to the table above it: a row, or a note on it."""
    return block.form is Form.ROW or bool(_NOTE.match(block.text))
