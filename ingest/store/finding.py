"""Finding passages in the catalogue: by words, by place, by what the user confines a search to."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.embedding.embedder import Vectors
from ingest.errors import StoreError
from ingest.papers import HEAD, Kind, Placed
from ingest.store.keeping import matrix
from ingest.store.rows import iso, placed_of

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


class Finding:
    """What can be asked of the passages of an open catalogue."""

    _db: sqlite3.Connection
    _confined: tuple[int, int, Filter] | None = None  # the filter whose passages are noted, and when

    @property
    def version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def confine(self, where: Filter) -> None:
        """Note which passages a filter lets through, for this question and the next: people ask several under one."""
        if self._confined == (self.version, self._db.total_changes, where):
            return
        sql, values = _where(where)
        self._confined = None
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS confined (number INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM temp.confined")
        self._db.execute(
            f"INSERT INTO temp.confined SELECT passages.number FROM {_PARTS_FIRST} WHERE {sql}", values
        )
        self._confined = self.version, self._db.total_changes, where

    def let_through(self, where: Filter) -> int:
        """Count the passages that a filter lets through."""
        self.confine(where)
        return int(self._db.execute("SELECT count(*) FROM temp.confined").fetchone()[0])

    def of_these(self, where: Filter, ids: Sequence[str]) -> frozenset[str]:
        """Give those of some passages that a filter lets through."""
        found: set[str] = set()
        within = self._within(where)
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ", ".join("?" * len(some))
            rows = self._db.execute(f"SELECT id FROM passages WHERE id IN ({marks}){within}", some)
            found |= {r["id"] for r in rows}
        return frozenset(found)

    def _within(self, where: Filter, *, column: str = "number") -> str:
        """Give the SQL that confines passages to what a filter lets through; none where it lets all through.

        A plus before the column keeps SQLite from searching anew for each passage that is let through.
        """
        if where.empty:
            return ""
        self.confine(where)
        return f" AND {column} IN (SELECT number FROM temp.confined)"

    def passage_ids(self, where: Filter | None = None, *, paper: str | None = None) -> tuple[str, ...]:
        """Give the ids of passages, in reading order."""
        sql, values = _where(where or Filter())
        if paper:
            sql, values = f"{sql} AND passages.paper = ?", [*values, paper]
        rows = self._db.execute(
            f"SELECT passages.id FROM {_JOINED} WHERE {sql} ORDER BY passages.number", values
        )
        return tuple(r["id"] for r in rows)

    def vectors_within(self, where: Filter) -> tuple[tuple[str, ...], Vectors]:
        """Give the ids of the passages that a filter lets through, in reading order, with their vectors."""
        self.confine(where)
        found = self._db.execute(
            "SELECT passages.id, vector FROM temp.confined CROSS JOIN passages USING (number) JOIN vectors USING (digest)"
            " ORDER BY number"
        ).fetchall()
        return tuple(r["id"] for r in found), matrix([r["vector"] for r in found])

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
        agenda: bool = False,
        limit: int = 80,
    ) -> tuple[str, ...]:
        """Give ids that a question names by place: an item's number, and of a meeting's date or month the resolutions.

        With `agenda` the agenda's passages stand for the resolutions.
        """
        sql, values = _where(where)
        days = [d.isoformat() for d in dates] + [f"{y}-{m:02d}-%" for y, m in months if not dates]
        if not days and not item:
            return ()
        wanted = "parts.kind = 'agenda'" if agenda else "passages.role = 'resolution'"
        rows: list[sqlite3.Row] = []
        if days:
            dated = " OR ".join(["parts.date LIKE ?"] * len(days))
            named = " OR passages.item LIKE ?" if item else ""
            rows = self._db.execute(
                f"SELECT passages.id FROM {_PARTS_FIRST} WHERE {sql} AND ({dated}) AND ({wanted}{named})"
                " ORDER BY passages.number LIMIT ?",
                [*values, *days, *([f"{item}.%"] if item else []), limit],
            ).fetchall()
        elif item:
            # "21." up to "21/", its next character, from the index on items alone.
            rows = self._db.execute(
                "SELECT id FROM passages JOIN (SELECT number FROM passages WHERE item IS NOT NULL"
                f" AND item COLLATE NOCASE >= ? AND item COLLATE NOCASE < ?{self._within(where)}"
                " ORDER BY +number LIMIT ?) USING (number) ORDER BY number",
                [f"{item}.", f"{item}/", limit],
            ).fetchall()
        return tuple(r["id"] for r in rows)

    def item_passages(self, placed: Placed) -> tuple[Placed, ...]:
        """Give all passages of the same item of the same part, in reading order."""
        rows = self._db.execute(
            f"{_PLACED} WHERE passages.paper = ? AND passages.part = ? AND passages.item IS ? ORDER BY passages.number",
            (placed.paper.id, placed.part.number, placed.passage.item),
        )
        return tuple(placed_of(row) for row in rows)

    def agenda_items(self, placed: Placed) -> tuple[Placed, ...]:
        """Give the agenda items of the same part, in reading order."""
        rows = self._db.execute(
            f"{_PLACED} WHERE passages.paper = ? AND passages.part = ? AND passages.role = 'agenda_item' ORDER BY passages.number",
            (placed.paper.id, placed.part.number),
        )
        return tuple(placed_of(row) for row in rows)

    def lexical(
        self, match: str, *, limit: int, where: Filter | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Search the full text with an FTS5 expression; (id, BM25 score) best first, higher is better."""
        confined = self._within(where or Filter(), column="+words.rowid")
        try:
            # Only the best are joined with what they belong to: a common word stands in a tenth of all passages.
            rows = self._db.execute(
                f"SELECT passages.id, score FROM (SELECT words.rowid AS number, -{_BM25} AS score FROM words"
                f" WHERE words MATCH ?{confined} ORDER BY score DESC, words.rowid LIMIT ?) JOIN passages USING (number)"
                " ORDER BY score DESC, number",
                [match, limit],
            ).fetchall()
        except sqlite3.OperationalError as error:
            raise StoreError(f"The full text cannot be searched for {match!r} ({error}).") from error
        return tuple((r["id"], float(r["score"])) for r in rows)


_WITH_PART = (
    "JOIN parts ON parts.paper = passages.paper AND parts.number = passages.part"
    " JOIN papers ON papers.id = passages.paper"
)
_JOINED = f"passages {_WITH_PART}"
# The few parts that a date or a committee leaves come first: CROSS JOIN keeps SQLite from reading every passage.
_PARTS_FIRST = (
    "parts CROSS JOIN passages ON passages.paper = parts.paper AND passages.part = parts.number"
    " JOIN papers ON papers.id = parts.paper"
)
_PART_COLUMNS = ", ".join(
    f"parts.{c} AS part_{c}"
    for c in (
        "number",
        "kind",
        "committee",
        "date",
        "title",
        "agenda_item",
        "span",
        "last_page",
        "status",
        "own_committee",
        "listed",
    )
)
_PLACED = (
    "SELECT passages.id AS passage_id, passages.part, role, text, spans, headings, columns, item, papers.*, "
    "(SELECT json_group_array(json_array(pages.number, pages.printed)) FROM pages WHERE pages.paper = papers.id"
    " AND pages.printed IS NOT NULL AND pages.number IN (SELECT json_extract(value, '$[0]') FROM json_each(spans)))"
    " AS printed, (SELECT json_group_array(json_array(pages.number, pages.confidence)) FROM pages WHERE pages.paper = papers.id"
    " AND pages.confidence IS NOT NULL AND pages.number IN (SELECT json_extract(value, '$[0]') FROM json_each(spans)))"
    f" AS read_by_ocr, (SELECT substr(text, 1, {HEAD}) FROM pages WHERE pages.paper = papers.id AND pages.number = 1)"
    f" AS head, {_PART_COLUMNS} FROM {_JOINED}"
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
