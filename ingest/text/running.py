"""Blocks as one run of verbatim words whose places are known: what a pattern finds in it can be cited. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.papers import Span
from ingest.text.blocks import Block, spans
from ingest.text.lines import plain
from ingest.text.sentences import sentences

_LINE_END = re.compile(r"\s*\n\s*[A-Z]")


@dataclass(frozen=True, kw_only=True)
class Running:
    """The words of `places` joined by line breaks."""

    places: tuple[Span, ...]
    page_text: Mapping[int, str]

    @classmethod
    def of(cls, blocks: Sequence[Block], page_text: Mapping[int, str]) -> Running:
        """Take blocks that follow each other."""
        return cls(places=spans(blocks), page_text=page_text)

    @cached_property
    def text(self) -> str:
        """The words, verbatim."""
        return "\n".join(self.page_text[s.page][s.start : s.end] for s in self.places)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Give the places of characters `start` to `end` (exclusive) of the text."""
        found, offset = [], 0
        for place in self.places:
            length = place.end - place.start
            first, last = max(start - offset, 0), min(end - offset, length)
            if first < last:
                found.append(Span(page=place.page, start=place.start + first, end=place.start + last))
            offset += length + 1
        return tuple(found)

    def sentences(self) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, plain words on one line) of each sentence; a short line before a capital ends one."""
        for start, end in sentences(self.text):
            for first, last in self._notes(start, end):
                yield first, last, " ".join(plain(self.text[first:last]).split())

    def _notes(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        longest = max(len(line) for line in self.text.split("\n"))
        for found in _LINE_END.finditer(self.text, start, end):
            line = self.text[self.text.rfind("\n", 0, found.start()) + 1 : found.start()]
            if len(line) < 0.6 * longest:
                yield start, found.start()
                start = found.end() - 1
        yield start, end
