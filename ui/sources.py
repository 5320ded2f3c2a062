"""The sources of an answer as cards: where each stands, the quote marked within its passage. Pure HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote as quote_url

from ingest.papers import Kind, Paper, Status
from ingest.text.dates import long_date
from ingest.text.lines import plain
from rag.answers import Citation, Quote
from ui.page import attribute
from ui.text import KIND_WORDS, page_words
from ui.turns import Turn, cited, refused
from ui.viewer import write_spans

_LINE_END = re.compile(r"(?<!\n)\n(?!\n|\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]|[•–-])\s)")
_BEFORE, _AFTER = 180, 500  # characters of the passage shown around the quote; the page shows the rest

Twins = Mapping[tuple[str, int], tuple[str, ...]]
"""Parts whose text is held twice, as (paper id, part number), with the names of the other files."""


def file_address(paper: Paper, page: int | None = None) -> str:
    """Give the address under which the app serves a paper's file; PDF viewers turn to the page."""
    return f"paper/{quote_url(paper.id)}" + (f"#page={page}" if page and paper.paginated else "")


def quote_data(quote: Quote) -> str:
    """Give the attributes by which the page viewer finds a quote."""
    return f'data-paper="{attribute(quote.placed.paper.id)}" data-spans="{write_spans(quote.spans)}"'


def marked_html(quote: Quote) -> str:
    """Give a passage with the quote marked, cut where it is long."""
    text = quote.placed.passage.text
    pieces = (plain(t).strip() for t in (text[: quote.start], quote.words, text[quote.end :]))
    # A page's lines end where the paper was too narrow: here they run on, and paragraphs stay.
    join = _LINE_END.sub if quote.placed.paper.paginated else lambda _, piece: piece
    before, words, after = (join(" ", piece) for piece in pieces)
    if len(before) > _BEFORE:
        before = "… " + before[-_BEFORE:].partition(" ")[2]
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + " …"
    return f"{escape(before)} <mark>{escape(words)}</mark> {escape(after)}".strip()


def notes(quote: Quote, twins: Twins) -> tuple[str, ...]:
    """Say what a reader must know of a source: a draft, a meeting that others name, read by OCR, held twice."""
    placed = quote.placed
    found = []
    if placed.part.status in {Status.DRAFT, Status.PROPOSED}:
        what = "a draft" if placed.part.status is Status.DRAFT else "a proposed decision"
        found.append(f"This is {what}: look for the final text before you rely on it.")
    if placed.part.listed:
        found.append(
            "The paper itself does not name this meeting: an agenda or minutes that are held list it there."
        )
    sure = placed.ocr_confidence(quote.page)
    if sure is not None:
        found.append(f"Read from a picture by OCR ({sure:.0%} sure): compare the words with the page.")
    if others := twins.get((placed.paper.id, placed.part.number)):
        found.append(f"The same text is held in {', '.join(others)}.")
    return tuple(found)


def card_html(citation: Citation, turn: int, *, twins: Twins, opened: bool = False) -> str:
    """Give one source as a card that opens and closes."""
    quote, placed, n = citation.quote, citation.quote.placed, citation.n
    part, item = placed.part, placed.passage.item
    when = f" · {long_date(part.date)}" if part.date else ""
    label = "Minute" if part.kind in {Kind.MINUTES, Kind.DECISION_RECORD} else "Item"
    where = page_words(quote.page, quote.printed_page)
    place = [
        escape(part.committee or part.title),
        f"{label} {escape(item)}" if item else "",
        where.capitalize() if where else "",
        escape(placed.paper.file_name),
    ]
    told = "".join(f'<p class="mb-note">{escape(note)}</p>' for note in notes(quote, twins))
    view = "Open page" if placed.paper.paginated else "Show in the paper"
    return (
        f'<li class="mb-card" id="source-{turn}-{n}" tabindex="-1" {quote_data(quote)}><details{" open" if opened else ""}>'
        f'<summary><span class="mb-n">{n}</span> <span class="mb-what">{KIND_WORDS[part.kind]}{when}</span></summary>'
        f'<p class="mb-place">{"<br>".join(p for p in place if p)}</p>{told}'
        f"<blockquote{' class=mb-paged' if placed.paper.paginated else ''}>{marked_html(quote)}</blockquote>"
        f'<p class="mb-tools mb-no-print"><button type="button" class="mb-link" data-do="page">{view}</button> '
        f'<a href="{attribute(file_address(placed.paper, quote.page))}" target="_blank" rel="noopener">'
        'Open the file <span class="mb-hidden">in a new tab</span></a> '
        f'<a class="mb-back" href="#cite-{turn}-{n}">Back to the answer</a></p></details></li>'
    )


def sources_html(turns: Sequence[Turn], *, twins: Twins | None = None) -> str:
    """Give the source cards of all answers; the last answer's are shown, the page shows others when they are in view."""
    groups = []
    with_sources = [n for n, turn in enumerate(turns, 1) if cited(turn)]
    for number in with_sources:
        turn = turns[number - 1]
        title = "Nearest passages" if refused(turn) else "Sources"
        cards = "".join(
            card_html(c, number, twins=twins or {}, opened=i == 0) for i, c in enumerate(cited(turn))
        )
        hidden = "" if number == with_sources[-1] else " hidden"
        groups.append(
            f'<div class="mb-group" data-turn="{number}"{hidden}><h2>{title}</h2><ol>{cards}</ol></div>'
        )
    inside = "".join(groups) or (
        "<h2>Sources</h2><p>The passages that an answer quotes appear here, each with its page.</p>"
    )
    return f'<section class="mb-sources" aria-label="Sources">{inside}</section>'
