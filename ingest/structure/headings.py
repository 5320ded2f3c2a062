"""What stands over each row of a table: its columns' headings and the title of its section. Pure.

Where the format's reader understood the table, its headings are taken; a table that goes on over a page without
headings of its own has those from before. Else they are told by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.text.blocks import Block, Form

_FIGURE = re.compile(r"^[£(+-]?\d[\d,.]*%?\)?(?:m|k|bn)?$", re.IGNORECASE)
_HEADING = re.compile(
    r"\b(?:(?:19|20)?\d\d\s?[/-]\s?\d\d|20\d\d|Q[1-4]|target|actual|baseline|total|indicator|definition|title|date|lead|detail|"
    r"action|status|progress|objective|outcome|variance|budget|forecast|name|description|measure|rag|£m|%)\b",
    re.IGNORECASE,
)
_SECTION_WORDS = 14  # at most, of a title within a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """What stands over a block: a row's column headings and section; nothing where it is no row.

    `opens` tells that a section's title stands here, so that a passage may begin with it.
    """

    columns: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    opens: bool = False


@dataclass(slots=True)
class _Standing:
    """The headings that hold while the blocks are gone through."""

    columns: tuple[str, ...] = ()
    section: str = ""
    since_row: int = 99
    heading_row: bool = False
    table: object = None


def headed(blocks: Sequence[Block]) -> Iterator[Over]:
    """Give what stands over each block, in order."""
    now = _Standing()
    for at, block in enumerate(blocks):
        if block.form is not Form.ROW:
            now.since_row += 1
            now.heading_row = False
            if now.since_row > 3 or block.level in range(1, 8):
                now = _Standing()
            yield Over()
            continue
        title = _section(block)
        if block.lines[0].table is not None:
            _as_read(now, block)
        else:
            _by_words(now, block, blocks[at + 1] if at + 1 < len(blocks) else None)
        now.since_row = 0
        if title and not now.heading_row:
            now.section = title
            yield Over(columns=now.columns, opens=True)
        else:
            yield Over(columns=now.columns, sections=(now.section,) if now.section else ())


def _section(row: Block) -> str:
    """Give the title of a section within a table: words in the first cell and nothing beside them."""
    first, *rest = row.lines[0].cells
    return first if first and not any(rest) and len(first.split()) <= _SECTION_WORDS else ""


def _as_read(now: _Standing, row: Block) -> None:
    """Take the headings that the reader found; those from before hold on where it found none and the width is the same."""
    line = row.lines[0]
    if line.table is now.table or line.table is None:
        now.heading_row = line.heads
        return
    now.table, now.heading_row = line.table, line.heads
    goes_on = now.since_row <= 3 and len(now.columns) == len(line.cells)
    if line.table.columns:
        now.section = now.section if line.table.columns == now.columns else ""
        now.columns = line.table.columns
    elif not goes_on:
        now.columns, now.section = (), ""


def _by_words(now: _Standing, row: Block, after: Block | None) -> None:
    cells = row.lines[0].cells
    if now.since_row > 0 and (now.columns and abs(len(now.columns) - len(cells)) > 1):
        now.columns, now.section = (), ""
    if not _is_header(row, after, within=bool(now.columns) or now.since_row == 0):
        now.heading_row = False
        return
    if now.heading_row and len(now.columns) == len(cells) and not all(now.columns):
        now.columns = tuple(f"{a} {b}".strip() for a, b in zip(now.columns, cells, strict=True))
    else:
        now.columns = cells
    now.heading_row, now.section = True, ""


def _is_header(row: Block, after: Block | None, *, within: bool) -> bool:
    """Tell whether a table's row holds column headings.

    They are words in every cell, or set in bold; within a table, a new heading row must be bold or name the
    sort of things that headings name (years, target, total).
    """
    every = row.lines[0].cells
    cells = [c for c in every if c]
    if len(cells) < 2 or any(len(c.split()) > 14 for c in cells):
        return False
    if any(_FIGURE.match(c) and not re.fullmatch(r"20\d\d", c) for c in cells):
        return False  # a row of totals may be bold too
    raw = [c for c in row.lines[0].raw.split("\t") if c.strip()]
    if all("<b>" in c or "**" in c for c in raw):
        return True
    if len(cells) < len(every) - 1 or (len(every) == 2 and not any(_HEADING.search(c) for c in cells)):
        return False
    if within:
        if any(c.endswith(".") and " " in c for c in cells):
            return False  # a sentence
        return len(cells) >= 3 and sum(bool(_HEADING.search(c)) for c in cells) >= max(2, len(cells) // 2)
    if after is None or after.form is not Form.ROW:
        return False
    return len(after.lines[0].cells) >= len(every) - 1
