"""The meeting of a paper that names none: that of the one agenda, or minutes, held which lists it. The caller holds the transaction.

An appendix or a record of decision is published under an agenda's item and does not say for which meeting. It is
known by a decision number that it and the item name ("24/00108"), else by its title. Where two meetings list it,
neither is taken. What is found hangs on what is held, so it is found anew when papers come or go.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.papers import Kind
from ingest.store.rows import part_of
from ingest.structure.context import meeting_words
from ingest.structure.parts import same_body

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[/-])(\d{2})[/-](\d{5})(?!\d)(?![/-]\d)"
)  # a decision's; in a file's name with a hyphen
_WORD = re.compile(r"[a-z]{3,}|\d+")
_SMALL = frozenset({"and", "the", "for", "from", "with", "its", "report", "item", "appendix"})
_COUNCIL = re.compile(r"((?:[A-Z][\w'’-]+\s+){1,5})C(?:ouncil|OUNCIL)\b")
_ANY_COUNCIL = frozenset(
    {"borough", "city", "county", "district", "full", "london", "metropolitan", "parish", "town", "the"}
)
_LEAST_WORDS, _LEAST_TOKENS = 3, 5  # of a title that tells one paper from others


@dataclass(frozen=True, slots=True)
class _Listing:
    paper: str
    committee: str
    date: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Unplaced:
    paper: str
    number: int
    committee: str | None
    numbers: frozenset[str]
    words: frozenset[str]


def place_by_listing(db: sqlite3.Connection) -> None:
    """Give the parts without a meeting's date the meeting that lists them; take it from those no longer listed."""
    before = {
        (r["paper"], r["number"]): r["listed"]
        for r in db.execute("SELECT paper, number, listed FROM parts WHERE listed IS NOT NULL")
    }
    db.execute(
        "UPDATE parts SET committee = own_committee, date = NULL, listed = NULL WHERE listed IS NOT NULL"
    )
    found = _found(db)
    for part, one in found.items():
        db.execute(
            "UPDATE parts SET committee = ?, date = ?, listed = ? WHERE paper = ? AND number = ?",
            (one.committee, one.date, one.paper, *part),
        )
    now = {part: one.paper for part, one in found.items()}
    changed = [part for part in before.keys() | now.keys() if before.get(part) != now.get(part)]
    for paper, number in changed:
        _tell(db, paper, number)


def _tell(db: sqlite3.Connection, paper: str, number: int) -> None:
    """Write a part's meeting where else it is noted: its paper, and the full text."""
    (row,) = db.execute("SELECT * FROM parts WHERE paper = ? AND number = ?", (paper, number)).fetchall()
    db.execute(
        "UPDATE words SET meeting = ? WHERE rowid IN (SELECT number FROM passages WHERE paper = ? AND part = ?)",
        (meeting_words(part_of(row)), paper, number),
    )
    if number == 1:
        db.execute(
            "UPDATE papers SET committee = ?, date = ? WHERE id = ?", (row["committee"], row["date"], paper)
        )


def _found(db: sqlite3.Connection) -> dict[tuple[str, int], _Listing]:
    unplaced = [_unplaced(r) for r in _unplaced_rows(db)]
    if not unplaced:
        return {}
    by_number: dict[str, list[_Listing]] = defaultdict(list)
    by_word: dict[str, list[_Listing]] = defaultdict(list)
    for row in db.execute(
        "SELECT items.title, parts.paper, parts.committee, parts.date FROM items"
        " JOIN parts ON parts.paper = items.paper AND parts.number = items.part"
        " WHERE parts.kind IN (?, ?) AND parts.date IS NOT NULL AND parts.listed IS NULL AND parts.committee IS NOT NULL"
        " ORDER BY parts.kind, parts.paper",  # an agenda before minutes
        (Kind.AGENDA, Kind.MINUTES),
    ):
        one = _Listing(row["paper"], row["committee"], row["date"], _words(row["title"]))
        for number in _numbers(row["title"]):
            by_number[number].append(one)
        for word in one.words:
            by_word[word].append(one)
    placed = ((part, _meeting(part, by_number, by_word)) for part in unplaced)
    return {
        (part.paper, part.number): one
        for part, one in placed
        if one and not _strangers(db, part.paper, one.paper)
    }


def _strangers(db: sqlite3.Connection, one: str, other: str) -> bool:
    """Tell whether the first pages of two papers name councils, and none that both name."""
    first = "SELECT text FROM pages WHERE paper = ? ORDER BY number LIMIT 1"
    texts = (db.execute(first, (paper,)).fetchone() for paper in (one, other))
    named = [
        {w.lower() for m in _COUNCIL.finditer(row["text"]) for w in m[1].split()} - _ANY_COUNCIL
        for row in texts
        if row
    ]
    return all(named) and not set.intersection(*named)


def _meeting(
    part: _Unplaced, by_number: Mapping[str, list[_Listing]], by_word: Mapping[str, list[_Listing]]
) -> _Listing | None:
    """Give the listing of the one meeting that lists a part."""
    if part.numbers:
        return _one(part, (one for n in part.numbers for one in by_number.get(n, ())))
    if len(part.words) < _LEAST_TOKENS or sum(w.isalpha() for w in part.words) < _LEAST_WORDS:
        return None
    rarest = min(part.words, key=lambda w: (len(by_word.get(w, ())), w))
    return _one(part, (one for one in by_word.get(rarest, ()) if part.words <= one.words))


def _one(part: _Unplaced, listings: Iterable[_Listing]) -> _Listing | None:
    """Give the first of listings that are all of one meeting, of the part's own committee where it names one."""
    fitting = [one for one in listings if not part.committee or same_body(part.committee, one.committee)]
    same = all(
        one.date == fitting[0].date and same_body(one.committee, fitting[0].committee) for one in fitting
    )
    return fitting[0] if fitting and same else None


def _unplaced(row: sqlite3.Row) -> _Unplaced:
    file = Path(row["file_name"]).stem
    return _Unplaced(
        row["paper"],
        row["number"],
        row["committee"],
        _numbers(f"{row['title']} {file}"),
        _words(row["title"]),
    )


def _unplaced_rows(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute(
        "SELECT parts.*, papers.file_name FROM parts JOIN papers ON papers.id = parts.paper"
        " WHERE parts.kind NOT IN (?, ?) AND parts.date IS NULL",
        (Kind.AGENDA, Kind.MINUTES),
    ).fetchall()


def _numbers(text: str) -> frozenset[str]:
    return frozenset(f"{m[1]}/{m[2]}" for m in _NUMBER.finditer(text.replace("_", " ")))


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.lower())) - _SMALL
