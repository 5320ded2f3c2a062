"""Taking papers into the store as they are read, small ones several together.

An index takes as long for the vectors of one passage as for those of fifty, and so does an embedder nearly, so that
thousands of small papers are stored by the trayful. Each is still whole in the catalogue or not in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ExemptPaper, PaperError
from ingest.journal import note
from ingest.papers import Paper, ReadPaper
from ingest.reading.readers import Outcome
from ingest.store.folder import Store

_TRAY = 64  # passages; a paper of as many is stored at once
_SMALL = 200_000  # bytes; a larger file may take long to read, and what is read already does not wait for it
Embedded = Callable[[int, int], None]  # passages embedded, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    read: ReadPaper
    seconds: float


class Intake:
    """Papers on their way into a store, and what became of them."""

    def __init__(self, store: Store, *, failed: list[PaperError]) -> None:
        self.store = store
        self.failed = failed
        self.added: list[Paper] = []
        self.unchanged: list[Paper] = []
        self._bad: dict[str, PaperError] = {}
        self._tray: list[_Waiting] = []
        self._tell: Embedded | None = None

    def read(self, file: Path, sha256: str, outcomes: Iterator[Outcome], tell: Embedded) -> None:
        """Take the next outcome, which is this file's: a paper to store, or why there is none."""
        if not _small(file):
            self.store_tray()
        began = time.perf_counter()
        outcome = next(outcomes)
        if not isinstance(outcome, ReadPaper):
            self._bad[sha256] = outcome
            self._refuse(file, sha256)
            return
        self._tray.append(_Waiting(read=outcome, seconds=time.perf_counter() - began))
        self._tell = tell
        if sum(len(waiting.read.passages) for waiting in self._tray) >= _TRAY:
            self.store_tray()

    def note_again(self, file: Path, sha256: str) -> None:
        """Note a file whose content is known, or was read a moment ago from another place."""
        if sha256 in self._bad:
            self._refuse(file, sha256)
            return
        if any(waiting.read.paper.sha256 == sha256 for waiting in self._tray):
            self.store_tray()
        if known := self.store.catalogue.by_sha256(sha256):
            self.store.place({str(file.resolve()): known.id})
            self.unchanged.append(self.store.catalogue.by_sha256(sha256) or known)

    def store_tray(self) -> None:
        """Store the papers that wait."""
        waiting, self._tray = self._tray, []
        if not waiting:
            return
        began, finished = time.perf_counter(), 0
        of = sum(len(one.read.passages) for one in waiting)

        def done(count: int) -> None:
            nonlocal finished
            finished += count
            if self._tell:
                self._tell(finished, of)

        self.store.put(*(one.read for one in waiting), done=done)
        each = (time.perf_counter() - began) / len(waiting)
        for one in waiting:
            self.added.append(one.read.paper)
            _noted(one.read, seconds=one.seconds + each)

    def _refuse(self, file: Path, sha256: str) -> None:
        error = self._bad[sha256].of(file.name)
        self.failed.append(error)
        exempt = isinstance(error, ExemptPaper)
        note("paper", outcome="withheld" if exempt else "failed", sha256=sha256[:12])
        if isinstance(error, ExemptPaper):
            self.store.withhold(str(file.resolve()), reason=error.reason, paragraph=error.paragraph)


def _small(file: Path) -> bool:
    try:
        return file.stat().st_size <= _SMALL
    except OSError:  # it is gone; its reader says so
        return True


def _noted(read: ReadPaper, *, seconds: float) -> None:
    note(
        "paper",
        outcome="read",
        paper=read.paper.id,
        pages=len(read.pages),
        passages=len(read.passages),
        withheld=len(read.withheld),
        seconds=round(seconds, 3),
    )
