"""The path from files to the store: read → understand → embed → catalogue and index.

A bad paper never stops the batch and is never silent.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import ExemptPaper, PaperError
from ingest.journal import note
from ingest.papers import Paper, ReadPaper
from ingest.reading.files import PLAIN, Reading, find_papers, read_bytes, strays
from ingest.reading.readers import read_each
from ingest.store.folder import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What an ingest did: papers added or changed, known already, removed, not read, withheld as exempt."""

    added: tuple[Paper, ...]
    unchanged: tuple[Paper, ...]
    removed: tuple[Paper, ...]
    failed: tuple[PaperError, ...]
    withheld: tuple[ExemptPaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What ingest tells while it works: the paper at hand, and passages embedded of all of its passages."""

    file: str
    paper: int
    papers: int
    passages: int = 0
    of: int = 0


def ingest(
    paths: Sequence[Path],
    store: Store,
    *,
    prune: bool = False,
    wait: float = 2,
    reading: Reading = PLAIN,
    tell: Callable[[Progress], None] = lambda progress: None,  # noqa: ARG005
) -> Ingested:
    """Read papers into the store. What is known already is left as it is, but scans that OCR can read now.

    `wait` is how many seconds to wait for another process that is writing.

    Raises:
        NoPapers: nothing to read at these paths.
        EmbedderMismatch: the index was made with another model.
        StoreBusy: another process is writing.
        StoreError: the data folder can take no more, or the Chroma server is away; what was complete is kept.

    """
    files = find_papers(paths)
    store.check_embedder()
    added: list[Paper] = []
    unchanged: list[Paper] = []
    with store.writing(wait=wait):
        if reading.exempt:
            store.restrict()
        contents, failed = _hash(files)
        failed += strays(paths)
        _place_known(contents, store)
        new = _new(contents, store, reading)
        bad: dict[str, PaperError] = {}
        with closing(read_each(tuple(new.values()), reading)) as outcomes:
            for number, (file, sha256) in enumerate(contents.items(), 1):
                progress = Progress(file=file.name, paper=number, papers=len(contents))
                tell(progress)
                began = time.perf_counter()
                if new.get(sha256) == file:
                    outcome = next(outcomes)
                    if isinstance(outcome, ReadPaper):
                        added.append(_store(outcome, store, progress, tell))
                        _noted(outcome, seconds=time.perf_counter() - began)
                    else:
                        bad[sha256] = outcome
                if error := bad.get(sha256):  # this file, or one of the same content
                    failed.append(error.of(file.name))
                    note(
                        "paper",
                        outcome="withheld" if isinstance(error, ExemptPaper) else "failed",
                        sha256=sha256[:12],
                    )
                    if isinstance(error, ExemptPaper):
                        store.withhold(str(file.resolve()), reason=error.reason, paragraph=error.paragraph)
                elif new.get(sha256) != file and (known := store.catalogue.by_sha256(sha256)):
                    store.place({str(file.resolve()): known.id})
                    unchanged.append(store.catalogue.paper(known.id))
        removed = _prune(paths, store) if prune else ()
        store.tidy()
    note(
        "ingest",
        outcome="done",
        added=len(added),
        unchanged=len(unchanged),
        removed=len(removed),
        failed=len(failed),
    )
    return Ingested(
        added=tuple(added),
        unchanged=tuple(unchanged),
        removed=removed,
        failed=tuple(e for e in failed if not isinstance(e, ExemptPaper)),
        withheld=tuple(e for e in failed if isinstance(e, ExemptPaper)),
    )


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


def _hash(files: Sequence[Path]) -> tuple[dict[Path, str], list[PaperError]]:
    """Give each file's SHA-256, and the errors of those that cannot be read."""
    contents: dict[Path, str] = {}
    failed: list[PaperError] = []
    for file in files:
        try:
            contents[file] = hashlib.sha256(read_bytes(file)).hexdigest()
        except PaperError as error:
            failed.append(error)
    return contents, failed


def _place_known(contents: Mapping[Path, str], store: Store) -> None:
    """Note first where all known contents are now, so that papers which changed places are not taken for gone."""
    found = {file: store.catalogue.by_sha256(sha256) for file, sha256 in contents.items()}
    store.place({str(file.resolve()): paper.id for file, paper in found.items() if paper})


def _new(contents: Mapping[Path, str], store: Store, reading: Reading) -> dict[str, Path]:
    """Give the contents that are to be read, each with the first file that holds it."""
    new: dict[str, Path] = {}
    for file, sha256 in contents.items():
        known = store.catalogue.by_sha256(sha256)
        if known is None or (reading.ocr and store.catalogue.unread_pages(known)):
            new.setdefault(sha256, file)
    return new


def _store(read: ReadPaper, store: Store, progress: Progress, tell: Callable[[Progress], None]) -> Paper:
    finished = 0

    def done(count: int) -> None:
        nonlocal finished
        finished += count
        tell(replace(progress, passages=finished, of=len(read.passages)))

    store.put(read, done=done)
    return read.paper


def _prune(paths: Sequence[Path], store: Store) -> tuple[Paper, ...]:
    """Remove the papers that came from under these folders and whose files are gone."""
    roots = [p.resolve() for p in paths if p.is_dir()]

    def gone(place: str) -> bool:
        path = Path(place)
        return not path.exists() and any(path.is_relative_to(root) for root in roots)

    lost = [
        store.catalogue.paper(i) for i, places in store.catalogue.places().items() if all(map(gone, places))
    ]
    for paper in lost:
        store.remove(paper)
    for path, _, _ in store.catalogue.withheld_files():
        if gone(path):
            store.catalogue.forget_withheld(path)
    return tuple(lost)
