"""The nouns of committee papers: what a paper is made of, and the passages that are found in it.

Imports nothing of ours but the nouns of minutes, which it gives too. Every text is verbatim: a slice of the paper's page, never decorated.
Pages count from 1; spans are half-open character ranges within a page's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.minuted import (
    Action,
    Attendance,
    Clause,
    Item,
    Motion,
    Outcome,
    Pointer,
    Presence,
    Promise,
    Recommendation,
    Reference,
    Resolution,
    Span,
    Votes,
)

__all__ = [
    "Acronym",
    "Action",
    "Attendance",
    "Clause",
    "Item",
    "Kind",
    "Motion",
    "Outcome",
    "Page",
    "Paper",
    "Part",
    "Passage",
    "Placed",
    "Pointer",
    "Presence",
    "Promise",
    "ReadPaper",
    "Recommendation",
    "Reference",
    "Resolution",
    "Role",
    "Sketch",
    "Span",
    "Status",
    "Table",
    "Votes",
    "Withheld",
]


class Kind(StrEnum):
    """What sort of paper, or part of a paper, a text is."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    REPORT = "report"
    DECISION_RECORD = "decision_record"
    ANNUAL_REPORT = "annual_report"
    SUPPLEMENT = "supplement"
    PACK = "pack"
    OTHER = "other"


class Role(StrEnum):
    """What a passage does in its part; a question is matched with roles as well as with words."""

    RESOLUTION = "resolution"
    RECOMMENDATION = "recommendation"
    AGENDA_ITEM = "agenda_item"
    ATTENDANCE = "attendance"
    TABLE = "table"
    LIST = "list"
    PROSE = "prose"


class Status(StrEnum):
    """How far a paper has come, by its own words: a draft, a decision proposed, or the final text."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on a page: where its first row starts, its first row below the headings, and its last row ends.

    `columns` are the headings, one a column, as they are understood; none where the table has none of its own.
    """

    start: int
    body: int
    end: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page's text as read. `printed` is the number printed on it, where one is.

    `furniture` and `bold` name lines by where they start: running heads, feet and page numbers, which belong
    to no sentence; and lines set in bold. `scanned` tells that the page is a picture, whose words are not in the
    file as text; `confidence` (0 to 1, the mean over its words) that they were read by OCR.
    `openings` name lines "Agenda Item 5" over a report, on which no end of an exempt marking may rest.
    `tables` are those that the format's reader understood: they are needed while the paper is read, and not kept.
    """

    number: int
    text: str
    printed: str | None = None
    furniture: frozenset[int] = frozenset()
    openings: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()
    scanned: bool = False
    confidence: float | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One file, known by its content. `paginated` is false for files that have no pages (text, HTML)."""

    id: str
    sha256: str
    file_name: str
    path: str
    title: str
    kind: Kind
    committee: str | None
    date: date | None
    page_count: int
    paginated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The paper (its id) whose agenda or minutes list a part, and the committee that the part itself names."""

    by: str
    own_committee: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paper within a pack, or the whole of a single paper.

    `date` is that of the meeting the part belongs to: for minutes the meeting they record, for a report
    the meeting it goes to. `agenda_item` is "number. title" of the agenda item it is filed under.
    `status` is None where the part does not tell it. `listed` tells what lists it, where only that tells its
    meeting.
    """

    number: int
    kind: Kind
    committee: str | None
    date: date | None
    title: str
    agenda_item: str | None
    span: Span
    last_page: int
    status: Status | None = None
    listed: Listed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is embedded, found and cited.

    `text` is verbatim. What helps to find it stands beside it: the headings above it, a table's column
    headings, the item it belongs to. The id is made of place (file hash, page, ordinal), not of content.
    """

    id: str
    paper_id: str
    part: int
    role: Role
    text: str
    spans: tuple[Span, ...]
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    item: str | None

    @property
    def page(self) -> int:
        """The page on which the passage starts."""
        return self.spans[0].page

    def page_at(self, offset: int) -> int:
        """Give the page on which character `offset` of the text stands."""
        for span in self.spans:
            offset -= span.end - span.start + 1  # spans are joined by a line break
            if offset < 0:
                return span.page
        return self.spans[-1].page

    def places(self, start: int, end: int) -> tuple[tuple[Span, str], ...]:
        """Give where characters `start` to `end` of the text stand on the pages, and the words of each place."""
        found: list[tuple[Span, str]] = []
        at = 0
        for span in self.spans:
            first, last = max(start, at), min(end, at + span.end - span.start)
            if first < last:
                place = Span(page=span.page, start=span.start + first - at, end=span.start + last - at)
                found.append((place, self.text[first:last]))
            at += span.end - span.start + 1  # spans are joined by a line break
        return tuple(found)


HEAD = 300  # characters in which a paper says what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A passage with the part and the paper that it stands in."""

    passage: Passage
    part: Part
    paper: Paper
    printed: tuple[tuple[int, str], ...] = ()  # the numbers printed on its pages, where any are
    read_by_ocr: tuple[tuple[int, float], ...] = ()  # the mean confidence on those of its pages that were
    head: str = ""  # the paper's first words, which as a rule name the council

    @property
    def page(self) -> int | None:
        """The file's page, from 1; None where the file has no pages."""
        return self.passage.page if self.paper.paginated else None

    def printed_page(self, page: int | None) -> str | None:
        """Give the number printed on a page."""
        return dict(self.printed).get(page) if page is not None else None

    def ocr_confidence(self, page: int | None) -> float | None:
        """Give the mean confidence, from 0 to 1, with which OCR read a page; None where the file has its text."""
        return dict(self.read_by_ocr).get(page) if page is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """A short form that a paper defines, with its long form as printed."""

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A sample of a part's sentences, as hashes, by which the same text is known again (likeness.py)."""

    part: int
    hashes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Pages, or parts of them, that were not read because they are not for the public.

    `reason` is in our words; `paragraph` is the law's, as printed ("3", "1 and 2"), where the paper names one.
    """

    first_page: int
    last_page: int
    reason: str
    paragraph: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPaper:
    """All that was understood of one file; what the catalogue stores, whole or not at all."""

    paper: Paper
    pages: tuple[Page, ...]
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    resolutions: tuple[Resolution, ...]
    recommendations: tuple[Recommendation, ...]
    passages: tuple[Passage, ...]
    acronyms: tuple[Acronym, ...]
    motions: tuple[Motion, ...] = ()
    actions: tuple[Action, ...] = ()
    references: tuple[Reference, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    sketches: tuple[Sketch, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """The pages that are scans and were not read by OCR."""
        return tuple(p.number for p in self.pages if p.scanned and p.confidence is None)
