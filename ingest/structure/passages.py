"""From blocks to passages: verbatim runs of a part, no longer than the embedder reads. Pure.

A resolution is a passage of its own; a table's rows carry their column headings beside them; a heading
stays with what follows it, a stem with its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.papers import Role, Span
from ingest.structure.headings import Over, headed
from ingest.text import captions
from ingest.text.blocks import Block, Form, spans
from ingest.text.lines import plain
from ingest.text.sentences import sentences

# The embedder reads 512 word pieces, headings included. Evidence is more often whole in a longer passage; rows of a
# table, which differ by a label and a figure, are told apart better when they are few (see eval/README.md).
MOST_TOKENS = 320
_MOST_OF_ROWS = 190
_PIECE = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")


def tokens(text: str) -> int:
    """Estimate from above how many word pieces a text makes (checked against the embedder's tokenizer in the tests).

    >>> tokens("The Board resolved on 9 December 2021.")
    9
    """
    return sum(map(_pieces_of, _PIECE.findall(plain(text))))


@lru_cache(maxsize=50_000)
def _pieces_of(word: str) -> int:
    if len(word) <= (4 if word.isdigit() else 7) or (len(word) <= 10 and word.islower()):
        return 1
    return 2 + (len(word) > 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A passage before it has an id: its role, place, words, and what stands above it."""

    role: Role
    spans: tuple[Span, ...]
    text: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    block: Block
    spans: tuple[Span, ...]
    size: int
    over: Over

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of its columns, where it is a table's row."""
        return self.over.columns


def _pieces(blocks: Sequence[Block], page_text: dict[int, str]) -> Iterator[_Piece]:
    for block, over in zip(blocks, headed(blocks), strict=True):
        for places, size in _split(spans([block]), page_text):
            yield _Piece(block, places, size, over)


def _split(places: tuple[Span, ...], page_text: dict[int, str]) -> Iterator[tuple[tuple[Span, ...], int]]:
    """Cut what is too long for one passage at its sentences, or between words where there are none; with its tokens."""
    whole = tokens("\n".join(page_text[s.page][s.start : s.end] for s in places))
    if whole <= MOST_TOKENS:
        yield places, whole
        return
    for place in places:
        raw = page_text[place.page][place.start : place.end]
        start = end = 0
        for a, b in _units(raw):
            if end and tokens(raw[start:b]) > MOST_TOKENS:
                yield _cut(place, start, end), tokens(raw[start:end])
                start = a
            end = b
        if end > start:
            yield _cut(place, start, end), tokens(raw[start:end])


def _cut(place: Span, start: int, end: int) -> tuple[Span, ...]:
    return (Span(page=place.page, start=place.start + start, end=place.start + end),)


def _units(raw: str) -> Iterator[tuple[int, int]]:
    for a, b in sentences(raw):
        if tokens(raw[a:b]) <= MOST_TOKENS:
            yield a, b
            continue
        for word in re.finditer(r"[^\s<>]*(?:<[^<>]*>)*[^\s<>]*\s*", raw[a:b]):
            if word[0].strip():
                yield a + word.start(), a + word.start() + len(word[0].rstrip())


def _merge(pieces: Sequence[_Piece], page_text: dict[int, str]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for place in (s for piece in pieces for s in piece.spans):
        last = merged[-1] if merged else None
        if (
            last
            and last.page == place.page
            and not page_text[place.page][last.end : place.start].strip(" \t\r\n-*_|:")
        ):
            merged[-1] = Span(page=last.page, start=last.start, end=place.end)
        else:
            merged.append(place)
    return tuple(merged)


def _role(pieces: Sequence[_Piece]) -> Role:
    size = sum(p.size for p in pieces) or 1
    rows = sum(p.size for p in pieces if p.block.form is Form.ROW)
    listed = sum(p.size for p in pieces if p.block.form is Form.LIST_ITEM)
    if rows / size >= 0.5:
        return Role.TABLE
    return Role.LIST if listed / size >= 0.5 else Role.PROSE


def _leads(piece: _Piece) -> bool:
    """Tell whether a piece belongs with what follows it: a heading, or a list's stem."""
    return piece.block.form is Form.HEADING or piece.block.text.rstrip().endswith((":", ":-"))


def _breaks(group: Sequence[_Piece], piece: _Piece) -> bool:
    size = sum(p.size for p in group)
    row, was_row = piece.block.form is Form.ROW, group[-1].block.form is Form.ROW
    most = _MOST_OF_ROWS if row or was_row else MOST_TOKENS
    if size + piece.size > most or piece.block.after_blank_page:
        return True
    if piece.columns and any(p.columns not in {(), piece.columns} for p in group):
        return True  # another table's row: its columns would be told as the first one's
    if piece.block.form is Form.HEADING and not all(_leads(p) for p in group):
        return size >= (90 if piece.block.level == 9 else 40)
    if row != was_row and not _leads(group[-1]):
        return size >= 40
    held = [p for p in group if p.block.form is Form.ROW]
    return row and bool(held) and (piece.columns != held[-1].columns or piece.over.opens)


def passages(
    blocks: Sequence[Block],
    page_text: dict[int, str],
    *,
    headings: Sequence[str] = (),
    role: Role | None = None,
) -> Iterator[Draft]:
    """Cut a run of blocks into passages, in order; together they hold every word of it."""
    above: list[tuple[int, str]] = [(0, h) for h in headings]
    group: list[_Piece] = []
    over: tuple[str, ...] = tuple(headings)

    def close(kept: Sequence[_Piece]) -> Draft:
        places = _merge(kept, page_text)
        columns = next((p.columns for p in kept if p.columns), ())
        text = "\n".join(page_text[s.page][s.start : s.end] for s in places)
        return Draft(role=role or _role(kept), spans=places, text=text, headings=over, columns=columns)

    for piece in _pieces(blocks, page_text):
        if above and above[-1][0] == captions.LEVEL and not captions.is_under(piece.block):
            above.pop()
        if group and _breaks(group, piece):
            tail = len(group)
            while tail > 1 and _leads(group[tail - 1]) and sum(p.size for p in group[tail - 1 :]) < 60:
                tail -= 1
            if all(_leads(p) for p in group):
                tail = len(group)
            yield close(group[:tail])
            group = group[tail:]
            over = tuple(h for _, h in above if not group or h != group[0].block.text)
        if piece.block.form is Form.HEADING:
            level = piece.block.level
            while above and above[-1][0] >= level:
                above.pop()
            if not group:
                over = tuple(h for _, h in above)
            above.append((level, piece.block.text))
        elif not group:
            over = (*(h for _, h in above), *piece.over.sections)
        group.append(piece)
    if group:
        yield close(group)
