"""What was understood of a paper, as an object and as text: a person sees at once whether it was read well. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any

from ingest.papers import (
    Action,
    Attendance,
    Item,
    Motion,
    Part,
    ReadPaper,
    Recommendation,
    Resolution,
    Role,
    Votes,
    Withheld,
)
from ingest.text.dates import long_date
from ui.doubts import doubts
from ui.objects import paper_object
from ui.text import AS_LISTED, KIND_WORDS, one_line, pages_words, withheld_text

Superseded = dict[tuple[str, int], tuple[str, int]]


def read_by_ocr(read: ReadPaper) -> dict[int, float]:
    """Give the mean confidence, from 0 to 1, of the pages that were read by OCR."""
    return {p.number: round(p.confidence, 3) for p in read.pages if p.confidence is not None}


def tables(read: ReadPaper, part: Part) -> list[dict[str, Any]]:
    """Give a part's tables in order: page, column headings, and how many rows were read."""
    rows = (p for p in read.passages if p.part == part.number and p.role is Role.TABLE)
    found = []
    for (columns, _), own in groupby(rows, key=lambda p: (p.columns, p.headings)):
        some = list(own)
        count = sum(bool(line.strip()) for p in some for line in p.text.splitlines())
        page = some[0].page if read.paper.paginated else None
        found.append({"page": page, "columns": list(columns), "rows": count})
    return found


def listed_object(read: ReadPaper, superseded: Superseded) -> dict[str, Any]:
    """Give a paper for the list: what identifies it, and how much was understood of it."""
    stood_in = {number for paper, number in superseded if paper == read.paper.id}
    return {
        **paper_object(read.paper),
        "status": read.parts[0].status.value if read.parts[0].status else None,
        "parts": len(read.parts),
        "parts_held_elsewhere": len(stood_in),
        "items": len(read.items),
        "resolutions": len(read.resolutions),
        "recommendations": len(read.recommendations),
        "actions": len(read.actions),
        "tables": sum(len(tables(read, part)) for part in read.parts),
        "doubts": list(doubts(read)),
        "passages": len(read.passages),
        "pages_without_text": list(read.unread_pages),
        "withheld": [withheld_object(w, paginated=read.paper.paginated) for w in read.withheld],
    }


def withheld_file_object(file: Path, reason: str, paragraph: str | None) -> dict[str, Any]:
    """Give a file that is withheld whole, for the list: it has no id, for nothing of it is held."""
    told = {"pages": None, "reason": reason, "paragraph": paragraph}
    return {"id": None, "file_name": file.name, "kind": "withheld", "path": str(file), "withheld": [told]}


def withheld_object(withheld: Withheld, *, paginated: bool) -> dict[str, Any]:
    """Tell what was left out of a paper and why: pages (where it has any), our reason, the law's paragraph."""
    pages = [withheld.first_page, withheld.last_page] if paginated else None
    return {"pages": pages, "reason": withheld.reason, "paragraph": withheld.paragraph}


def _votes(votes: Votes | None) -> dict[str, Any] | None:
    if votes is None:
        return None
    ayes, noes, abstained = votes.names
    return {
        "for": votes.ayes, "against": votes.noes, "abstained": votes.abstained,
        "names": {"for": list(ayes), "against": list(noes), "abstained": list(abstained)},
    }  # fmt: skip


def _page(read: ReadPaper, page: int) -> int | None:
    return page if read.paper.paginated else None


def _resolution(resolution: Resolution) -> dict[str, Any]:
    return {
        "item": resolution.item.label if resolution.item else None,
        "text": resolution.text,
        "stem": resolution.stem,
        "clauses": [{"number": c.number, "text": c.text} for c in resolution.clauses],
        "outcome": resolution.outcome.value if resolution.outcome else None,
        "votes": _votes(resolution.votes),
    }


def _motion(motion: Motion) -> dict[str, Any]:
    return {
        "item": motion.item.label if motion.item else None,
        "what": "amendment" if motion.amendment else "motion",
        "mover": motion.mover,
        "seconder": motion.seconder,
        "text": motion.text,
        "outcome": motion.outcome.value if motion.outcome else None,
        "votes": _votes(motion.votes),
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "item": action.item.label if action.item else None,
        "how": action.promise.value,
        "who": action.who,
        "what": action.what,
        "due": action.due,
        "text": action.text,
    }


def _part(read: ReadPaper, part: Part, superseded: Superseded) -> dict[str, Any]:
    own = part.number
    better = superseded.get((read.paper.id, own))
    return {
        "number": own,
        "kind": part.kind.value,
        "committee": part.committee,
        "date": part.date.isoformat() if part.date else None,
        "listed_by": part.listed.by if part.listed else None,
        "title": part.title,
        "status": part.status.value if part.status else None,
        "agenda_item": part.agenda_item,
        "pages": [part.span.page, part.last_page] if read.paper.paginated else None,
        "held_elsewhere": {"paper": better[0], "part": better[1]} if better else None,
        "items": [_item(read, i) for i in read.items if i.part == own],
        "resolutions": [_resolution(r) for r in read.resolutions if r.part == own],
        "motions": [_motion(m) for m in read.motions if m.part == own],
        "actions": [_action(a) for a in read.actions if a.part == own],
        "references": [
            {"item": r.item.label if r.item else None, "to": r.pointer.value, "number": r.number, "text": r.text}
            for r in read.references
            if r.part == own
        ],
        "attendance": [
            {"how": a.presence.value, "names": list(a.names), "text": a.text} for a in read.attendance if a.part == own
        ],
        "recommendations": [
            {"to": r.to, "clauses": [{"number": c.number, "text": c.text} for c in r.clauses], "text": r.text}
            for r in read.recommendations
            if r.part == own
        ],
        "tables": tables(read, part),
    }  # fmt: skip


def _item(read: ReadPaper, item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "pages": item.pages,
        "agenda_ref": item.agenda_ref,
        "author": item.author,
        "page": _page(read, item.span.page),
    }


def read_object(read: ReadPaper, superseded: Superseded) -> dict[str, Any]:
    """Give all that was understood of a paper, part by part."""
    return {
        **paper_object(read.paper),
        "doubts": list(doubts(read)),
        "passages": len(read.passages),
        "pages_without_text": list(read.unread_pages),
        "withheld": [withheld_object(w, paginated=read.paper.paginated) for w in read.withheld],
        "pages_read_by_ocr": read_by_ocr(read),
        "acronyms": {a.short: a.long for a in reversed(read.acronyms)},
        "parts": [_part(read, part, superseded) for part in read.parts],
    }


def read_text(read: ReadPaper, superseded: Superseded) -> str:
    """Tell what was understood of a paper, for a terminal."""
    paper = read.paper
    pages = f"{paper.page_count} pages, " if paper.paginated else ""
    found = [
        f"{paper.title}  ({paper.id})",
        f"{KIND_WORDS[paper.kind]}, {long_date(paper.date) if paper.date else 'no date'}, {paper.file_name}, "
        f"{pages}{len(read.passages)} passages",
    ]
    if read.unread_pages:
        found.append(f"No text on {pages_words(read.unread_pages)}: pictures, which `ingest --ocr` reads.")
    if sure := read_by_ocr(read):
        found.append(f"Read by OCR: {pages_words(tuple(sure))} ({fmean(sure.values()):.0%} sure)")
    if odd := doubts(read):
        found.append(f"Worth a look: {'; '.join(odd)}.")
    found += [withheld_text(withheld_object(w, paginated=paper.paginated)) for w in read.withheld]
    for part in read.parts:
        found += _part_text(read, part, superseded)
    return "\n".join(found)


def _part_text(read: ReadPaper, part: Part, superseded: Superseded) -> Iterator[str]:
    when = f", {long_date(part.date)}{AS_LISTED if part.listed else ''}" if part.date else ", no date"
    standing = f" ({part.status.value})" if part.status else ""
    filed = f"  [item {part.agenda_item}]" if part.agenda_item else ""
    pages = f", pages {part.span.page}–{part.last_page}" if read.paper.paginated else ""
    yield (
        f"\n{part.number}. {KIND_WORDS[part.kind]}{standing}: {part.title}{filed}\n"
        f"   {part.committee or 'no committee'}{when}{pages}"
    )
    if better := superseded.get((read.paper.id, part.number)):
        yield f"   The same text, or its final one, is held as part {better[1]} of {better[0]}."
    yield from (_attendance_text(a) for a in read.attendance if a.part == part.number)
    yield from _decided_text(read, part, None)
    for item in (i for i in read.items if i.part == part.number):
        told = "; ".join(t for t in (f"pages {item.pages}" if item.pages else None, item.author) if t)
        yield f"   {item.label}{f' ({told})' if told else ''}"
        yield from _decided_text(read, part, item)
    yield from (_recommended_text(r) for r in read.recommendations if r.part == part.number)
    own = tables(read, part)
    if own:
        rows = sum(t["rows"] for t in own)
        yield f"   {len(own)} tables, {rows} rows" + "".join(_table_text(t) for t in own[:12])


def _attendance_text(attendance: Attendance) -> str:
    how = attendance.presence.value.replace("_", " ").capitalize()
    return f"   {how} ({len(attendance.names)}): {', '.join(attendance.names) or one_line(attendance.text)}"


def _decided_text(read: ReadPaper, part: Part, item: Item | None) -> Iterator[str]:
    def own(found: Resolution | Motion | Action) -> bool:
        return found.part == part.number and found.item == item

    for motion in filter(own, read.motions):
        came = " ".join(
            t for t in (motion.outcome and motion.outcome.value, motion.votes and motion.votes.words) if t
        )
        yield f"       {'Amendment' if motion.amendment else 'Motion'} [{came or 'outcome not told'}]: {one_line(motion.text)}"
    for resolution in filter(own, read.resolutions):
        votes = f" [{resolution.votes.words}]" if resolution.votes else ""
        yield f"       Decided{votes}: {one_line(resolution.text)}"
    for action in filter(own, read.actions):
        due = f" [{action.due}]" if action.due else ""
        yield f"       Action, {action.who or 'nobody named'}{due}: {one_line(action.text)}"


def _recommended_text(recommendation: Recommendation) -> str:
    return f"   Recommended to {recommendation.to or 'the meeting'}: {one_line(recommendation.text)}"


def _table_text(table: dict[str, Any]) -> str:
    page = f"page {table['page']}: " if table["page"] else ""
    return f"\n     {page}{table['rows']} rows; {' | '.join(table['columns']) or 'no column headings'}"
