"""The fields of a record of decision whose labels a narrow column broke: "Date of" over "decision". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.structure.heads import RECORD_LABELS
from ingest.text.blocks import Block, Form


def whole_fields(blocks: Sequence[Block]) -> list[Block]:
    """Give a record's blocks with each broken label in one row, its value beside it; what is read of them is no quote."""
    return [_joined(block, below) or block for block, below in zip_longest(blocks, blocks[1:])]


def _joined(row: Block, below: Block | None) -> Block | None:
    cells = row.lines[0].cells
    if row.form is not Form.ROW or len(cells) != 2 or below is None or below.gap:
        return None
    rest, *values = below.lines[0].cells or (below.text,)
    label = f"{cells[0]} {rest}"
    if label.lower() not in RECORD_LABELS:
        return None
    value = " ".join([cells[1], *values])
    line = replace(row.lines[0], text=f"{label} {value}", cells=(label, value))
    return replace(row, lines=(line,))
