"""A page of a paper with a quote's words marked: the page's picture for a PDF, the text around it for other papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ingest.errors import QuestionError
from ingest.papers import Page, Paper, Passage, Role, Span
from ingest.reading.marks import Marked
from ingest.text.lines import plain
from ui.page import attribute
from ui.text import page_words

_AROUND = 1500  # characters of text shown on each side of the quote in papers without pages
_PLACES = re.compile(r"\d{1,6}:\d{1,9}:\d{1,9}(?:,\d{1,6}:\d{1,9}:\d{1,9}){0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader wants to see: a paper, the spans to mark, and the page where it is another than theirs."""

    paper: str
    spans: tuple[Span, ...]
    page: int | None = None


def write_spans(spans: Sequence[Span]) -> str:
    """Write spans for the page: page:start:end, separated by commas."""
    return ",".join(f"{s.page}:{s.start}:{s.end}" for s in spans)


def read_wanted(asked: object) -> Wanted:
    """Read what the page asks for.

    Raises:
        QuestionError: it is not what the page sends.

    """
    fields = asked if isinstance(asked, dict) else {}
    paper, spans, page = (str(fields.get(name) or "") for name in ("paper", "spans", "page"))
    if not paper or not (spans == "" or _PLACES.fullmatch(spans)) or not (page == "" or page.isdecimal()):
        raise QuestionError("This page cannot be shown: the place is not understood. Ask the question again.")
    places = [[int(n) for n in place.split(":")] for place in spans.split(",") if place]
    return Wanted(
        paper=paper,
        spans=tuple(Span(page=p, start=a, end=b) for p, a, b in places),
        page=int(page[:6]) if page else None,
    )


def quoted(paper: Paper, pages: Sequence[Page], spans: Sequence[Span]) -> Passage:
    """Give the words at these spans as a passage, so that they can be marked.

    Raises:
        QuestionError: the paper has no such page.

    """
    texts = {p.number: p.text for p in pages}
    if any(s.page not in texts for s in spans):
        raise QuestionError(f"{paper.file_name} has no such page. It has changed: ask the question again.")
    return Passage(
        id="",
        paper_id=paper.id,
        part=0,
        role=Role.PROSE,
        text="\n".join(texts[s.page][s.start : s.end] for s in spans),
        spans=tuple(spans),
        headings=(),
        columns=(),
        item=None,
    )


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}%"


def _marks_html(marked: Marked | None) -> str:
    if marked is None:
        return ""
    return "".join(
        f'<span class="mb-box" style="left:{_percent(r.left, marked.width)};top:{_percent(r.top, marked.height)};'
        f"width:{_percent(r.right - r.left, marked.width)};height:{_percent(r.bottom - r.top, marked.height)}"
        '"></span>'
        for r in marked.rectangles
    )


def _step(wanted: Wanted, page: int, words: str) -> str:
    return (
        f'<button type="button" class="mb-link" data-do="turn" data-paper="{attribute(wanted.paper)}" '
        f'data-spans="{write_spans(wanted.spans)}" data-page="{page}">{words}</button>'
    )


def page_html(
    paper: Paper, wanted: Wanted, *, number: int, printed: str | None, marked: Marked | None, words: str
) -> str:
    """Show one page of a PDF as a picture with the words marked, and ways to its neighbours."""
    steps = [
        _step(wanted, number - 1, f"‹ Page {number - 1}") if number > 1 else "",
        _step(wanted, number + 1, f"Page {number + 1} ›") if number < paper.page_count else "",
    ]
    quote = " ".join(plain(words).split())
    shown = f"; marked: {quote[:300]}" if marked else ""
    where = (page_words(number, printed) or "").capitalize()
    file = f"paper/{attribute(paper.id)}#page={number}"
    return (
        f'<div class="mb-view-head"><p class="mb-view-title"><strong>{where} of {paper.page_count}</strong> '
        f"<span>{escape(paper.file_name)}</span></p>"
        f'<p class="mb-tools mb-no-print">{"".join(steps)}'
        '<button type="button" class="mb-link" data-do="zoom" data-by="1.25">Larger</button>'
        '<button type="button" class="mb-link" data-do="zoom" data-by="0.8">Smaller</button>'
        f'<a href="{file}" target="_blank" rel="noopener">Open the file at this page '
        '<span class="mb-hidden">in a new tab</span></a></p></div>'
        f'<div class="mb-sheet" tabindex="0" role="group" aria-label="{where}, as an image. Scroll with the arrow keys">'
        f'<div class="mb-paper"><img src="page/{attribute(paper.id)}/{number}.png" alt="{attribute(f"{where} of {paper.file_name}{shown}")}">'
        f"{_marks_html(marked)}</div></div>"
    )


def text_html(paper: Paper, wanted: Wanted, page: Page) -> str:
    """Show the text around the quote, with the quote marked, for a paper that has no pages."""
    spans = [s for s in wanted.spans if s.page == page.number and s.start < s.end]
    first = max(0, min((s.start for s in spans), default=0) - _AROUND)
    last = min(len(page.text), max((s.end for s in spans), default=0) + _AROUND)
    if first:
        first = page.text.find("\n", first) + 1 or first
    if last < len(page.text):
        last = max(page.text.rfind("\n", 0, last), max((s.end for s in spans), default=last))
    pieces: list[str] = []
    at = first
    for span in sorted(spans, key=lambda s: s.start):
        pieces += [
            escape(plain(page.text[at : span.start])),
            f"<mark>{escape(plain(page.text[span.start : span.end]))}</mark>",
        ]
        at = span.end
    pieces.append(escape(plain(page.text[at:last])))
    more = ("<p>…</p>" if first else "", "<p>…</p>" if last < len(page.text) else "")
    return (
        f'<div class="mb-view-head"><p class="mb-view-title"><strong>In the paper</strong> <span>{escape(paper.file_name)}</span></p>'
        f'<p class="mb-tools mb-no-print"><a href="paper/{attribute(paper.id)}" target="_blank" rel="noopener">Open the whole file '
        '<span class="mb-hidden">in a new tab</span></a></p></div>'
        '<div class="mb-sheet mb-text" tabindex="0" role="group" aria-label="The text around the quote. Scroll with the arrow keys">'
        f'{more[0]}<div class="mb-words">{"".join(pieces)}</div>{more[1]}</div>'
    )


def problem_html(message: str) -> str:
    """Say why a page cannot be shown."""
    return f'<p class="mb-problem">{escape(message)}</p>'
