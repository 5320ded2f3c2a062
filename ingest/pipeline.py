"""The path from files to the store: read → understand → embed → catalogue and index.

A bad paper never stops the batch and is never silent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import ExemptPaper, PaperError, UnreadablePaper
from ingest.papers import Paper, ReadPaper
from ingest.reading import PLAIN, Reading, find_papers, read_bytes, read_paper
from ingest.store import Store


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
    withheld: list[ExemptPaper] = []
    with store.writing(wait=wait):
        if reading.exempt:
            store.restrict()
        contents, failed = _hash(files)
        _place_known(contents, store)
        for number, (file, sha256) in enumerate(contents.items(), 1):
            progress = Progress(file=file.name, paper=number, papers=len(contents))
            tell(progress)
            known = store.catalogue.by_sha256(sha256)
            if known and not (reading.ocr and store.catalogue.unread_pages(known)):
                store.place({str(file.resolve()): known.id})
                unchanged.append(store.catalogue.paper(known.id))
                continue
            try:
                added.append(_ingest_one(file, store, reading, progress, tell))
            except ExemptPaper as error:
                store.withhold(str(file.resolve()), reason=error.reason, paragraph=error.paragraph)
                withheld.append(error)
            except PaperError as error:
                failed.append(error)
        removed = _prune(paths, store) if prune else ()
        store.tidy()
    return Ingested(
        added=tuple(added),
        unchanged=tuple(unchanged),
        removed=removed,
        failed=tuple(failed),
        withheld=tuple(withheld),
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


def _ingest_one(
    file: Path, store: Store, reading: Reading, progress: Progress, tell: Callable[[Progress], None]
) -> Paper:
    read = _understand(file, reading)
    finished = 0

    def done(count: int) -> None:
        nonlocal finished
        finished += count
        tell(replace(progress, passages=finished, of=len(read.passages)))

    store.put(read, done=done)
    return read.paper


def _understand(file: Path, reading: Reading) -> ReadPaper:
    """Read a paper; a fault of ours in one paper is told with it and does not stop the batch."""
    try:
        return read_paper(file, reading=reading)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        told = f"{type(error).__name__}: {error}"
        raise UnreadablePaper(
            file.name, f"could not be understood ({told}). Please report it; the rest was read."
        ) from error


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
