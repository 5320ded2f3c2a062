"""Answers and papers as text for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from ingest.papers import Kind, Placed
from ingest.text.dates import long_date
from ingest.text.lines import plain
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


def pages_words(pages: Sequence[int]) -> str:
    """Name pages: "page 4", "pages 1, 4–9"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    named = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    return f"page{'s' if len(pages) > 1 else ''} {named}"


AS_LISTED = " (as an agenda or minutes held list it)"


def reference(placed: Placed, *, page: str | None = None) -> str:
    """Name the place of a passage: kind, committee, date, item, page, file."""
    part = placed.part
    minutes = part.kind in {Kind.MINUTES, Kind.DECISION_RECORD}
    item = placed.passage.item
    pieces = [
        KIND_WORDS[part.kind],
        part.committee or (part.title if part.title != placed.paper.file_name else None),
        f"{long_date(part.date)}{AS_LISTED if part.listed else ''}" if part.date else None,
        f"{'minute' if minutes else 'item'} {item}" if item else None,
        page or page_words(placed.page, placed.printed_page(placed.page)),
        placed.paper.file_name,
    ]
    return " · ".join(p for p in pieces if p)


def _source(citation: Citation) -> str:
    quote = citation.quote
    place = page_words(quote.page, quote.printed_page)
    if quote.ocr_confidence is not None:
        place = f"{place}, read by OCR ({quote.ocr_confidence:.0%} sure)"
    return f"[{citation.n}] {reference(quote.placed, page=place)}\n    “{one_line(citation.quote.words)}”"


RESTRICTED = "RESTRICTED: drawn from papers that may be exempt or confidential. Not for publication."


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
    if reply.note:
        found += ["", f"Note: {reply.note}"]
    if reply.restricted:
        found = [RESTRICTED, "", *found]
    if explain:
        query = reply.query
        terms = ", ".join("/".join([t.word, *t.variants]) for t in query.terms)
        found += ["", f"Asked for: {query.ask.value}. Searched for: {terms}."]
        found += [f"  {hit.score:6.2f} {reference(hit.placed)}" for hit in reply.hits]
        found += [f"Dropped by the check: {reason}" for reason in reply.dropped]
        seconds = reply.seconds
        found.append(
            f"Written by {reply.writer}. {seconds.total:.2f} s: {seconds.retrieve:.2f} to find, {seconds.write:.2f} to write and check."
        )
    return "\n".join(found)


def withheld_text(withheld: dict[str, Any]) -> str:
    """Tell what was left out because it is not for the public."""
    first, last = withheld["pages"] or (None, None)
    where = "" if first is None else f" page {first}:" if first == last else f" pages {first}–{last}:"
    by = f", paragraph {withheld['paragraph']}" if withheld["paragraph"] else ""
    return f"Withheld:{where} {withheld['reason']}{by}."


def papers_text(papers: Sequence[dict[str, Any]]) -> str:
    """List the papers, each with what was understood of it (see understood.listed_object)."""
    if not papers:
        return "No papers yet. Run `minutebook ingest PATH`."
    rows = []
    for paper in papers:
        if paper["id"] is None:
            rows.append(f"{'withheld':12}  {paper['file_name']}: {withheld_text(paper['withheld'][0])}")
            continue
        when = long_date(date.fromisoformat(paper["date"])) if paper["date"] else "no date"
        told = [f"{paper['pages']} pages"] if paper["pages"] else []
        told += [
            f"{paper[what]} {what}"
            for what in _COUNTED
            if paper[what] and (what != "parts" or paper[what] > 1)
        ]
        if paper["pages_without_text"]:
            told.append(f"{len(paper['pages_without_text'])} pages without text")
        told += [withheld_text(w).removesuffix(".").lower() for w in paper["withheld"]]
        if odd := [d for d in paper["doubts"] if not d.startswith("no text on")]:
            told.append(f"worth a look ({'; '.join(odd)})")
        if paper["parts_held_elsewhere"]:
            told.append("held under another name too")
        standing = f" ({paper['status']})" if paper["status"] else ""
        rows.append(
            f"{paper['id']}  {KIND_WORDS[Kind(paper['kind'])]}{standing}, {when}: {paper['title']}\n"
            f"              {paper['file_name']}\n              {', '.join(told)}"
        )
    return "\n".join(rows)


_COUNTED = ("parts", "items", "resolutions", "recommendations", "actions", "tables")
