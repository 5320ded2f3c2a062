"""The fields of a record of decision whose labels a narrow column broke: "Date of" over "decision". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.structure.heads import RECORD_LABELS
from ingest.text.blocks import Block, Form


def whole_fields(blocks: Sequence[Block]) -> list[Block]:
    """Give a record's blocks with each broken label in one row, its value beside it; what is read of them is no quote."""
    found: list[Block] = []
    for block, below in pairwise([*blocks, None]):
        if block is None:
            continue
        joined = _joined(block, below) if below else None
        found.append(joined or block)
    return found


def _joined(row: Block, below: Block) -> Block | None:
    cells = row.lines[0].cells
    if row.form is not Form.ROW or len(cells) != 2 or below.gap:
        return None
    rest, *values = below.lines[0].cells or (below.text,)
    label = f"{cells[0]} {rest}"
    if label.lower() not in RECORD_LABELS:
        return None
    value = " ".join([cells[1], *values])
    line = replace(row.lines[0], text=f"{label} {value}", cells=(label, value))
    return replace(row, lines=(line,))
