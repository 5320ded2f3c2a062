"""Rows of the catalogue and the nouns they hold. Pure; SQLite's rows are its only library type."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from ingest.papers import (
    Clause,
    Item,
    Kind,
    Listed,
    Outcome,
    Page,
    Paper,
    Part,
    Passage,
    Placed,
    Resolution,
    Role,
    Span,
    Status,
    Votes,
)


def day_of(text: str | None) -> date | None:
    """Read an ISO date, or nothing."""
    return date.fromisoformat(text) if text else None


def iso(day: date | None) -> str | None:
    """Write a date, or nothing."""
    return day.isoformat() if day else None


def pack_spans(spans: Sequence[Span]) -> str:
    """Write places as JSON."""
    return json.dumps([[s.page, s.start, s.end] for s in spans])


def spans_of(text: str) -> tuple[Span, ...]:
    """Read places."""
    return tuple(Span(page=p, start=a, end=b) for p, a, b in json.loads(text))


def pack_clauses(clauses: Sequence[Clause]) -> str:
    """Write clauses as JSON."""
    return json.dumps([asdict(c) for c in clauses], ensure_ascii=False)


def clauses_of(text: str) -> tuple[Clause, ...]:
    """Read clauses."""
    return tuple(Clause(**c) for c in json.loads(text))


def pack_votes(votes: Votes | None) -> str | None:
    """Write a vote as JSON, or nothing."""
    return (
        json.dumps([votes.ayes, votes.noes, votes.abstained, votes.names], ensure_ascii=False)
        if votes
        else None
    )


def votes_of(text: str | None) -> Votes | None:
    """Read a vote, or nothing."""
    if text is None:
        return None
    ayes, noes, abstained, (first, second, third) = json.loads(text)
    return Votes(ayes=ayes, noes=noes, abstained=abstained, names=(tuple(first), tuple(second), tuple(third)))


def item_of(row: sqlite3.Row) -> Item:
    """Give the item of a row."""
    return Item(
        part=row["part"],
        number=row["number"],
        title=row["title"],
        span=spans_of(row["span"])[0],
        pages=row["pages"],
        agenda_ref=row["agenda_ref"],
        author=row["author"],
    )


def paper_of(row: sqlite3.Row) -> Paper:
    """Give the paper of a row."""
    return Paper(
        id=row["id"],
        sha256=row["sha256"],
        file_name=row["file_name"],
        path=row["path"],
        title=row["title"],
        kind=Kind(row["kind"]),
        committee=row["committee"],
        date=day_of(row["date"]),
        page_count=row["page_count"],
        paginated=bool(row["paginated"]),
    )


def page_of(row: sqlite3.Row) -> Page:
    """Give the page of a row."""
    return Page(
        number=row["number"],
        text=row["text"],
        printed=row["printed"],
        furniture=frozenset(json.loads(row["furniture"])),
        bold=frozenset(json.loads(row["bold"])),
        scanned=bool(row["scanned"]),
        confidence=row["confidence"],
    )


def part_of(row: sqlite3.Row, prefix: str = "") -> Part:
    """Give the part of a row, whose columns may have a prefix."""
    return Part(
        number=row[f"{prefix}number"],
        kind=Kind(row[f"{prefix}kind"]),
        committee=row[f"{prefix}committee"],
        date=day_of(row[f"{prefix}date"]),
        title=row[f"{prefix}title"],
        agenda_item=row[f"{prefix}agenda_item"],
        span=spans_of(row[f"{prefix}span"])[0],
        last_page=row[f"{prefix}last_page"],
        status=Status(row[f"{prefix}status"]) if row[f"{prefix}status"] else None,
        listed=Listed(by=row[f"{prefix}listed"], own_committee=row[f"{prefix}own_committee"])
        if row[f"{prefix}listed"]
        else None,
    )


def passage_of(row: sqlite3.Row, *, id_column: str = "id", paper_column: str = "paper") -> Passage:
    """Give the passage of a row."""
    return Passage(
        id=row[id_column],
        paper_id=row[paper_column],
        part=row["part"],
        role=Role(row["role"]),
        text=row["text"],
        spans=spans_of(row["spans"]),
        headings=tuple(json.loads(row["headings"])),
        columns=tuple(json.loads(row["columns"])),
        item=row["item"],
    )


def placed_of(row: sqlite3.Row) -> Placed:
    """Give a passage with its part and paper, of a joined row."""
    return Placed(
        passage=passage_of(row, id_column="passage_id", paper_column="id"),
        part=part_of(row, "part_"),
        paper=paper_of(row),
        printed=tuple((int(n), str(label)) for n, label in json.loads(row["printed"])),
        read_by_ocr=tuple((int(n), float(sure)) for n, sure in json.loads(row["read_by_ocr"])),
        head=row["head"] or "",
    )


def resolution_of(row: sqlite3.Row, item: Item | None) -> Resolution:
    """Give the resolution of a row, with the item it was taken under."""
    return Resolution(
        part=row["part"],
        item=item,
        ordinal=row["ordinal"],
        stem=row["stem"],
        clauses=clauses_of(row["clauses"]),
        text=row["text"],
        spans=spans_of(row["spans"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        votes=votes_of(row["votes"]),
    )
