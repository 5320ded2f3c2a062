"""Keeping the catalogue's file sound: finding damage, making the full text anew, backing up, leaving no traces."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from ingest.errors import DamagedStore
from ingest.store.filing import file_words
from ingest.store.listing import place_by_listing
from ingest.store.rows import part_of, passage_of

_SOME = 1000  # passages whose words are filed at once


class Upkeep:
    """What can be done to the file of an open catalogue."""

    _db: sqlite3.Connection
    read_only: bool

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Write all or nothing."""
        raise NotImplementedError

    def damage(self) -> tuple[str, ...]:
        """Give what is wrong with the file, as SQLite finds it, and with the full text; nothing where it is sound."""
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [
                f"{row[0]} without its {row[2]}" for row in self._db.execute("PRAGMA foreign_key_check")
            ]
            unlike = self._db.execute(
                "SELECT count(*) FROM (SELECT number FROM passages EXCEPT SELECT rowid FROM words UNION ALL"
                " SELECT * FROM (SELECT rowid FROM words EXCEPT SELECT number FROM passages))"
            ).fetchone()[0]
            if unlike:
                found.append(f"{unlike} passages and words of the full text do not belong together")
            if not self.read_only:
                self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except DamagedStore as error:
            return (str(error),)
        return tuple(found)

    def damaged_beyond_words(self) -> bool:
        """Whether more is damaged than the full text and the indexes, which can be made anew in place."""
        if not self.damage():
            return False
        try:
            self._db.execute("REINDEX")
            self.rebuild_words()
        except (DamagedStore, LookupError, TypeError, ValueError):
            return True
        return bool(self.damage())

    def rebuild_words(self) -> None:
        """Make the full text anew from the passages."""
        with self.transaction() as db:
            db.execute("DELETE FROM words")
            db.execute("DELETE FROM vocabulary")
            parts = {(r["paper"], r["number"]): part_of(r) for r in db.execute("SELECT * FROM parts")}
            rows = db.execute("SELECT * FROM passages ORDER BY number").fetchall()
            for start in range(0, len(rows), _SOME):
                some = rows[start : start + _SOME]
                file_words(db, ((r["number"], passage_of(r), parts[r["paper"], r["part"]]) for r in some))

    def tidy(self) -> None:
        """Find anew which meeting lists a paper that names none, and leave no trace of removed words.

        The full text's segments are merged where there are traces, and the log emptied.
        """
        with self.transaction() as db:
            place_by_listing(db)
            # Merging writes the whole of the full text anew: minutes, where a million passages are held.
            if db.execute("DELETE FROM meta WHERE key = 'traces'").rowcount:
                db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.execute(
            "PRAGMA busy_timeout = 500"
        )  # a reader may hold the log for as long as an answer takes
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._db.execute("PRAGMA busy_timeout = 30000")

    def take_notes_of(self, other: Upkeep) -> None:
        """Copy from a damaged catalogue what it notes of itself and which files it withholds, as far as it can be read."""
        for table in ("meta", "withheld"):
            try:
                rows = [tuple(row) for row in other._db.execute(f"SELECT * FROM {table}")]
            except DamagedStore:
                continue
            whole = [row for row in rows if table == "meta" or row[1] is None]
            if whole:
                marks = ", ".join("?" * len(whole[0]))
                self._db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", whole)

    def settle(self) -> None:
        """Write all into the one file, with nothing beside it."""
        self._db.execute("PRAGMA journal_mode = DELETE")

    def copy_to(self, file: Path) -> None:
        """Copy the catalogue, as of one moment, to a new file; others may read and write it meanwhile."""
        target = sqlite3.connect(file)
        try:
            self._db.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        finally:
            target.close()

    def copy_from(self, file: Path) -> None:
        """Put another catalogue's content in the place of this one's, in one transaction."""
        source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            source.backup(self._db)
        finally:
            source.close()
