"""Answers and papers as text for a terminal. Pure."""

from __future__ import annotations

from typing import assert_never

from ingest.dates import long_date
from ingest.lines import plain
from ingest.papers import Kind, Paper, Placed, ReadPaper
from rag.answers import Answered, Citation, NotInPapers, Reply

KIND_WORDS = {
    Kind.AGENDA: "Agenda",
    Kind.MINUTES: "Minutes",
    Kind.REPORT: "Report",
    Kind.DECISION_RECORD: "Record of decision",
    Kind.ANNUAL_REPORT: "Annual report",
    Kind.SUPPLEMENT: "Supplement",
    Kind.PACK: "Pack",
    Kind.OTHER: "Paper",
}


def one_line(text: str) -> str:
    """Give verbatim text as a reader reads it: without markup, on one line."""
    return " ".join(plain(text).split())


def page_words(page: int | None, printed: str | None) -> str | None:
    """Name a page, with the number printed on it where that differs."""
    if page is None:
        return None
    return f"page {page} (printed {printed})" if printed and printed != str(page) else f"page {page}"


def reference(placed: Placed, *, page: str | None = None) -> str:
    """Name the place of a passage: kind, committee, date, item, page, file."""
    part = placed.part
    minutes = part.kind in {Kind.MINUTES, Kind.DECISION_RECORD}
    item = placed.passage.item
    pieces = [
        KIND_WORDS[part.kind],
        part.committee or (part.title if part.title != placed.paper.file_name else None),
        long_date(part.date) if part.date else None,
        f"{'minute' if minutes else 'item'} {item}" if item else None,
        page or page_words(placed.page, placed.printed_page(placed.page)),
        placed.paper.file_name,
    ]
    return " · ".join(p for p in pieces if p)


def _source(citation: Citation) -> str:
    quote = citation.quote
    return f"[{citation.n}] {reference(quote.placed, page=page_words(quote.page, quote.printed_page))}\n    “{one_line(citation.quote.words)}”"


def reply_text(reply: Reply, *, explain: bool = False) -> str:
    """Give an answer with its sources, or what was looked at."""
    match reply.answer:
        case Answered(text=text, citations=citations):
            found = [text, "", "Sources", *(_source(c) for c in citations)]
        case NotInPapers(message=message, nearest=nearest):
            found = [f"Not in the papers. {message}"]
            if nearest:
                found += ["", "The nearest passages", *(_source(c) for c in nearest)]
        case _:
            assert_never(reply.answer)
    if explain:
        query = reply.query
        terms = ", ".join("/".join([t.word, *t.variants]) for t in query.terms)
        found += ["", f"Asked for: {query.ask.value}. Searched for: {terms}."]
        found += [f"  {hit.score:6.2f} {reference(hit.placed)}" for hit in reply.hits]
        found += [f"Dropped by the check: {reason}" for reason in reply.dropped]
        seconds = reply.seconds
        found.append(
            f"{seconds.total:.2f} s: {seconds.retrieve:.2f} to find, {seconds.write:.2f} to write and check."
        )
    return "\n".join(found)


def papers_text(papers: tuple[Paper, ...]) -> str:
    """List the papers."""
    if not papers:
        return "No papers yet. Run `minutebook ingest PATH`."
    rows = []
    for paper in papers:
        when = long_date(paper.date) if paper.date else "no date"
        rows.append(
            f"{paper.id}  {KIND_WORDS[paper.kind]}, {when}: {paper.title}\n              {paper.file_name}"
        )
    return "\n".join(rows)


def read_text(read: ReadPaper) -> str:
    """Tell what was understood of a paper."""
    paper = read.paper
    found = [
        f"{paper.title}  ({paper.id})",
        f"{KIND_WORDS[paper.kind]}, {long_date(paper.date) if paper.date else 'no date'}, {paper.file_name}, "
        f"{len(read.passages)} passages",
    ]
    for part in read.parts:
        when = f", {long_date(part.date)}" if part.date else ""
        filed = f"  [item {part.agenda_item}]" if part.agenda_item else ""
        found.append(f"\n{part.number}. {KIND_WORDS[part.kind]}{when}: {part.title}{filed}")
        for item in (i for i in read.items if i.part == part.number):
            found.append(f"     {item.label}{f' (pages {item.pages})' if item.pages else ''}")
            found += [
                f"         RESOLVED: {one_line(r.text)}"
                for r in read.resolutions
                if r.part == part.number and r.item == item
            ]
        found += [
            f"     Recommended to {r.to or 'the meeting'}: {one_line(r.text)}"
            for r in read.recommendations
            if r.part == part.number
        ]
    return "\n".join(found)
