"""What minutes note besides decisions, into the tables of the catalogue and out again. The caller holds the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from ingest.papers import (
    Action,
    Attendance,
    Item,
    Motion,
    Outcome,
    Pointer,
    Presence,
    Promise,
    ReadPaper,
    Reference,
    Sketch,
)
from ingest.store.rows import pack_spans, pack_votes, spans_of, votes_of


def note_paper(db: sqlite3.Connection, read: ReadPaper, ids: Mapping[Item, int]) -> None:
    """Write a paper's motions, actions, cross-references and attendance; `ids` are its items' rows."""
    paper = read.paper.id

    def row(item: Item | None) -> int | None:
        return ids[item] if item else None

    db.executemany(
        "INSERT INTO motions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (paper, m.part, row(m.item), m.amendment, m.mover, m.seconder, m.text, pack_spans(m.spans), m.outcome,
             pack_votes(m.votes))
            for m in read.motions
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (paper, a.part, row(a.item), a.promise, a.who, a.what, a.due, a.text, pack_spans(a.spans))
            for a in read.actions
        ],
    )
    db.executemany(
        "INSERT INTO pointers VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (paper, r.part, row(r.item), r.pointer, r.number, r.text, pack_spans(r.spans))
            for r in read.references
        ],
    )
    db.executemany(
        "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?)",
        [
            (paper, a.part, a.presence, json.dumps(a.names, ensure_ascii=False), a.text, pack_spans(a.spans))
            for a in read.attendance
        ],
    )


def motions_of(db: sqlite3.Connection, paper: str, items: Mapping[int, Item]) -> tuple[Motion, ...]:
    """Read a paper's motions and amendments; `items` are its items by row."""
    return tuple(
        Motion(
            part=r["part"], item=items.get(r["item"]), amendment=bool(r["amendment"]), mover=r["mover"],
            seconder=r["seconder"], text=r["text"], spans=spans_of(r["spans"]),
            outcome=Outcome(r["outcome"]) if r["outcome"] else None, votes=votes_of(r["votes"]),
        )
        for r in db.execute("SELECT * FROM motions WHERE paper = ? ORDER BY rowid", (paper,))
    )  # fmt: skip


def actions_of(db: sqlite3.Connection, paper: str, items: Mapping[int, Item]) -> tuple[Action, ...]:
    """Read a paper's actions."""
    return tuple(
        Action(
            part=r["part"], item=items.get(r["item"]), promise=Promise(r["promise"]), who=r["who"], what=r["what"],
            due=r["due"], text=r["text"], spans=spans_of(r["spans"]),
        )
        for r in db.execute("SELECT * FROM actions WHERE paper = ? ORDER BY rowid", (paper,))
    )  # fmt: skip


def references_of(db: sqlite3.Connection, paper: str, items: Mapping[int, Item]) -> tuple[Reference, ...]:
    """Read a paper's cross-references."""
    return tuple(
        Reference(
            part=r["part"], item=items.get(r["item"]), pointer=Pointer(r["pointer"]), number=r["number"],
            text=r["text"], spans=spans_of(r["spans"]),
        )
        for r in db.execute("SELECT * FROM pointers WHERE paper = ? ORDER BY rowid", (paper,))
    )  # fmt: skip


def attendance_of(db: sqlite3.Connection, paper: str) -> tuple[Attendance, ...]:
    """Read who was at a paper's meetings."""
    return tuple(
        Attendance(
            part=r["part"], presence=Presence(r["presence"]), names=tuple(json.loads(r["names"])), text=r["text"],
            spans=spans_of(r["spans"]),
        )
        for r in db.execute("SELECT * FROM attendance WHERE paper = ? ORDER BY rowid", (paper,))
    )  # fmt: skip


def sketches_of(db: sqlite3.Connection, paper: str) -> tuple[Sketch, ...]:
    """Read the sketches of a paper's parts."""
    rows = db.execute("SELECT number, sketch FROM parts WHERE paper = ? ORDER BY number", (paper,))
    return tuple(Sketch(part=r["number"], hashes=tuple(json.loads(r["sketch"]))) for r in rows)
