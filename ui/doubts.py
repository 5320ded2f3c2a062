"""What a person should look at in how a paper was read: a reading that went wrong shows in what it lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.papers import Item, Kind, Part, Passage, ReadPaper, Role
from ui.text import pages_words

_UNSURE = 0.8  # of a page's words, as OCR tells: below that many are wrong
_GARBLED = 0.02  # of a paper's characters: its font does not tell which letters they are
_FEW_WORDS = 20  # a page, on average, of a paper of several pages
_ROWS = 3  # line breaks, of a table that wants headings
_JUMP = 5  # items; more are another count, not a gap


def doubts(read: ReadPaper) -> tuple[str, ...]:
    """Tell what looks as if it had not been read well, each in a few words; nothing where all looks well.

    >>> from ingest.papers import Paper
    >>> empty = Paper(id="a", sha256="a", file_name="a.pdf", path="a.pdf", title="A", kind=Kind.OTHER, committee=None,
    ...               date=None, page_count=0, paginated=False)
    >>> doubts(ReadPaper(paper=empty, pages=(), parts=(), items=(), resolutions=(), recommendations=(), passages=(), acronyms=()))
    ()
    """
    return (*_of_pages(read), *(told for part in read.parts for told in _of_part(read, part)))


def _of_pages(read: ReadPaper) -> Iterator[str]:
    if read.unread_pages:
        yield f"no text on {pages_words(read.unread_pages)}"
    unsure = tuple(p.number for p in read.pages if p.confidence is not None and p.confidence < _UNSURE)
    if unsure:
        yield f"OCR was unsure on {pages_words(unsure)}"
    text = "".join(p.text for p in read.pages)
    odd = sum(text.count(c) for c in "\ufffd\x00") + sum("\ue000" <= c <= "\uf8ff" for c in text)
    if odd > _GARBLED * max(len(text), 1):
        yield f"{odd / len(text):.0%} of the characters are not letters that the file tells"
    if len(read.pages) > 1 and not read.withheld and len(text.split()) < _FEW_WORDS * len(read.pages):
        yield "hardly any words"


def _of_part(read: ReadPaper, part: Part) -> Iterator[str]:
    where = f"part {part.number}: " if len(read.parts) > 1 else ""
    items = [i for i in read.items if i.part == part.number]
    if part.kind in {Kind.MINUTES, Kind.AGENDA, Kind.DECISION_RECORD}:
        lacks = [name for name, held in (("committee", part.committee), ("date", part.date)) if held is None]
        if lacks:
            yield f"{where}no {' and no '.join(lacks)} found"
    if part.kind in {Kind.MINUTES, Kind.AGENDA} and not items:
        yield f"{where}no items found"
    if part.kind is Kind.MINUTES and items and not any(r.part == part.number for r in read.resolutions):
        yield f"{where}no decisions found"
    if missing := _missing(items):
        yield f"{where}no item {', '.join(map(str, missing))}"
    bare = {p.page for p in read.passages if p.part == part.number and _is_bare_table(p)}
    if bare:
        pages = f" on {pages_words(tuple(sorted(bare)))}" if read.paper.paginated else ""
        yield f"{where}a table without column headings{pages}"


def _is_bare_table(passage: Passage) -> bool:
    """Tell whether a passage is a table of several rows without headings; a line of a form or of a sum is none."""
    return passage.role is Role.TABLE and not passage.columns and passage.text.count("\n") >= _ROWS


def _missing(items: Sequence[Item]) -> list[int]:
    """Give the numbers that a run of items leaves out."""
    numbers = [int(i.number.rstrip(".")) for i in items if i.number and i.number.rstrip(".").isdecimal()]
    return [n for a, b in pairwise(numbers) if 1 < b - a <= _JUMP for n in range(a + 1, b)]
