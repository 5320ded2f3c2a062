"""The catalogue: SQLite, the source of truth. The only module that speaks SQL.

Readers are never blocked (write-ahead log) and never see half a paper (one transaction a paper).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from ingest.context import meeting_words, topic_words
from ingest.errors import StoreError, UnknownPaper
from ingest.lines import plain
from ingest.papers import (
    Acronym,
    Item,
    Kind,
    Paper,
    Part,
    Placed,
    ReadPaper,
    Recommendation,
)
from ingest.rows import (
    clauses_of,
    iso,
    pack_clauses,
    pack_spans,
    page_of,
    paper_of,
    part_of,
    passage_of,
    placed_of,
    resolution_of,
    spans_of,
)

SCHEMA_VERSION = "1"
# FTS5's bm25() weights: the words of the passage, what stands above it, its meeting.
_BM25 = "bm25(words, 1.0, 0.7, 0.3)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the user confines a search to; None means any. Dates are inclusive and of the meeting."""

    committee: str | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    paper: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it lets everything through."""
        return self == Filter()


class Catalogue:
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
        paper = read.paper
        with self._transaction() as db:
            for old in {paper.id, replaces} - {None}:
                self._delete(db, str(old))
            db.execute(
                "INSERT INTO papers (id, sha256, file_name, path, title, kind, committee, date, page_count, paginated)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (paper.id, paper.sha256, paper.file_name, paper.path, paper.title, paper.kind, paper.committee,
                 iso(paper.date), paper.page_count, paper.paginated),
            )  # fmt: skip
            db.executemany(
                "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (
                        paper.id,
                        p.number,
                        p.text,
                        p.printed,
                        json.dumps(sorted(p.furniture)),
                        json.dumps(sorted(p.bold)),
                    )
                    for p in read.pages
                ],
            )
            db.executemany(
                "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (paper.id, p.number, p.kind, p.committee, iso(p.date), p.title, p.agenda_item,
                     pack_spans([p.span]), p.last_page)
                    for p in read.parts
                ],
            )  # fmt: skip
            self._put_findings(db, read)
            self._put_passages(db, read)

    def _put_findings(self, db: sqlite3.Connection, read: ReadPaper) -> None:
        paper = read.paper.id
        ids: dict[Item, int] = {}
        for item in read.items:
            row = db.execute(
                "INSERT INTO items (paper, part, number, title, span, pages, agenda_ref) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    paper,
                    item.part,
                    item.number,
                    item.title,
                    pack_spans([item.span]),
                    item.pages,
                    item.agenda_ref,
                ),
            )
            ids[item] = int(row.lastrowid or 0)
        db.executemany(
            "INSERT INTO resolutions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (paper, r.ordinal, r.part, ids[r.item] if r.item else None, r.stem, pack_clauses(r.clauses), r.text,
                 pack_spans(r.spans), r.outcome)
                for r in read.resolutions
            ],
        )  # fmt: skip
        db.executemany(
            "INSERT INTO recommendations VALUES (?, ?, ?, ?, ?, ?)",
            [
                (paper, r.part, r.to, pack_clauses(r.clauses), r.text, pack_spans(r.spans))
                for r in read.recommendations
            ],
        )
        db.executemany(
            "INSERT INTO acronyms VALUES (?, ?, ?)", [(paper, a.short, a.long) for a in read.acronyms]
        )

    def _put_passages(self, db: sqlite3.Connection, read: ReadPaper) -> None:
        parts = {p.number: p for p in read.parts}
        for p in read.passages:
            part = parts[p.part]
            row = db.execute(
                "INSERT INTO passages (id, paper, part, role, text, spans, headings, columns, item)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (p.id, p.paper_id, p.part, p.role, p.text, pack_spans(p.spans),
                 json.dumps(p.headings, ensure_ascii=False), json.dumps(p.columns, ensure_ascii=False), p.item),
            )  # fmt: skip
            body, topic = plain(p.text), " ".join([topic_words(p, part), *p.columns])
            db.execute(
                "INSERT INTO words (rowid, body, topic, meeting) VALUES (?, ?, ?, ?)",
                (row.lastrowid, body, topic, meeting_words(part)),
            )
            db.execute(
                "INSERT INTO plain_words (rowid, body) VALUES (?, ?)", (row.lastrowid, f"{body} {topic}")
            )

    def _delete(self, db: sqlite3.Connection, paper: str) -> None:
        rows = db.execute("SELECT number FROM passages WHERE paper = ?", (paper,)).fetchall()
        for row in rows:
            body, topic = db.execute(
                "SELECT body, topic FROM words WHERE rowid = ?", (row["number"],)
            ).fetchone()
            db.execute(
                "INSERT INTO plain_words (plain_words, rowid, body) VALUES ('delete', ?, ?)",
                (row["number"], f"{body} {topic}"),
            )
            db.execute("DELETE FROM words WHERE rowid = ?", (row["number"],))
        db.execute("DELETE FROM resolutions WHERE paper = ?", (paper,))
        db.execute("DELETE FROM papers WHERE id = ?", (paper,))

    def remove(self, paper: str) -> None:
        """Drop a paper with all that was read of it."""
        with self._transaction() as db:
            self._delete(db, paper)

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
        q = (paper.id,)
        items = {
            row["id"]: Item(part=row["part"], number=row["number"], title=row["title"], span=spans_of(row["span"])[0],
                            pages=row["pages"], agenda_ref=row["agenda_ref"])
            for row in self._db.execute("SELECT * FROM items WHERE paper = ? ORDER BY id", q)
        }  # fmt: skip
        return ReadPaper(
            paper=paper,
            pages=tuple(
                page_of(r)
                for r in self._db.execute("SELECT * FROM pages WHERE paper = ? ORDER BY number", q)
            ),
            parts=tuple(part_of(r) for r in self._db.execute("SELECT * FROM parts WHERE paper = ? ORDER BY number", q)),
            items=tuple(items.values()),
            resolutions=tuple(
                resolution_of(r, items.get(r["item"]))
                for r in self._db.execute("SELECT * FROM resolutions WHERE paper = ? ORDER BY ordinal", q)
            ),
            recommendations=tuple(
                Recommendation(part=r["part"], to=r["addressee"], clauses=clauses_of(r["clauses"]), text=r["text"],
                               spans=spans_of(r["spans"]))
                for r in self._db.execute("SELECT * FROM recommendations WHERE paper = ? ORDER BY rowid", q)
            ),
            passages=tuple(
                passage_of(r) for r in self._db.execute("SELECT * FROM passages WHERE paper = ? ORDER BY number", q)
            ),
            acronyms=tuple(
                Acronym(short=r["short"], long=r["long"])
                for r in self._db.execute("SELECT * FROM acronyms WHERE paper = ?", q)
            ),
        )  # fmt: skip

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

    def passage_ids(self, where: Filter | None = None, *, paper: str | None = None) -> tuple[str, ...]:
        """Give the ids of passages, in reading order."""
        sql, values = _where(where or Filter())
        if paper:
            sql, values = f"{sql} AND passages.paper = ?", [*values, paper]
        rows = self._db.execute(
            f"SELECT passages.id FROM {_JOINED} WHERE {sql} ORDER BY passages.number", values
        )
        return tuple(r["id"] for r in rows)

    def placed(self, ids: Sequence[str]) -> dict[str, Placed]:
        """Give passages with their parts and papers, by id; ids that are not there are left out."""
        found: dict[str, Placed] = {}
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ", ".join("?" * len(some))
            for row in self._db.execute(f"{_PLACED} WHERE passages.id IN ({marks})", some):
                placed = placed_of(row)
                found[placed.passage.id] = placed
        return found

    def structural(
        self,
        *,
        item: str | None,
        dates: Sequence[date],
        months: Sequence[tuple[int, int]],
        where: Filter,
        limit: int = 80,
    ) -> tuple[str, ...]:
        """Give ids that a question names by place: an item's number, the resolutions of a meeting's date or month."""
        sql, values = _where(where)
        days = [d.isoformat() for d in dates] + [f"{y}-{m:02d}-%" for y, m in months if not dates]
        dated = " OR ".join(["parts.date LIKE ?"] * len(days)) or "0"
        named = f"passages.item LIKE ? AND ({dated if days else '1'})" if item else "0"
        rows = self._db.execute(
            f"SELECT passages.id FROM {_JOINED} WHERE {sql} AND (({named}) OR (passages.role = 'resolution' AND ({dated})))"
            " ORDER BY passages.number LIMIT ?",
            [*values, *([f"{item}.%", *days] if item else []), *days, limit],
        )
        return tuple(r["id"] for r in rows)

    def item_passages(self, placed: Placed) -> tuple[Placed, ...]:
        """Give all passages of the same item of the same part, in reading order."""
        rows = self._db.execute(
            f"{_PLACED} WHERE passages.paper = ? AND passages.part = ? AND passages.item IS ? ORDER BY passages.number",
            (placed.paper.id, placed.part.number, placed.passage.item),
        )
        return tuple(placed_of(row) for row in rows)

    def lexical(
        self, match: str, *, limit: int, where: Filter | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Search the full text with an FTS5 expression; (id, BM25 score) best first, higher is better."""
        sql, values = _where(where or Filter())
        try:
            rows = self._db.execute(
                f"SELECT passages.id, -{_BM25} AS score FROM words JOIN passages ON passages.number = words.rowid"
                f" {_WITH_PART} WHERE words MATCH ? AND {sql} ORDER BY score DESC, passages.number LIMIT ?",
                [match, *values, limit],
            ).fetchall()
        except sqlite3.OperationalError as error:
            raise StoreError(f"The full text cannot be searched for {match!r} ({error}).") from error
        return tuple((r["id"], float(r["score"])) for r in rows)


_WITH_PART = (
    "JOIN parts ON parts.paper = passages.paper AND parts.number = passages.part"
    " JOIN papers ON papers.id = passages.paper"
)
_JOINED = f"passages {_WITH_PART}"
_PART_COLUMNS = ", ".join(
    f"parts.{c} AS part_{c}"
    for c in ("number", "kind", "committee", "date", "title", "agenda_item", "span", "last_page")
)
_PLACED = (
    "SELECT passages.id AS passage_id, passages.part, role, text, spans, headings, columns, item, papers.*, "
    "(SELECT json_group_array(json_array(pages.number, pages.printed)) FROM pages WHERE pages.paper = papers.id"
    " AND pages.printed IS NOT NULL AND pages.number IN (SELECT json_extract(value, '$[0]') FROM json_each(spans)))"
    f" AS printed, {_PART_COLUMNS} FROM {_JOINED}"
)


def _where(where: Filter) -> tuple[str, list[Any]]:
    clauses, values = ["1"], []
    for condition, value in (
        ("lower(parts.committee) LIKE '%' || lower(?) || '%'", where.committee),
        ("parts.date >= ?", iso(where.since)),
        ("parts.date <= ?", iso(where.until)),
        ("parts.kind = ?", where.kind),
        ("papers.id = ?", where.paper),
    ):
        if value is not None:
            clauses.append(condition)
            values.append(value)
    return " AND ".join(clauses), values
