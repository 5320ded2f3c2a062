"""Backing up and restoring a data folder in one file, while people ask; and saving what is whole of a damaged one.

The file is the catalogue: it holds the vectors too, so that the index is made anew from it without the model.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedStore, StoreError
from ingest.papers import Paper
from ingest.store.catalogue import Catalogue
from ingest.store.doctor import repair
from ingest.store.folder import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was saved of a damaged catalogue; where it was put; which papers must be read again."""

    saved: tuple[Paper, ...]
    lost: tuple[str, ...]  # their paths, where these can still be read
    kept_as: Path


def back_up(store: Store, file: Path) -> int:
    """Copy all that the data folder holds, as of one moment, to a new file; give its size in bytes.

    Others may read and write meanwhile. The file is complete or not there.

    Raises:
        StoreError: the file exists already, or cannot be written.

    """
    if file.exists():
        raise StoreError(f"{file} exists already. Name a new file, so that no backup is overwritten.")
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        store.catalogue.copy_to(part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(file)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(
            f"The backup {file} cannot be written ({error}). Name a place with room for it."
        ) from error
    return file.stat().st_size


def restore(store: Store, file: Path) -> int:
    """Put a backup in the place of what the data folder holds, at once for those who ask; give its papers' number.

    Raises:
        StoreError: the file is no backup, is damaged, or the data folder cannot be written.

    """
    if not file.is_file():
        raise StoreError(f"{file} does not exist. Name a file that `minutebook backup` made.")
    _check_backup(file, restricted=store.catalogue.restricted or not store.catalogue.papers())
    with store.writing():
        store.catalogue.copy_from(file.resolve())
        store.forget()
        repair(store)
    return len(store.catalogue.papers())


def _check_backup(file: Path, *, restricted: bool) -> None:
    try:
        backup = Catalogue(file, for_reading=True)
    except StoreError as error:
        raise StoreError(f"{file} is not a backup that can be restored here: {error}") from error
    try:
        if damage := backup.damage():
            raise DamagedStore(f"The backup {file} is damaged ({damage[0]}). Take an older one.")
        if backup.restricted and not restricted:
            raise StoreError(
                f"The backup {file} may hold exempt papers, and this data folder is for everyone. Restore it into a "
                "new one, named with --data."
            )
    finally:
        backup.close()


def salvage(file: Path) -> Salvaged:
    """Make a damaged catalogue anew from the papers in it that are whole; the damaged file is kept beside it.

    Raises:
        DamagedStore: not even the list of papers can be read.

    """
    fresh = file.with_name("catalogue.salvaged")
    for old in (fresh, *(fresh.with_name(f"{fresh.name}{end}") for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    saved: list[Paper] = []
    lost: list[str] = []
    try:
        damaged = Catalogue(file, for_reading=True)
        papers = damaged.papers()
    except (StoreError, LookupError, ValueError) as error:
        raise DamagedStore(
            f"The catalogue {file} is damaged beyond repair ({error}). Restore a backup with `minutebook restore FILE`, or "
            "move the data folder away and ingest the papers again."
        ) from error
    target = Catalogue(fresh)
    target.take_notes_of(damaged)
    for paper in papers:
        try:
            target.take(damaged, paper)
            saved.append(paper)
        except (StoreError, LookupError, ValueError, TypeError):
            lost.append(paper.path)
    damaged.close()
    target.settle()
    target.close()
    kept = file.with_name("catalogue.damaged")
    for end in ("-wal", "-shm"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)
    file.replace(kept)
    fresh.replace(file)
    return Salvaged(saved=tuple(saved), lost=tuple(lost), kept_as=kept)
