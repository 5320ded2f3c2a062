"""The chat's HTML: conversation and source cards. Pure. All text of papers and questions is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import assert_never
from urllib.parse import quote as quote_url

from ingest.dates import long_date
from ingest.lines import plain
from ingest.papers import Kind, Paper, Part
from rag.answers import Answered, Citation, NotInPapers, Reply
from ui.text import KIND_WORDS, page_words

_MARK = re.compile(r"\[(\d{1,2})\]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its reply, or with the message of an error."""

    question: str
    reply: Reply | None = None
    error: str | None = None


def _answer_html(answer: Answered, turn: int) -> str:
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        n = match[1]
        identity = "" if n in seen else f'id="cite-{turn}-{n}" '
        seen.add(n)
        return f'<a class="mb-cite" {identity}href="#source-{turn}-{n}" aria-label="Source {n}">[{n}]</a>'

    return "".join(f"<p>{_MARK.sub(link, escape(line))}</p>" for line in answer.text.split("\n"))


def _turn_html(turn: Turn, number: int) -> str:
    found = [f'<article class="mb-turn"><h2><span class="mb-you">You</span> {escape(turn.question)}</h2>']
    if turn.error is not None:
        found.append(f'<div class="mb-answer mb-problem"><p>{escape(turn.error)}</p></div>')
    elif turn.reply is None:
        found.append('<div class="mb-answer"><p>Looking through the papers …</p></div>')
    else:
        match turn.reply.answer:
            case Answered() as answer:
                found.append(f'<div class="mb-answer">{_answer_html(answer, number)}</div>')
            case NotInPapers(message=message):
                found.append(
                    f'<div class="mb-answer mb-silent"><p><strong>Not in the papers.</strong> {escape(message)}</p>'
                    "<p>The nearest passages are shown as sources. Try the committee's name, a date or other words.</p></div>"
                )
            case _:
                assert_never(turn.reply.answer)
    found.append("</article>")
    return "".join(found)


def conversation_html(turns: Sequence[Turn]) -> str:
    """Give the conversation, oldest first; a screen reader hears what is added."""
    inside = "".join(_turn_html(turn, number) for number, turn in enumerate(turns, 1))
    return (
        f'<div class="mb-conversation" role="log" aria-live="polite" aria-label="Conversation">{inside}</div>'
    )


def welcome_html(parts: Sequence[Part], papers: int) -> str:
    """Tell what is loaded, before the first question."""
    if not papers:
        return '<p class="mb-welcome">No papers have been read yet. Run <code>minutebook ingest PATH</code>, then reload this page.</p>'
    minutes = sum(p.kind is Kind.MINUTES for p in parts)
    dated = sorted(p.date.year for p in parts if p.date)
    span = f", {dated[0]} to {dated[-1]}" if dated and dated[0] != dated[-1] else ""
    sets = f"{minutes} set{'s' if minutes != 1 else ''} of minutes"
    return (
        f'<p class="mb-welcome">{papers} papers, {sets}{span}. Minutebook quotes the papers that it holds; '
        "check the page before you rely on it.</p>"
    )


def file_link(paper: Paper) -> str:
    """Give the address under which the app serves a paper's file."""
    return f"/gradio_api/file={quote_url(paper.path)}"


def card_html(citation: Citation, turn: int) -> str:
    """Give one source as a card, the quote marked within its passage."""
    placed, quote = citation.quote.placed, citation.quote
    part, text = placed.part, placed.passage.text
    when = f" · {long_date(part.date)}" if part.date else ""
    item = placed.passage.item
    label = "Minute" if part.kind in {Kind.MINUTES, Kind.DECISION_RECORD} else "Item"
    place = [
        escape(part.committee or part.title),
        f"{label} {escape(item)}" if item else "",
        (page_words(quote.page, quote.printed_page) or "").capitalize(),
    ]
    before, words, after = (
        escape(plain(t).strip()) for t in (text[: quote.start], quote.words, text[quote.end :])
    )
    n = citation.n
    return (
        f'<li class="mb-card" id="source-{turn}-{n}" tabindex="-1"><h3><span class="mb-n">{n}</span> '
        f"{KIND_WORDS[part.kind]}{when}</h3>"
        f'<p class="mb-place">{"<br>".join(p for p in place if p)}</p>'
        f"<blockquote>{before} <mark>{words}</mark> {after}</blockquote>"
        f'<p class="mb-file"><a href="{escape(file_link(placed.paper), quote=True)}" target="_blank" rel="noopener">'
        f"{escape(placed.paper.file_name)}</a> "
        f'<a href="#cite-{turn}-{n}">Back to the answer</a></p></li>'
    )


def sources_html(turns: Sequence[Turn]) -> str:
    """Give the source cards of the last answer; for a refusal, the nearest passages."""
    replies = [(n, t.reply) for n, t in enumerate(turns, 1) if t.reply is not None]
    if not replies:
        return '<section class="mb-sources" aria-label="Sources"><h2>Sources</h2><p>The passages an answer quotes appear here.</p></section>'
    number, reply = replies[-1]
    match reply.answer:
        case Answered(citations=citations):
            title = "Sources"
        case NotInPapers(nearest=citations):
            title = "Nearest passages"
        case _:
            assert_never(reply.answer)
    cards = "".join(card_html(c, number) for c in citations)
    return f'<section class="mb-sources" aria-label="{title}"><h2>{title}</h2><ol>{cards}</ol></section>'
