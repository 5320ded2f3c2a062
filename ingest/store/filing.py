"""One paper into the tables of the catalogue, and out again. The caller holds the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.papers import Acronym, Item, Paper, Part, Passage, ReadPaper, Recommendation, Withheld
from ingest.store.noting import (
    actions_of,
    attendance_of,
    motions_of,
    note_paper,
    references_of,
    sketches_of,
)
from ingest.store.rows import (
    clauses_of,
    iso,
    item_of,
    pack_clauses,
    pack_spans,
    pack_votes,
    page_of,
    part_of,
    passage_of,
    resolution_of,
    spans_of,
)
from ingest.structure.context import meeting_words, topic_words
from ingest.text.lines import searched


def file_paper(db: sqlite3.Connection, read: ReadPaper, *, digests: Sequence[str]) -> None:
    """Write all that was understood of a paper; `digests` name its passages' vectors, in their order."""
    parts = [_as_read(p) for p in read.parts]
    paper = replace(read.paper, committee=parts[0].committee, date=parts[0].date)
    sketches = {s.part: s.hashes for s in read.sketches}
    db.execute(
        "INSERT INTO papers (id, sha256, file_name, path, title, kind, committee, date, page_count, paginated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (paper.id, paper.sha256, paper.file_name, paper.path, paper.title, paper.kind, paper.committee,
         iso(paper.date), paper.page_count, paper.paginated),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                paper.id,
                p.number,
                p.text,
                p.printed,
                json.dumps(sorted(p.furniture)),
                json.dumps(sorted(p.bold)),
                p.scanned,
                p.confidence,
            )
            for p in read.pages
        ],
    )
    db.executemany(
        "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [
            (paper.id, p.number, p.kind, p.committee, iso(p.date), p.title, p.agenda_item,
             pack_spans([p.span]), p.last_page, p.status, json.dumps(sketches.get(p.number, ())), p.committee)
            for p in parts
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO withheld VALUES (?, ?, ?, ?, ?, ?)",
        [(paper.path, paper.id, w.first_page, w.last_page, w.reason, w.paragraph) for w in read.withheld],
    )
    _file_findings(db, read)
    _file_passages(db, read, digests)


def _as_read(part: Part) -> Part:
    """Give a part with the meeting that it names itself: what lists it is found anew."""
    return replace(part, committee=part.listed.own_committee, date=None, listed=None) if part.listed else part


def _file_findings(db: sqlite3.Connection, read: ReadPaper) -> None:
    paper = read.paper.id
    ids: dict[Item, int] = {}
    for item in read.items:
        row = db.execute(
            "INSERT INTO items (paper, part, number, title, span, pages, agenda_ref, author)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                paper,
                item.part,
                item.number,
                item.title,
                pack_spans([item.span]),
                item.pages,
                item.agenda_ref,
                item.author,
            ),
        )
        ids[item] = int(row.lastrowid or 0)
    db.executemany(
        "INSERT INTO resolutions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (paper, r.ordinal, r.part, ids[r.item] if r.item else None, r.stem, pack_clauses(r.clauses), r.text,
             pack_spans(r.spans), r.outcome, pack_votes(r.votes))
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
    note_paper(db, read, ids)
    db.executemany("INSERT INTO acronyms VALUES (?, ?, ?)", [(paper, a.short, a.long) for a in read.acronyms])


def _file_passages(db: sqlite3.Connection, read: ReadPaper, digests: Sequence[str]) -> None:
    parts = {p.number: _as_read(p) for p in read.parts}
    filed = []
    for p, digest in zip(read.passages, digests, strict=True):
        row = db.execute(
            "INSERT INTO passages (id, paper, part, role, text, spans, headings, columns, item, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (p.id, p.paper_id, p.part, p.role, p.text, pack_spans(p.spans),
             json.dumps(p.headings, ensure_ascii=False), json.dumps(p.columns, ensure_ascii=False), p.item, digest),
        )  # fmt: skip
        filed.append((int(row.lastrowid or 0), p, parts[p.part]))
    file_words(db, filed)


def file_words(db: sqlite3.Connection, filed: Iterable[tuple[int, Passage, Part]]) -> None:
    """Write the words of passages, each with its number and part, into the full text and the vocabulary."""
    rows = [
        (number, searched(p.text), " ".join([topic_words(p, part), *p.columns]), meeting_words(part))
        for number, p, part in filed
    ]
    db.executemany("INSERT INTO words (rowid, body, topic, meeting) VALUES (?, ?, ?, ?)", rows)
    _count(db, [f"{body} {topic}" for _, body, topic, _ in rows], more=1)


def _count(db: sqlite3.Connection, texts: Sequence[str], *, more: int) -> None:
    """Add the words of passages to the vocabulary, or with -1 take them off, cut as the full text cuts them."""
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.counted USING fts5 (body, content = '', detail = none,"
        " tokenize = 'unicode61 remove_diacritics 2')"
    )
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.counts USING fts5vocab (temp, counted, row)")
    db.executemany("INSERT INTO temp.counted (body) VALUES (?)", [(t,) for t in texts])
    db.execute(
        "INSERT INTO vocabulary SELECT term, ? * doc FROM temp.counts WHERE true"
        " ON CONFLICT (term) DO UPDATE SET passages = passages + excluded.passages",
        (more,),
    )
    if more < 0:
        db.execute("DELETE FROM vocabulary WHERE term IN (SELECT term FROM temp.counts) AND passages <= 0")
    db.execute("INSERT INTO temp.counted (counted) VALUES ('delete-all')")


def drop_paper(db: sqlite3.Connection, paper: str) -> None:
    """Take a paper out of the tables, with its words in the full text and the vocabulary."""
    rows = db.execute(
        "SELECT words.rowid, body, topic FROM passages JOIN words ON words.rowid = passages.number WHERE paper = ?",
        (paper,),
    ).fetchall()
    if rows:
        _count(db, [f"{r['body']} {r['topic']}" for r in rows], more=-1)
        db.executemany("DELETE FROM words WHERE rowid = ?", [(r["rowid"],) for r in rows])
        db.execute("INSERT OR REPLACE INTO meta VALUES ('traces', 'yes')")
    db.execute("DELETE FROM resolutions WHERE paper = ?", (paper,))
    db.execute("DELETE FROM papers WHERE id = ?", (paper,))


def read_back(db: sqlite3.Connection, paper: Paper) -> ReadPaper:
    """Give all that is known of one paper."""
    q = (paper.id,)
    items = {
        int(row["id"]): item_of(row)
        for row in db.execute("SELECT * FROM items WHERE paper = ? ORDER BY id", q)
    }
    return ReadPaper(
        paper=paper,
        pages=tuple(
            page_of(r)
            for r in db.execute("SELECT * FROM pages WHERE paper = ? ORDER BY number", q)
        ),
        parts=tuple(part_of(r) for r in db.execute("SELECT * FROM parts WHERE paper = ? ORDER BY number", q)),
        items=tuple(items.values()),
        resolutions=tuple(
            resolution_of(r, items.get(r["item"]))
            for r in db.execute("SELECT * FROM resolutions WHERE paper = ? ORDER BY ordinal", q)
        ),
        recommendations=tuple(
            Recommendation(part=r["part"], to=r["addressee"], clauses=clauses_of(r["clauses"]), text=r["text"],
                           spans=spans_of(r["spans"]))
            for r in db.execute("SELECT * FROM recommendations WHERE paper = ? ORDER BY rowid", q)
        ),
        passages=tuple(
            passage_of(r) for r in db.execute("SELECT * FROM passages WHERE paper = ? ORDER BY number", q)
        ),
        acronyms=tuple(
            Acronym(short=r["short"], long=r["long"])
            for r in db.execute("SELECT * FROM acronyms WHERE paper = ?", q)
        ),
        motions=motions_of(db, paper.id, items),
        actions=actions_of(db, paper.id, items),
        references=references_of(db, paper.id, items),
        attendance=attendance_of(db, paper.id),
        sketches=sketches_of(db, paper.id),
        withheld=tuple(
            Withheld(first_page=r["first_page"], last_page=r["last_page"], reason=r["reason"], paragraph=r["paragraph"])
            for r in db.execute("SELECT * FROM withheld WHERE paper = ? ORDER BY rowid", q)
        ),
    )  # fmt: skip
