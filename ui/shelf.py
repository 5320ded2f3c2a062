"""The papers as the views show them: pages with marks, files, lists, the register. Read only."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ingest.errors import MinutebookError, OcrMissing, UnknownPaper
from ingest.papers import Kind, Paper, Part, ReadPaper
from ingest.reading.marks import marks, page_image
from ingest.reading.ocr import Tesseract, find_tesseract
from ingest.store.catalogue import Catalogue
from ingest.text.dates import long_date
from rag.meetings import Meeting, meetings
from rag.registers import Decided, decisions
from ui.papers import PaperRead, paper_read
from ui.prepare import prepare
from ui.preparing import served
from ui.sheets import Sheet, sheet
from ui.sources import Twins
from ui.understood import Superseded
from ui.viewer import Wanted, page_html, problem_html, quoted, read_wanted, text_html

_IMAGE_SCALE = 2.0  # pixels a point: an A4 page is 1,190 pixels wide
_EXAMPLES = 4  # questions shown on the first page
_EXAMPLES_FROM = 12  # the latest papers, from which they are made
_SHORT = 90  # characters of a title that makes a readable question


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summed:
    listing: tuple[PaperRead, ...]
    register: tuple[Decided, ...]
    twins: Twins
    meetings: tuple[Meeting, ...]


class Shelf:
    """What the data folder holds. Each thread reads by a connection of its own.

    `passwords` open locked PDFs; `language`, as tesseract names it, is that of scans.
    """

    def __init__(self, folder: Path, *, passwords: Sequence[str] = (), language: str = "eng") -> None:
        self.folder = folder
        self._passwords = passwords
        self._language = language
        self._reading = threading.local()
        self._summed: tuple[frozenset[str], _Summed] | None = None

    @property
    def catalogue(self) -> Catalogue:
        """This thread's connection."""
        if not hasattr(self._reading, "catalogue"):
            self._reading.catalogue = Catalogue(self.folder / "catalogue.sqlite")
        return cast("Catalogue", self._reading.catalogue)

    def papers(self) -> tuple[Paper, ...]:
        """Give the papers held."""
        return self.catalogue.papers()

    def parts(self) -> tuple[Part, ...]:
        """Give the parts of the papers held."""
        return self.catalogue.parts()

    def name(self, paper: str | None) -> str | None:
        """Give the file name of the paper of this id; None where there is none."""
        return next((p.file_name for p in self.papers() if p.id == paper), None)

    def examples(self) -> tuple[str, ...]:
        """Make a few questions from the papers that are loaded: decisions, agendas and attendance in turn."""
        found: tuple[list[str], ...] = ([], [], [])
        for paper in self.papers()[-_EXAMPLES_FROM:]:
            for kind, question in _examples_of(self.read(paper.id)):
                found[kind].append(question)
        turns = [made[i] for i in range(max(map(len, found))) for made in found if i < len(made)]
        return tuple(dict.fromkeys(turns))[:_EXAMPLES]

    def read(self, paper: str) -> ReadPaper:
        """Give all that was understood of a paper.

        Raises:
            UnknownPaper: there is none of this id.

        """
        return self.catalogue.read(self.catalogue.paper(paper))

    def file(self, paper: str) -> Path:
        """Give the place of a paper's file.

        Raises:
            UnknownPaper: there is none of this id, or its file is gone.

        """
        if self.read(paper).withheld:
            raise UnknownPaper("Some of this file is not for the public, so the file is not given out.")
        return self._place(paper)

    def _place(self, paper: str) -> Path:
        path = Path(self.catalogue.paper(paper).path)
        if not path.is_file():
            raise UnknownPaper(f"{path.name} is not where it was when it was read. Ingest it again.")
        return path

    def view(self, asked: object) -> str:
        """Show a page, or the text around a quote, as HTML; why it cannot be shown, where it cannot."""
        try:
            return self._view(read_wanted(asked))
        except MinutebookError as error:
            return problem_html(str(error))

    def _view(self, wanted: Wanted) -> str:
        read = self.read(wanted.paper)
        paper = read.paper
        number = wanted.page or (wanted.spans[0].page if wanted.spans else 1)
        page = next((p for p in read.pages if p.number == number), None)
        if page is None:
            raise UnknownPaper(f"{paper.file_name} has no page {number}.")
        self._check_public(read, number)
        if not paper.paginated or (read.withheld and not Path(paper.path).is_file()):
            return text_html(paper, wanted, page)
        passage = quoted(paper, read.pages, wanted.spans)
        here = [s for s in wanted.spans if s.page == number]
        ocr = self._ocr() if here and page.confidence is not None else None
        place = self._place(paper.id)
        found = marks(place, passage, passwords=self._passwords, ocr=ocr) if here else ()
        marked = next((m for m in found if m.page == number), None)
        return page_html(
            paper, wanted, number=number, printed=page.printed, marked=marked, words=passage.text
        )

    def _ocr(self) -> Tesseract | None:
        """Give what reads a scan's page again, to mark a quote's words; without it the page is shown unmarked."""
        try:
            return find_tesseract(self._language)
        except OcrMissing:
            return None

    def _check_public(self, read: ReadPaper, page: int) -> None:
        """Refuse a PDF's page of which something is withheld; of other papers only the public text is kept."""
        if read.paper.paginated and any(w.first_page <= page <= w.last_page for w in read.withheld):
            raise UnknownPaper(f"Page {page} is not shown: some of it is not for the public.")

    def listing(self) -> tuple[PaperRead, ...]:
        """Give how each paper was understood."""
        return self._sums().listing

    def register(self) -> tuple[Decided, ...]:
        """Give the register of decisions, oldest first."""
        return self._sums().register

    def twins(self) -> Twins:
        """Give, for parts whose text is held twice, the names of the other files, as (paper id, part) → names."""
        return self._sums().twins

    def meetings(self) -> tuple[Meeting, ...]:
        """Give the meetings whose agendas are held, oldest first."""
        return self._sums().meetings

    def briefing(self, meeting: str) -> Sheet:
        """Write the briefing for a meeting, named by committee and date.

        Raises:
            UnknownMeeting: no agenda held is of such a meeting.

        """
        return served(sheet(prepare(self.catalogue, meeting)), self.papers())

    def _sums(self) -> _Summed:
        """Sum up all papers; done again when other papers are held."""
        papers = self.papers()
        now = frozenset(p.id for p in papers)
        if self._summed is None or self._summed[0] != now:
            superseded = self.catalogue.superseded()
            reads = [self.catalogue.read(p) for p in papers]
            summed = _Summed(
                listing=tuple(paper_read(read, superseded) for read in reads),
                register=decisions(reads, hidden=superseded),
                twins=_twins(superseded, {p.id: p.file_name for p in papers}),
                meetings=meetings(reads),
            )
            self._summed = now, summed
        return self._summed[1]

    def image(self, paper: str, page: int) -> bytes:
        """Draw a page of a PDF as PNG.

        Raises:
            MinutebookError: there is no such paper or page, or its file is gone.

        """
        self._check_public(self.read(paper), page)
        return page_image(self._place(paper), page=page, scale=_IMAGE_SCALE, passwords=self._passwords)


def _twins(superseded: Superseded, names: dict[str, str]) -> Twins:
    found: dict[tuple[str, int], list[str]] = {}
    for one, other in superseded.items():
        for this, that in ((one, other), (other, one)):
            if this[0] != that[0] and that[0] in names:
                found.setdefault(this, []).append(names[that[0]])
    return {place: tuple(files) for place, files in found.items()}


def _examples_of(read: ReadPaper) -> Iterator[tuple[int, str]]:
    """Make questions from one paper, with what they ask for: 0 a decision, 1 an agenda, 2 attendance."""
    decided = [r for r in read.resolutions if r.item and r.clauses and len(r.item.title) <= _SHORT]
    if decided:
        most = max(decided, key=lambda r: len(r.clauses))
        yield 0, f"What was resolved on {' '.join(most.item.title.split()) if most.item else ''}?"
    named = [p for p in read.parts if p.committee and p.date]
    agenda = next((p for p in named if p.kind is Kind.AGENDA), None)
    if agenda and agenda.date:
        yield 1, f"What is on the agenda of {_the(agenda.committee)} on {long_date(agenda.date)}?"
    minutes = next((p for p in named if p.kind is Kind.MINUTES), None)
    if minutes and minutes.date:
        yield 2, f"Who attended {_the(minutes.committee)} on {long_date(minutes.date)}?"


def _the(committee: str | None) -> str:
    name = committee or "meeting"
    return name if name.lower().startswith("the ") else f"the {name}"
