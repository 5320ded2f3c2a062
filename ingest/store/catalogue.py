"""The catalogue: SQLite, the source of truth.

Besides it only opening, filing, noting, finding, keeping, placing and upkeep speak SQL.

Readers are never blocked (write-ahead log) and never see half a paper (one transaction a paper).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import UnknownPaper
from ingest.papers import Acronym, Paper, Part, ReadPaper
from ingest.store.filing import drop_paper, file_paper, read_back
from ingest.store.finding import Filter, Finding
from ingest.store.keeping import Keeping
from ingest.store.opening import connect, read_only
from ingest.store.placing import Placing
from ingest.store.rows import paper_of, part_of
from ingest.store.upkeep import Upkeep
from ingest.structure.likeness import Sketched, superseded

__all__ = ["Catalogue", "Filter"]


class Catalogue(Finding, Keeping, Placing, Upkeep):
    """The papers of one data folder. Not shared between threads that write: each opens its own."""

    def __init__(self, file: Path, *, for_reading: bool = False) -> None:
        """Open the catalogue, making it where there is none but `for_reading`.

        Raises:
            StoreError: it cannot be opened, is damaged, or is of another version.

        """
        self.file = file
        self.read_only = for_reading or read_only(file)
        self._db = connect(file, for_reading=for_reading)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # SQLite has ended it where the disk was full
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read as of one moment, whatever another process writes meanwhile."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    # -- what the index needs to know of itself ------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """Read a note the index keeps of itself."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Write such a note."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # -- writing -------------------------------------------------------------------------------------------

    def put(self, read: ReadPaper, *, digests: Sequence[str]) -> tuple[str, ...]:
        """Store a paper whole, and drop in the same transaction the one whose place it takes.

        `digests` name the passages' vectors, in their order. Gives the ids of passages that are gone.
        """
        with self.transaction() as db:
            paper = read.paper
            before, places = self.passage_ids(paper=paper.id), self.places_of(paper.id)
            drop_paper(db, paper.id)
            file_paper(db, read, digests=digests)
            gone = self._note_places(db, dict.fromkeys((*places, paper.path), paper.id))
            return tuple({*before, *gone} - {p.id for p in read.passages})

    @property
    def restricted(self) -> bool:
        """Whether the folder may hold exempt papers: its answers carry the marking."""
        return self.meta("restricted") == "yes"

    def take(self, other: Catalogue, paper: Paper) -> None:
        """Copy one paper from another catalogue, whole, with its places and vectors.

        Raises:
            DamagedStore: it cannot be read there to the end.

        """
        read, digests = other.read(paper), other.digests(paper=paper.id)
        places = other.places_of(paper.id)
        kept = sorted(other.kept(tuple(digests.values())))
        vectors = other.by_digest(kept)
        if kept:
            self.keep(kept, vectors)
        self.put(read, digests=[digests[p.id] for p in read.passages])
        self.place(dict.fromkeys(places, paper.id))

    def remove(self, paper: str) -> tuple[str, ...]:
        """Drop a paper with all that was read of it; give the ids of its passages."""
        with self.transaction() as db:
            gone = self.passage_ids(paper=paper)
            drop_paper(db, paper)
            return gone

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

    def by_sha256(self, sha256: str) -> Paper | None:
        """Give the paper of this content."""
        row = self._db.execute("SELECT * FROM papers WHERE sha256 = ?", (sha256,)).fetchone()
        return paper_of(row) if row else None

    def read(self, paper: Paper) -> ReadPaper:
        """Give all that is known of one paper."""
        return read_back(self._db, paper)

    def unread_pages(self, paper: Paper) -> tuple[int, ...]:
        """Give the pages of a paper that are scans and were not read by OCR."""
        rows = self._db.execute(
            "SELECT number FROM pages WHERE paper = ? AND scanned AND confidence IS NULL ORDER BY number",
            (paper.id,),
        )
        return tuple(r["number"] for r in rows)

    def acronyms(self) -> tuple[Acronym, ...]:
        """Give the short forms that the papers define, the commonest first."""
        rows = self._db.execute(
            "SELECT short, long, count(*) AS n FROM acronyms GROUP BY short, lower(long) ORDER BY n DESC, short, long"
        )
        return tuple(Acronym(short=r["short"], long=r["long"]) for r in rows)

    def item_titles(self) -> tuple[str, ...]:
        """Give the titles of all items, each once, in order of the alphabet."""
        return tuple(r["title"] for r in self._db.execute("SELECT DISTINCT title FROM items ORDER BY title"))

    def vocabulary(self) -> dict[str, int]:
        """Give every word of the papers, lower case and unstemmed, with the number of passages it stands in."""
        return dict(self._db.execute("SELECT term, passages FROM vocabulary").fetchall())

    def parts(self) -> tuple[Part, ...]:
        """Give the parts of all papers: which committees met when, and what is held of it."""
        return tuple(part_of(r) for r in self._db.execute("SELECT * FROM parts ORDER BY paper, number"))

    def passage_count(self) -> int:
        """Count the passages."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def superseded(
        self, among: Collection[tuple[str, int]] | None = None
    ) -> dict[tuple[str, int], tuple[str, int]]:
        """Give the parts that another stands in for, as (paper id, part number) → the one to prefer.

        The same text held twice, and a draft whose final text is held; `among` those parts, or all.
        """
        if among is None:
            rows = self._db.execute("SELECT * FROM parts").fetchall()
        else:
            places = json.dumps([list(place) for place in among])
            rows = self._db.execute(
                "SELECT parts.* FROM json_each(?) AS own JOIN parts ON parts.paper = own.value ->> 0"
                " AND parts.number = own.value ->> 1",
                (places,),
            ).fetchall()
        return superseded(Sketched(r["paper"], part_of(r), tuple(json.loads(r["sketch"]))) for r in rows)
