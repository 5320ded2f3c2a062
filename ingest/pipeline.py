"""The path from files to the store: read → understand → embed → catalogue and index.

A bad paper never stops the batch and is never silent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import PaperError, UnreadablePaper
from ingest.papers import Paper, ReadPaper
from ingest.reading import find_papers, read_bytes, read_paper
from ingest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What an ingest did: papers added or changed, those known already, those that could not be read."""

    added: tuple[Paper, ...]
    unchanged: tuple[Paper, ...]
    removed: tuple[Paper, ...]
    failed: tuple[PaperError, ...]


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
    tell: Callable[[Progress], None] = lambda progress: None,  # noqa: ARG005
) -> Ingested:
    """Read papers into the store. What is known already is left as it is.

    Raises:
        NoPapers: nothing to read at these paths.
        EmbedderMismatch: the index was made with another model.
        StoreBusy: another process is writing.

    """
    files = find_papers(paths)
    store.check_embedder()
    added: list[Paper] = []
    unchanged: list[Paper] = []
    failed: list[PaperError] = []
    with store.writing():
        for number, file in enumerate(files, 1):
            progress = Progress(file=file.name, paper=number, papers=len(files))
            tell(progress)
            try:
                paper, new = _ingest_one(file, store, progress, tell)
            except PaperError as error:
                failed.append(error)
                continue
            (added if new else unchanged).append(paper)
        removed = _prune(paths, store) if prune else ()
    return Ingested(added=tuple(added), unchanged=tuple(unchanged), removed=removed, failed=tuple(failed))


def _ingest_one(
    file: Path, store: Store, progress: Progress, tell: Callable[[Progress], None]
) -> tuple[Paper, bool]:
    sha256 = hashlib.sha256(read_bytes(file)).hexdigest()
    path = str(file.resolve())
    known = store.catalogue.by_sha256(sha256)
    before = store.catalogue.by_path(path)
    if known and (known.path == path or Path(known.path).exists()):
        return known, False
    if known:  # the same content under a new name
        store.catalogue.move(known.id, path=path, file_name=file.name)
        if before:
            store.remove(before)
        return store.catalogue.paper(known.id), False
    read = _understand(file)
    finished = 0

    def done(count: int) -> None:
        nonlocal finished
        finished += count
        tell(
            Progress(
                file=progress.file,
                paper=progress.paper,
                papers=progress.papers,
                passages=finished,
                of=len(read.passages),
            )
        )

    store.put(read, replaces=before, done=done)
    return read.paper, True


def _understand(file: Path) -> ReadPaper:
    """Read a paper; a fault of ours in one paper is told with it and does not stop the batch."""
    try:
        return read_paper(file)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        told = f"{type(error).__name__}: {error}"
        raise UnreadablePaper(
            file.name, f"could not be understood ({told}). Please report it; the rest was read."
        ) from error


def _prune(paths: Sequence[Path], store: Store) -> tuple[Paper, ...]:
    """Remove the papers that came from under these folders and whose files are gone."""
    roots = [p.resolve() for p in paths if p.is_dir()]
    gone = [
        paper
        for paper in store.catalogue.papers()
        if not Path(paper.path).exists() and any(Path(paper.path).is_relative_to(root) for root in roots)
    ]
    for paper in gone:
        store.remove(paper)
    return tuple(gone)
