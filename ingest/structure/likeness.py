"""The same paper under two names, and a draft beside its final text: how much of their words two parts share. Pure.

A part that is stored twice answers twice; `superseded` names those that another part stands in for. A sketch is the smallest hashes of a part's sentences (letters and digits only), a sample that two texts with
the same sentences draw alike: https://doi.org/10.1109/SEQUEN.1997.666900 (Broder, 1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from ingest.papers import Part, Status
from ingest.text.blocks import Block
from ingest.text.sentences import sentences

SIZE = 128  # hashes kept: the share is right to about 0.04
SAME = 0.98
NEAR = 0.5
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def sketch(blocks: Iterable[Block]) -> tuple[int, ...]:
    """Sketch a part from its sentences of four words and more."""
    seen: set[int] = set()
    for block in blocks:
        text = block.text
        for start, end in sentences(text):
            if text.count(" ", start, end) >= 3:
                seen.add(crc32(_NOT_LETTERS.sub("", text[start:end].lower()).encode()))
    return tuple(sorted(seen)[:SIZE])


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share (0–1) of all sentences of two texts that stand in both.

    >>> shared((1, 2, 3, 4), (1, 2, 3, 5))
    0.6
    """
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[:SIZE]
    both = set(one) & set(other)
    return sum(h in both for h in smallest) / len(smallest)


_RANK = {Status.FINAL: 3, None: 2, Status.PROPOSED: 1, Status.DRAFT: 0}


@dataclass(frozen=True, slots=True)
class Sketched:
    """A part of a paper with its sketch."""

    paper: str
    part: Part
    hashes: tuple[int, ...]

    @property
    def place(self) -> tuple[str, int]:
        """Paper id and part number."""
        return self.paper, self.part.number


def superseded(parts: Iterable[Sketched]) -> dict[tuple[str, int], tuple[str, int]]:
    """Give the parts that another part stands in for, as (paper id, part number) → the one to prefer.

    Identical parts of one meeting: the first by status, then by id. A draft, where a near text of the same
    kind and meeting is further on than it. A part of fewer than five sentences is too little to tell.
    """
    known = [s for s in parts if len(s.hashes) >= 5]
    known.sort(key=lambda s: (-_RANK[s.part.status], s.place))
    held: dict[int, list[Sketched]] = {}
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for own in known:
        rivals = {other.place: other for h in own.hashes[:32] for other in held.get(h, ())}
        better = next((r for _, r in sorted(rivals.items()) if _stands_in(r, own)), None)
        if better is not None:
            found[own.place] = better.place
            continue  # so that what stands in is never itself stood in for
        for h in own.hashes[:32]:
            held.setdefault(h, []).append(own)
    return found


def _stands_in(better: Sketched, own: Sketched) -> bool:
    days = {better.part.date, own.part.date}
    if better.part.kind is not own.part.kind or (len(days) > 1 and None not in days):
        return False
    alike = shared(better.hashes, own.hashes)
    drafted = _RANK[own.part.status] < _RANK[better.part.status]
    return alike >= SAME or (alike >= NEAR and drafted)
