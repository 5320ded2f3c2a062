"""Places in a paper as quotes: what was found in minutes stands in passages, and is cited like any answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import HEAD, Passage, Placed, ReadPaper, Span
from rag.answers import Quote

_WORD = re.compile(r"[^\W_]+")


def quotes_at(read: ReadPaper, spans: Sequence[Span]) -> tuple[Quote, ...]:
    """Give the quotes that cover some places of a paper, in reading order: one a passage that they stand in."""
    if not spans:
        return ()
    pages = {s.page for s in spans}
    found = []
    for passage in read.passages:
        if pages.isdisjoint({s.page for s in passage.spans}):
            continue
        if place := _within(passage, spans):
            found.append(Quote(placed=placed_in(read, passage), start=place[0], end=place[1]))
    return tuple(found)


def _within(passage: Passage, spans: Sequence[Span]) -> tuple[int, int] | None:
    """Give the characters of a passage's text, from first to last, that stand at these places."""
    first, last, offset = None, 0, 0
    for own in passage.spans:
        for span in spans:
            start, end = max(own.start, span.start), min(own.end, span.end)
            if own.page == span.page and start < end:
                first = offset + start - own.start if first is None else first
                last = max(last, offset + end - own.start)
        offset += own.end - own.start + 1  # spans are joined by a line break
    return (first, last) if first is not None else None


def placed_in(read: ReadPaper, passage: Passage) -> Placed:
    """Give a passage with the part and the paper that it stands in, and the numbers printed on its pages."""
    pages = {s.page for s in passage.spans}
    return Placed(
        passage=passage,
        part=next(p for p in read.parts if p.number == passage.part),
        paper=read.paper,
        printed=tuple((p.number, p.printed) for p in read.pages if p.number in pages and p.printed),
        head=read.pages[0].text[:HEAD] if read.pages else "",
    )


def narrowed(quotes: Sequence[Quote], words: str) -> tuple[Quote, ...]:
    """Give the quote of the words given, which stand in one of these quotes; the quotes as they are where not.

    Letters and digits decide, so that markup between the words does not hide them.
    """
    pattern = r"[\W_]+".join(re.escape(w) for w in _WORD.findall(words))
    for quote in quotes:
        found = re.search(pattern, quote.placed.passage.text[quote.start : quote.end]) if pattern else None
        if found:
            first, last = quote.start + found.start(), quote.start + found.end()
            return (Quote(placed=quote.placed, start=first, end=last),)
    return tuple(quotes)
