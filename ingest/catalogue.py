"""The catalogue: SQLite, the source of truth. Only this module, filing.py, noting.py and finding.py speak SQL.

Readers are never blocked (write-ahead log) and never see half a paper (one transaction a paper).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from ingest.errors import StoreError, UnknownPaper
from ingest.filing import drop_paper, file_paper, read_back
from ingest.finding import Filter, Finding
from ingest.likeness import Sketched, superseded
from ingest.papers import Acronym, Paper, Part, ReadPaper
from ingest.rows import paper_of, part_of

__all__ = ["Catalogue", "Filter"]

SCHEMA_VERSION = "2"


class Catalogue(Finding):
    """The papers of one data folder. Not shared between threads: each opens its own."""

    def __init__(self, file: Path) -> None:
        """Open the catalogue, making it where there is none.

        Raises:
            StoreError: it cannot be opened, or is of another version.

        """
        self.file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript((resources.files("ingest") / "schema.sql").read_text("utf-8"))
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"The catalogue {file} cannot be opened ({error}). Check that the data folder can be written, "
                "or name another one with --data."
            ) from error
        version = self.meta("schema") or SCHEMA_VERSION
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"The catalogue {file} is of version {version}, this program's is {SCHEMA_VERSION}. "
                "Name a new data folder with --data and ingest the papers into it."
            )
        if self.meta("schema") is None:
            self.set_meta("schema", SCHEMA_VERSION)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # -- what the index needs to know of itself ------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """Read a note the index keeps of itself."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Write such a note."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    # -- writing -------------------------------------------------------------------------------------------

    def put(self, read: ReadPaper, *, replaces: str | None = None) -> None:
        """Store a paper whole, and drop the one that it replaces in the same transaction."""
        with self._transaction() as db:
            for old in {read.paper.id, replaces} - {None}:
                drop_paper(db, str(old))
            file_paper(db, read)

    def remove(self, paper: str) -> None:
        """Drop a paper with all that was read of it."""
        with self._transaction() as db:
            drop_paper(db, paper)

    def move(self, paper: str, *, path: str, file_name: str) -> None:
        """Note that a paper's file has another name or place now; its content is the same."""
        self._db.execute("UPDATE papers SET path = ?, file_name = ? WHERE id = ?", (path, file_name, paper))

    # -- reading -------------------------------------------------------------------------------------------

    def papers(self) -> tuple[Paper, ...]:
        """Give all papers, by date and name."""
        rows = self._db.execute("SELECT * FROM papers ORDER BY date IS NULL, date, file_name").fetchall()
        return tuple(paper_of(row) for row in rows)

    def paper(self, reference: str) -> Paper:
        """Give the paper of this id, beginning of an id, or file name.

        Raises:
            UnknownPaper: there is none, or more than one.

        """
        rows = self._db.execute(
            "SELECT * FROM papers WHERE id = :r OR file_name = :r OR (length(:r) >= 4 AND substr(id, 1, length(:r)) = :r)",
            {"r": reference},
        ).fetchall()
        if len(rows) != 1:
            many = "more than one paper is" if rows else "no paper is"
            raise UnknownPaper(f"{many} called {reference}. `minutebook papers` lists them with their ids.")
        return paper_of(rows[0])

    def by_path(self, path: str) -> Paper | None:
        """Give the paper last read from this path."""
        row = self._db.execute("SELECT * FROM papers WHERE path = ?", (path,)).fetchone()
        return paper_of(row) if row else None

    def by_sha256(self, sha256: str) -> Paper | None:
        """Give the paper of this content."""
        row = self._db.execute("SELECT * FROM papers WHERE sha256 = ?", (sha256,)).fetchone()
        return paper_of(row) if row else None

    def read(self, paper: Paper) -> ReadPaper:
        """Give all that is known of one paper."""
        return read_back(self._db, paper)

    def acronyms(self) -> tuple[Acronym, ...]:
        """Give the short forms that the papers define, the commonest first."""
        rows = self._db.execute(
            "SELECT short, long, count(*) AS n FROM acronyms GROUP BY short, lower(long) ORDER BY n DESC, short, long"
        )
        return tuple(Acronym(short=r["short"], long=r["long"]) for r in rows)

    def vocabulary(self) -> dict[str, int]:
        """Give every word of the papers, lower case and unstemmed, with the number of passages it stands in."""
        return {r["term"]: r["doc"] for r in self._db.execute("SELECT term, doc FROM vocabulary")}

    def parts(self) -> tuple[Part, ...]:
        """Give the parts of all papers: which committees met when, and what is held of it."""
        return tuple(part_of(r) for r in self._db.execute("SELECT * FROM parts ORDER BY paper, number"))

    def passage_count(self) -> int:
        """Count the passages."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def superseded(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Give the parts that another stands in for, as (paper id, part number) → the one to prefer.

        The same text held twice, and a draft whose final text is held.
        """
        rows = self._db.execute("SELECT * FROM parts").fetchall()
        return superseded(Sketched(r["paper"], part_of(r), tuple(json.loads(r["sketch"]))) for r in rows)
