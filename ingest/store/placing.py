"""Where the papers' contents are found, and which files are withheld whole.

A content may be found at several places, and a place holds one content. A paper goes when the last of its places holds
something else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from ingest.store.filing import drop_paper


class Placing:
    """What can be noted and asked of the places of an open catalogue's papers."""

    _db: sqlite3.Connection

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Write all or nothing."""
        raise NotImplementedError

    def place(self, papers: Mapping[str, str]) -> tuple[str, ...]:
        """Note where known papers are found now: path → paper's id; drop those that others have taken the place of.

        Gives the ids of passages that are gone.
        """
        changed = {
            path: paper for path, paper in papers.items() if self._held_at(self._db, [path]) != {paper}
        }
        if not changed:
            return ()
        with self.transaction() as db:
            gone = self._note_places(db, changed)
            for paper in set(changed.values()):
                self._settle(db, paper)
            return gone

    def withhold(self, path: str, *, reason: str, paragraph: str | None) -> tuple[str, ...]:
        """Note that a file is withheld whole; what was read from its place before goes at once.

        Gives the ids of passages that are gone.
        """
        with self.transaction() as db:
            before = self._held_at(db, [path])
            db.execute("DELETE FROM files WHERE path = ?", (path,))
            db.execute("DELETE FROM withheld WHERE path = ?", (path,))
            db.execute("INSERT INTO withheld VALUES (?, NULL, 1, 0, ?, ?)", (path, reason, paragraph))
            return self._drop_displaced(db, before)

    def withheld_files(self) -> tuple[tuple[str, str, str | None], ...]:
        """Give the files that are withheld whole: path, reason, the law's paragraph."""
        rows = self._db.execute("SELECT * FROM withheld WHERE paper IS NULL ORDER BY path")
        return tuple((r["path"], r["reason"], r["paragraph"]) for r in rows)

    def withheld_in_part(self) -> frozenset[str]:
        """Give the ids of the papers of which something is withheld."""
        rows = self._db.execute("SELECT DISTINCT paper FROM withheld WHERE paper IS NOT NULL")
        return frozenset(row["paper"] for row in rows)

    def forget_withheld(self, path: str) -> None:
        """Forget that a file was withheld: it is gone, or public now."""
        self._db.execute("DELETE FROM withheld WHERE path = ? AND paper IS NULL", (path,))

    def paths(self) -> dict[str, str]:
        """Give the id of the paper that was found at each path."""
        return dict(self._db.execute("SELECT path, paper FROM files"))

    def places(self) -> dict[str, tuple[str, ...]]:
        """Give each paper's id with the paths at which it was found."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self._db.execute("SELECT paper, path FROM files ORDER BY path"):
            found[row["paper"]] = (*found.get(row["paper"], ()), row["path"])
        return found

    def places_of(self, paper: str) -> tuple[str, ...]:
        """Give the paths at which a paper was found."""
        rows = self._db.execute("SELECT path FROM files WHERE paper = ? ORDER BY path", (paper,))
        return tuple(row["path"] for row in rows)

    def forget_places(self, paper: str) -> None:
        """Forget the places that a paper is gone from, while it has others."""
        with self.transaction() as db:
            self._settle(db, paper)

    def _note_places(self, db: sqlite3.Connection, papers: Mapping[str, str]) -> tuple[str, ...]:
        before = self._held_at(db, papers) - set(papers.values())
        db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?)", papers.items())
        db.executemany("DELETE FROM withheld WHERE path = ? AND paper IS NOT ?", papers.items())
        return self._drop_displaced(db, before)

    def _held_at(self, db: sqlite3.Connection, paths: Iterable[str]) -> set[str]:
        rows = (db.execute("SELECT paper FROM files WHERE path = ?", (path,)).fetchone() for path in paths)
        return {row["paper"] for row in rows if row}

    def _settle(self, db: sqlite3.Connection, paper: str) -> None:
        """Forget a paper's places where it is no longer, while it has others; name it by one that it has."""
        places = self.places_of(paper)
        there = [p for p in places if Path(p).exists()]
        if there:
            db.executemany("DELETE FROM files WHERE path = ?", [(p,) for p in places if p not in there])
        (path,) = db.execute("SELECT path FROM papers WHERE id = ?", (paper,)).fetchone()
        if path not in (there or places):
            now = (there or list(places))[0]
            db.execute("UPDATE papers SET path = ?, file_name = ? WHERE id = ?", (now, Path(now).name, paper))

    def _drop_displaced(self, db: sqlite3.Connection, papers: Iterable[str]) -> tuple[str, ...]:
        """Drop those of these papers that have no place any more; give their passages' ids."""
        gone: list[str] = []
        for paper in papers:
            if db.execute("SELECT 1 FROM files WHERE paper = ?", (paper,)).fetchone():
                continue
            gone += [r["id"] for r in db.execute("SELECT id FROM passages WHERE paper = ?", (paper,))]
            drop_paper(db, paper)
        return tuple(gone)
