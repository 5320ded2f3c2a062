"""The papers as the views show them: pages with marks, files, adding, removing, while questions are asked."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from ingest.catalogue import Catalogue
from ingest.dates import long_date
from ingest.errors import EmptyPaper, MinutebookError, UnknownFormat, UnknownPaper, UnreadablePaper
from ingest.marks import marks, page_image
from ingest.papers import Kind, Paper, Part, ReadPaper
from ingest.pipeline import Ingested, Progress, ingest
from ingest.reading import SUFFIXES
from ingest.store import Store
from ui.viewer import Wanted, page_html, problem_html, quoted, read_wanted, text_html

LARGEST = 100 * 1024 * 1024  # bytes of one upload
_IMAGE_SCALE = 2.0  # pixels a point: an A4 page is 1,190 pixels wide
_EXAMPLES = 4  # questions shown on the first page
_EXAMPLES_FROM = 12  # the latest papers, from which they are made
_SHORT = 90  # characters of a title that makes a readable question


class Shelf:
    """What the data folder holds. Each thread reads by a connection of its own; `store` is for writing alone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writing = threading.Lock()
        self._reading = threading.local()
        self._removed: dict[str, ReadPaper] = {}
        self.uploads = store.folder / "uploads"

    @property
    def catalogue(self) -> Catalogue:
        """This thread's connection."""
        if not hasattr(self._reading, "catalogue"):
            self._reading.catalogue = Catalogue(self._store.catalogue.file)
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
        if not paper.paginated:
            return text_html(paper, wanted, page)
        passage = quoted(paper, read.pages, wanted.spans)
        here = [s for s in wanted.spans if s.page == number]
        found = marks(self._place(paper.id), passage) if here else ()
        marked = next((m for m in found if m.page == number), None)
        return page_html(
            paper, wanted, number=number, printed=page.printed, marked=marked, words=passage.text
        )

    def image(self, paper: str, page: int) -> bytes:
        """Draw a page of a PDF as PNG.

        Raises:
            MinutebookError: there is no such paper or page, or its file is gone.

        """
        if any(w.first_page <= page <= w.last_page for w in self.read(paper).withheld):
            raise UnknownPaper(f"Page {page} is not shown: some of it is not for the public.")
        return page_image(self._place(paper), page=page, scale=_IMAGE_SCALE)

    def take(self, uploaded: Path, name: str) -> Path:
        """Move an uploaded file into the data folder, under its own name in a folder named by its content.

        Raises:
            PaperError: it is empty, too large, or of a kind that nothing here reads.

        """
        name = re.sub(r"[\x00-\x1f/\\]", "_", name).strip(". ")[-150:] or "paper"
        if Path(name).suffix.lower() not in SUFFIXES:
            raise UnknownFormat(
                name, f"is not a kind of file that is read here. Add {', '.join(sorted(SUFFIXES))}."
            )
        size = uploaded.stat().st_size
        if not size:
            raise EmptyPaper(name, "is empty. Download it again, or leave it out.")
        if size > LARGEST:
            raise UnreadablePaper(name, f"is larger than {LARGEST // 2**20} MB. Split it and add the pieces.")
        with uploaded.open("rb") as file:
            folder = self.uploads / hashlib.file_digest(file, "sha256").hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / name
        shutil.move(uploaded, kept)
        return kept

    def add(self, files: list[Path], *, tell: Callable[[Progress], None]) -> Ingested:
        """Read papers into the store; they can be asked about at once."""
        with self._writing:
            done = ingest(files, self._store, tell=tell)
            for path, _, _ in self._store.catalogue.withheld_files():
                if Path(path).is_relative_to(self.uploads.resolve()):
                    Path(path).unlink(missing_ok=True)  # what is not for the public is not kept here
            return done

    def remove(self, paper: str) -> Paper:
        """Remove a paper; it can be brought back until the program ends.

        Raises:
            MinutebookError: there is none of this id, or another process is writing.

        """
        read = self.read(paper)
        with self._writing, self._store.writing():
            self._store.remove(read.paper)
        self._removed[read.paper.id] = read
        return read.paper

    def bring_back(self, paper: str) -> Paper:
        """Undo a removal.

        Raises:
            MinutebookError: it cannot be undone any more, or another process is writing.

        """
        if paper not in self._removed:
            raise UnknownPaper("This paper cannot be brought back any more. Add its file again.")
        read = self._removed[paper]
        with self._writing, self._store.writing():
            self._store.put(read)
        del self._removed[paper]
        return read.paper

    def sweep(self) -> None:
        """Delete uploaded files that no paper claims: removed ones, and uploads that could not be read."""
        claimed = {Path(p.path).parent for p in self.papers()}
        for folder in self.uploads.glob("*"):
            if folder.resolve() not in claimed:
                shutil.rmtree(folder, ignore_errors=True)


def _examples_of(read: ReadPaper) -> Iterator[tuple[int, str]]:
    """Make questions from one paper, with what they ask for: 0 a decision, 1 an agenda, 2 attendance."""
    decided = [r for r in read.resolutions if r.item and r.clauses and len(r.item.title) <= _SHORT]
    if decided:
        most = max(decided, key=lambda r: len(r.clauses))
        yield 0, f"What was resolved on {' '.join(most.item.title.split()) if most.item else ''}?"
    named = [p for p in read.parts if p.committee and p.date]
    agenda = next((p for p in named if p.kind is Kind.AGENDA), None)
    if agenda and agenda.date:
        yield 1, f"What is on the agenda of {agenda.committee} on {long_date(agenda.date)}?"
    minutes = next((p for p in named if p.kind is Kind.MINUTES), None)
    if minutes and minutes.date:
        yield 2, f"Who attended {minutes.committee} on {long_date(minutes.date)}?"
