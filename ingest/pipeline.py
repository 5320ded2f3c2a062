"""The path from files to the store: read → understand → embed → catalogue and index.

A bad paper never stops the batch and is never silent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.errors import ExemptPaper, PaperError
from ingest.intake import Intake
from ingest.journal import note
from ingest.papers import Paper
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
    with store.writing(wait=wait):
        if reading.exempt:
            store.restrict()
        contents, unreadable = _hash(files)
        _place_known(contents, store)
        intake = Intake(store, failed=[*unreadable, *strays(paths)])
        _take(contents, intake, reading, tell)
        removed = _prune(paths, store) if prune else ()
        store.tidy()
    done = Ingested(
        added=tuple(intake.added),
        unchanged=tuple(intake.unchanged),
        removed=removed,
        failed=tuple(e for e in intake.failed if not isinstance(e, ExemptPaper)),
        withheld=tuple(e for e in intake.failed if isinstance(e, ExemptPaper)),
    )
    note(
        "ingest",
        outcome="done",
        added=len(done.added),
        unchanged=len(done.unchanged),
        removed=len(done.removed),
        failed=len(intake.failed),
    )
    return done


def _take(
    contents: Mapping[Path, str], intake: Intake, reading: Reading, tell: Callable[[Progress], None]
) -> None:
    """Read what is new and store it; note where the rest is found."""
    new = _new(contents, intake.store, reading)
    with closing(read_each(tuple(new.values()), reading)) as outcomes:
        for number, (file, sha256) in enumerate(contents.items(), 1):
            progress = Progress(file=file.name, paper=number, papers=len(contents))
            tell(progress)
            if new.get(sha256) == file:
                intake.read(file, sha256, outcomes, partial(_tell, tell, progress))
            else:
                intake.note_again(file, sha256)
        intake.store_tray()


def _tell(tell: Callable[[Progress], None], progress: Progress, finished: int, of: int) -> None:
    tell(replace(progress, passages=finished, of=of))


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


def _prune(paths: Sequence[Path], store: Store) -> tuple[Paper, ...]:
    """Remove the papers that came from under these folders and whose files are gone; forget copies that are."""
    roots = [p.resolve() for p in paths if p.is_dir()]

    def gone(place: str) -> bool:
        path = Path(place)
        return not path.exists() and any(path.is_relative_to(root) for root in roots)

    lost = []
    for paper, places in store.catalogue.places().items():
        if all(map(gone, places)):
            lost.append(store.catalogue.paper(paper))
            store.remove(lost[-1])
        elif any(map(gone, places)):
            store.catalogue.forget_places(paper)
    for path, _, _ in store.catalogue.withheld_files():
        if gone(path):
            store.catalogue.forget_withheld(path)
    return tuple(lost)
