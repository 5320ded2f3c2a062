"""Adding and removing papers while questions are asked; removals can be undone until the program ends."""

from __future__ import annotations

import hashlib
import queue
import re
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import EmptyPaper, MinutebookError, UnknownFormat, UnknownPaper, UnreadablePaper
from ingest.papers import Paper, ReadPaper
from ingest.pipeline import Progress, ingest
from ingest.reading.files import PLAIN, SUFFIXES, Reading
from ingest.store.folder import Store
from ui.arrivals import Arrivals
from ui.papers import Adding

LARGEST = 100 * 1024 * 1024  # bytes of one upload
_MOST_FILES = 50  # of one upload
_A_MOMENT = 0.25  # seconds between two words of progress


class Changes:
    """Writes to the data folder: one change at a time, by a connection of its own."""

    def __init__(self, store: Store, *, reading: Reading = PLAIN) -> None:
        self._store = store
        self._reading = reading
        self._writing = threading.Lock()
        self._removed: dict[str, ReadPaper] = {}
        self.arrivals = Arrivals()
        self.uploads = store.folder / "uploads"

    def add(self, files: Sequence[tuple[str, Path | None]], *, within: Path) -> Iterator[tuple[Adding, ...]]:
        """Read uploaded files (name, place; None where the upload failed), telling how far each of them is.

        They are taken from the folder `within` alone.
        """
        states = [Adding(name=name) for name, _ in files[:_MOST_FILES]]
        over = f"was left out: {_MOST_FILES} files are read at once. Add it again with the next ones."
        states += [Adding(name=name, problem=f"{name} {over}") for name, _ in files[_MOST_FILES:]]
        yield tuple(states)
        for number, (name, place) in enumerate(files[:_MOST_FILES]):
            for state in self._add(name, place, within=within):
                states[number] = state
                yield tuple(states)

    def _add(self, name: str, place: Path | None, *, within: Path) -> Iterator[Adding]:
        state = Adding(name=name, words="Reading")
        yield state
        try:
            kept = self.take(place, name, within=within)
        except (MinutebookError, OSError) as error:
            yield replace(state, problem=str(error))
            return
        told: queue.Queue[Progress | Adding] = queue.Queue()
        threading.Thread(target=self._ingest, args=(kept, state, told), daemon=True).start()
        while True:
            heard = _latest(told)
            if isinstance(heard, Adding):
                yield heard
                return
            if heard.of:
                yield replace(state, done=heard.passages, of=heard.of, words="Making it findable")

    def _ingest(self, kept: Path, state: Adding, told: queue.Queue[Progress | Adding]) -> None:
        """Read one paper in a thread; the last thing told is how it ended."""
        try:
            with self._writing:
                done = ingest([kept], self._store, reading=self._reading, tell=told.put)
        except MinutebookError as error:
            told.put(replace(state, problem=f"{state.name}: {error}"))
            return
        if done.withheld:
            kept.unlink(missing_ok=True)  # what is not for the public is not kept here
            told.put(replace(state, problem=str(done.withheld[0])))
        elif done.failed:
            told.put(replace(state, problem=str(done.failed[0])))
        elif done.added:
            told.put(replace(state, words=self._added(kept)))
        else:
            told.put(replace(state, words="This paper is held already, word for word."))

    def _added(self, kept: Path) -> str:
        """Say that a paper is held; a file of which something is withheld is not kept, only its public words are."""
        held = self._store.catalogue.by_sha256(hashlib.sha256(kept.read_bytes()).hexdigest())
        if held is None or not self._store.catalogue.read(held).withheld:
            return "Added. It can be asked about now."
        kept.unlink(missing_ok=True)
        return "Added, but for what is not for the public. Its file is not kept; its public words can be asked about now."

    def bring_behind(self, paths: Sequence[Path]) -> threading.Thread:
        """Read papers from their own places in another thread, while questions wait; what cannot be read is told on stderr."""
        self.arrivals.begin()

        def bring() -> None:
            try:
                with self._writing:
                    tell = self.arrivals.tell
                    failed = ingest(list(paths), self._store, reading=self._reading, tell=tell).failed
            except MinutebookError as error:
                print(f"minutebook: {error}", file=sys.stderr)
                return
            finally:
                self.arrivals.end()
            for one in failed:
                print(f"  not read: {one}", file=sys.stderr)

        thread = threading.Thread(target=bring, name="read papers", daemon=True)
        thread.start()
        return thread

    def take(self, uploaded: Path | None, name: str, *, within: Path) -> Path:
        """Move an uploaded file into the data folder, under its own name in a folder named by its content.

        Raises:
            PaperError: it is empty, too large, of a kind that nothing here reads, or not from that folder.

        """
        if (
            uploaded is None
            or not uploaded.resolve().is_relative_to(within.resolve())
            or not uploaded.is_file()
        ):
            raise UnreadablePaper(
                name, f"did not arrive. Files of up to {LARGEST // 2**20} MB can be added; try it again."
            )
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

    def remove(self, paper: str) -> Paper:
        """Remove a paper; it can be brought back until the program ends.

        Raises:
            MinutebookError: there is none of this id, or another process is writing.

        """
        held = self._store.catalogue
        with self._writing, self._store.writing():
            read = held.read(held.paper(paper))
            self._store.remove(read.paper)
            self._store.tidy()
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
            self._store.tidy()
        del self._removed[paper]
        return read.paper

    def sweep(self) -> None:
        """Delete uploaded files that are not to be kept: of removed papers, unreadable, or in part not for the public."""
        held = self._store.catalogue
        partly = held.withheld_in_part()
        claimed = {Path(p.path).parent for p in held.papers() if p.id not in partly}
        for folder in self.uploads.glob("*"):
            if folder.resolve() not in claimed:
                shutil.rmtree(folder, ignore_errors=True)


def _latest(told: queue.Queue[Progress | Adding]) -> Progress | Adding:
    """Wait for word, and a moment longer for later word; the end is never passed over."""
    heard = told.get()
    stop = threading.Event()
    stop.wait(_A_MOMENT if isinstance(heard, Progress) else 0)
    while isinstance(heard, Progress) and not told.empty():
        heard = told.get()
    return heard
