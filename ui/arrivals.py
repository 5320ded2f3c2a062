"""Papers that are being read behind the page: a question waits for them, and is told how far they are."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from ingest.pipeline import Progress

_A_MOMENT = 0.5  # seconds between two words of progress
_LONGEST = 60.0  # seconds from the beginning in which questions wait; then they are answered from what is held by then


class Arrivals:
    """How far the reading of papers behind the page is; nothing is under way until it begins."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._ended.set()
        self._far: Progress | None = None
        self._began = 0.0

    def begin(self) -> None:
        """Note that papers will be read; questions wait from now on."""
        self._far = None
        self._began = time.monotonic()
        self._ended.clear()

    def tell(self, progress: Progress) -> None:
        """Note how far the reading is."""
        self._far = progress

    def end(self) -> None:
        """Note that all have been read, or cannot be."""
        self._ended.set()

    @property
    def said(self) -> str | None:
        """Which paper is being read, in words; None where none is."""
        if self._ended.is_set():
            return None
        return (
            f"Paper {self._far.paper} of {self._far.papers} is being read"
            if self._far
            else "Papers are being read"
        )

    def awaited(self) -> Iterator[str]:
        """Wait until all have been read, or a minute has passed since it began; say meanwhile how far they are."""
        while (said := self.said) and time.monotonic() < self._began + _LONGEST:
            yield f"{said}. Your question is taken: it is answered when all have been read, or within a minute."
            self._ended.wait(_A_MOMENT)
