"""The Papers view: what is held and how it was understood, what is being added, what was removed. Pure HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ingest.papers import Paper, Part, ReadPaper, Status
from ingest.text.dates import long_date
from ui.page import attribute, counted
from ui.text import KIND_WORDS, pages_words, withheld_text
from ui.understood import Superseded, read_by_ocr, tables, withheld_object

_MOST_SHOWN = 300  # papers listed at once


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRead:
    """How one part was understood."""

    part: Part
    items: int
    resolutions: int
    recommendations: int
    tables: int
    held_elsewhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead:
    """How one paper was understood."""

    paper: Paper
    parts: tuple[PartRead, ...]
    passages: int
    without_text: tuple[int, ...]
    by_ocr: tuple[int, ...]
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """A file on its way in: what is done, of how much; `problem` where it cannot be read."""

    name: str
    done: int = 0
    of: int = 0
    words: str = "Waiting"
    problem: str | None = None


def paper_read(read: ReadPaper, superseded: Superseded) -> PaperRead:
    """Sum up how a paper was understood."""
    return PaperRead(
        paper=read.paper,
        parts=tuple(
            PartRead(
                part=part,
                items=sum(i.part == part.number for i in read.items),
                resolutions=sum(r.part == part.number for r in read.resolutions),
                recommendations=sum(r.part == part.number for r in read.recommendations),
                tables=len(tables(read, part)),
                held_elsewhere=(read.paper.id, part.number) in superseded,
            )
            for part in read.parts
        ),
        passages=len(read.passages),
        without_text=read.unread_pages,
        by_ocr=tuple(read_by_ocr(read)),
        withheld=tuple(
            withheld_text(withheld_object(w, paginated=read.paper.paginated)) for w in read.withheld
        ),
    )


def _when(part: Part) -> str:
    return long_date(part.date) if part.date else "no date found"


def _part_html(read: PartRead, *, paginated: bool) -> str:
    part = read.part
    counts = [
        counted(count, noun)
        for count, noun in (
            (read.items, "item"),
            (read.resolutions, "resolution"),
            (read.recommendations, "recommendation"),
            (read.tables, "table"),
        )
        if count
    ]
    status = f" ({part.status.value})" if part.status and part.status is not Status.FINAL else ""
    pages = (
        f", pages {part.span.page} to {part.last_page}"
        if paginated and part.last_page > part.span.page
        else ""
    )
    elsewhere = " The same text, or its final form, is held in another paper." if read.held_elsewhere else ""
    return (
        f"<li><strong>{KIND_WORDS[part.kind]}{status}</strong>: {escape(part.title)}<br>"
        f"{escape(part.committee or 'no committee found')}, {_when(part)}{pages}. "
        f"{escape(', '.join(counts) or 'No items told apart')}.{elsewhere}</li>"
    )


def _notes(read: PaperRead) -> str:
    notes = [escape(told) for told in read.withheld]
    if read.without_text:
        notes.append(
            f"No text on {pages_words(read.without_text)}: pictures. They can be read with "
            "<code>minutebook ingest --ocr</code>."
        )
    if read.by_ocr:
        notes.append(f"Read by OCR: {pages_words(read.by_ocr)}. Check their words on the page.")
    return "".join(f'<p class="mb-note">{n}</p>' for n in notes)


def _paper_html(read: PaperRead) -> str:
    paper = read.paper
    meetings = len({(p.part.committee, p.part.date) for p in read.parts if p.part.date})
    facts = [
        counted(paper.page_count, "page") if paper.paginated else "",
        counted(len(read.parts), "part"),
        *(
            counted(number, noun)
            for number, noun in (
                (meetings, "meeting"),
                (sum(p.items for p in read.parts), "item"),
                (sum(p.resolutions for p in read.parts), "resolution"),
            )
            if number
        ),
        "" if meetings else "no meeting found in it",
    ]
    name = attribute(paper.file_name)
    parts = "".join(_part_html(p, paginated=paper.paginated) for p in read.parts)
    when = f" · {long_date(paper.date)}" if paper.date else ""
    return (
        f'<li class="mb-paper-card"><h3>{escape(paper.title)}</h3>'
        f'<p class="mb-place">{KIND_WORDS[paper.kind]}{when} · {escape(paper.file_name)}</p>'
        f"<p>{', '.join(f for f in facts if f)}</p>{_notes(read)}"
        f"<details><summary>How it was understood</summary><ol>{parts}</ol></details>"
        f'<p class="mb-tools mb-no-print"><a href="paper/{attribute(paper.id)}" target="_blank" rel="noopener" '
        f'aria-label="Open {name} in a new tab">Open the file</a>'
        f'<button type="button" class="mb-link" data-do="only" data-paper="{attribute(paper.id)}" '
        f'aria-label="Ask only {name}">Ask only this paper</button>'
        f'<button type="button" class="mb-link" data-do="remove" data-paper="{attribute(paper.id)}" '
        f'aria-label="Remove {name}">Remove</button></p></li>'
    )


def adding_html(adding: Sequence[Adding]) -> str:
    """Tell how far each file is on its way in."""
    if not adding:
        return ""
    rows = []
    for number, one in enumerate(adding):
        if one.problem:
            rows.append(f'<li class="mb-failed"><strong>Not added.</strong> {escape(one.problem)}</li>')
            continue
        bar = (
            f'<progress aria-labelledby="adding-{number}" max="{one.of}" value="{one.done}"></progress>'
            if one.of and one.done < one.of
            else ""
        )
        rows.append(
            f'<li><span id="adding-{number}">{escape(one.name)}: {escape(one.words)}</span> {bar}</li>'
        )
    return f'<ul class="mb-adding" aria-label="Papers being added">{"".join(rows)}</ul>'


def removed_html(paper: Paper) -> str:
    """Say what was removed, with the way back."""
    return (
        f'<p class="mb-removed" role="status">Removed {escape(paper.file_name)}. '
        f'<button type="button" class="mb-button mb-second mb-undo" data-do="undo" data-paper="{attribute(paper.id)}">Undo</button></p>'
    )


def back_html(paper: Paper) -> str:
    """Say that a removal was undone."""
    return f'<p class="mb-removed" role="status">{escape(paper.file_name)} is held again.</p>'


def papers_html(held: Sequence[PaperRead], *, above: str = "") -> str:
    """List the papers, the latest first, below what is being added or was removed."""
    newest = sorted(
        held, key=lambda r: (r.paper.date is not None, r.paper.date or 0, r.paper.file_name), reverse=True
    )
    cards = "".join(_paper_html(read) for read in newest[:_MOST_SHOWN])
    more = (
        f"<p>The latest {_MOST_SHOWN} are shown. <code>minutebook papers</code> lists all.</p>"
        if len(held) > _MOST_SHOWN
        else ""
    )
    count = (
        f'<p class="mb-count">{counted(len(held), "paper")} held</p>'
        if held
        else "<p>No papers are held yet.</p>"
    )
    return f'<div class="mb-held">{above}{count}<ol class="mb-papers">{cards}</ol>{more}</div>'
