"""Opening the catalogue's file: how SQLite is set, and what its errors mean in words."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

from ingest.errors import DamagedStore, DiskFull, ReadOnlyStore, StoreBusy, StoreError

_CACHE = 65_536  # KiB of the file kept in memory by each connection that reads so much
_WAIT = 30  # seconds for another process's transaction, which takes as long as one paper


@cache
def schema() -> tuple[str, str]:
    """Give the tables' SQL and its version, which changes when a table does."""
    sql = (resources.files("ingest.store") / "schema.sql").read_text("utf-8")
    laid_out = " ".join(re.sub(r"--[^\n]*", "", sql).split())
    return sql, hashlib.sha256(laid_out.encode()).hexdigest()[:12]


def told(error: sqlite3.Error, file: str) -> StoreError | None:
    """Give SQLite's error in words, where it is the data folder's state and not a fault of ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return DiskFull(
            f"The catalogue {file} could not be written or read to the end ({error}). Nothing that was complete is "
            "lost. Make room on its disk, then run this again: it goes on where it stopped."
        )
    if name.startswith("SQLITE_READONLY"):
        return ReadOnlyStore(
            f"The catalogue {file} may be read but not written ({error}). Change its folder's permissions, or name "
            "another data folder with --data."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedStore(
            f"The catalogue {file} is damaged ({error}). Run `minutebook doctor --repair`, which keeps every paper "
            "that is whole, or `minutebook restore FILE` with a backup."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(
            f"Another Minutebook has been writing to {file} for {_WAIT} seconds. Run this again in a while."
        )
    return None


class _Cursor(sqlite3.Cursor):
    """A cursor whose errors are told in words, also those met while rows are read."""

    def _tell(self, error: sqlite3.Error) -> NoReturn:
        connection = self.connection
        file = connection.file if isinstance(connection, Connection) else ""
        if (meant := told(error, file)) is not None:
            raise meant from error
        raise error

    def execute(self, sql: str, parameters: Any = (), /) -> _Cursor:
        try:
            super().execute(sql, parameters)
        except sqlite3.Error as error:
            self._tell(error)
        return self

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> _Cursor:
        try:
            super().executemany(sql, parameters)
        except sqlite3.Error as error:
            self._tell(error)
        return self

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            self._tell(error)

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.Error as error:
            self._tell(error)

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            self._tell(error)


class Connection(sqlite3.Connection):
    """A connection that tells its errors in words; `file` is named in them."""

    file = ""

    def cursor(self, factory: Any = _Cursor) -> Any:
        """Give a cursor that tells errors in words."""
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        """Execute a statement; the library's own way goes past `cursor`."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        """Execute a statement for each of several rows."""
        return self.cursor().executemany(sql, parameters)


def read_only(file: Path) -> bool:
    """Whether a catalogue is there that we may read and not write: a read-only mount, another user's folder."""
    return file.exists() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def connect(file: Path, *, for_reading: bool = False) -> sqlite3.Connection:
    """Open the catalogue's file, laying out its tables where there are none.

    A file that may not be written, or is asked for so, is opened for reading alone; as immutable where no writer's
    log lies beside it.

    Raises:
        StoreError: it cannot be opened, is damaged, or was laid out by another version.

    """
    try:
        if for_reading or read_only(file):
            log = file.with_name(f"{file.name}-wal")
            unwritten = not log.exists() or not log.stat().st_size
            uri = f"file:{quote(str(file.resolve()))}?mode=ro{'&immutable=1' if unwritten else ''}"
            db = sqlite3.connect(
                uri, uri=True, isolation_level=None, check_same_thread=False, factory=Connection
            )
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(
                file, timeout=_WAIT, isolation_level=None, check_same_thread=False, factory=Connection
            )
        db.file = str(file)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA temp_store = MEMORY")  # no words of a paper in other files
        db.execute(f"PRAGMA cache_size = -{_CACHE}")
        _lay_out(db, file, for_reading=for_reading or read_only(file))
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"The catalogue {file} cannot be opened ({error}). Check that the data folder can be written, "
            "or name another one with --data."
        ) from error
    return db


def _write_ahead(db: sqlite3.Connection) -> None:
    # SQLite does not wait for this lock, and two processes may make a new catalogue at the same moment.
    until = time.monotonic() + _WAIT
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except StoreBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _lay_out(db: sqlite3.Connection, file: Path, *, for_reading: bool) -> None:
    sql, version = schema()
    if not for_reading:
        _write_ahead(db)
        db.execute("PRAGMA synchronous = FULL")  # a commit that was told is on the disk
        db.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, not only unlinked
    if not for_reading and not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        # One statement at a time: a script would end the transaction, and two processes may start together.
        db.execute("BEGIN IMMEDIATE")
        for statement in sql.split(";\n"):
            db.execute(statement)
        db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (version,))
        db.execute("COMMIT")
    laid_out = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    (found,) = (laid_out and db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()) or (
        "none",
    )
    if found != version:
        raise StoreError(
            f"The catalogue {file} was laid out by another version of Minutebook ({found}; this one's is {version}). "
            "Name a new data folder with --data and ingest the papers into it."
        )
